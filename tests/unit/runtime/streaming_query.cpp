// SPDX-License-Identifier: BSL-1.0
// A query driven on the caller's thread: its members, reports, sinks and failures.
#include <weir/testing.hpp>

#include "catch.hpp"

#include <cstdint>
#include <exception>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace weir::literals;

struct event {
    std::string k;
    std::int64_t v;
};
struct timed {
    weir::timestamp t;
    std::int64_t v;
};

auto const sums = weir::group_by("k"_c) | weir::agg(weir::sum("v"_c).as<"s">());

template <class Query>
std::string what_ends(Query& query) {
    try {
        query.process_all_available();
    } catch (std::exception const& e) {
        return e.what();
    }
    return "nothing";
}

struct writer_log {
    std::vector<std::string> lines;
};

struct writer {
    std::shared_ptr<writer_log> log;
    bool open(std::int64_t partition, std::int64_t epoch) {
        log->lines.push_back("open " + std::to_string(partition) + " " + std::to_string(epoch));
        return epoch != 1; // the second batch is left out
    }
    template <class Row>
    void process(Row const& row) {
        log->lines.push_back("process " + std::to_string(row["v"_c]));
        if (row["v"_c] < 0) throw std::runtime_error("negative");
    }
    void close(std::exception_ptr const& error) {
        log->lines.push_back(error ? "close with error" : "close");
    }
};

} // namespace

TEST_CASE("query_tells_its_name_and_ids") {
    weir::memory_stream<event> stream;
    auto named = weir::write_stream(weir::read_stream(stream))
                     .name("letters")
                     .trigger(weir::on_demand)
                     .memory()
                     .start();
    auto nameless = weir::write_stream(weir::read_stream(stream)).trigger(weir::on_demand).memory().start();
    CHECK(named.name() == "letters");
    CHECK(nameless.name() == std::nullopt);
    CHECK(named.id().size() == 36);
    CHECK(named.id() != named.run_id());
    CHECK(named.id() != nameless.id());
    CHECK(named.is_active());
    CHECK_FALSE(named.explain().empty());
}

TEST_CASE("status_follows_the_query") {
    weir::memory_stream<event> stream;
    std::string during;
    weir::streaming_query* self = nullptr;
    weir::streaming_query query = weir::write_stream(weir::read_stream(stream))
                                      .trigger(weir::on_demand)
                                      .foreach([&](auto const&) { during = self->status().message; })
                                      .start();
    self = &query;
    CHECK(query.status().message == "Initializing StreamExecution");
    stream.add({"a", 1});
    query.process_all_available();
    CHECK(during == "Processing new data");
    CHECK(query.status().message == "Waiting for data to arrive");
    CHECK_FALSE(query.status().is_trigger_active);
    query.stop();
    CHECK(query.status().message == "Stopped");
    CHECK_FALSE(query.is_active());
    CHECK(query.await_termination(std::chrono::milliseconds(0)));
    CHECK(query.exception() == nullptr);
}

TEST_CASE("stopped_query_takes_no_more_rows") {
    weir::memory_stream<event> stream;
    auto query = weir::write_stream(weir::read_stream(stream)).trigger(weir::on_demand).memory().start();
    query.stop();
    stream.add({"a", 1});
    query.process_all_available();
    CHECK(query.table().count() == 0);
    CHECK_FALSE(query.last_progress());
}

TEST_CASE("await_termination_with_timeout_tells_that_the_query_still_runs") {
    weir::memory_stream<event> stream;
    auto query = weir::write_stream(weir::read_stream(stream)).trigger(weir::on_demand).memory().start();
    CHECK_FALSE(query.await_termination(std::chrono::milliseconds(5)));
}

