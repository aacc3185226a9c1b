// SPDX-License-Identifier: BSL-1.0
// Aggregate functions against Spark: bits, conditions, statistics, percentiles.
#include "streams_harness.hpp"

namespace {

using events = parity::inputs<parity::in<"events", "k string, v int">>;
using points = parity::inputs<parity::in<"events", "x double, y double">>;
using ordered = parity::inputs<parity::in<"events", "k string, v string, o int">>;
using small = parity::inputs<parity::in<"events", "a tinyint, b smallint, c boolean">>;

using namespace weir::literals;

} // namespace

PARITY("aggregation/bit_aggregates", update, events,
       group_by("k"_c)
           | agg(bit_and("v"_c).as<"x_and">(), bit_or("v"_c).as<"x_or">(), bit_xor("v"_c).as<"x_xor">()))
PARITY("aggregation/conditional_aggregates", update, events,
       group_by("k"_c)
           | agg(count_if("v"_c > 0).as<"pos">(), sum(when("v"_c < 0, "v"_c).otherwise(0)).as<"neg">(),
                 sum("v"_c).where("v"_c > 0).as<"spos">()))
PARITY("aggregation/correlation", update, points,
       agg(corr("x"_c, "y"_c).as<"c">(), covar_samp("x"_c, "y"_c).as<"cs">(),
           covar_pop("x"_c, "y"_c).as<"cp">(), skewness("x"_c).as<"sk">(), kurtosis("x"_c).as<"ku">()))
PARITY("aggregation/max_by_min_by", update, ordered,
       group_by("k"_c) | agg(max_by("v"_c, "o"_c).as<"hi">(), min_by("v"_c, "o"_c).as<"lo">()))
PARITY("aggregation/small_int_types", update, small,
       agg(sum("a"_c).as<"sa">(), sum("b"_c).as<"sb">(), min("a"_c).as<"lo">(), max("b"_c).as<"hi">(),
           bool_and("c"_c).as<"every">(), bool_or("c"_c).as<"some">()))
PARITY("aggregation/exact_percentile", update, events,
       group_by("k"_c) | agg(percentile("v"_c, 0.25).as<"q1">(), median("v"_c).as<"m">()))
