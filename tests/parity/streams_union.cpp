// SPDX-License-Identifier: BSL-1.0
// Unions against Spark: rows of both sides, and the watermark of several inputs.
#include "streams_harness.hpp"

namespace {

using times = parity::inputs<parity::in<"first", "t timestamp">, parity::in<"second", "t timestamp">>;
using rows = parity::inputs<parity::in<"first", "k string, v int">, parity::in<"second", "k string, v int">>;
using other_order =
    parity::inputs<parity::in<"first", "k string, v int">, parity::in<"second", "v int, k string">>;
using narrow_and_wide =
    parity::inputs<parity::in<"first", "a int, b int">, parity::in<"second", "a double, b bigint">>;
using three =
    parity::inputs<parity::in<"a", "t timestamp, k string">, parity::in<"b", "t timestamp, k string">,
                   parity::in<"c", "t timestamp, k string">>;
using one = parity::inputs<parity::in<"events", "k string, v int">>;

using namespace weir::literals;

auto const counts = weir::group_by(weir::window<"t", "5 seconds">()) | weir::agg(weir::count("*").as<"n">())
                    | weir::select("window.start"_c, "n"_c);
auto const both_late = [](auto const& first, auto const& second) {
    return first | weir::with_watermark<"t", "10 seconds">()
           | weir::union_with(second | weir::with_watermark<"t", "5 seconds">()) | counts;
};

} // namespace

PARITY("union/append_min", append, times, both_late)
PARITY("union/policy_max", append, times, both_late)
PARITY("union/policy_min", update, times, both_late)
PARITY("union/policy_kept_after_restart", update, times, both_late)
PARITY("union/one_side_without_watermark", update, times, [](auto const& first, auto const& second) {
    return first | with_watermark<"t", "10 seconds">() | union_with(second) | counts;
})
PARITY("union/stateless", append, rows,
       [](auto const& first, auto const& second) { return first | union_with(second); })
PARITY("union/type_widening", append, narrow_and_wide,
       [](auto const& first, auto const& second) { return first | union_with(second); })
PARITY("union/by_name_and_aggregate", update, other_order, [](auto const& first, auto const& second) {
    return first | union_with(second | select("k"_c, "v"_c)) | group_by("k"_c) | agg(sum("v"_c).as<"s">());
})
PARITY("union/same_input_twice", append, one, [](auto const& events) {
    return events | union_with(events | where("v"_c > 1) | select("k"_c, (-"v"_c).template as<"v">()));
})
PARITY("union/distinct_union", update, rows, [](auto const& first, auto const& second) {
    return first | union_with(second) | group_by("k"_c, "v"_c) | agg(count("*").template as<"n">())
           | select("k"_c, "v"_c);
})
PARITY("union/three_inputs", append, three, [](auto const& a, auto const& b, auto const& c) {
    return a | with_watermark<"t", "0 seconds">() | union_with(b | with_watermark<"t", "5 seconds">())
           | union_with(c | with_watermark<"t", "10 seconds">()) | group_by(window<"t", "10 seconds">())
           | agg(count("*").template as<"n">(), sort_array(collect_list("k"_c)).template as<"ks">())
           | select("window.start"_c, "n"_c, "ks"_c);
})
using pair_of_rows = parity::inputs<parity::in<"l", "k int, lt timestamp, lv int">,
                                    parity::in<"r", "k int, rt timestamp, rv int">>;
PARITY("union/filter_above", append, pair_of_rows, [](auto const& l, auto const& r) {
    return l | with_watermark<"lt", "4 seconds">()
           | select("k"_c, "lt"_c.template as<"t">(), "lv"_c.template as<"v">())
           | union_with(r | with_watermark<"rt", "6 seconds">() | select("k"_c, "rt"_c, "rv"_c))
           | where("v"_c > 2) | group_by(window<"t", "5 seconds">()) | agg(count("*").template as<"n">())
           | select("window.start"_c.template as<"s">(), "n"_c);
})
