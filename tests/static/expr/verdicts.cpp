// SPDX-License-Identifier: BSL-1.0
// What an expression says when it does not fit the schema, word for word; docs/errors.md explains each.
#include <weir/expr/aggregates.hpp>
#include <weir/expr/arithmetic.hpp>
#include <weir/expr/call.hpp>
#include <weir/expr/cast.hpp>
#include <weir/expr/column.hpp>
#include <weir/expr/conditional.hpp>
#include <weir/expr/generator.hpp>
#include <weir/expr/logic.hpp>
#include <weir/expr/text_case.hpp>
#include <weir/expr/window.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace {

using namespace weir::literals;

struct place {
    weir::timestamp start;
    std::string city;
};
struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};
struct record {
    weir::timestamp dt;
    weir::date day;
    std::string s;
    double price;
    bool ok;
    place where;
    std::map<std::string, std::int32_t> tags;
};

template <class S, class E>
consteval bool says(E, std::string_view text) {
    return E::template check<S>() == text && text.size() < 300;
}
template <class S, class E>
consteval bool fits(E) {
    return !E::template check<S>().failed();
}

// Columns.

static_assert(says<trade>(
    "prcie"_c,
    R"(no column "prcie" in {dt: timestamp, symbol: string, price: double}; did you mean "price"?)"));
static_assert(says<trade>(
    "prcie"_c > 5.0,
    R"(no column "prcie" in {dt: timestamp, symbol: string, price: double}; did you mean "price"?)"));
static_assert(says<trade>("volume"_c,
                          R"(no column "volume" in {dt: timestamp, symbol: string, price: double})"));
static_assert(says<record>(
    "where.strat"_c,
    R"(no field "strat" in column "where" of type struct<start:timestamp,city:string>; did you mean "start"?)"));
static_assert(says<record>(
    "where.population"_c,
    R"(no field "population" in column "where" of type struct<start:timestamp,city:string>; see "where.population")"));
static_assert(says<record>("price.cents"_c,
                           R"(no field "cents" in column "price" of type double; see "price.cents")"));
static_assert(says<weir::columns<weir::column<"a", double>, weir::column<"a", double>>>(
    "a"_c, R"(ambiguous column "a": several columns have this name; rename one with .as<>())"));

// Operators.

static_assert(says<record>(
    "s"_c > 5, R"--(cannot compare string > int; cast one side to the type of the other in "(s > ?)")--"));
static_assert(
    says<record>("dt"_c > "2024-01-01",
                 R"--(cannot compare timestamp > string; write a literal like "2024-01-01 00:00:00"_ts or )--"
                 R"--(cast the string in "(dt > ?)")--"));
static_assert(
    says<record>("day"_c == "2024-01-01",
                 R"--(cannot compare date = string; write a literal like "2024-01-01"_date or cast the )--"
                 R"--(string in "(day = ?)")--"));
static_assert(says<record>(
    "ok"_c == "price"_c,
    R"--(cannot compare boolean = double; both sides have to be of one kind in "(ok = price)")--"));
static_assert(
    says<record>("tags"_c == "tags"_c,
                 R"--(cannot compare map<string,int> = map<string,int>; both sides have to be of one kind )--"
                 R"--(in "(tags = tags)")--"));
static_assert(says<record>("s"_c + 1,
                           R"--(cannot compute string + int; cast the string to a number in "(s + ?)")--"));
static_assert(says<record>(
    "ok"_c * 2, R"--(cannot compute boolean * int; both sides have to be numbers in "(ok * ?)")--"));
static_assert(says<record>(-"s"_c, R"--(cannot negate string; the operand has to be a number in "(- s)")--"));
static_assert(
    says<record>("price"_c + weir::interval<"1 second">,
                 R"--(cannot compute double + interval; only a timestamp moves by an interval, cast it in )--"
                 R"--("price + INTERVAL '01' SECOND")--"));
static_assert(says<record>("dt"_c + weir::interval<"1 secnd">,
                           R"(unknown unit "secnd" in "1 secnd"; did you mean "second"?)"));
static_assert(
    says<record>("ok"_c && "s"_c,
                 R"--(operand of AND is string, not boolean; compare it with a value in "(ok AND s)")--"));
static_assert(says<record>(
    !"price"_c, R"--(operand of NOT is double, not boolean; compare it with a value in "(NOT price)")--"));

