// SPDX-License-Identifier: BSL-1.0
// Rows that come behind the watermark are handed over whole by every operator that drops them, and counted
// one by one.
#include <weir/testing.hpp>
#include <weir/weir.hpp>

#include "catch.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace {

using namespace weir::literals;

struct event {
    std::string k;
    weir::timestamp t;
    std::int32_t v;
};
struct other_event {
    std::string k;
    weir::timestamp u;
    std::int32_t v;
};
struct total {
    std::string k;
    std::int32_t n;
};

weir::timestamp at(std::int64_t s) { return weir::timestamp(std::chrono::seconds(s)); }

/// The `v` of the rows that are late: pushed are 1 in time, then 2 and 3 behind its watermark, then 4 in
/// time.
template <class Operator>
std::vector<std::int32_t> late(Operator const& stateful) {
    std::vector<std::int32_t> found;
    auto live = weir::inline_query(
        weir::input<event>() | weir::with_watermark<"t", "10 seconds">() | stateful, weir::append,
        [](auto const&) {},
        [&](auto const& row) {
            CHECK(row["k"_c] == "a");
            CHECK(row["t"_c] == at(50 + row["v"_c]));
            found.push_back(row["v"_c]);
        });
    live.push(event{"a", at(100), 1});
    live.push(std::vector<event>{{"a", at(52), 2}, {"a", at(53), 3}, {"a", at(101), 4}});
    return found;
}
std::vector<std::int32_t> const two_and_three{2, 3};

auto const count_rows = [](auto const& key, auto rows, weir::group_state<std::int32_t>&) {
    return std::optional(total{std::string(key), static_cast<std::int32_t>(rows.size())});
};
struct counter {
    weir::timers timers;
    total handle_input_rows(auto const& key, auto rows) {
        return {std::string(key), static_cast<std::int32_t>(rows.size())};
    }
};

} // namespace

TEST_CASE("aggregates_hand_over_late_rows") {
    CHECK(late(weir::group_by(weir::window<"t", "5 seconds">()) | weir::count()) == two_and_three);
    CHECK(late(weir::group_by("t"_c, "k"_c) | weir::count()) == two_and_three);
    CHECK(late(weir::group_by(weir::session_window<"t", "5 seconds">(), "k"_c) | weir::count())
          == two_and_three);
}
TEST_CASE("deduplication_hands_over_late_rows") {
    CHECK(late(weir::drop_duplicates<"k", "t">()) == two_and_three);
    CHECK(late(weir::drop_duplicates<"k">()) == two_and_three);
    CHECK(late(weir::drop_duplicates_within_watermark<"k">()) == two_and_three);
}
TEST_CASE("user_state_hands_over_late_rows") {
    auto const by_key = weir::group_by_key("k"_c);
    CHECK(late(by_key
               | weir::flat_map_groups_with_state<std::int32_t>(weir::append, weir::event_time_timeout,
                                                                count_rows))
          == two_and_three);
    CHECK(late(by_key | weir::transform_with_state(counter{}, weir::time_mode::event_time)) == two_and_three);
    CHECK(late(by_key
               | weir::flat_map_groups_with_state<std::int32_t>(weir::append, weir::no_timeout, count_rows))
              .empty());
}
TEST_CASE("operators_without_state_have_no_late_rows") { CHECK(late(weir::where("v"_c > 0)).empty()); }
TEST_CASE("both_sides_of_a_join_hand_over_late_rows") {
    std::vector<std::int32_t> found;
    auto const left =
        weir::input<event, "left">() | weir::with_watermark<"t", "10 seconds">() | weir::alias<"l">();
    auto const right =
        weir::input<other_event, "right">() | weir::with_watermark<"u", "10 seconds">() | weir::alias<"r">();
    auto live = weir::inline_query(
        left | weir::join(right, "l.k"_c == "r.k"_c && "t"_c == "u"_c), weir::append, [](auto const&) {},
        [&](auto const& row) { found.push_back(row["v"_c]); });
    live.push<"left", "right">(std::vector<event>{{"a", at(100), 1}},
                               std::vector<other_event>{{"a", at(100), 2}});
    live.push<"left">(event{"a", at(90), 3});
    live.push<"right">(other_event{"a", at(89), 4});
    live.push<"right">(other_event{"a", at(91), 5});
    CHECK(found == std::vector<std::int32_t>{3, 4});
}
TEST_CASE("dropped_rows_are_counted_one_by_one") {
    weir::memory_stream<event> events;
    auto query = weir::write_stream(weir::read_stream(events) | weir::with_watermark<"t", "10 seconds">()
                                    | weir::group_by(weir::window<"t", "5 seconds">()) | weir::count())
                     .output_mode(weir::append)
                     .trigger(weir::on_demand)
                     .memory()
                     .start();
    events.add({"a", at(100), 1});
    query.process_all_available();
    events.add({{"a", at(51), 2}, {"b", at(52), 3}, {"a", at(53), 4}, {"a", at(101), 5}});
    query.process_all_available();
    std::int64_t dropped = 0;
    for (auto const& p : query.recent_progress())
        dropped += p.state_operators[0].num_rows_dropped_by_watermark;
    CHECK(dropped == 3); // Spark counts groups: one
}
