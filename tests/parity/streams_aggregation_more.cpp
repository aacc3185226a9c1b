// SPDX-License-Identifier: BSL-1.0
// Aggregations against Spark: functions and types, expressions of aggregates, errors.
#include "streams_harness.hpp"

namespace {

using values = parity::inputs<parity::in<"events", "k string, v int">>;
using doubles = parity::inputs<parity::in<"events", "x double">>;
using keyed_doubles = parity::inputs<parity::in<"events", "k string, x double">>;
using decimals = parity::inputs<parity::in<"events", "d decimal(5,1), m decimal(18,4)">>;
using longs = parity::inputs<parity::in<"events", "l bigint">>;
using numbers = parity::inputs<parity::in<"events", "i int, l bigint, f float, d double, m decimal(10,2)">>;
using texts = parity::inputs<parity::in<"events", "s string, d date, t timestamp">>;
using structs = parity::inputs<parity::in<"events", "p struct<x: int, y: string>, v int">>;

using namespace weir::literals;

} // namespace

PARITY("aggregation/decimal_group", update, decimals,
       group_by("d"_c) | agg(sum("m"_c).as<"s">(), avg("m"_c).as<"a">(), weir::min("m"_c).as<"lo">()))
PARITY("aggregation/nan_keys", update, doubles, group_by("x"_c) | agg(count("*").as<"n">()))
PARITY("aggregation/nan_min_max", update, keyed_doubles,
       group_by("k"_c)
           | agg(weir::min("x"_c).as<"lo">(), weir::max("x"_c).as<"hi">(), sum("x"_c).as<"s">(),
                 avg("x"_c).as<"a">()))
PARITY("aggregation/string_and_date_min_max", update, texts,
       agg(weir::min("s"_c).as<"ls">(), weir::max("s"_c).as<"hs">(), weir::min("d"_c).as<"ld">(),
           weir::max("d"_c).as<"hd">(), weir::min("t"_c).as<"lt">(), weir::max("t"_c).as<"ht">()))
PARITY("aggregation/struct_key", update, structs, group_by("p"_c) | agg(sum("v"_c).as<"s">()))
PARITY("aggregation/sum_overflow_error", update, longs, agg(sum("l"_c).as<"s">()))
PARITY("aggregation/sum_types", update, numbers,
       agg(sum("i"_c).as<"si">(), sum("l"_c).as<"sl">(), sum("f"_c).as<"sf">(), sum("d"_c).as<"sd">(),
           sum("m"_c).as<"sm">(), avg("i"_c).as<"ai">(), avg("l"_c).as<"al">(), avg("f"_c).as<"af">(),
           avg("d"_c).as<"ad">(), avg("m"_c).as<"am">()))
PARITY("aggregation/variance_family", update, keyed_doubles,
       group_by("k"_c)
           | agg(stddev("x"_c).as<"sd">(), stddev_pop("x"_c).as<"sp">(), variance("x"_c).as<"vs">(),
                 var_pop("x"_c).as<"vp">()))
PARITY("aggregation/first_last", update, values,
       group_by("k"_c)
           | agg(first("v"_c).as<"f">(), last("v"_c).as<"l">(), first("v"_c, true).as<"fi">(),
                 last("v"_c, true).as<"li">(), first("k"_c).as<"ak">()))
