// SPDX-License-Identifier: BSL-1.0
// Joins of two streams against Spark: which bounds free what, watermarks on one side, other output modes.
#include "streams_harness.hpp"

namespace {

using namespace weir::literals;

using times = parity::inputs<parity::in<"l", "k int, lt timestamp">, parity::in<"r", "k int, rt timestamp">>;

auto const late_left = weir::with_watermark<"lt", "10 seconds">() | weir::alias<"a">();
auto const late_right = weir::with_watermark<"rt", "10 seconds">() | weir::alias<"b">();
auto const within_5s =
    "lt"_c >= "rt"_c - weir::interval<"5 seconds"> && "lt"_c <= "rt"_c + weir::interval<"5 seconds">;
auto const both = weir::select("a.k"_c.as<"lk">(), "b.k"_c.as<"rk">(), "lt"_c, "rt"_c);
auto const same_key = "a.k"_c == "b.k"_c;

} // namespace

PARITY("join_stream/inner_update_mode", update, times, [](auto const& l, auto const& r) {
    return l | late_left | join(r | late_right, same_key && within_5s) | both;
})
PARITY("join_stream/left_semi_update_mode", update, times, [](auto const& l, auto const& r) {
    return l | late_left | join(r | late_right, same_key && within_5s, left_semi);
})
PARITY("join_stream/full_outer_watermark_one_side", append, times, [](auto const& l, auto const& r) {
    return l | late_left | join(r | weir::alias<"b">(), same_key && within_5s, full_outer) | both;
})
PARITY("join_stream/inner_watermark_one_side_range", append, times, [](auto const& l, auto const& r) {
    return l | late_left | join(r | weir::alias<"b">(), same_key && within_5s) | both;
})
PARITY("join_stream/left_outer_watermark_right_only", append, times, [](auto const& l, auto const& r) {
    return l | weir::alias<"a">() | join(r | late_right, same_key && within_5s, left_outer) | both;
})
PARITY("join_stream/inner_less_than_condition", append, times, [](auto const& l, auto const& r) {
    return l | late_left | join(r | late_right, same_key && "lt"_c < "rt"_c - interval<"5 seconds">)
           | select("a.k"_c, "lt"_c, "rt"_c);
})
PARITY("join_stream/one_sided_time_bound", append, times, [](auto const& l, auto const& r) {
    return l | late_left | join(r | late_right, same_key && "lt"_c >= "rt"_c)
           | select("a.k"_c, "lt"_c, "rt"_c);
})
PARITY("join_stream/null_safe_key", append, times, [](auto const& l, auto const& r) {
    return l | late_left | join(r | late_right, eq_null_safe("a.k"_c, "b.k"_c) && within_5s) | both;
})
PARITY("join_stream/equal_times", append, times, [](auto const& l, auto const& r) {
    return l | late_left | join(r | late_right, "lt"_c == "rt"_c)
           | select("a.k"_c.as<"lk">(), "b.k"_c.as<"rk">(), "lt"_c);
})
using valued = parity::inputs<parity::in<"l", "k int, lt timestamp, lv int">,
                              parity::in<"r", "k int, rt timestamp, rv int">>;
auto const late_l = weir::with_watermark<"lt", "4 seconds">() | weir::alias<"l">();
auto const late_r = weir::with_watermark<"rt", "6 seconds">() | weir::alias<"r">();
template <class Condition, class Kind>
auto pairs_where(Condition const& condition, Kind kind) {
    return [=](auto const& l, auto const& r) {
        return l | late_l | weir::join(r | late_r, "l.k"_c == "r.k"_c && condition, kind)
               | weir::select("l.k"_c.as<"lk">(), "lt"_c, "lv"_c, "r.k"_c.as<"rk">(), "rt"_c, "rv"_c);
    };
}
auto const next_5s = weir::between("rt"_c, "lt"_c, "lt"_c + weir::interval<"5 seconds">);

PARITY("join_stream/full_outer_one_sided_conditions", append, valued,
       pairs_where(next_5s && "lv"_c > 1 && "rv"_c < 4, full_outer))
PARITY("join_stream/left_outer_one_sided_conditions", append, valued,
       pairs_where(next_5s && "lv"_c > 1 && "rv"_c < 4, left_outer))
PARITY("join_stream/inner_no_bound_found", append, valued,
       pairs_where(unix_micros("rt"_c) >= unix_micros("lt"_c)
                       && unix_micros("rt"_c) <= unix_micros("lt"_c) + 5'000'000,
                   inner))

// A condition on a key holds for the keys of both sides.
auto const of_both = weir::select("l.k"_c.as<"lk">(), "lt"_c, "rt"_c);
PARITY("join_stream/inner_filter_on_key", append, valued, [](auto const& l, auto const& r) {
    return l | late_l | join(r | late_r, "l.k"_c == "r.k"_c && next_5s) | where("l.k"_c > 1) | of_both;
})
PARITY("join_stream/left_outer_filter_on_key", append, valued, [](auto const& l, auto const& r) {
    return l | late_l | join(r | late_r, "l.k"_c == "r.k"_c && next_5s, left_outer) | where("l.k"_c > 1)
           | of_both;
})
PARITY("join_stream/left_outer_condition_on_key", append, valued, [](auto const& l, auto const& r) {
    return l | late_l | join(r | late_r, "l.k"_c == "r.k"_c && next_5s && "l.k"_c > 1, left_outer) | of_both;
})
PARITY("join_stream/left_outer_constant_time", append, valued, [](auto const& l, auto const& r) {
    return l | late_l
           | join(r | late_r,
                  "l.k"_c == "r.k"_c
                      && between("rt"_c, "lt"_c - interval<"3 seconds">, "lt"_c + interval<"3 seconds">)
                      && "lt"_c > "1970-01-01 00:00:20"_ts,
                  left_outer)
           | of_both;
})
