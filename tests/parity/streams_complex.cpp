// SPDX-License-Identifier: BSL-1.0
// Structs, arrays and maps as keys, in state and through generators against Spark.
#include "streams_harness.hpp"

namespace {

using namespace weir::literals;

using values = parity::inputs<
    parity::in<"events", "t timestamp, a array<int>, m map<string,int>, p struct<x:int,y:string>">>;
auto const timed = weir::with_watermark<"t", "5 seconds">();

} // namespace

PARITY("complex/struct_and_array_keys", append, values,
       timed | group_by(window<"t", "5 seconds">(), "a"_c, "p"_c)
           | agg(count("*").as<"n">(), first("m"_c).as<"fm">(), collect_list("p"_c).as<"ps">())
           | select("window.start"_c.as<"s">(), "a"_c, "p"_c, "n"_c, "fm"_c, "ps"_c))
PARITY("complex/posexplode", append, values,
       timed | select("t"_c, posexplode("a"_c)) | with_column_renamed<"pos", "i">()
           | with_column_renamed<"col", "x">())
PARITY("complex/inline", append, values,
       timed | select("t"_c, inline_(weir::array("p"_c, named_struct<"x", "y">(9, "nine")))))
PARITY("complex/distinct_with_time", append, values,
       timed | group_by("t"_c, "a"_c, "p"_c) | weir::count() | drop<"count">())
PARITY("complex/explode_outer_window", append, values,
       timed | select("t"_c, explode_outer("a"_c).as<"x">()) | group_by(window<"t", "5 seconds">(), "x"_c)
           | agg(count("*").as<"n">()) | select("window.start"_c.as<"s">(), "x"_c, "n"_c))
using structs = parity::inputs<parity::in<"l", "lt timestamp, p struct<x:int,y:string>, a array<int>">,
                               parity::in<"r", "rt timestamp, p struct<x:int,y:string>, m map<string,int>">>;
PARITY("complex/join_by_struct", append, structs, [](auto const& l, auto const& r) {
    return l | with_watermark<"lt", "5 seconds">() | weir::alias<"l">()
           | join(r | with_watermark<"rt", "5 seconds">() | weir::alias<"r">(),
                  "l.p"_c == "r.p"_c && "lt"_c == "rt"_c, left_outer)
           | select("l.p"_c.as<"lp">(), "a"_c, "m"_c);
})
