// SPDX-License-Identifier: BSL-1.0
// Which output mode fits which plan.
#include <weir/testing.hpp>

#include "catch.hpp"

#include <string>
#include <type_traits>

namespace {

using namespace weir::literals;

struct event {
    weir::timestamp t;
    std::string k;
    int v;
};

template <class Mode, class Plan>
std::string problem(Plan const&, Mode) {
    return std::string(weir::detail::check_stream<Plan, Mode>().message.view());
}
template <class Mode, class Plan>
bool fits(Plan const& plan, Mode mode) {
    return problem(plan, mode).empty();
}

auto const events = weir::input<event>();
auto const late = events | weir::with_watermark<"t", "10 seconds">();

} // namespace

TEST_CASE("stateless_plan_runs_in_append_and_update_mode") {
    auto const plan = events | weir::where("v"_c > 1) | weir::select("k"_c);
    CHECK(fits(plan, weir::append));
    CHECK(fits(plan, weir::update));
    CHECK_THAT(problem(plan, weir::complete), test::contains("complete mode without an aggregate"));
}

TEST_CASE("aggregate_without_watermark_runs_in_update_and_complete_mode") {
    auto const plan = events | weir::group_by("k"_c) | weir::count();
    CHECK_THAT(problem(plan, weir::append), test::contains("append mode without watermark"));
    CHECK(fits(plan, weir::update));
    CHECK(fits(plan, weir::complete));
}

TEST_CASE("aggregate_over_a_window_of_the_watermark_runs_in_all_modes") {
    auto const plan = late | weir::group_by(weir::window<"t", "5 seconds">(), "k"_c) | weir::count();
    CHECK(fits(plan, weir::append));
    CHECK(fits(plan, weir::update));
    CHECK(fits(plan, weir::complete));
}

TEST_CASE("watermark_that_is_no_key_does_not_make_append_possible") {
    CHECK_FALSE(fits(late | weir::group_by("k"_c) | weir::count(), weir::append));
    CHECK_FALSE(
        fits(events | weir::group_by(weir::window<"t", "5 seconds">()) | weir::count(), weir::append));
}

TEST_CASE("limit_does_not_run_in_update_mode") {
    CHECK(fits(events | weir::limit<3>(), weir::append));
    CHECK_THAT(problem(events | weir::limit<3>(), weir::update), test::contains("limit in update mode"));
}

TEST_CASE("order_by_runs_above_an_aggregate_in_complete_mode_only") {
    auto const counts = events | weir::group_by("k"_c) | weir::count() | weir::order_by("count"_c.desc());
    CHECK(fits(counts, weir::complete));
    CHECK_THAT(problem(counts, weir::update), test::contains("order_by on a stream"));
    CHECK_THAT(problem(events | weir::order_by("v"_c), weir::append), test::contains("order_by on a stream"));
}

TEST_CASE("deduplication_runs_in_append_and_update_mode") {
    auto const plan = late | weir::drop_duplicates<"t", "k">();
    CHECK(fits(plan, weir::append));
    CHECK(fits(plan, weir::update));
    CHECK_FALSE(fits(plan, weir::complete));
}

TEST_CASE("aggregate_above_an_aggregate_needs_append_mode") {
    auto const plan = late | weir::group_by(weir::window<"t", "5 seconds">(), "k"_c) | weir::count()
                      | weir::group_by(weir::window<"10 seconds">("window"_c))
                      | weir::agg(weir::sum("count"_c).as<"n">());
    CHECK(fits(plan, weir::append));
    CHECK_FALSE(fits(plan, weir::update));
    CHECK_FALSE(fits(plan, weir::complete));
}

TEST_CASE("static_table_is_no_streaming_query") {
    CHECK_THAT(problem(weir::table<event>({}), weir::append),
               test::contains("static table in a streaming query"));
}
