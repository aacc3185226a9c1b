// SPDX-License-Identifier: BSL-1.0
// SQL statements over small tables; the rows are those that Spark gives.
#include <weir/runtime/actions.hpp>
#include <weir/runtime/table.hpp>
#include <weir/sql/expr.hpp>
#include <weir/sql/sql.hpp>

#include "catch.hpp"

#include <string>
#include <vector>

namespace {

using lines = std::vector<std::string>;

auto nums() {
    using row = weir::row_of<"a int, b int, s string">;
    return weir::view<"nums">(weir::table<row>(
        {{1, 10, "x"}, {2, 20, "y"}, {3, std::nullopt, "x"}, {std::nullopt, 40, std::nullopt}, {2, 5, "Y"}}));
}
auto syms() {
    using row = weir::row_of<"sym string, name string, lot int">;
    return weir::view<"syms">(weir::table<row>(
        {{"A", "Alpha", 10}, {"B", "Beta", 5}, {"D", "Delta", 1}, {std::nullopt, "Nobody", 0}}));
}

template <weir::fixed_string Text>
lines rows() {
    return weir::sql<Text>(nums(), syms()).to_json();
}

TEST_CASE("select_computes_and_names_columns") {
    CHECK(rows<"select 1 as one, 'it''s' two, 1.50 x">() == lines{R"x({"one":1,"two":"it's","x":1.50})x"});
    CHECK(rows<"select 1 + 2 * 3, 'a' || 'b'">() == lines{R"x({"(1 + (2 * 3))":7,"concat(a, b)":"ab"})x"});
    CHECK(rows<"select * except (s), a + 1 next from nums where a = 1">()
          == lines{R"x({"a":1,"b":10,"next":2})x"});
    CHECK(rows<"select '5' + a from nums where a = 3">() == lines{R"x({"(5 + a)":8})x"});
    CHECK(rows<"select case a when 1 then 'one' else 'more' end k from nums where a < 3 order by k">()
          == lines{R"x({"k":"more"})x", R"x({"k":"more"})x", R"x({"k":"one"})x"});
}

TEST_CASE("order_by_sees_aliases_ordinals_and_columns_beneath") {
    CHECK(rows<"select a from nums where a > 1 order by b desc">()
          == lines{R"x({"a":2})x", R"x({"a":2})x", R"x({"a":3})x"});
    CHECK(rows<"select a as b from nums order by b desc nulls first limit 2">()
          == lines{"{}", R"x({"b":3})x"});
    CHECK(rows<"select a from nums order by a nulls last limit 2 offset 1">()
          == lines{R"x({"a":2})x", R"x({"a":2})x"});
}

TEST_CASE("groups_by_names_ordinals_aliases_and_expressions") {
    CHECK(rows<"select s, sum(b) as t from nums group by 1 having t > 10 order by t">()
          == lines{R"x({"s":"y","t":20})x", R"x({"t":40})x"});
    CHECK(rows<"select upper(s) u, count(*) c from nums group by u order by c desc, u limit 2">()
          == lines{R"x({"u":"X","c":2})x", R"x({"u":"Y","c":2})x"});
    CHECK(rows<"select count(*) + 1, sum(a) * 2 from nums">()
          == lines{R"x({"(count(1) + 1)":6,"(sum(a) * 2)":16})x"});
    CHECK(rows<"select s, count(*) n from nums group by s order by sum(b) desc limit 1">()
          == lines{R"x({"n":1})x"});
    CHECK(rows<"select count(distinct a), sum(distinct a) from nums">()
          == lines{R"x({"count(DISTINCT a)":3,"sum(DISTINCT a)":6})x"});
}

TEST_CASE("a_column_goes_before_the_function_of_its_name") {
    auto const visits =
        weir::view<"visits">(weir::table<weir::row_of<"user string, n int">>({{"x", 1}, {"y", 2}}));
    CHECK(weir::sql<"select user, count(*) from visits group by user order by user">(visits).to_json()
          == lines{R"x({"user":"x","count(1)":1})x", R"x({"user":"y","count(1)":1})x"});
    CHECK((weir::table<weir::row_of<"user string">>({{"x"}, {"y"}}) | weir::where<"user = 'y'">()).to_json()
          == lines{R"x({"user":"y"})x"});
    CHECK(rows<"select current_date > date'2020-01-01' as later, count(*) as n from nums group by s = 'y'">()
              .size()
          == 3);
}

TEST_CASE("queries_nest") {
    CHECK(rows<"with t(x) as (select a from nums where a > 1) select max(x) m from t">()
          == lines{R"x({"m":3})x"});
    CHECK(rows<"select z.a from (select a from nums where b > 10) as z where z.a is not null">()
          == lines{R"x({"a":2})x"});
    CHECK(rows<"select * from values (1, 'a'), (2, 'b') as t(id, name) where id > 1">()
          == lines{R"x({"id":2,"name":"b"})x"});
    CHECK(rows<"select id * 2 as v from range(1, 10, 3)">()
          == lines{R"x({"v":2})x", R"x({"v":8})x", R"x({"v":14})x"});
}

TEST_CASE("sets_of_rows") {
    CHECK(rows<"select 1 as a union all select 2.5 order by a">()
          == lines{R"x({"a":1.0})x", R"x({"a":2.5})x"});
    CHECK(rows<"select a from nums where a is not null union select 2 order by 1">()
          == lines{R"x({"a":1})x", R"x({"a":2})x", R"x({"a":3})x"});
    CHECK(rows<"select a from nums intersect select 2">() == lines{R"x({"a":2})x"});
    CHECK(rows<"select a from nums except select 2 order by a">()
          == lines{"{}", R"x({"a":1})x", R"x({"a":3})x"});
}

TEST_CASE("joins_by_condition_and_by_name") {
    CHECK(rows<"select n.a, name from nums n join syms s on n.b = s.lot order by 1">()
          == lines{R"x({"a":1,"name":"Alpha"})x", R"x({"a":2,"name":"Beta"})x"});
    CHECK(rows<"select name from syms s left anti join nums n on s.lot = n.b order by 1">()
          == lines{R"x({"name":"Delta"})x", R"x({"name":"Nobody"})x"});
    CHECK(rows<"select count(*) c from nums, syms">() == lines{R"x({"c":20})x"});
    CHECK(rows<"select sym, x.lot from syms join (select lot from syms) x using (lot) order by lot desc "
               "limit 1">()
          == lines{R"x({"sym":"A","lot":10})x"});
}

TEST_CASE("subqueries_in_expressions") {
    CHECK(rows<"select a from nums where a = (select max(a) from nums)">() == lines{R"x({"a":3})x"});
    CHECK(rows<"select a from nums where a in (select lot from syms)">() == lines{R"x({"a":1})x"});
    CHECK(rows<"select a from nums n where exists (select 1 from syms s where s.lot = n.b) order by a">()
          == lines{R"x({"a":1})x", R"x({"a":2})x"});
    CHECK(rows<"select (select count(*) from syms) as c, a from nums where a = 1">()
          == lines{R"x({"c":4,"a":1})x"});
}

TEST_CASE("a_condition_has_any_number_of_parts") {
    CHECK(rows<"select a from nums where a > 0 and a > 0 and a > 0 and a > 0 and a > 0 and a > 0 and a > 0 "
               "and a > 0 and a > 0 "
               "and a > 0 and a > 0 and a > 0 and a > 0 and a > 0 and a > 0 and a > 0 and a > 0 and a > 0 "
               "and a > 0 and a > 0 and a > 0 "
               "and a > 0 and a > 0 and a > 0 and a > 0 and a > 0 and a > 0 and a > 0 and a > 0 and a > 0 "
               "and a > 0 and a > 0 and a > 0 and exists (select 1 from syms where lot = b)">()
          == lines{R"x({"a":1})x", R"x({"a":2})x"});
}

TEST_CASE("a_scalar_subquery_of_two_rows_is_an_error") {
    try {
        (void)rows<"select a from nums where a > (select a from nums)">();
        FAIL();
    } catch (weir::error const& e) {
        CHECK(e.condition() == "SCALAR_SUBQUERY_TOO_MANY_ROWS");
    }
}

} // namespace
