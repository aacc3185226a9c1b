// SPDX-License-Identifier: BSL-1.0
// Queries with scalar functions against Spark.
#include "streams_harness.hpp"

namespace {

using ints = parity::inputs<parity::in<"events", "a int, b int">>;
using one_int = parity::inputs<parity::in<"events", "a int">>;
using events = parity::inputs<parity::in<"events", "k string, v int">>;
using doubles = parity::inputs<parity::in<"events", "x double">>;
using decimals = parity::inputs<parity::in<"events", "a decimal(10,2), b decimal(6,3)">>;
using mixed = parity::inputs<parity::in<"events", "s string, a int, b int">>;

using namespace weir::literals;

} // namespace

PARITY("stateless/arithmetic", append, ints,
       select("a"_c, "b"_c, ("a"_c / "b"_c).as<"q">(), int_div("a"_c, "b"_c).as<"d">(),
              ("a"_c % "b"_c).as<"m">(), pmod("a"_c, "b"_c).as<"pm">(), ("a"_c * "b"_c).as<"p">(),
              (-"a"_c).as<"neg">()))
PARITY("stateless/case_coalesce", append, ints,
       select(when("a"_c > 3, "big").when("a"_c > 0, "small").as<"size">(),
              coalesce("a"_c, "b"_c, -1).as<"c">(), nullif("a"_c, "b"_c).as<"n">(),
              greatest("a"_c, "b"_c).as<"hi">(), least("a"_c, "b"_c).as<"lo">(),
              eq_null_safe("a"_c, "b"_c).as<"same">()))
PARITY("stateless/cte_and_subquery", append, events,
       where("v"_c > 10) | select(concat("<", "k"_c, ">").as<"k">(), ("v"_c * 2).as<"v">())
           | where("v"_c < 50))
PARITY("stateless/decimals", append, decimals,
       select(("a"_c + "b"_c).as<"s">(), ("a"_c - "b"_c).as<"d">(), ("a"_c * "b"_c).as<"p">(),
              ("a"_c / "b"_c).as<"q">(), round<1>("a"_c).as<"r">(), cast<std::int32_t>("a"_c).as<"i">(),
              cast<decimal<5, 1>>("b"_c).as<"n">()))
PARITY("stateless/doubles", append, doubles,
       where("x"_c < 1000 || "x"_c.is_null() || isnan("x"_c))
           | select("x"_c, round("x"_c).as<"r">(), bround("x"_c).as<"br">(), weir::floor("x"_c).as<"fl">(),
                    weir::ceil("x"_c).as<"ce">(), weir::isnan("x"_c).as<"n">(), ("x"_c == "x"_c).as<"eq">(),
                    ("x"_c > 1).as<"gt">(), weir::abs("x"_c).as<"a">()))
PARITY("stateless/int_overflow", append, one_int, select(("a"_c + 1).as<"b">(), try_add("a"_c, 1).as<"c">()))
PARITY("stateless/try_functions", append, mixed,
       select(try_cast<std::int32_t>("s"_c).as<"i">(), try_divide("a"_c, "b"_c).as<"q">(),
              try_add("a"_c, 1).as<"p">()))
PARITY("aggregation/expression_of_aggregates", update, events,
       group_by("k"_c)
           | agg((sum("v"_c) / count("v"_c)).as<"ratio">(), int_div(sum("v"_c), count("v"_c)).as<"whole">(),
                 (weir::max("v"_c) - weir::min("v"_c)).as<"spread">())
           | with_column<"kk">(concat("k"_c, "!")))
PARITY("aggregation/group_by_expression", update, events,
       group_by(("v"_c % 2).as<"r">()) | agg(count("*").as<"n">(), weir::max(upper("k"_c)).as<"k">()))
