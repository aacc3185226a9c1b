// SPDX-License-Identifier: BSL-1.0
// Joins of two streams by a key and a window against Spark, and conditions on one side.
#include "streams_harness.hpp"

namespace {

using namespace weir::literals;

using values = parity::inputs<parity::in<"l", "k int, lt timestamp, lv int">,
                              parity::in<"r", "k int, rt timestamp, rv int">>;

auto const left_windows = weir::select("k"_c, weir::window<"lt", "10 seconds">().as<"w">(), "lv"_c);
auto const right_windows = weir::select("k"_c, weir::window<"rt", "10 seconds">().as<"w">(), "rv"_c);
auto const late_left = weir::with_watermark<"lt", "10 seconds">();
auto const late_right = weir::with_watermark<"rt", "10 seconds">();

template <class Kind>
auto by_window(Kind kind) {
    return [kind](auto const& l, auto const& r) {
        auto const joined = l | late_left | left_windows
                            | weir::join(r | late_right | right_windows, weir::on<"k", "w">, kind);
        if constexpr (Kind::kind == weir::join_kind::left_semi) {
            return joined | weir::select("k"_c, "w.end"_c, "lv"_c);
        } else {
            return joined | weir::select("k"_c, "w.end"_c, "lv"_c, "rv"_c);
        }
    };
}
template <class Condition>
auto left_where(Condition condition) {
    return [condition](auto const& l, auto const& r) {
        return l | late_left | weir::alias<"l">()
               | weir::join(r | late_right | weir::alias<"r">(),
                            "l.k"_c == "r.k"_c && "lt"_c == "rt"_c && condition, weir::left_outer)
               | weir::select("l.k"_c, "lv"_c, "rv"_c);
    };
}

} // namespace

PARITY("join_stream/inner_window_key", append, values, [](auto const& l, auto const& r) {
    return l | late_left | left_windows | join(r | right_windows, on<"k", "w">, inner)
           | select("k"_c, "w.end"_c, "lv"_c, "rv"_c);
})
PARITY("join_stream/left_outer_window_key", append, values, by_window(left_outer))
PARITY("join_stream/right_outer_window_key", append, values, by_window(right_outer))
PARITY("join_stream/full_outer_window_key", append, values, by_window(full_outer))
PARITY("join_stream/left_semi_window_key", append, values, by_window(left_semi))
PARITY("join_stream/both_sides_condition", append, values, left_where("lv"_c + "rv"_c > 9))
PARITY("join_stream/left_prefilter", append, values, left_where("lv"_c > 4))
PARITY("join_stream/right_side_prefilter", append, values, left_where("rv"_c > 4))
