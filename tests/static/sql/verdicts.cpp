// SPDX-License-Identifier: BSL-1.0
// What is said about a mistake in a SQL text, word for word; docs/errors.md explains each.
#include <weir/plan/source.hpp>
#include <weir/runtime/table.hpp>
#include <weir/sql/expr.hpp>
#include <weir/sql/sql.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace {

using namespace weir::literals;

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

using view = decltype(weir::view<"t">(weir::table<trade>(std::declval<std::vector<trade>>())));

template <weir::fixed_string Text>
consteval bool says(std::string_view text) {
    return weir::detail::sql_statement<Text, view>::check() == text && text.size() < 300;
}

static_assert(says<"select prcie from t">(
    R"x(sql: no column "prcie" at 8 in "select prcie from t"; did you mean "price"?)x"));
static_assert(says<"select price from t">(""));
static_assert(says<"select price from trade">(
    R"x(sql: no table "trade" at 19 in "select price from trade"; the views are t)x"));
static_assert(says<"select price from t">(""));
static_assert(says<"select uper(symbol) from t">(
    R"x(sql: no function "uper" at 8 in "select uper(symbol) from t"; did you mean "upper"?)x"));
static_assert(says<"select upper(symbol) from t">(""));
static_assert(says<"select version() from t">(
    R"x(sql: no function "version" at 8 in "select version() from t"; Spark has it, weir has not yet)x"));
static_assert(says<"select upper(symbol, price) from t">(
    R"x(sql: no function "upper" of 2 arguments at 8 in "select upper(symbol, price) from t"; see the reference for its arguments)x"));
static_assert(says<"select upper(symbol) from t">(""));
static_assert(says<"select price frm t where price > 1">(
    R"x(sql: unexpected "t" at 18 in "select price frm t where price > 1"; expected the end; did you mean "from"?)x"));
static_assert(says<"select sum(price) over (partition by symbol) from t">(""));
static_assert(says<"select upper(symbol) over (partition by symbol) from t">(
    R"x(sql: no function over windows: "upper" at 8 in "select upper(symbol) over (partition by symbol) from t"; over follows an aggregate or row_number, rank, lag, ...)x"));
static_assert(says<"select price from t where rank() over (order by price) = 1">(
    R"x(sql: window function in a condition at 56 in "select price from t where rank() over (order by price) = 1"; write the condition behind qualify)x"));
static_assert(says<"select price from t inner jion t b on true">(
    R"x(sql: unexpected "jion" at 27 in "select price from t inner jion t b on true"; expected join)x"));
static_assert(says<"select price from t, where price > 1">(
    R"x(sql: unexpected "where" at 22 in "select price from t, where price > 1"; expected a table)x"));
static_assert(says<"select sum(price) over (partition symbol) from t">(
    R"x(sql: unexpected "symbol" at 35 in "select sum(price) over (partition symbol) from t"; expected by)x"));
static_assert(says<"select upper(explode(array(symbol))) from t">(
    R"x(sql: generator "explode" inside of an expression at 14 in "select upper(explode(array(symbol))) from t"; select it alone, or use lateral view)x"));
static_assert(says<"select explode(array(symbol)), explode(array(price)) from t">(""));
static_assert(says<"select * except (dt, symbol, price) from t">(
    R"x(sql: select of no column at 8 in "select * except (dt, symbol, price) from t"; except leaves out all of them)x"));
static_assert(says<"values (1), ('a')">(
    R"x(sql: values of several types in column 1 at 1 in "values (1), ('a')"; cast them to one type)x"));
static_assert(says<"select sum(distinct price) over (order by dt) from t">(
    R"x(sql: distinct over a window in "sum" at 8 in "select sum(distinct price) over (order by dt) from t"; leave the doubles out in a subquery)x"));
static_assert(says<"select price between from t;;">(""));
static_assert(says<"select price from t qualify price > 1">(
    R"x(sql: qualify without a window function at 35 in "select price from t qualify price > 1"; write the condition behind where or having)x"));
static_assert(says<"select price from t qualify rank() over (order by price) = 1">(""));
static_assert(says<"select a.dt from t a natural cross join t b">(
    R"x(sql: unexpected "cross" at 30 in "select a.dt from t a natural cross join t b"; expected inner, left, right or full)x"));
