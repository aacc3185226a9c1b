// SPDX-License-Identifier: BSL-1.0
// Queries with functions of text and time against Spark, and with the user's own.
#include "streams_harness.hpp"

namespace {

using texts = parity::inputs<parity::in<"events", "s string">>;
using events = parity::inputs<parity::in<"events", "k string, v int">>;
using times = parity::inputs<parity::in<"events", "t timestamp, d date">>;
using times_and_values = parity::inputs<parity::in<"events", "t timestamp, v int">>;

using namespace weir::literals;

} // namespace

PARITY("stateless/strings", append, texts,
       select(upper("s"_c).as<"u">(), length("s"_c).as<"n">(), substring("s"_c, 2, 3).as<"sub">(),
              trim("s"_c).as<"t">(), concat("s"_c, "|").as<"c">(), replace("s"_c, "l", "L").as<"r">(),
              split("s"_c, " ").as<"parts">(), reverse("s"_c).as<"rev">(), instr("s"_c, "o").as<"i">()))
PARITY("stateless/user_function", append, events,
       select(call([](std::string_view s) { return std::string(s) + std::string(s); }, "k"_c).as<"kk">(),
              "v"_c))
PARITY("stateless/timestamps", append, times,
       select(cast<std::string>("t"_c).as<"s">(), cast<date>("t"_c).as<"td">(), hour("t"_c).as<"h">(),
              second("t"_c).as<"sec">(), date_trunc("HOUR", "t"_c).as<"th">(),
              ("t"_c + interval<"1 day">).as<"t1">(), cast<std::int64_t>("t"_c).as<"secs">(),
              unix_millis("t"_c).as<"ms">(), dayofweek("d"_c).as<"dow">(), date_add("d"_c, 1).as<"d1">(),
              add_months("d"_c, 12).as<"d12">(), datediff("d"_c, "2024-01-01"_date).as<"dd">(),
              date_format("t"_c, "yyyy/MM/dd HH:mm").as<"f">()))
PARITY("window/window_over_expression", update, times_and_values,
       group_by(window<"5 seconds">("t"_c + interval<"2 seconds">)) | agg(sum("v"_c).as<"s">())
           | select("window.start"_c, "s"_c))