TEST_CASE("progress_has_the_fields_of_spark_in_their_order") {
    weir::memory_stream<timed> stream;
    weir::manual_clock clock(weir::millis(1'700'000'000'000));
    auto query = weir::write_stream(weir::read_stream(stream) | weir::with_watermark<"t", "5 seconds">()
                                    | weir::group_by(weir::window<"t", "10 seconds">()) | weir::count())
                     .name("progress")
                     .trigger(weir::on_demand)
                     .clock(clock)
                     .memory()
                     .start();
    CHECK_FALSE(query.last_progress());
    stream.add({{"2024-01-01 00:00:10"_ts, 1}, {"2024-01-01 00:00:20"_ts, 2}, {"2024-01-01 00:00:12"_ts, 3}});
    query.process_all_available();
    auto const reports = query.recent_progress();
    REQUIRE(reports.size() == 2); // the data batch and the no-data batch
    std::string const json = reports[0].json();
    std::size_t at = 0;
    for (char const* key : {"id",
                            "runId",
                            "name",
                            "timestamp",
                            "batchId",
                            "batchDuration",
                            "numInputRows",
                            "processedRowsPerSecond",
                            "durationMs",
                            "addBatch",
                            "commitOffsets",
                            "getBatch",
                            "latestOffset",
                            "queryPlanning",
                            "triggerExecution",
                            "walCommit",
                            "eventTime",
                            "avg",
                            "max",
                            "min",
                            "watermark",
                            "stateOperators",
                            "operatorName",
                            "numRowsTotal",
                            "numRowsUpdated",
                            "allUpdatesTimeMs",
                            "numRowsRemoved",
                            "allRemovalsTimeMs",
                            "commitTimeMs",
                            "memoryUsedBytes",
                            "numRowsDroppedByWatermark",
                            "numShufflePartitions",
                            "numStateStoreInstances",
                            "sources",
                            "description",
                            "startOffset",
                            "endOffset",
                            "latestOffset",
                            "numInputRows",
                            "processedRowsPerSecond",
                            "sink",
                            "description",
                            "numOutputRows"}) {
        std::size_t const found = json.find('"' + std::string(key) + "\":", at);
        INFO(key << " in " << json);
        REQUIRE(found != std::string::npos);
        at = found + 1;
    }
    CHECK_THAT(json,
               test::contains(R"("name":"progress","timestamp":"2023-11-14T22:13:20.000Z","batchId":0)"));
    CHECK_THAT(
        json,
        test::contains(
            R"("avg":"2024-01-01T00:00:14.000Z","max":"2024-01-01T00:00:20.000Z","min":"2024-01-01T00:00:10.000Z")"));
    CHECK(reports[0].id == query.id());
    CHECK(reports[0].run_id == query.run_id());
    CHECK(reports[0].event_time.watermark == weir::timestamp{});
    CHECK(reports[0].state_operators.at(0).num_rows_total == 2);
    CHECK(reports[0].num_input_rows == 3);
    CHECK(reports[1].batch_id == 1);
    CHECK(reports[1].num_input_rows == 0);
    CHECK(reports[1].event_time.watermark == "2024-01-01 00:00:15"_ts);
    CHECK(reports[1].event_time.max == std::nullopt);
    CHECK(query.last_progress()->batch_id == 1);
}

TEST_CASE("name_of_a_nameless_query_is_null_in_its_report") {
    weir::memory_stream<event> stream;
    auto query = weir::write_stream(weir::read_stream(stream)).trigger(weir::on_demand).memory().start();
    stream.add({"a", 1});
    query.process_all_available();
    CHECK_THAT(query.last_progress()->json(), test::contains(R"("name":null)"));
    CHECK(query.last_progress()->json().find("eventTime") == std::string::npos);
    CHECK(query.last_progress()->sink.num_output_rows == 1);
}

TEST_CASE("last_hundred_reports_are_kept") {
    weir::memory_stream<event> stream;
    auto query = weir::write_stream(weir::read_stream(stream)).trigger(weir::on_demand).memory().start();
    for (int i = 0; i < 130; ++i) {
        stream.add({"a", i});
        query.process_all_available();
    }
    auto const reports = query.recent_progress();
    REQUIRE(reports.size() == 100);
    CHECK(reports.front().batch_id == 30);
    CHECK(reports.back().batch_id == 129);
}

TEST_CASE("rows_of_several_adds_are_one_batch") {
    weir::memory_stream<event> stream;
    std::vector<std::size_t> sizes;
    auto query = weir::write_stream(weir::read_stream(stream))
                     .trigger(weir::on_demand)
                     .foreach_batch([&](auto const& batch, std::int64_t) { sizes.push_back(batch.size()); })
                     .start();
    stream.add({"a", 1});
    stream.add({{"b", 2}, {"c", 3}});
    stream.add(std::vector<event>{{"d", 4}});
    stream.add_json(R"({"k": "e", "v": 5})");
    query.process_all_available();
    stream.add_nothing();
    query.process_all_available();
    query.process_all_available();
    CHECK(sizes == std::vector<std::size_t>{5, 0});
}

TEST_CASE("memory_sink_appends_in_append_and_update_mode_and_replaces_in_complete_mode") {
    weir::memory_stream<event> stream;
    auto const plan = weir::read_stream(stream) | sums;
    auto update =
        weir::write_stream(plan).output_mode(weir::update).trigger(weir::on_demand).memory().start();
    auto complete =
        weir::write_stream(plan).output_mode(weir::complete).trigger(weir::on_demand).memory().start();
    auto append = weir::write_stream(weir::read_stream(stream)).trigger(weir::on_demand).memory().start();
    for (event const& e : {event{"a", 1}, event{"a", 2}, event{"b", 5}}) {
        stream.add(e);
        update.process_all_available();
        complete.process_all_available();
        append.process_all_available();
    }
    CHECK(append.table().count() == 3);
    CHECK((update.table() | weir::order_by("k"_c, "s"_c)).to_json()
          == std::vector<std::string>{R"({"k":"a","s":1})", R"({"k":"a","s":3})", R"({"k":"b","s":5})"});
    CHECK((complete.table() | weir::order_by("k"_c)).to_json()
          == std::vector<std::string>{R"({"k":"a","s":3})", R"({"k":"b","s":5})"});
}

