// SPDX-License-Identifier: BSL-1.0
// inline_query: what comes out of a push, of a moved watermark and of the end; several inputs; late rows.
#include <weir/testing.hpp>

#include "catch.hpp"

#include <cstdint>
#include <limits>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

namespace {

using namespace weir::literals;
using namespace std::chrono_literals;

struct event {
    weir::timestamp t;
    std::string k;
    std::int64_t v;
};
struct quote {
    weir::timestamp t;
    std::string k;
    std::int64_t v;
};

weir::timestamp at(int second) { return weir::timestamp(std::chrono::seconds(second)); }

auto const late = weir::with_watermark<"t", "2 seconds">();
auto const sums = weir::group_by(weir::window<"t", "10 seconds">()) | weir::agg(weir::sum("v"_c).as<"s">())
                  | weir::select("window.start"_c, "s"_c);

/// `start second=sum` of each row that came out since the last look.
struct output {
    std::vector<std::string> rows;
    auto sink() {
        return [this](auto const& row) {
            rows.push_back(std::to_string(std::chrono::duration_cast<std::chrono::seconds>(
                                              row["start"_c].time_since_epoch())
                                              .count())
                           + "=" + std::to_string(row["s"_c]));
        };
    }
    std::vector<std::string> take() { return std::exchange(rows, {}); }
};
using lines = std::vector<std::string>;

} // namespace

TEST_CASE("window_comes_out_of_the_push_that_closes_it") {
    output out;
    auto live = weir::inline_query(weir::input<event>() | late | sums, weir::append, out.sink());
    live.push(event{at(1), "a", 1});
    live.push(event{at(9), "a", 2});
    live.push(event{at(11), "a", 4}); // watermark 9
    CHECK(out.take().empty());
    live.push(event{at(12), "a", 8}); // watermark 10
    CHECK(out.take() == lines{"0=3"});
    CHECK(live.watermark() == at(10));
}

TEST_CASE("late_row_is_dropped_and_handed_over") {
    output out;
    std::vector<std::int64_t> dropped;
    auto live = weir::inline_query(weir::input<event>() | late | sums, weir::append, out.sink(),
                                   [&](auto const& row) { dropped.push_back(row["v"_c]); });
    live.push(event{at(12), "a", 8});
    live.push(event{at(9), "a", 1}); // its window ended at the watermark
    live.push(event{at(10), "a", 2});
    CHECK(dropped == std::vector<std::int64_t>{1});
    live.flush();
    CHECK(out.take() == lines{"10=10"});
}

TEST_CASE("span_is_one_micro_batch") {
    output out;
    auto live = weir::inline_query(weir::input<event>() | late | sums, weir::append, out.sink());
    std::vector<event> const rows{
        {at(30), "a", 1}, {at(1), "a", 2}, {at(2), "a", 4}}; // not late: the watermark is that of before
    live.push(std::span(rows));
    CHECK(out.take() == lines{"0=6"});
    live.push(std::span<event const>());
    CHECK(out.take().empty());
}

TEST_CASE("update_mode_gives_the_changed_windows_of_each_push") {
    output out;
    auto live = weir::inline_query(weir::input<event>() | late | sums, weir::update, out.sink());
    live.push(event{at(1), "a", 1});
    CHECK(out.take() == lines{"0=1"});
    live.push(event{at(2), "a", 2});
    CHECK(out.take() == lines{"0=3"});
    live.push(event{at(25), "a", 4});
    CHECK(out.take() == lines{"20=4"});
    live.push(event{at(3), "a", 8});
    CHECK(out.take().empty());
}

TEST_CASE("complete_mode_gives_all_groups_with_each_push") {
    std::vector<std::string> rows;
    auto live = weir::inline_query(
        weir::input<event>() | weir::group_by("k"_c) | weir::count() | weir::order_by("k"_c), weir::complete,
        [&](auto const& row) { rows.push_back(std::string(row["k"_c]) + std::to_string(row["count"_c])); });
    live.push(event{at(1), "b", 1});
    live.push(event{at(1), "a", 1});
    CHECK(rows == lines{"b1", "a1", "b1"});
}

TEST_CASE("watermark_moves_without_events") {
    output out;
    auto live = weir::inline_query(weir::input<event>() | late | sums, weir::append, out.sink());
    live.push(event{at(5), "a", 1});
    live.advance_watermark(at(9));
    CHECK(out.take().empty());
    live.advance_watermark(at(10));
    CHECK(out.take() == lines{"0=1"});
    live.advance_watermark(at(3)); // never back
    CHECK(live.watermark() == at(10));
    live.push(event{at(8), "a", 2});
    live.push(event{at(11), "a", 4});
    live.advance_watermark(at(100));
    CHECK(out.take() == lines{"10=4"});
}

