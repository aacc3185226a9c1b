// SPDX-License-Identifier: BSL-1.0
// Aggregations against Spark whose keys or values are arrays, maps and structs.
#include "streams_harness.hpp"

namespace {

using arrays = parity::inputs<parity::in<"events", "p array<int>, v int">>;
using maps = parity::inputs<parity::in<"events", "m map<string, int>, v int">>;
using events = parity::inputs<parity::in<"events", "k string, v int">>;
using timed = parity::inputs<parity::in<"events", "k string, t timestamp, v int">>;

using namespace weir::literals;

} // namespace

PARITY("aggregation/array_key", update, arrays, group_by("p"_c) | agg(sum("v"_c).as<"s">()))
PARITY("aggregation/map_key", update, maps, group_by("m"_c) | agg(sum("v"_c).as<"s">()))
PARITY("aggregation/collect", update, events,
       group_by("k"_c)
           | agg(collect_list("v"_c).as<"l">(), sort_array(collect_set("v"_c)).as<"s">(),
                 weir::size(collect_set("v"_c)).as<"distinct_v">()))
PARITY("aggregation/max_of_struct", update, timed,
       group_by("k"_c) | agg(max(struct_("t"_c, "v"_c)).as<"last">()))