TEST_CASE("table_of_the_memory_sink_outlives_the_query") {
    weir::memory_stream<event> stream;
    auto const rows = [&] {
        auto query = weir::write_stream(weir::read_stream(stream)).trigger(weir::on_demand).memory().start();
        stream.add({"a", 1});
        query.process_all_available();
        return query.table();
    }();
    CHECK(rows.count() == 1);
}

TEST_CASE("foreach_writer_is_opened_and_closed_for_each_batch") {
    weir::memory_stream<event> stream;
    auto const log = std::make_shared<writer_log>();
    auto query =
        weir::write_stream(weir::read_stream(stream)).trigger(weir::on_demand).foreach(writer{log}).start();
    stream.add({{"a", 1}, {"b", 2}});
    query.process_all_available();
    stream.add({"c", 3});
    query.process_all_available();
    CHECK(log->lines
          == std::vector<std::string>{"open 0 0", "process 1", "process 2", "close", "open 0 1", "close"});
}

TEST_CASE("foreach_writer_is_closed_with_the_error_that_it_threw") {
    weir::memory_stream<event> stream;
    auto const log = std::make_shared<writer_log>();
    auto query =
        weir::write_stream(weir::read_stream(stream)).trigger(weir::on_demand).foreach(writer{log}).start();
    stream.add({{"a", 1}, {"b", -1}, {"c", 3}});
    CHECK(what_ends(query) == "negative");
    CHECK(log->lines == std::vector<std::string>{"open 0 0", "process 1", "process -1", "close with error"});
}

TEST_CASE("foreach_writer_is_closed_with_the_error_of_another_operator") {
    weir::memory_stream<event> stream;
    auto const log = std::make_shared<writer_log>();
    auto query = weir::write_stream(weir::read_stream(stream) | weir::with_column<"q">(weir::lit(1) % "v"_c))
                     .trigger(weir::on_demand)
                     .foreach(writer{log})
                     .start();
    stream.add({{"a", 1}, {"b", 0}});
    CHECK_THAT(what_ends(query), test::contains("REMAINDER_BY_ZERO"));
    CHECK(log->lines == std::vector<std::string>{"open 0 0", "process 1", "close with error"});
}

TEST_CASE("error_in_a_callback_ends_that_query_alone") {
    weir::memory_stream<event> stream;
    auto good = weir::write_stream(weir::read_stream(stream)).trigger(weir::on_demand).memory().start();
    auto in_foreach = weir::write_stream(weir::read_stream(stream))
                          .trigger(weir::on_demand)
                          .foreach([](auto const&) { throw std::runtime_error("in foreach"); })
                          .start();
    auto in_batch =
        weir::write_stream(weir::read_stream(stream))
            .trigger(weir::on_demand)
            .foreach_batch([](auto const&, std::int64_t) { throw std::runtime_error("in foreach_batch"); })
            .start();
    auto in_map = weir::write_stream(weir::read_stream(stream) | weir::map([](event const& e) -> event {
                                         if (e.v > 0) throw std::runtime_error("in map");
                                         return e;
                                     }))
                      .trigger(weir::on_demand)
                      .memory()
                      .start();
    stream.add({"a", 1});
    CHECK(what_ends(in_foreach) == "in foreach");
    CHECK(what_ends(in_batch) == "in foreach_batch");
    CHECK(what_ends(in_map) == "in map");
    good.process_all_available();
    CHECK(good.table().count() == 1);
    CHECK(good.is_active());

    CHECK_FALSE(in_map.is_active());
    CHECK(in_map.exception() != nullptr);
    CHECK(in_map.status().message == "Terminated with exception: in map");
    CHECK_THROWS_WITH(in_map.await_termination(), "in map");
    CHECK_THROWS_WITH(in_map.await_termination(std::chrono::milliseconds(1)), "in map");
    CHECK(what_ends(in_map) == "in map");
    CHECK_FALSE(in_map.last_progress());
}

TEST_CASE("error_of_an_expression_tells_the_batch") {
    weir::memory_stream<event> stream;
    auto query =
        weir::write_stream(weir::read_stream(stream) | weir::select((weir::lit(10) / "v"_c).as<"q">()))
            .trigger(weir::on_demand)
            .memory()
            .start();
    stream.add({"a", 5});
    query.process_all_available();
    stream.add({"a", 0});
    try {
        query.process_all_available();
        FAIL("no error");
    } catch (weir::arithmetic_error const& e) {
        CHECK(e.condition() == "DIVIDE_BY_ZERO");
        CHECK_THAT(std::string(e.what()), test::contains("batch 1"));
    }
    CHECK(query.table().count() == 1);
}