TEST_CASE("flush_closes_everything_that_is_open") {
    output out;
    auto live = weir::inline_query(weir::input<event>() | late | sums, weir::append, out.sink());
    live.push(event{at(5), "a", 1});
    live.push(event{at(11), "a", 2});
    live.flush();
    CHECK(out.take() == lines{"0=1", "10=2"});
    live.flush();
    CHECK(out.take().empty());
}

TEST_CASE("flush_gives_sliding_windows_too") {
    output out;
    auto live = weir::inline_query(
        weir::input<event>() | late | weir::group_by(weir::window<"t", "10 seconds", "5 seconds">())
            | weir::agg(weir::sum("v"_c).as<"s">()) | weir::select("window.start"_c, "s"_c),
        weir::append, out.sink());
    live.push(event{at(7), "a", 1});
    live.flush();
    CHECK(out.take() == lines{"0=1", "5=1"});
}

TEST_CASE("window_that_was_late_when_its_row_came_does_not_come_out") {
    output out;
    auto live = weir::inline_query(
        weir::input<event>() | late | weir::group_by(weir::window<"t", "10 seconds", "5 seconds">())
            | weir::agg(weir::sum("v"_c).as<"s">()) | weir::select("window.start"_c, "s"_c),
        weir::append, out.sink());
    live.push(event{at(33), "a", 1}); // watermark 31: no window closes
    live.push(event{at(26), "a", 2}); // late for the window of 20, not for that of 25
    live.push(event{at(60), "a", 4});
    CHECK(out.take() == lines{"25=3", "30=1"});
}

TEST_CASE("stateless_query_passes_rows_on_at_once") {
    std::vector<std::int64_t> seen;
    auto live = weir::inline_query(weir::input<event>() | weir::where("v"_c > 1)
                                       | weir::select(("v"_c * 10).as<"w">()),
                                   weir::append, [&](auto const& row) { seen.push_back(row["w"_c]); });
    live.push(event{at(1), "a", 1});
    live.push(event{at(1), "a", 2});
    CHECK(seen == std::vector<std::int64_t>{20});
}

TEST_CASE("inputs_of_a_union_are_pushed_by_name_or_type") {
    output out;
    auto const plan =
        weir::input<event, "trades">() | late
        | weir::union_with(weir::input<quote, "quotes">() | weir::with_watermark<"t", "5 seconds">()) | sums;
    auto live = weir::inline_query(plan, weir::append, out.sink());
    live.push<"trades">(event{at(1), "a", 1});
    live.push<"trades">(event{at(50), "a", 2}); // the other input holds the watermark back
    CHECK(live.watermark() == at(0));
    live.push<"quotes">(quote{at(2), "a", 4});
    live.push(quote{at(17), "a", 8}); // watermark 12
    CHECK(live.watermark() == at(12));
    CHECK(out.take() == lines{"0=5"});
    live.flush();
    CHECK(out.take() == lines{"10=8", "50=2"});
}

TEST_CASE("error_loses_its_row_and_the_query_goes_on") {
    std::vector<double> seen;
    auto live = weir::inline_query(weir::input<event>() | weir::select((weir::lit(10) / "v"_c).as<"q">()),
                                   weir::append, [&](auto const& row) { seen.push_back(row["q"_c]); });
    live.push(event{at(1), "a", 5});
    CHECK_THROWS_AS(live.push(event{at(1), "a", 0}), weir::arithmetic_error);
    live.push(event{at(1), "a", 2});
    CHECK(seen == std::vector<double>{2, 5});
}

TEST_CASE("distinct_rows_pass_once") {
    int rows = 0;
    auto live = weir::inline_query(weir::input<event>() | late | weir::drop_duplicates<"t", "k">(),
                                   weir::append, [&](auto const&) { ++rows; });
    live.push(event{at(1), "a", 1});
    live.push(event{at(1), "a", 2});
    live.push(event{at(1), "b", 3});
    CHECK(rows == 2);
}

TEST_CASE("row_that_fails_inside_a_span_loses_no_row_before_it") {
    output out;
    auto const shares =
        weir::group_by(weir::window<"t", "10 seconds">())
        | weir::agg(weir::sum("v"_c).as<"v">(), weir::sum(weir::cast<std::int64_t>(12 / "v"_c)).as<"s">())
        | weir::select("window.start"_c, "s"_c);
    auto live = weir::inline_query(weir::input<event>() | late | shares, weir::append, out.sink());
    std::vector<event> const block{{at(1), "a", 12}, {at(11), "a", 6}, {at(12), "a", 4},
                                   {at(2), "a", 2},  {at(13), "a", 0}, {at(3), "a", 1}};
    CHECK_THROWS_AS(live.push(std::span(block)), weir::arithmetic_error);
    live.push(event{at(14), "a", 3});
    live.flush();
    CHECK(out.take() == lines{"0=7", "10=9"}); // 12/12 + 12/2; 12/6 + 12/4 + 12/3
}

