// SPDX-License-Identifier: BSL-1.0
// Triggers: queries on their own thread, driven by data and by the clock; stopping and failing there.
#include <weir/testing.hpp>

#include "catch.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <future>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace {

using namespace weir::literals;
using namespace std::chrono_literals;

struct event {
    std::string k;
    std::int64_t v;
};

/// Waits until `holds` gives true, at most ten seconds.
template <class F>
bool eventually(F const& holds) {
    auto const until = std::chrono::steady_clock::now() + 10s;
    while (!holds()) {
        if (std::chrono::steady_clock::now() > until) return false;
        std::this_thread::sleep_for(1ms);
    }
    return true;
}

} // namespace

TEST_CASE("default_trigger_processes_what_comes", "[threads]") {
    weir::memory_stream<event> stream;
    auto query = weir::write_stream(weir::read_stream(stream)).memory().start();
    for (int i = 0; i < 20; ++i) {
        stream.add({"a", i});
        if (i % 5 == 0) query.process_all_available();
    }
    query.process_all_available();
    CHECK(query.table().count() == 20);
    CHECK(query.is_active());
    query.stop();
    CHECK(query.status().message == "Stopped");
}

TEST_CASE("rows_are_added_while_the_query_runs", "[threads]") {
    weir::memory_stream<event> stream;
    auto query = weir::write_stream(weir::read_stream(stream)
                                    | weir::agg(weir::count("*").as<"n">(), weir::sum("v"_c).as<"s">()))
                     .output_mode(weir::complete)
                     .memory()
                     .start();
    std::vector<std::thread> writers;
    for (int w = 0; w < 3; ++w) {
        writers.emplace_back([&] {
            for (int i = 0; i < 200; ++i) stream.add({"a", i});
        });
    }
    for (auto& w : writers) w.join();
    query.process_all_available();
    CHECK(query.table().to_json() == std::vector<std::string>{R"({"n":600,"s":59700})"});
}

TEST_CASE("once_runs_one_batch_of_what_is_there", "[threads]") {
    weir::memory_stream<event> stream;
    stream.add({{"a", 1}, {"b", 2}});
    stream.add({"c", 3});
    auto query = weir::write_stream(weir::read_stream(stream)).trigger(weir::once).memory().start();
    query.await_termination();
    CHECK(query.table().count() == 3);
    CHECK(query.recent_progress().size() == 1);
    CHECK_FALSE(query.is_active());
    stream.add({"d", 4});
    query.process_all_available();
    CHECK(query.table().count() == 3);
}