// Choices, functions, casts.

static_assert(says<record>(weir::coalesce("price"_c, "none"),
                           R"(branches of coalesce have types double, string; cast them to one type)"));
static_assert(says<record>(weir::when("ok"_c, "yes").otherwise(0),
                           R"(branches of CASE have types string, int; cast them to one type)"));
static_assert(says<record>(weir::when("price"_c, "yes").otherwise("no"),
                           R"(operand of WHEN is double, not boolean; compare it with a value)"));
static_assert(says<record>(weir::upper("price"_c),
                           R"--(argument 1 of upper is double; cast it to string in "upper(price)")--"));
static_assert(says<record>(
    weir::cast<bool>("dt"_c),
    R"--(cannot cast timestamp to boolean in "CAST(dt AS BOOLEAN)"; compare it with a value)--"));
static_assert(says<record>(
    weir::call([](double x) { return x; }, "s"_c, "price"_c),
    R"--(cannot call a function with (string, double) in "call(s, price)"; it has to be const )--"
    R"--(and take as many, text as std::string_view)--"));
static_assert(
    says<record>(weir::call([](double) {}, "price"_c),
                 R"--(function returns nothing in "call(price)"; return the value of the column)--"));
static_assert(
    says<record>(weir::call([](double) { return 1U; }, "price"_c),
                 R"--(unsigned column "call(price)": Spark has no unsigned type; use std::int64_t)--"));

// Generators and aggregates.

static_assert(
    says<record>(weir::explode("s"_c),
                 R"--(cannot explode a string in "explode(s)"; its argument is an array or a map)--"));
static_assert(says<record>(
    weir::sum("s"_c), R"--(cannot sum values of type string; cast the string to a number in "sum(s)")--"));
static_assert(
    says<record>(weir::avg("day"_c),
                 R"--(cannot average values of type date; the argument has to be a number in "avg(day)")--"));
static_assert(
    says<record>(weir::max("tags"_c),
                 R"--(cannot max values of type map<string,int>; a map has no order in "max(tags)")--"));
static_assert(
    says<record>(weir::sum(weir::max("price"_c)),
                 R"--(aggregate inside an aggregate in "sum(max(price))"; compute the inner one in a )--"
                 R"--(group_by of its own)--"));

// Windows.

static_assert(fits<record>(weir::window<"dt", "10 minutes", "5 minutes", "1 minute">()));
static_assert(
    says<record>(weir::window<"price", "10 minutes">(),
                 R"(window over "price" of type double; windows are made of a timestamp, cast the column)"));
static_assert(says<record>(weir::window<"dt", "10 mintues">(),
                           R"(unknown unit "mintues" in "10 mintues"; did you mean "minutes"?)"));
static_assert(says<record>(weir::window<"dt", "minutes">(),
                           R"(no number before "minutes" in "minutes"; write a duration like "10 minutes")"));
static_assert(
    says<record>(weir::window<"dt", "1 month">(),
                 R"(window size "1 month" has months; a month has no fixed length, write days or weeks)"));
static_assert(
    says<record>(weir::window<"dt", "2 months", "1 day">(),
                 R"(window size "2 months" has months; a month has no fixed length, write days or weeks)"));
static_assert(says<record>(weir::window<"dt", "106751992 days">(),
                           R"(window size "106751992 days" is too long; write at most 106751991 days)"));
static_assert(says<record>(weir::window<"dt", "0 seconds">(),
                           R"(window size "0 seconds" is not positive; write a duration like "10 minutes")"));
static_assert(
    says<record>(weir::window<"dt", "10 minutes", "-5 minutes">(),
                 R"(window slide "-5 minutes" is not positive; write a duration like "5 minutes")"));
static_assert(
    says<record>(weir::window<"dt", "10 minutes", "20 minutes">(),
                 R"(window slide "20 minutes" is longer than its size "10 minutes"; events between windows )"
                 R"(would be lost, write a slide up to the size)"));
static_assert(
    says<record>(weir::window<"dt", "10 minutes", "5 minutes", "6 minutes">(),
                 R"(window start "6 minutes" is not shorter than the slide "5 minutes"; write an offset )"
                 R"(within one slide)"));
static_assert(says<record>(
    weir::window_time("dt"_c),
    R"--(window_time of timestamp; its argument is the column of a window in "window_time(dt)")--"));

} // namespace
