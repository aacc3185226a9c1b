// SPDX-License-Identifier: BSL-1.0
// The watermark of an inline query with several inputs: both policies, and inputs that fall silent.
#include <weir/testing.hpp>

#include "catch.hpp"

#include <chrono>
#include <cstdint>
#include <vector>

namespace {

using namespace std::chrono_literals;
using namespace weir::literals;

struct event {
    weir::timestamp t;
};

event at(std::int64_t seconds) { return {weir::timestamp(std::chrono::seconds(seconds))}; }
std::int64_t seconds_of(weir::timestamp t) { return t.time_since_epoch().count() / 1'000'000; }

auto counts(weir::watermark_options const& second) {
    return weir::input<event, "a">() | weir::with_watermark<"t", "10 seconds">()
           | weir::union_with(weir::input<event, "b">() | weir::with_watermark<"t", "5 seconds">(second))
           | weir::group_by(weir::window<"t", "5 seconds">()) | weir::count();
}

} // namespace

TEST_CASE("the_least_watermark_of_several_inputs_counts") {
    // Spark's EventTimeWatermarkSuite, delays of 10 and 5 seconds: the watermark after each row.
    auto live = weir::inline_query(counts({}), weir::append, [](auto const&) {});
    live.push<"a">(at(11));
    CHECK(seconds_of(live.watermark()) == 0);
    live.push<"b">(at(6));
    CHECK(seconds_of(live.watermark()) == 1);
    live.push<"b">(at(8));
    CHECK(seconds_of(live.watermark()) == 1);
    live.push<"a">(at(21));
    CHECK(seconds_of(live.watermark()) == 3);
    live.push<"b">(std::vector{at(17), at(28), at(39)});
    CHECK(seconds_of(live.watermark()) == 11);
    live.push<"a">(at(31));
    CHECK(seconds_of(live.watermark()) == 21);
    live.push<"a">(at(41));
    CHECK(seconds_of(live.watermark()) == 31);
    live.push<"a">(at(51));
    CHECK(seconds_of(live.watermark()) == 34);
}

TEST_CASE("the_greatest_watermark_counts_by_the_other_policy") {
    auto live = weir::inline_query(counts({}), weir::append, [](auto const&) {});
    live.use_watermark_policy(weir::watermark_policy::max);
    live.push<"a">(at(31));
    CHECK(seconds_of(live.watermark()) == 21);
    live.push<"b">(at(20));
    CHECK(seconds_of(live.watermark()) == 21);
    live.push<"b">(at(40));
    CHECK(seconds_of(live.watermark()) == 35);
}

TEST_CASE("a_silent_input_of_an_inline_query_holds_nothing_back") {
    weir::manual_clock clock;
    std::vector<std::int64_t> starts;
    auto live = weir::inline_query(counts({.idle_after = 30s}), weir::append, [&](auto const& row) {
        starts.push_back(seconds_of(row["window"_c].start));
    });
    live.use_clock(clock);
    live.push<"a">(at(20));
    live.push<"b">(at(8));
    CHECK(seconds_of(live.watermark()) == 3);
    clock.advance(29s);
    live.push<"a">(at(40));
    CHECK(seconds_of(live.watermark()) == 3);
    CHECK(starts.empty());
    clock.advance(2s);
    live.push<"a">(at(40));
    CHECK(seconds_of(live.watermark()) == 30);
    CHECK(starts == std::vector<std::int64_t>{5, 20});

    // It counts again as soon as it brings a row, but the watermark never goes back.
    live.push<"b">(at(20));
    live.push<"a">(at(60));
    CHECK(seconds_of(live.watermark()) == 30);
    clock.advance(31s);
    live.poll();
    CHECK(seconds_of(live.watermark()) == 50);
}