TEST_CASE("available_now_ends_when_what_was_there_is_done", "[threads]") {
    std::vector<event> rows(200'000, event{"a", 1});
    auto query =
        weir::write_stream(weir::from(rows)).trigger(weir::available_now).foreach([](auto const&) {}).start();
    query.await_termination();
    CHECK(query.recent_progress().size() == 4); // of 65,536 rows
    CHECK(query.exception() == nullptr);
    CHECK(query.status().message == "Stopped");
}

TEST_CASE("processing_time_fires_at_multiples_of_its_interval", "[threads]") {
    weir::memory_stream<event> stream;
    weir::manual_clock clock(weir::millis(1'500));
    std::atomic<int> batches = 0;
    stream.add({"a", 1});
    auto query = weir::write_stream(weir::read_stream(stream))
                     .trigger(weir::processing_time<"1 second">)
                     .clock(clock)
                     .foreach_batch([&](auto const&, std::int64_t) { ++batches; })
                     .start();
    REQUIRE(eventually([&] { return batches == 1; })); // the first one at once
    REQUIRE(eventually([&] { return query.status().message == "Waiting for next trigger"; }));
    stream.add({"b", 2});
    clock.set(weir::millis(1'999));
    std::this_thread::sleep_for(20ms);
    CHECK(batches == 1);
    clock.set(weir::millis(2'000));
    REQUIRE(eventually([&] { return batches == 2; }));
    REQUIRE(eventually([&] { return query.status().message == "Waiting for next trigger"; }));
    stream.add({"c", 3});
    clock.set(weir::millis(9'700)); // missed ticks are left out
    REQUIRE(eventually([&] { return batches == 3; }));
    auto const reports = [&] { return query.recent_progress(); };
    REQUIRE(eventually([&] { return reports().size() == 3; }));
    CHECK(reports()[0].at == weir::timestamp(1'500ms));
    CHECK(reports()[1].at == weir::timestamp(2'000ms));
    CHECK(reports()[2].at == weir::timestamp(9'700ms));
    query.stop();
}

TEST_CASE("stop_wakes_a_query_that_waits_for_its_trigger", "[threads]") {
    weir::memory_stream<event> stream;
    auto query = weir::write_stream(weir::read_stream(stream))
                     .trigger(weir::processing_time<"1 hour">)
                     .memory()
                     .start();
    REQUIRE(eventually([&] { return query.status().message == "Waiting for next trigger"; }));
    auto const begin = std::chrono::steady_clock::now();
    query.stop();
    CHECK(std::chrono::steady_clock::now() - begin < 5s);
    CHECK_FALSE(query.is_active());
}

TEST_CASE("destructor_stops_the_query", "[threads]") {
    weir::memory_stream<event> stream;
    std::atomic<int> rows = 0;
    {
        auto query =
            weir::write_stream(weir::read_stream(stream)).foreach([&](auto const&) { ++rows; }).start();
        stream.add({"a", 1});
        query.process_all_available();
    }
    stream.add({"b", 2});
    std::this_thread::sleep_for(30ms);
    CHECK(rows == 1);
}

TEST_CASE("callback_can_stop_its_query", "[threads]") {
    weir::memory_stream<event> stream;
    std::promise<weir::streaming_query*> handle;
    auto self = handle.get_future().share();
    std::atomic<int> batches = 0;
    weir::streaming_query query = weir::write_stream(weir::read_stream(stream))
                                      .foreach_batch([&](auto const&, std::int64_t) {
                                          ++batches;
                                          self.get()->stop();
                                      })
                                      .start();
    stream.add({"a", 1});
    handle.set_value(&query);
    query.await_termination();
    CHECK_FALSE(query.is_active());
    stream.add({"b", 2});
    std::this_thread::sleep_for(30ms);
    CHECK(batches == 1);
}

TEST_CASE("error_on_the_thread_is_rethrown_by_await_termination", "[threads]") {
    weir::memory_stream<event> stream;
    auto bad = weir::write_stream(weir::read_stream(stream))
                   .foreach([](auto const&) { throw std::runtime_error("boom"); })
                   .start();
    auto good = weir::write_stream(weir::read_stream(stream)).memory().start();
    stream.add({"a", 1});
    CHECK_THROWS_WITH(bad.await_termination(), "boom");
    CHECK_THROWS_WITH(bad.process_all_available(), "boom");
    CHECK(bad.status().message == "Terminated with exception: boom");
    good.process_all_available();
    CHECK(good.table().count() == 1);
    CHECK(good.is_active());
}

TEST_CASE("await_termination_times_out_on_a_running_query", "[threads]") {
    weir::memory_stream<event> stream;
    auto query = weir::write_stream(weir::read_stream(stream)).memory().start();
    CHECK_FALSE(query.await_termination(20ms));
    CHECK(query.is_active());
}

TEST_CASE("several_queries_run_at_once", "[threads]") {
    weir::memory_stream<event> stream;
    auto const plan = weir::read_stream(stream) | weir::group_by("k"_c) | weir::count();
    auto a = weir::write_stream(plan).output_mode(weir::complete).name("one").memory().start();
    auto b = weir::write_stream(plan).output_mode(weir::complete).name("two").memory().start();
    auto c = weir::write_stream(plan).output_mode(weir::update).name("three").memory().start();
    for (int i = 0; i < 50; ++i) stream.add({std::to_string(i % 5), i});
    a.process_all_available();
    b.process_all_available();
    c.process_all_available();
    CHECK(a.table().count() == 5);
    CHECK((a.table() | weir::order_by("k"_c)).to_json() == (b.table() | weir::order_by("k"_c)).to_json());
    CHECK(weir::streams.active().size() == 3);
}

TEST_CASE("rate_follows_the_clock", "[threads]") {
    weir::manual_clock clock(weir::millis(10'000));
    auto query = weir::write_stream(weir::read_stream(weir::rate({.rows_per_second = 4})))
                     .trigger(weir::on_demand)
                     .clock(clock)
                     .memory()
                     .start();
    query.process_all_available();
    CHECK(query.table().count() == 0);
    clock.advance(1'999ms);
    query.process_all_available();
    CHECK(query.table().count() == 4);
    clock.advance(1ms);
    query.process_all_available();
    auto const rows = query.table().collect();
    REQUIRE(rows.size() == 8);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        CHECK(rows[i]["value"_c] == static_cast<std::int64_t>(i));
        CHECK(rows[i]["timestamp"_c] == weir::timestamp(std::chrono::milliseconds(10'000 + 250 * i)));
    }
}

TEST_CASE("rate_micro_batch_gives_the_same_rows_in_each_batch", "[threads]") {
    auto query =
        weir::write_stream(
            weir::read_stream(weir::rate_micro_batch(
                {.rows_per_batch = 3, .start_timestamp = 5'000ms, .advance_millis_per_batch = 2'000ms})))
            .trigger(weir::once)
            .memory()
            .start();
    query.await_termination();
    CHECK(query.table().to_json()
          == std::vector<std::string>{R"({"timestamp":"1970-01-01T00:00:05.000Z","value":0})",
                                      R"({"timestamp":"1970-01-01T00:00:05.000Z","value":1})",
                                      R"({"timestamp":"1970-01-01T00:00:05.000Z","value":2})"});
    std::atomic<int> batches = 0;
    auto running =
        weir::write_stream(weir::read_stream(weir::rate_micro_batch({.rows_per_batch = 2})))
            .foreach_batch([&](auto const& batch, std::int64_t id) {
                if (batch[0]["value"_c] == 2 * id && batch[0]["timestamp"_c] == weir::timestamp(1s * id))
                    ++batches;
            })
            .start();
    CHECK(eventually([&] { return batches >= 5; }));
    running.stop();
    CHECK(running.last_progress()->batch_id + 1 == batches);
}

TEST_CASE("rates_that_are_none_are_errors_at_the_start") {
    CHECK_THROWS_AS(weir::write_stream(weir::read_stream(weir::rate({.rows_per_second = 0})))
                        .trigger(weir::on_demand)
                        .memory()
                        .start(),
                    weir::query_error);
    CHECK_THROWS_AS(weir::write_stream(weir::read_stream(weir::rate_micro_batch({})))
                        .trigger(weir::on_demand)
                        .memory()
                        .start(),
                    weir::query_error);
}

TEST_CASE("stop_of_an_on_demand_query_waits_for_its_batch", "[threads]") {
    weir::memory_stream<event> stream;
    std::promise<void> inside;
    std::atomic<bool> batch_done{false};
    auto query = weir::write_stream(weir::read_stream(stream))
                     .trigger(weir::on_demand)
                     .foreach_batch([&](auto const&, std::int64_t) {
                         inside.set_value();
                         std::this_thread::sleep_for(50ms);
                         batch_done = true;
                     })
                     .start();
    stream.add({"a", 1});
    std::thread runner([&] { query.process_all_available(); });
    inside.get_future().wait();
    query.stop();
    CHECK(batch_done);
    CHECK_FALSE(query.is_active());
    runner.join();
}
