// SPDX-License-Identifier: BSL-1.0
// Deduplication below and above windows against Spark.
#include "streams_harness.hpp"

namespace {

using times = parity::inputs<parity::in<"events", "t timestamp">>;
using keyed = parity::inputs<parity::in<"events", "t timestamp, k string">>;
using valued = parity::inputs<parity::in<"events", "t timestamp, v int">>;

using namespace weir::literals;

auto const late_0 = weir::with_watermark<"t", "0 seconds">();
auto const late_5 = weir::with_watermark<"t", "5 seconds">();
auto const late_10 = weir::with_watermark<"t", "10 seconds">();
auto const windows = weir::group_by(weir::window<"t", "5 seconds">()) | weir::agg(weir::count("*").as<"n">());
auto const starts = windows | weir::select("window.start"_c, "n"_c);

} // namespace

PARITY("chained/dedup_then_window", append, times, late_10 | drop_duplicates() | starts)
PARITY("chained/dedup_then_window_update", update, keyed, late_10 | drop_duplicates<"t", "k">() | starts)
PARITY("chained/dedup_within_then_window", append, keyed,
       late_5 | drop_duplicates_within_watermark<"k">() | starts)
PARITY("chained/window_then_dedup", append, valued,
       late_0 | windows | select("n"_c, "window.end"_c) | drop_duplicates<"n", "end">())
PARITY("chained/window_then_dedup_window_time", append, valued,
       late_0 | windows | select("n"_c, "window.end"_c, window_time("window"_c).as<"wt">())
           | drop_duplicates<"n", "end", "wt">())
