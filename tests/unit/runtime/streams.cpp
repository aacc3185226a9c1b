// SPDX-License-Identifier: BSL-1.0
// The manager of the queries of a process, and its listeners.
#include <weir/testing.hpp>

#include "catch.hpp"

#include <algorithm>
#include <chrono>
#include <exception>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

using namespace weir::literals;
using namespace std::chrono_literals;

struct event {
    std::string k;
    int v;
};

class recorder : public weir::streaming_query_listener {
public:
    void on_query_started(weir::query_info const& info) override {
        add("started " + info.name.value_or("?"));
    }
    void on_query_progress(weir::streaming_query_progress const& p) override {
        add("progress " + p.name.value_or("?") + " " + std::to_string(p.batch_id));
    }
    void on_query_terminated(weir::query_info const& info, std::exception_ptr const& failure) override {
        add((failure ? "failed " : "ended ") + info.name.value_or("?"));
    }
    std::vector<std::string> lines() const {
        std::lock_guard const lock(mutex_);
        return lines_;
    }

private:
    void add(std::string line) {
        std::lock_guard const lock(mutex_);
        lines_.push_back(std::move(line));
    }
    mutable std::mutex mutex_;
    std::vector<std::string> lines_;
};

/// Listens while it lives.
struct listening {
    std::shared_ptr<recorder> to = std::make_shared<recorder>();
    listening() { weir::streams.add_listener(to); }
    listening(listening const&) = delete;
    listening& operator=(listening const&) = delete;
    ~listening() { weir::streams.remove_listener(to); }
};

} // namespace

TEST_CASE("active_queries_are_known_by_id") {
    weir::memory_stream<event> stream;
    CHECK(weir::streams.active().empty());
    {
        auto query = weir::write_stream(weir::read_stream(stream))
                         .name("known")
                         .trigger(weir::on_demand)
                         .memory()
                         .start();
        auto const active = weir::streams.active();
        REQUIRE(active.size() == 1);
        CHECK(active[0].name == "known");
        CHECK(active[0].run_id == query.run_id());
        REQUIRE(weir::streams.get(query.id()));
        CHECK(weir::streams.get(query.id())->name == "known");
        CHECK_FALSE(weir::streams.get("another"));
    }
    CHECK(weir::streams.active().empty());
}

TEST_CASE("listener_hears_start_progress_and_end") {
    listening ear;
    weir::memory_stream<event> stream;
    {
        auto query = weir::write_stream(weir::read_stream(stream))
                         .name("heard")
                         .trigger(weir::on_demand)
                         .memory()
                         .start();
        stream.add({"a", 1});
        query.process_all_available();
        stream.add({"b", 2});
        query.process_all_available();
    }
    CHECK(
        ear.to->lines()
        == std::vector<std::string>{"started heard", "progress heard 0", "progress heard 1", "ended heard"});
}

TEST_CASE("listener_hears_a_failure_and_removed_one_nothing") {
    weir::memory_stream<event> stream;
    auto const gone = [&] {
        listening ear;
        return ear.to;
    }();
    listening ear;
    auto query = weir::write_stream(weir::read_stream(stream))
                     .name("failing")
                     .trigger(weir::on_demand)
                     .foreach([](auto const&) { throw std::runtime_error("boom"); })
                     .start();
    stream.add({"a", 1});
    CHECK_THROWS(query.process_all_available());
    CHECK(ear.to->lines() == std::vector<std::string>{"started failing", "failed failing"});
    CHECK(gone->lines().empty());
}

TEST_CASE("await_any_termination_waits_for_one_query", "[threads]") {
    weir::streams.reset_terminated();
    weir::memory_stream<event> stream;
    auto running = weir::write_stream(weir::read_stream(stream)).memory().start();
    CHECK_FALSE(weir::streams.await_any_termination(10ms));
    auto once = weir::write_stream(weir::read_stream(stream)).trigger(weir::once).memory().start();
    weir::streams.await_any_termination();
    once.await_termination();
    CHECK(running.is_active());
    CHECK(weir::streams.await_any_termination(0ms));
    weir::streams.reset_terminated();
    CHECK_FALSE(weir::streams.await_any_termination(0ms));
}

TEST_CASE("await_any_termination_rethrows_what_ended_a_query", "[threads]") {
    weir::streams.reset_terminated();
    weir::memory_stream<event> stream;
    stream.add({"a", 1});
    auto query = weir::write_stream(weir::read_stream(stream))
                     .foreach([](auto const&) { throw std::runtime_error("boom"); })
                     .start();
    CHECK_THROWS_WITH(weir::streams.await_any_termination(), "boom");
    weir::streams.reset_terminated();
}

TEST_CASE("name_is_free_as_soon_as_await_termination_returns", "[threads]") {
    weir::memory_stream<event> stream;
    for (int i = 0; i < 200; ++i) {
        auto query =
            weir::write_stream(weir::read_stream(stream)).name("again").trigger(weir::once).memory().start();
        query.await_termination();
        auto next = weir::write_stream(weir::read_stream(stream))
                        .name("again")
                        .trigger(weir::on_demand)
                        .memory()
                        .start();
        CHECK(next.is_active());
    }
    weir::streams.reset_terminated();
}
