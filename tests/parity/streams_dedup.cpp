// SPDX-License-Identifier: BSL-1.0
// Deduplication against Spark: which repeats are dropped, and when a key is forgotten.
#include "streams_harness.hpp"

namespace {

using keys = parity::inputs<parity::in<"events", "k string">>;
using values = parity::inputs<parity::in<"events", "k string, v int">>;
using doubles = parity::inputs<parity::in<"events", "x double">>;
using times = parity::inputs<parity::in<"events", "t timestamp">>;
using events = parity::inputs<parity::in<"events", "t timestamp, k string">>;
using keyed = parity::inputs<parity::in<"events", "k string, t timestamp">>;
using valued = parity::inputs<parity::in<"events", "k string, t timestamp, v int">>;
using triples = parity::inputs<parity::in<"events", "a string, b int, c int">>;

using namespace weir::literals;

auto const late_10 = weir::with_watermark<"t", "10 seconds">();
auto const late_5 = weir::with_watermark<"t", "5 seconds">();
auto const late_2 = weir::with_watermark<"t", "2 seconds">();

} // namespace

PARITY("dedup/all_columns", append, keys, drop_duplicates())
PARITY("dedup/distinct_method", append, values, select("k"_c, ("v"_c % 2).as<"odd">()) | distinct())
PARITY("dedup/filter_then", append, values, where("v"_c > 3) | drop_duplicates<"k">())
PARITY("dedup/nan_and_zero", append, doubles, drop_duplicates())
PARITY("dedup/no_data_off", append, events, late_10 | drop_duplicates<"t", "k">())
PARITY("dedup/null_time_key", append, events, late_10 | drop_duplicates<"t", "k">())
PARITY("dedup/restart", append, values, drop_duplicates<"k">())
PARITY("dedup/subset", append, values, drop_duplicates<"k">())
PARITY("dedup/then_filter", append, values, drop_duplicates<"k">() | where("v"_c > 3))
PARITY("dedup/time_and_key_boundary", append, events, late_10 | drop_duplicates<"t", "k">())
PARITY("dedup/two_columns_null", append, triples, drop_duplicates<"a", "b">())
PARITY("dedup/update_mode", update, events, late_10 | drop_duplicates())
PARITY("dedup/watermark_key_evicts", append, times, late_10 | drop_duplicates())
PARITY("dedup/watermark_not_key", append, events, late_10 | drop_duplicates<"k">())
PARITY("dedup/within_watermark_all", append, times, late_10 | drop_duplicates_within_watermark())
PARITY("dedup/within_watermark_expiry_boundary", append, valued,
       late_5 | drop_duplicates_within_watermark<"k">())
PARITY("dedup/within_watermark_key", append, keyed, late_2 | drop_duplicates_within_watermark<"k">())
PARITY("dedup/within_watermark_null", append, valued, late_5 | drop_duplicates_within_watermark<"k">())
PARITY("dedup/within_watermark_null_time", append, keyed, late_2 | drop_duplicates_within_watermark<"k">())

// SELECT DISTINCT is an aggregation without aggregates.
PARITY("dedup/select_distinct_append", append, events,
       late_10 | group_by("t"_c, "k"_c) | agg(count("*").as<"n">()) | select("t"_c, "k"_c))
PARITY("dedup/select_distinct_complete", complete, values,
       group_by("k"_c) | agg(count("*").as<"n">()) | select("k"_c))
PARITY("dedup/select_distinct_update", update, values,
       group_by("k"_c, ("v"_c % 2).as<"odd">()) | agg(count("*").as<"n">()) | select("k"_c, "odd"_c))
