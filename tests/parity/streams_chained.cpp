// SPDX-License-Identifier: BSL-1.0
// Stateful operators in a row against Spark: one watermark for all, closed in the same batch.
#include "streams_harness.hpp"

namespace {

using keyed = parity::inputs<parity::in<"events", "t timestamp, k string">>;
using valued = parity::inputs<parity::in<"events", "t timestamp, v int">>;
using values = parity::inputs<parity::in<"events", "v int">>;

using namespace weir::literals;

auto const late_0 = weir::with_watermark<"t", "0 seconds">();
auto const late_10 = weir::with_watermark<"t", "10 seconds">();
auto const windows = weir::group_by(weir::window<"t", "5 seconds">()) | weir::agg(weir::count("*").as<"n">());
auto const twice = windows | weir::group_by(weir::window<"window", "10 seconds">())
                   | weir::agg(weir::count("*").as<"c">(), weir::sum("n"_c).as<"s">())
                   | weir::select("window.start"_c, "c"_c.as<"n">(), "s"_c);

} // namespace

PARITY("chained/key_then_total", append, keyed,
       late_0 | group_by(window<"t", "5 seconds">(), "k"_c) | agg(count("*").as<"n">()) | group_by("window"_c)
           | agg(count("*").as<"keys">(), sum("n"_c).as<"total">())
           | select("window.start"_c, "keys"_c, "total"_c))
PARITY("chained/limit_then_count", complete, values, limit<5>() | group_by("v"_c) | agg(count("*").as<"n">()))
PARITY("chained/session_then_window", append, keyed,
       late_0 | group_by(session_window<"t", "5 seconds">(), "k"_c) | agg(count("*").as<"n">())
           | group_by(window<"session_window", "20 seconds">())
           | agg(count("*").as<"sessions">(), sum("n"_c).as<"events">())
           | select("window.start"_c, "sessions"_c, "events"_c))
PARITY("chained/window_of_window", append, valued, late_0 | twice)
PARITY("chained/window_of_window_delay", append, valued, late_10 | twice)
PARITY("chained/window_then_stateless_filter", append, valued,
       late_0 | windows | where("n"_c >= 2) | group_by(window<"window", "20 seconds">())
           | agg(sum("n"_c).as<"s">()) | select("window.start"_c, "s"_c))
PARITY("chained/window_time_rollup", append, valued,
       late_0 | windows | select(window_time("window"_c).as<"wt">(), "n"_c)
           | group_by(window<"wt", "10 seconds">()) | agg(max("n"_c).as<"most">())
           | select("window.end"_c, "most"_c))
