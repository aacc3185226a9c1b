// SPDX-License-Identifier: BSL-1.0
// Joins in a row, joins below and above aggregates, joins of real data, against Spark.
#include "streams_harness.hpp"

namespace {

using namespace weir::literals;

using times = parity::inputs<parity::in<"l", "k int, lt timestamp">, parity::in<"r", "k int, rt timestamp">>;
using texts = parity::inputs<parity::in<"l", "k int, x string">, parity::in<"r", "k int, y string">>;

template <weir::fixed_string Delay, weir::fixed_string Time, weir::fixed_string Alias>
auto const late = weir::with_watermark<Time, Delay>() | weir::alias<Alias>();

auto const by_name = [](auto const& students, auto const& hometowns) {
    return students | weir::join(hometowns, weir::on<"name">);
};
auto const by_k = [](auto const& l, auto const& r) { return l | weir::join(r, weir::on<"k">); };
auto const count_rows = weir::agg(weir::count("*").as<"n">());

} // namespace

using left_and_right = parity::inputs<parity::in<"l", "k int, lv int">, parity::in<"r", "k int, rv int">>;
PARITY("join_stream/inner_no_watermark", append, left_and_right, by_k)
PARITY("restart/lost_commit_join", append, texts, by_k)
using three = parity::inputs<parity::in<"a", "k int, x string">, parity::in<"b", "k int, y string">,
                             parity::in<"c", "k int, z string">>;
PARITY("join_stream/three_way", append, three,
       [](auto const& a, auto const& b, auto const& c) { return a | join(b, on<"k">) | join(c, on<"k">); })
PARITY("restart/two_inputs_watermark", append, times, [](auto const& l, auto const& r) {
    return l | late<"10 seconds", "lt", "l">
           | join(r | late<"10 seconds", "rt", "r">,
                  "l.k"_c == "r.k"_c
                      && "rt"_c >= "lt"_c - interval<"5 seconds"> && "rt"_c <= "lt"_c + interval<"5 seconds">,
                  left_outer)
           | select("l.k"_c, "lt"_c, "rt"_c);
})
using students = parity::inputs<parity::in<"students", "name string, age int, score double">,
                                parity::in<"hometowns", "name string, hometown string">>;
PARITY("seed_programs/students_join_hometown_stream", append, students, by_name)
using names = parity::inputs<parity::in<"students", "name string, age int, score double">>;
PARITY("seed_programs/students_join_self_projection", append, names, [](auto const& all) {
    return all
           | join(all | select("name"_c, if_("age"_c > 15, "China", "USA").template as<"hometown">()),
                  on<"name">);
})

PARITY("chained/join_then_count_update", update, texts, [](auto const& l, auto const& r) {
    return l | weir::alias<"l">() | join(r | weir::alias<"r">(), "l.k"_c == "r.k"_c) | group_by("l.k"_c)
           | agg(count("*").template as<"n">(), weir::max("y"_c).template as<"hi">());
})
PARITY("chained/join_one_event_time_used", append, times, [](auto const& l, auto const& r) {
    return l | late<"10 seconds", "lt", "l">
           | join(r | late<"10 seconds", "rt", "r">, "l.k"_c == "r.k"_c && "lt"_c == "rt"_c)
           | select("lt"_c, "rt"_c) | group_by(window<"lt", "5 seconds">()) | count_rows
           | select("window.start"_c, "n"_c);
})
PARITY("chained/join_two_event_times_max", append, times, [](auto const& l, auto const& r) {
    return l | late<"10 seconds", "lt", "l">
           | join(r | late<"10 seconds", "rt", "r">, "l.k"_c == "r.k"_c && "lt"_c == "rt"_c)
           | select("lt"_c, "rt"_c) | group_by(window<"lt", "5 seconds">())
           | agg(weir::max("rt"_c).template as<"hi">()) | select("window.start"_c, "hi"_c);
})
PARITY("chained/range_join_then_window", append, times, [](auto const& l, auto const& r) {
    return l | late<"0 seconds", "lt", "l">
           | join(r | late<"0 seconds", "rt", "r">,
                  "l.k"_c == "r.k"_c && "rt"_c >= "lt"_c && "rt"_c <= "lt"_c + interval<"5 seconds">)
           | select("lt"_c) | group_by(window<"lt", "5 seconds">()) | count_rows
           | select("window.start"_c, "n"_c);
})
PARITY("chained/left_join_then_window", append, times, [](auto const& l, auto const& r) {
    return l | late<"0 seconds", "lt", "l">
           | join(r | late<"0 seconds", "rt", "r">,
                  "l.k"_c == "r.k"_c && "rt"_c >= "lt"_c && "rt"_c <= "lt"_c + interval<"5 seconds">,
                  left_outer)
           | select("lt"_c, "rt"_c) | group_by(window<"lt", "5 seconds">())
           | agg(count("*").template as<"n">(), count("rt"_c).template as<"matched">())
           | select("window.start"_c, "n"_c, "matched"_c);
})
using pairs = parity::inputs<parity::in<"l", "k int, lt timestamp, lv int">,
                             parity::in<"r", "k int, rt timestamp, rv int">>;
PARITY("chained/full_join_then_window", append, pairs, [](auto const& l, auto const& r) {
    return l | late<"4 seconds", "lt", "l">
           | join(r | late<"6 seconds", "rt", "r">,
                  "l.k"_c == "r.k"_c && "rt"_c >= "lt"_c && "rt"_c <= "lt"_c + interval<"5 seconds">,
                  full_outer)
           | select(coalesce("lt"_c, "rt"_c).template as<"x">(), "lt"_c)
           | group_by(window<"lt", "5 seconds">()) | count_rows
           | select("window.start"_c.template as<"s">(), "n"_c);
})