TEST_CASE("late_rows_are_handed_over") {
    weir::memory_stream<timed> stream;
    std::vector<std::int64_t> late;
    auto query = weir::write_stream(weir::read_stream(stream) | weir::with_watermark<"t", "5 seconds">()
                                    | weir::group_by(weir::window<"t", "10 seconds">())
                                    | weir::agg(weir::sum("v"_c).as<"s">()))
                     .trigger(weir::on_demand)
                     .late_rows([&](auto const& row) { late.push_back(row["v"_c]); })
                     .memory()
                     .start();
    stream.add({"2024-01-01 00:01:00"_ts, 1});
    query.process_all_available();
    stream.add(
        {{"2024-01-01 00:00:10"_ts, 2}, {"2024-01-01 00:01:01"_ts, 3}, {"2024-01-01 00:00:49.999"_ts, 4}});
    query.process_all_available();
    CHECK(late == std::vector<std::int64_t>{2, 4});
    CHECK(query.last_progress()->state_operators.at(0).num_rows_dropped_by_watermark
          == 0); // that of the no-data batch
}

TEST_CASE("active_name_cannot_be_used_again_until_the_query_has_stopped") {
    weir::memory_stream<event> stream;
    auto const start = [&] {
        return weir::write_stream(weir::read_stream(stream))
            .name("twice")
            .trigger(weir::on_demand)
            .memory()
            .start();
    };
    auto first = start();
    try {
        auto second = start();
        FAIL("two queries of one name");
    } catch (weir::query_error const& e) {
        CHECK_THAT(std::string(e.what()), test::contains("\"twice\""));
    }
    CHECK(first.is_active());
    first.stop();
    auto second = start();
    CHECK(second.is_active());
}

TEST_CASE("moved_query_runs_on_and_assigning_stops_the_old_one") {
    weir::memory_stream<event> stream;
    int first_rows = 0;
    int second_rows = 0;
    auto const start = [&](int& count) {
        return weir::write_stream(weir::read_stream(stream))
            .trigger(weir::on_demand)
            .foreach([&](auto const&) { ++count; })
            .start();
    };
    auto a = start(first_rows);
    auto b = std::move(a);
    stream.add({"a", 1});
    b.process_all_available();
    CHECK(first_rows == 1);
    b = start(second_rows);
    CHECK(weir::streams.active().size() == 1);
    b.process_all_available();
    CHECK(second_rows == 1);
}

TEST_CASE("query_that_would_wait_for_itself_says_so") {
    weir::memory_stream<event> stream;
    std::optional<weir::streaming_query> query;
    std::vector<std::string> conditions;
    auto const wait_inside = [&](auto const&, std::int64_t) {
        try {
            query->process_all_available();
        } catch (weir::query_error const& e) {
            conditions.push_back(e.condition());
        }
        try {
            query->await_termination();
        } catch (weir::query_error const& e) {
            conditions.push_back(e.condition());
        }
    };
    query.emplace(weir::write_stream(weir::read_stream(stream))
                      .trigger(weir::on_demand)
                      .foreach_batch(wait_inside)
                      .start());
    stream.add({"a", 1});
    query->process_all_available();
    CHECK(conditions == std::vector<std::string>{"STREAM_WAITS_FOR_ITSELF", "STREAM_WAITS_FOR_ITSELF"});
    CHECK(query->is_active());
}

TEST_CASE("query_stopped_by_its_own_callback_ends_after_the_batch") {
    weir::memory_stream<event> stream;
    std::optional<weir::streaming_query> query;
    int batches = 0;
    query.emplace(weir::write_stream(weir::read_stream(stream))
                      .trigger(weir::on_demand)
                      .foreach_batch([&](auto const&, std::int64_t) {
                          ++batches;
                          query->stop();
                      })
                      .start());
    stream.add({"a", 1});
    query->process_all_available();
    CHECK_FALSE(query->is_active());
    stream.add({"b", 2});
    query->process_all_available();
    CHECK(batches == 1);
}

TEST_CASE("handle_may_go_inside_a_callback_of_its_query") {
    weir::memory_stream<event> stream;
    std::optional<weir::streaming_query> query;
    std::int64_t rows = 0;
    query.emplace(weir::write_stream(weir::read_stream(stream))
                      .trigger(weir::on_demand)
                      .foreach([&](auto const&) {
                          ++rows;
                          query.reset();
                      })
                      .start());
    stream.add({{"a", 1}, {"b", 2}});
    query->process_all_available();
    CHECK(rows == 2);
    CHECK_FALSE(query.has_value());
}
