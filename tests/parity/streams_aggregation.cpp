// SPDX-License-Identifier: BSL-1.0
// Aggregations against Spark: keys, nulls, empty batches, groups that change or do not.
#include "streams_harness.hpp"

namespace {

using values = parity::inputs<parity::in<"events", "v int">>;
using events = parity::inputs<parity::in<"events", "k string, v int">>;
using two_keys = parity::inputs<parity::in<"events", "a string, b int, v int">>;
using times_and_keys = parity::inputs<parity::in<"events", "t timestamp, k string">>;

using namespace weir::literals;

auto const count_rows = weir::agg(weir::count("*").as<"n">());
auto const sums = weir::group_by("k"_c) | weir::agg(weir::sum("v"_c).as<"s">());
auto const count_and_sum = weir::agg(weir::count("*").as<"n">(), weir::sum("v"_c).as<"s">());

} // namespace

PARITY("aggregation/complete_agg_restart", complete, events, group_by("k"_c) | agg(avg("v"_c).as<"a">()))
PARITY("aggregation/complete_on_watermark_group", complete, times_and_keys,
       with_watermark<"t", "5 seconds">() | group_by(window<"t", "10 seconds">(), "k"_c) | count_rows
           | select("window.end"_c, "k"_c, "n"_c))
PARITY("aggregation/count_complete", complete, values, group_by("v"_c) | count_rows)
PARITY("aggregation/count_update", update, values, group_by("v"_c) | count_rows)
PARITY("aggregation/filter_above_aggregation", update, events,
       sums | where("s"_c > 10) | select("k"_c, ("s"_c * 2).as<"s2">()))
PARITY("aggregation/global_complete_empty_batches", complete, events, count_and_sum)
PARITY("aggregation/global_update", update, events,
       agg(count("*").as<"n">(), sum("v"_c).as<"s">(), weir::max("k"_c).as<"mk">()))
PARITY("aggregation/global_update_empty_batches", update, events, count_and_sum)
PARITY("aggregation/having", update, events, group_by("k"_c) | count_rows | where("n"_c > 1))
PARITY("aggregation/having_complete", complete, events, sums | where("s"_c >= 2))
PARITY("aggregation/null_key", update, events, group_by("k"_c) | count_and_sum)
PARITY("aggregation/null_values", update, events,
       group_by("k"_c)
           | agg(count("*").as<"n">(), count("v"_c).as<"nv">(), sum("v"_c).as<"s">(), avg("v"_c).as<"a">(),
                 weir::min("v"_c).as<"lo">(), weir::max("v"_c).as<"hi">()))
PARITY("aggregation/several_keys", update, two_keys, group_by("a"_c, "b"_c) | agg(sum("v"_c).as<"s">()))
PARITY("aggregation/update_unchanged_value", update, events,
       group_by("k"_c) | agg(weir::max("v"_c).as<"hi">()))