static_assert(says<"select x.p from t, lateral (select max(price) p from t b where b.price < t.price group "
                   "by b.dt) x">(
    R"x(sql: lateral subquery with groups that depends on the row at 28 in "select x.p from t, lateral (select max(price) p from t b where b.price < t.price..."; join it and group the whole)x"));
static_assert(says<"select 1 from t left join lateral (select dt p from t b where dt < t.dt) on p>dt">(
    R"x(sql: condition of an outer join with a lateral subquery at 78 in "select 1 from t left join lateral (select dt p from t b where dt < t.dt) on p>dt"; write it into the where of the subquery)x"));
static_assert(says<"select * from t pivot (sum(price) for symbol in (('a', 'b')))">(
    R"x(sql: pivot of 1 column by a value of another width at 50 in "select * from t pivot (sum(price) for symbol in (('a', 'b')))"; write as many values in brackets as there are columns)x"));
static_assert(says<"select * from t unpivot (v for k in ((price, symbol)))">(
    R"x(sql: unpivot of another number of columns than 1 at 38 in "select * from t unpivot (v for k in ((price, symbol)))"; write as many columns as there are names of values)x"));
static_assert(says<"select sum(price) over w from t">(
    R"x(sql: no window "w" at 24 in "select sum(price) over w from t"; name it: window w as (...))x"));
static_assert(says<"select symbol, grouping(price) from t group by rollup(symbol)">(
    R"x(sql: argument of "grouping" is no key at 16 in "select symbol, grouping(price) from t group by rollup(symbol)"; name keys of the group by, alike)x"));
static_assert(says<"select grouping_id(dt) from t group by cube(symbol, dt)">(
    R"x(sql: arguments of "grouping_id" are not all keys in order at 8 in "select grouping_id(dt) from t group by cube(symbol, dt)"; leave them out, or use grouping(key))x"));
static_assert(says<"select price from t where price in (select dt, price from t)">(
    R"x(sql: 2 columns of a subquery for 1 value at 33 in "select price from t where price in (select dt, price from t)"; select as many as in compares)x"));
static_assert(says<"select price from t where price > 1">(""));
static_assert(says<"select symbol, sum(price) from t">(
    R"x(sql: column "symbol" neither grouped nor aggregated at 8 in "select symbol, sum(price) from t"; add it to group by, or use first(...), max(...))x"));
static_assert(says<"select symbol, sum(price) from t group by symbol">(""));
static_assert(says<"select * from t group by symbol">(
    R"x(sql: column "dt" neither grouped nor aggregated at 8 in "select * from t group by symbol"; name the keys of group by instead of a star)x"));
static_assert(says<"select * from t group by symbol, price, dt">(""));
static_assert(says<"select price from t a join t b on a.dt = b.dt">(
    R"x(sql: ambiguous column "price" at 8 in "select price from t a join t b on a.dt = b.dt"; several columns have this name, write a table before it)x"));
static_assert(says<"select a.price from t a join t b on a.dt = b.dt">(""));
static_assert(says<"select cast(price as strng) from t">(
    R"x(sql: no type "strng" at 22 in "select cast(price as strng) from t"; write one of int, bigint, double, decimal(10,2), string, date, timestamp, ...)x"));
static_assert(says<"select cast(price as string) from t">(""));
static_assert(says<"select 128Y from t">(
    R"x(sql: number out of range "128Y" at 8 in "select 128Y from t"; give it another suffix)x"));
static_assert(says<"select 128S from t">(""));
static_assert(says<"select price from t union all select price, dt from t">(
    R"x(sql: "union" of 1 and 2 columns at 21 in "select price from t union all select price, dt from t"; select as many on both sides)x"));
static_assert(says<"select price from t union all select price from t">(""));
static_assert(says<"select price from t limit -1">(
    R"x(sql: limit is no number of rows at 27 in "select price from t limit -1"; write a whole number from 0 on)x"));
static_assert(says<"select price from t limit 1">(""));

// Of a table with a map and an array, and of a stream.
struct event {
    weir::timestamp dt;
    std::string symbol;
    double price;
    std::map<std::string, std::int32_t> tags;
    std::vector<std::string> words;
};
using events = decltype(weir::view<"t">(weir::table<event>(std::declval<std::vector<event>>())));
using live = decltype(weir::view<"s">(weir::input<event>()));
template <weir::fixed_string Text>
consteval bool refuses(std::string_view text) {
    return weir::detail::sql_statement<Text, events, live>::check() == text && text.size() < 300;
}
static_assert(refuses<"select price, (select dt, price from t) from t">(
    R"x(sql: 2 columns of a subquery that stands for a value at 15 in "select price, (select dt, price from t) from t"; select one)x"));
static_assert(refuses<"select a from t as x(a, b)">(
    R"x(sql: 2 column names for 5 columns of "x" at 20 in "select a from t as x(a, b)"; name every column, or none)x"));
static_assert(refuses<"select * from t lateral view upper(symbol) as u">(
    R"x(sql: no generator "upper" at 30 in "select * from t lateral view upper(symbol) as u"; use explode, posexplode, inline, ...)x"));
static_assert(refuses<"select *">(R"x(sql: "*" without from at 8 in "select *"; name a table)x"));
static_assert(refuses<"select price from t a join t b using (prcie)">(
    R"x(sql: no column "prcie" on the left of using at 39 in "select price from t a join t b using (prcie)"; did you mean "price"?)x"));
static_assert(refuses<
              "select sum(price) over (order by dt, price range between 1 preceding and current row) from t">(
    R"x(sql: range of values without one key at 44 in "...ect sum(price) over (order by dt, price range between 1 preceding and current ro..."; order by one number or time, or count rows)x"));
static_assert(refuses<"select distinct tags from t">(
    R"x(sql: map in a select distinct at 17 in "select distinct tags from t"; maps cannot be compared, take map_entries(...))x"));
static_assert(refuses<"select tags from t union select tags from t">(
    R"x(sql: map in "union" at 20 in "select tags from t union select tags from t"; maps cannot be compared, take map_entries(...) or union all)x"));
static_assert(refuses<"select price from s except select price from s">(
    R"x(sql: "except" of a stream at 21 in "select price from s except select price from s"; use a left semi or anti join with a table)x"));
static_assert(refuses<"select price from t order by 2">(
    R"x(sql: no item 2 at 30 in "select price from t order by 2"; the select has 1 item)x"));
static_assert(refuses<"with x as (select 1), x as (select 2) select * from x">(
    R"x(sql: two tables called "x" at 23 in "with x as (select 1), x as (select 2) select * from x"; give one another name)x"));
static_assert(refuses<"select price from t where price in (select price from s)">(
    R"x(sql: a stream in a subquery at 33 in "select price from t where price in (select price from s)"; join it, such as by left semi join, or read it as a table)x"));
static_assert(refuses<"select * from values (1, 2), (3)">(
    R"x(sql: row of 1 values at 31 in "select * from values (1, 2), (3)"; the first row has 2)x"));
static_assert(refuses<"select max(price) within group (order by price) from t">(
    R"x(sql: no order within the group of "max" at 8 in "select max(price) within group (order by price) from t"; within group follows listagg, percentile_cont, percentile_disc or mode)x"));
static_assert(refuses<"select price from t where t.prcie > 1">(
    R"x(sql: no column "t.prcie" at 27 in "select price from t where t.prcie > 1"; did you mean "price"?)x"));
static_assert(refuses<"select rank() from t">(
    R"x(sql: no window for "RANK()"; write over (order by ...) behind it at 8 in "select rank() from t")x"));
static_assert(refuses<"select rank() over (partition by symbol) from t">(
    R"x(sql: no order for "RANK()"; write over (order by ...) at 8 in "select rank() over (partition by symbol) from t")x"));
static_assert(refuses<"select ntile(price) over (order by dt) from t">(
    R"x(sql: argument of ntile is double; write a number at 8 in "select ntile(price) over (order by dt) from t")x"));
static_assert(refuses<"select lag(price, symbol) over (order by dt) from t">(
    R"x(sql: offset of lag is string; write a number of rows at 8 in "select lag(price, symbol) over (order by dt) from t")x"));
static_assert(refuses<"select lag(price, 1, tags) over (order by dt) from t">(
    R"x(sql: default of lag is map<string,int> for a value of type double; cast it at 8 in "select lag(price, 1, tags) over (order by dt) from t")x"));
static_assert(refuses<"select nth_value(price, symbol) over (order by dt) from t">(
    R"x(sql: argument 2 of nth_value is string; write a number at 8 in "select nth_value(price, symbol) over (order by dt) from t")x"));
static_assert(refuses<"select 1 from t group by cube(price + 1, price + 2, price + 3, price + 4, price + 5, "
                      "price + 6, price + 7, price + 8, price + 9)">(
    R"x(sql: too many grouping sets at 17 in "select 1 from t group by cube(price + 1, price + 2, price + 3, price + 4, price ..."; at most 16 keys and 256 sets)x"));
static_assert(refuses<"select y from t lateral view explode((select 1)) x as y">(
    R"x(sql: subquery in the wrong place at 38 in "select y from t lateral view explode((select 1)) x as y"; subqueries stand in select, where, having and order by)x"));
static_assert(refuses<"select symbol, grouping(symbol) from t group by symbol">(
    R"x(sql: grouping() without grouping sets; group by rollup(...), cube(...) or grouping sets (...) in "grouping(symbol)" at 16 in "select symbol, grouping(symbol) from t group by symbol")x"));
static_assert(refuses<"select (select max(price) from t where t.dt > s.dt) from s">(
    R"x(sql: subquery in an expression over a stream at 8 in "select (select max(price) from t where t.dt > s.dt) from s"; join the stream with the subquery)x"));

// Mistakes that the operators find have the place after them.
static_assert(says<"select price from t where price">(
    R"x(sql: condition "price" is double, not boolean; compare it with a value at 27 in "select price from t where price")x"));
static_assert(says<"select sum(price > 1) from t">(
    R"x(sql: cannot sum values of type boolean; the argument has to be a number in "sum((price > 1))" at 8 in "select sum(price > 1) from t")x"));
static_assert(says<"select sum(symbol) from t">("")); // a text that is no number is an error of the row
static_assert(says<"select 1 /* never closed">(
    R"x(sql: unclosed comment at 10 in "select 1 /* never closed"; expected the end)x"));

// A text gives the plan that the C++ spelling gives.
auto const trades = weir::input<trade>();
auto const t = weir::view<"t">(trades);
template <class A, class B>
constexpr bool alike(A const&, B const&) {
    return std::is_same_v<A, B>;
}
static_assert(alike(weir::sql<"select symbol, price * price as p from t">(t),
                    trades | weir::select("symbol"_c, ("price"_c * "price"_c).as<"p">())));
static_assert(alike(weir::sql<"select * from t where symbol is not null">(t),
                    trades | weir::where("symbol"_c.is_not_null())));
static_assert(alike(weir::sql<"select symbol, sum(price) as s, count(*) c from t group by symbol">(t),
                    trades | weir::group_by("symbol"_c)
                        | weir::agg(weir::sum("price"_c).as<"s">(), weir::count("*").as<"c">())));
static_assert(
    alike(weir::sql<"select window(dt, '10 minutes', '5 minutes') as w, max(price) from t group by w">(t),
          trades | weir::group_by(weir::window<"dt", "10 minutes", "5 minutes">().as<"w">())
              | weir::agg(weir::max("price"_c))));
static_assert(alike(trades | weir::select_expr<"cast(dt as date) as day", "price">(),
                    trades | weir::select(weir::cast<weir::date>("dt"_c).as<"day">(), "price"_c)));
static_assert(alike(trades | weir::where<"price < price">(), trades | weir::where("price"_c < "price"_c)));
static_assert(alike(weir::expr<"price + price">(), "price"_c + "price"_c));

// Numbers are read as Spark reads them, and doubles are the nearest.
static_assert(weir::detail::sql_double(17976931348623157, 292) == 1.7976931348623157e308);
static_assert(weir::detail::sql_double(5, -324) == 5e-324);
static_assert(weir::detail::sql_double(22250738585072014, -324) == 2.2250738585072014e-308);
static_assert(weir::detail::sql_double(123456789012345678, -25) == 123456789012345678e-25);
static_assert(weir::detail::sql_double(1, 23) == 1e23);

} // namespace
