// SPDX-License-Identifier: BSL-1.0
// What is said about a mistake in a SQL text, word for word; docs/errors.md explains each.
#include <weir/plan/source.hpp>
#include <weir/runtime/table.hpp>
#include <weir/sql/expr.hpp>
#include <weir/sql/sql.hpp>

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
    R"x(sql: window function in a condition at 56 in "select price from t where rank() over (order by price) = 1"; compute it in a subquery and compare its column)x"));
static_assert(says<"select sum(price) over w from t">(
    R"x(sql: no window "w" at 24 in "select sum(price) over w from t"; name it: window w as (...))x"));
static_assert(says<"select symbol, grouping(price) from t group by rollup(symbol)">(
    R"x(sql: argument of "grouping" is no key at 16 in "select symbol, grouping(price) from t group by rollup(symbol)"; name keys of the group by, alike)x"));
static_assert(says<"select price from t where price in (select dt, price from t)">(
    R"x(sql: 2 columns of a subquery for 1 value at 33 in "select price from t where price in (select dt, price from t)"; select as many as in compares)x"));
static_assert(says<"select price from t where price > 1">(""));
static_assert(says<"select symbol, sum(price) from t">(
    R"x(sql: column "symbol" neither grouped nor aggregated at 8 in "select symbol, sum(price) from t"; add it to group by, or use first(...), max(...))x"));
static_assert(says<"select symbol, sum(price) from t group by symbol">(""));
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
                    trades
                        | weir::select(weir::cast<weir::date>("dt"_c).as<"day">(), "price"_c)));
static_assert(alike(trades | weir::where<"price < price">(), trades | weir::where("price"_c < "price"_c)));
static_assert(alike(weir::expr<"price + price">(), "price"_c + "price"_c));

// Numbers are read as Spark reads them, and doubles are the nearest.
static_assert(weir::detail::sql_double(17976931348623157, 292) == 1.7976931348623157e308);
static_assert(weir::detail::sql_double(5, -324) == 5e-324);
static_assert(weir::detail::sql_double(22250738585072014, -324) == 2.2250738585072014e-308);
static_assert(weir::detail::sql_double(123456789012345678, -25) == 123456789012345678e-25);
static_assert(weir::detail::sql_double(1, 23) == 1e23);

} // namespace
