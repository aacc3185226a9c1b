// SPDX-License-Identifier: BSL-1.0
// Joins of two streams by a key and a range of time against Spark.
#include "streams_harness.hpp"

namespace {

using namespace weir::literals;

using times = parity::inputs<parity::in<"l", "k int, lt timestamp">, parity::in<"r", "k int, rt timestamp">>;

auto const late_left = weir::with_watermark<"lt", "10 seconds">() | weir::alias<"a">();
auto const late_right = weir::with_watermark<"rt", "10 seconds">() | weir::alias<"b">();
auto const within_5s =
    "lt"_c >= "rt"_c - weir::interval<"5 seconds"> && "lt"_c <= "rt"_c + weir::interval<"5 seconds">;
auto const both = weir::select("a.k"_c.as<"lk">(), "b.k"_c.as<"rk">(), "lt"_c, "rt"_c);

template <class Kind>
auto within(Kind kind) {
    return [kind](auto const& l, auto const& r) {
        auto const joined = l | late_left | weir::join(r | late_right, "a.k"_c == "b.k"_c && within_5s, kind);
        if constexpr (Kind::kind == weir::join_kind::left_semi) {
            return joined;
        } else {
            return joined | both;
        }
    };
}
auto const inner_within = within(weir::inner);
auto const left_within = within(weir::left_outer);
auto const full_within = within(weir::full_outer);
auto const semi_within = within(weir::left_semi);

} // namespace

PARITY("join_stream/inner_range", append, times, inner_within)
PARITY("join_stream/both_sides_same_batch", append, times, inner_within)
PARITY("join_stream/duplicates", append, times, inner_within)
PARITY("join_stream/late_both_sides", append, times, inner_within)
PARITY("join_stream/null_keys_inner", append, times, inner_within)
PARITY("join_stream/left_outer_range", append, times, left_within)
PARITY("join_stream/idle_side_freezes", append, times, left_within)
PARITY("join_stream/late_left_outer", append, times, left_within)
PARITY("join_stream/no_data_off", append, times, left_within)
PARITY("join_stream/null_event_time", append, times, left_within)
PARITY("join_stream/null_keys_left_outer", append, times, left_within)
PARITY("join_stream/restart_left_outer", append, times, left_within)
PARITY("join_stream/right_outer_range", append, times, within(right_outer))
PARITY("join_stream/full_outer_range", append, times, full_within)
PARITY("join_stream/null_keys_full_outer", append, times, full_within)
PARITY("join_stream/left_semi_range", append, times, semi_within)
