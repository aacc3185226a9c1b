// SPDX-License-Identifier: BSL-1.0
// Windows against Spark: tumbling and sliding, in all output modes, over odd times.
#include "streams_harness.hpp"

namespace {

using events = parity::inputs<parity::in<"events", "t timestamp, v int">>;
using keyed = parity::inputs<parity::in<"events", "t timestamp, k string, v int">>;

using namespace weir::literals;

auto const late_5s = weir::with_watermark<"t", "5 seconds">();
auto const totals = weir::agg(weir::count("*").as<"n">(), weir::sum("v"_c).as<"s">())
                    | weir::select("window.start"_c, "window.end"_c, "n"_c, "s"_c);
auto const tumbling = weir::group_by(weir::window<"t", "5 seconds">()) | totals;
auto const sliding = weir::group_by(weir::window<"t", "10 seconds", "5 seconds">()) | totals;

} // namespace

PARITY("window/before_1970", update, events, tumbling)
PARITY("window/before_1970_append", append, events, late_5s | tumbling)
PARITY("window/before_1970_sliding", update, events,
       group_by(window<"t", "6 seconds", "4 seconds">()) | totals)
PARITY("window/day_and_week_windows", update, events, group_by(window<"t", "1 week">()) | totals)
PARITY("window/having_on_window", append, events,
       late_5s | group_by(window<"t", "5 seconds">()) | agg(count("*").as<"n">()) | where("n"_c >= 2)
           | select("window.start"_c, "n"_c))
PARITY("window/microsecond_borders", update, events, tumbling)
PARITY("window/millisecond_window", update, events,
       group_by(window<"t", "250 milliseconds", "100 milliseconds">()) | totals)
PARITY("window/negative_start_offset", update, events,
       group_by(window<"t", "10 seconds", "10 seconds", "-2 seconds">()) | totals)
PARITY("window/null_time_no_watermark", update, events, tumbling)
PARITY("window/slide_one_second_size_three", append, events,
       late_5s | group_by(window<"t", "3 seconds", "1 second">()) | totals)
PARITY("window/sliding_append", append, events, late_5s | sliding)
PARITY("window/sliding_divides", update, events, sliding)
PARITY("window/sliding_partly_late", update, events, late_5s | sliding)
PARITY("window/tumbling_complete_no_watermark", complete, events, tumbling)
PARITY("window/tumbling_update_no_watermark", update, events, tumbling)
PARITY("window/having_on_key", append, keyed,
       late_5s | group_by(window<"t", "5 seconds">(), "k"_c) | agg(count("*").as<"n">()) | where("k"_c != "b")
           | select("window.start"_c.as<"s">(), "k"_c, "n"_c))
