// SPDX-License-Identifier: BSL-1.0
// Windows against Spark: offsets, keys beside the window, the window as a column.
#include "streams_harness.hpp"

namespace {

using events = parity::inputs<parity::in<"events", "t timestamp, v int">>;
using keyed = parity::inputs<parity::in<"events", "t timestamp, k string, v int">>;
using texts = parity::inputs<parity::in<"events", "s string, v int">>;

using namespace weir::literals;

auto const late_5s = weir::with_watermark<"t", "5 seconds">();
auto const totals = weir::agg(weir::count("*").as<"n">(), weir::sum("v"_c).as<"s">())
                    | weir::select("window.start"_c, "window.end"_c, "n"_c, "s"_c);

} // namespace

PARITY("window/sliding_not_dividing", update, events,
       group_by(window<"t", "10 seconds", "4 seconds">()) | totals)
PARITY("window/sliding_with_start_offset", update, events,
       group_by(window<"t", "7 seconds", "3 seconds", "1 second">()) | totals)
PARITY("window/start_offset", update, events,
       group_by(window<"t", "10 seconds", "10 seconds", "2 seconds">()) | totals)
PARITY("window/string_time_column", update, texts,
       group_by(window<"5 seconds">(cast<timestamp>("s"_c))) | agg(sum("v"_c).as<"s">())
           | select("window.start"_c, "s"_c))
PARITY("window/week_window_from_monday", update, events,
       group_by(window<"t", "1 week", "1 week", "4 days">()) | totals)
PARITY("window/window_and_key", append, keyed,
       late_5s | group_by(window<"t", "5 seconds">(), "k"_c) | agg(count("*").as<"n">(), sum("v"_c).as<"s">())
           | select("window.start"_c, "k"_c, "n"_c, "s"_c))
PARITY("window/window_and_null_key", append, keyed,
       late_5s | group_by(window<"t", "5 seconds">(), "k"_c) | agg(count("*").as<"n">())
           | select("window.start"_c, "k"_c, "n"_c))
PARITY("window/window_in_projection", append, events,
       select(window<"t", "10 seconds", "5 seconds">(), "v"_c)
           | select("window.start"_c, "window.end"_c, "v"_c))
PARITY("window/window_struct_column", append, events,
       late_5s | group_by(window<"t", "5 seconds">()) | agg(sum("v"_c).as<"s">()))
PARITY("window/window_time_of_group", append, events,
       late_5s | group_by(window<"t", "5 seconds">()) | agg(count("*").as<"n">())
           | select(window_time("window"_c).as<"wt">(), "n"_c))
