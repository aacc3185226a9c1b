// SPDX-License-Identifier: BSL-1.0
// Joins of a stream with a table against Spark.
#include "streams_harness.hpp"

namespace {

using namespace weir::literals;

using events_and_dim =
    parity::inputs<parity::in<"events", "k string, v int">, parity::table<"dim", "k string, label string">>;
using students_and_classes = parity::inputs<parity::in<"students", "name string, age int, score double">,
                                            parity::table<"classes", "name string, class string">>;

template <class Kind>
auto by_key(Kind kind) {
    return
        [kind](auto const& events, auto const& dim) { return events | weir::join(dim, weir::on<"k">, kind); };
}
auto const inner_by_key = by_key(weir::inner);
auto const left_by_key = by_key(weir::left_outer);
auto const students_by_name = [](auto const& students, auto const& classes) {
    return students | weir::join(classes, weir::on<"name">, weir::inner);
};
auto const all_students_by_name = [](auto const& students, auto const& classes) {
    return students | weir::join(classes, weir::on<"name">, weir::left_outer);
};

} // namespace

PARITY("join_static/inner", append, events_and_dim, inner_by_key)
PARITY("join_static/left_outer", append, events_and_dim, left_by_key)
PARITY("join_static/empty_static", append, events_and_dim, left_by_key)
PARITY("join_static/left_semi", append, events_and_dim, by_key(left_semi))
PARITY("join_static/left_anti", append, events_and_dim, by_key(left_anti))
PARITY("join_static/in_subquery", append, events_and_dim, by_key(left_semi))
PARITY("join_static/inner_static_left", append, events_and_dim, [](auto const& events, auto const& dim) {
    return dim | join(events, on<"k">, inner) | select("k"_c, "v"_c, "label"_c);
})
PARITY("join_static/right_outer_static_left", append, events_and_dim,
       [](auto const& events, auto const& dim) {
           return dim | join(events, on<"k">, right_outer) | select("k"_c, "v"_c, "label"_c);
       })
PARITY("join_static/null_safe", append, events_and_dim, [](auto const& events, auto const& dim) {
    return events | weir::alias<"e">() | join(dim | weir::alias<"d">(), eq_null_safe("e.k"_c, "d.k"_c))
           | select("e.k"_c, "v"_c, "label"_c);
})
using events_and_labels =
    parity::inputs<parity::in<"events", "k string, v int">, parity::table<"dim", "label string">>;
PARITY("join_static/cross", append, events_and_labels,
       [](auto const& events, auto const& dim) { return events | join(dim, cross); })
using events_and_bands = parity::inputs<parity::in<"events", "k string, v int">,
                                        parity::table<"bands", "lo int, hi int, band string">>;
PARITY("join_static/range_only", append, events_and_bands, [](auto const& events, auto const& bands) {
    return events | join(bands, "v"_c >= "lo"_c && "v"_c < "hi"_c) | select("k"_c, "v"_c, "band"_c);
})
using events_and_limits = parity::inputs<parity::in<"events", "k string, v int">,
                                         parity::table<"dim", "k string, lo int, label string">>;
PARITY("join_static/extra_condition", append, events_and_limits, [](auto const& events, auto const& dim) {
    return events | weir::alias<"e">()
           | join(dim | weir::alias<"d">(), "e.k"_c == "d.k"_c && "v"_c >= "lo"_c, left_outer)
           | select("e.k"_c, "v"_c, "label"_c);
})
PARITY("join_static/then_aggregate", update, events_and_dim, [](auto const& events, auto const& dim) {
    return events | join(dim, on<"k">, left_outer) | group_by("label"_c) | agg(sum("v"_c).template as<"s">());
})
using times_and_dim = parity::inputs<parity::in<"events", "t timestamp, k string">,
                                     parity::table<"dim", "k string, label string">>;
PARITY("join_static/then_window", append, times_and_dim, [](auto const& events, auto const& dim) {
    return events | with_watermark<"t", "5 seconds">() | join(dim, on<"k">)
           | group_by(window<"t", "5 seconds">(), "label"_c) | agg(count("*").template as<"n">())
           | select("window.start"_c, "label"_c, "n"_c);
})
PARITY("seed_programs/students_join_classes_inner", append, students_and_classes, students_by_name)
PARITY("seed_programs/students_join_classes_left", append, students_and_classes, all_students_by_name)
// `k not in (select k from dim)`: a null on either side is no proof of absence.
auto const not_in = [](auto const& events, auto const& dim) {
    return events | weir::alias<"e">()
           | weir::join(dim | weir::alias<"d">(), weir::coalesce("e.k"_c == "d.k"_c, weir::lit(true)),
                        weir::left_anti);
};
using events_and_keys =
    parity::inputs<parity::in<"events", "k string, v int">, parity::table<"dim", "k string">>;
PARITY("join_static/not_in_subquery", append, events_and_keys, not_in)
PARITY("join_static/not_in_subquery_null", append, events_and_dim, not_in)
using timed_and_limits = parity::inputs<parity::in<"events", "t timestamp, k string, v int">,
                                        parity::table<"dim", "k string, label string, lo int">>;
PARITY("join_static/cross_where_equal", append, timed_and_limits, [](auto const& events, auto const& dim) {
    return events | with_watermark<"t", "5 seconds">() | weir::alias<"e">()
           | join(dim | weir::alias<"d">(), cross) | where("v"_c == "lo"_c)
           | select("e.k"_c, "v"_c, "label"_c);
})
// What is asked of a subquery is asked below the watermark; a join is not.
auto const keys_not_in = [](auto const& events, auto const& dim) {
    return weir::sql<"SELECT k, v FROM events WHERE k NOT IN (SELECT k FROM dim)">(
        weir::view<"events">(events | weir::with_watermark<"t", "5 seconds">()), weir::view<"dim">(dim));
};
PARITY("join_static/not_in_moves_no_watermark", append, timed_and_limits, keys_not_in)
PARITY("join_static/not_in_null_moves_no_watermark", append, timed_and_limits, keys_not_in)
using timed_and_labels = parity::inputs<parity::in<"events", "t timestamp, k string, v int">,
                                        parity::table<"dim", "k string, label string">>;
PARITY("join_static/filter_on_key_of_table", append, timed_and_labels,
       [](auto const& events, auto const& dim) {
           return events | with_watermark<"t", "5 seconds">() | weir::alias<"e">()
                  | join(dim | weir::alias<"d">(), "e.k"_c == "d.k"_c) | where("d.k"_c != "b")
                  | select("e.k"_c, "v"_c, "label"_c);
       })
PARITY("join_static/exists_or", append, timed_and_limits, [](auto const& events, auto const& dim) {
    return sql<
        "SELECT k, v FROM events e WHERE v = 0 OR EXISTS (SELECT 1 FROM dim d WHERE d.k = e.k AND lo < v)">(
        view<"events">(events | with_watermark<"t", "5 seconds">()), view<"dim">(dim));
})
