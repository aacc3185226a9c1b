// SPDX-License-Identifier: BSL-1.0
// Session windows against Spark: merging, gaps by row, when sessions close.
#include "streams_harness.hpp"

namespace {

using events = parity::inputs<parity::in<"events", "t timestamp, k string, v int">>;
using gaps = parity::inputs<parity::in<"events", "t timestamp, k string, g string">>;
using pairs = parity::inputs<parity::in<"events", "t timestamp, a string, b int">>;
using lines = parity::inputs<parity::in<"lines", "line string, sec bigint, t timestamp">>;

using namespace weir::literals;

auto const late_5 = weir::with_watermark<"t", "5 seconds">();
auto const late_60 = weir::with_watermark<"t", "60 seconds">();
auto const totals = weir::group_by(weir::session_window<"t", "10 seconds">(), "k"_c)
                    | weir::agg(weir::count("*").as<"n">(), weir::sum("v"_c).as<"s">())
                    | weir::select("session_window.start"_c, "session_window.end"_c, "k"_c, "n"_c, "s"_c);
auto const words = weir::with_watermark<"t", "30 seconds">()
                   | weir::select(weir::explode(weir::split("line"_c, " ")).as<"word">(), "t"_c)
                   | weir::group_by(weir::session_window<"t", "10 seconds">(), "word"_c)
                   | weir::agg(weir::count("*").as<"n">())
                   | weir::select("session_window.start"_c, "session_window.end"_c, "word"_c, "n"_c);

template <class Gap>
auto counts(Gap const& gap) {
    return late_5 | weir::group_by(weir::session_window("t"_c, gap), "k"_c)
           | weir::agg(weir::count("*").as<"n">())
           | weir::select("session_window.start"_c, "session_window.end"_c, "k"_c, "n"_c);
}

} // namespace

PARITY("session/append_close", append, events, late_5 | totals)
PARITY("session/bridge_merge", append, events, late_60 | totals)
PARITY("session/case_gap", append, events, counts(when("k"_c == "a", "20 seconds").otherwise("1 second")))
PARITY("session/complete", complete, events, late_5 | totals)
PARITY("session/complete_no_watermark", complete, events, totals)
PARITY("session/dynamic_gap", append, gaps, counts("g"_c))
PARITY("session/late_rows", append, events, late_5 | totals)
PARITY("session/null_key_and_time", append, events, late_5 | totals)
PARITY("session/out_of_order_within_batch", append, events, late_5 | totals)
PARITY("session/restart", append, events, late_5 | totals)
PARITY("session/several_aggregates", append, events,
       late_5 | group_by(session_window<"t", "10 seconds">(), "k"_c)
           | agg(min("v"_c).as<"lo">(), max("v"_c).as<"hi">(), sort_array(collect_list("v"_c)).as<"vs">(),
                 avg("v"_c).as<"a">())
           | select("session_window.start"_c, "k"_c, "lo"_c, "hi"_c, "vs"_c, "a"_c))
PARITY("session/touching_merge", append, events, late_5 | totals)
PARITY("session/two_keys", append, pairs,
       with_watermark<"t", "0 seconds">() | group_by(session_window<"t", "5 seconds">(), "a"_c, "b"_c)
           | agg(count("*").as<"n">())
           | select("session_window.start"_c, "session_window.end"_c, "a"_c, "b"_c, "n"_c))
PARITY("session/words_append", append, lines, words)
PARITY("session/words_complete", complete, lines, words)