TEST_CASE("late_row_of_a_span_is_told_once_though_a_row_after_it_fails") {
    int told = 0;
    output out;
    auto const shares = weir::group_by(weir::window<"t", "10 seconds">())
                        | weir::agg(weir::sum(12 / "v"_c).as<"s">())
                        | weir::select("window.start"_c, weir::cast<std::int64_t>("s"_c).as<"s">());
    auto live = weir::inline_query(weir::input<event>() | late | shares, weir::append, out.sink(),
                                   [&](auto const&) { ++told; });
    live.push(event{at(30), "a", 12});
    std::vector<event> const block{{at(31), "a", 12}, {at(2), "a", 1}, {at(32), "a", 0}};
    CHECK_THROWS_AS(live.push(std::span(block)), weir::arithmetic_error);
    live.flush();
    CHECK(told == 1);
    CHECK(out.take() == lines{"30=2"});
}

TEST_CASE("row_whose_second_aggregate_fails_does_not_count_in_the_first") {
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    std::vector<std::string> rows;
    auto const add = [&](auto const& row) {
        rows.push_back(std::to_string(row["n"_c]) + " " + std::to_string(row["s"_c]));
    };
    auto const both = weir::agg(weir::count("*").as<"n">(), weir::sum("v"_c).as<"s">());

    SECTION("one group") {
        auto live = weir::inline_query(weir::input<event>() | late
                                           | weir::group_by(weir::window<"t", "10 seconds">()) | both,
                                       weir::append, add);
        live.push(event{at(1), "a", most});
        CHECK_THROWS_AS(live.push(event{at(1), "a", 1}), weir::arithmetic_error);
        live.flush();
    }
    SECTION("by key") {
        auto live = weir::inline_query(weir::input<event>() | late
                                           | weir::group_by(weir::window<"t", "10 seconds">(), "k"_c) | both,
                                       weir::append, add);
        live.push(event{at(1), "a", most});
        CHECK_THROWS_AS(live.push(event{at(1), "a", 1}), weir::arithmetic_error);
        live.flush();
    }
    CHECK(rows == std::vector<std::string>{"1 " + std::to_string(most)});
}

TEST_CASE("row_that_fails_makes_no_group") {
    std::vector<std::string> rows;
    auto live = weir::inline_query(
        weir::input<event>() | late | weir::group_by(weir::window<"t", "10 seconds">(), "k"_c)
            | weir::agg(weir::count("*").as<"n">(), weir::sum(12 / "v"_c).as<"s">()),
        weir::append, [&](auto const& row) { rows.emplace_back(row["k"_c]); });
    CHECK_THROWS_AS(live.push(event{at(1), "bad", 0}), weir::arithmetic_error);
    live.push(event{at(1), "good", 1});
    live.flush();
    CHECK(rows == std::vector<std::string>{"good"});
}

TEST_CASE("vector_is_a_micro_batch_like_a_span") {
    output out;
    auto live = weir::inline_query(weir::input<event>() | late | sums, weir::append, out.sink());
    live.push(std::vector<event>{
        {at(1), "a", 1}, {at(30), "a", 2}, {at(2), "a", 4}}); // late is what the watermark before says
    CHECK(out.take() == lines{"0=5"});
}

TEST_CASE("current_timestamp_is_one_for_the_rows_of_a_push") {
    weir::manual_clock clock(1000ms);
    std::vector<std::int64_t> times;
    auto live = weir::inline_query(weir::input<event>() | weir::select(weir::current_timestamp().as<"now">()),
                                   weir::append, [&](auto const& row) {
                                       times.push_back(weir::micros(row["now"_c]));
                                       clock.advance(5ms);
                                   });
    live.use_clock(clock);
    live.push(std::vector<event>(3));
    live.push(event{});
    CHECK(times == std::vector<std::int64_t>{1'000'000, 1'000'000, 1'000'000, 1'015'000});
}

TEST_CASE("query_pushed_into_by_a_sink_has_a_time_of_its_own") {
    weir::manual_clock outer_clock(1000ms);
    weir::manual_clock inner_clock(7000ms);
    std::vector<std::int64_t> times;
    auto const add = [&](auto const& row) { times.push_back(weir::micros(row["now"_c])); };
    auto const plan = weir::input<event>() | weir::select(weir::current_timestamp().as<"now">());
    auto inner = weir::inline_query(plan, weir::append, add);
    auto outer = weir::inline_query(plan, weir::append, [&](auto const& row) {
        inner.push(event{});
        add(row);
    });
    outer.use_clock(outer_clock);
    inner.use_clock(inner_clock);
    outer.push(std::vector<event>(2));
    CHECK(times == std::vector<std::int64_t>{7'000'000, 1'000'000, 7'000'000, 1'000'000});
}
