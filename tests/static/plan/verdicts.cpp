// SPDX-License-Identifier: BSL-1.0
// What the operators of a plan say about a mistake, word for word; docs/errors.md explains each.
#include <weir/expr/arithmetic.hpp>
#include <weir/expr/modified_aggregates.hpp>
#include <weir/expr/split.hpp>
#include <weir/plan/read.hpp>
#include <weir/plan/rules.hpp>
#include <weir/plan/typed.hpp>
#include <weir/source/csv_files.hpp>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace weir::literals;
using weir::verdict;

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};
struct event {
    weir::timestamp at;
};
struct record {
    weir::timestamp dt;
    weir::timestamp seen;
    event e;
    double price;
    std::map<std::string, std::int32_t> tags;
};

consteval bool says(verdict const& v, std::string_view text) { return v == text && text.size() < 300; }

template <class E>
consteval verdict condition(E) {
    return weir::detail::check_condition<E, trade>();
}
template <class... Items>
consteval verdict items(Items...) {
    return weir::detail::check_select<trade, Items...>();
}
template <class... Keys>
consteval verdict keys(Keys...) {
    return weir::detail::check_keys<trade, true, Keys...>();
}
template <class Item>
consteval verdict item(Item) {
    return weir::detail::check_aggregate_item<Item, trade, weir::columns<>>();
}
template <class Key>
consteval verdict sort_key(Key) {
    return weir::detail::check_sort_key<Key, record>();
}

// Where, select, group_by, agg, order_by.

static_assert(!condition("price"_c > 5.0).failed());
static_assert(
    says(condition("prcie"_c > 5.0),
         R"(no column "prcie" in {dt: timestamp, symbol: string, price: double}; did you mean "price"?)"));
static_assert(says(condition("price"_c * 2),
                   R"--(condition "(price * ?)" is double, not boolean; compare it with a value)--"));
static_assert(says(
    condition(weir::sum("price"_c) > 5.0),
    R"--(aggregate in where: "(sum(price) > ?)" is known only after the rows are grouped; filter after agg(...))--"));
static_assert(says(
    items("symbol"_c, weir::sum("price"_c)),
    R"--(aggregate in select: "sum(price)"; use group_by(...) | agg(...), or agg(...) alone for all rows)--"));
static_assert(says(items(weir::explode(weir::split("symbol"_c, "-")),
                         weir::explode(weir::split("symbol"_c, "/"))),
                   "more than one generator in a select; a row can be multiplied once, use a second select"));
static_assert(says(items("price.*"_c),
                   R"(no fields in "price.*": the column is double, not a struct; name the columns)"));
static_assert(says(
    keys(weir::max("price"_c)),
    R"--(aggregate in group_by: "max(price)" is known only after the rows are grouped; use agg(...))--"));
static_assert(
    says(keys(weir::explode(weir::split("symbol"_c, "-"))),
         R"--(generator in group_by: "explode(split(symbol, ?, -1))"; put it in a select before)--"));
static_assert(says(keys(weir::window<"dt", "1 hour">(), weir::window<"dt", "1 day">()),
                   "more than one window in group_by; their rows would multiply, group by one window and "
                   "window again later"));
static_assert(
    says(item("price"_c),
         R"--(no aggregate in "price" of agg; a group has many rows, use first(...), max(...) or a key)--"));
static_assert(says(sort_key("tags"_c.desc()),
                   R"(cannot sort by "tags" of type map<string,int>; a map has no order)"));
static_assert(says(sort_key(weir::max("price"_c).asc()),
                   R"--(aggregate in order_by: "max(price)"; name it in agg(...) and sort by its name)--"));

// Session_window.

static_assert(!keys(weir::session_window<"dt", "1 month">(), "price"_c).failed());
static_assert(!keys(weir::session_window("dt"_c, weir::interval<"1 minute">), "price"_c).failed());
static_assert(
    says(keys(weir::session_window<"dt", "1 minute">()),
         "session_window as the only key of group_by: one session of all rows is never closed for sure; "
         "group by a further key"));
static_assert(says(keys(weir::session_window<"dt", "-1 second">(), "price"_c),
                   R"(session gap "-1 second" is not positive; write a duration like "5 minutes")"));
static_assert(says(keys(weir::session_window<"dt", "200 years">(), "price"_c),
                   R"(session gap "200 years" is too long; write at most 36500 days)"));
static_assert(says(keys(weir::session_window<"dt", "5 min">(), "price"_c),
                   R"(unknown unit "min" in "5 min"; did you mean "minutes"?)"));
static_assert(says(keys(weir::session_window("dt"_c, "price"_c), "price"_c),
                   R"(session gap "price" of type double; write an interval, or text like "5 minutes")"));
static_assert(
    says(keys(weir::session_window<"price", "1 minute">(), "price"_c),
         R"(session_window over "price" of type double; sessions are made of a timestamp, cast the column)"));
static_assert(
    says(keys(weir::window<"dt", "1 hour">(), weir::session_window<"dt", "1 minute">(), "price"_c),
         "more than one window in group_by; their rows would multiply, group by one window and window again "
         "later"));

// With_watermark, drop_duplicates, limit.

using weir::detail::not_found;

template <weir::fixed_string Time, weir::fixed_string Delay, std::size_t Before = not_found>
constexpr verdict watermark = weir::detail::check_watermark<record, Before, Time, Delay>();

static_assert(!watermark<"dt", "0 seconds">.failed());
static_assert(!watermark<"dt", "1 month">.failed());
static_assert(
    says(watermark<"price", "1 minute">,
         R"(watermark on "price" of type double; event time is a timestamp, cast the column first)"));
static_assert(says(watermark<"e.at", "1 minute">,
                   R"(watermark on the field "e.at"; select it as a column of its own first)"));
static_assert(
    says(watermark<"seen", "1 minute", 0>,
         R"(watermark on "seen" after one on "dt"; a stream has one event time, keep one with_watermark)"));
static_assert(
    says(watermark<"dt", "-5 seconds">,
         R"(watermark delay "-5 seconds" is negative; write how late a row may be, such as "10 seconds")"));
static_assert(says(watermark<"dt", "20 min">, R"(unknown unit "min" in "20 min"; did you mean "minutes"?)"));

static_assert(
    says(weir::detail::check_duplicates<record>(),
         R"(distinct on column "tags" of type map<string,int>; a map cannot be compared, drop the column)"));
static_assert(says(weir::detail::check_duplicates<record, "e.at">(),
                   R"(drop_duplicates by field "e.at"; select it as a column of its own first)"));
static_assert(!weir::detail::check_duplicates<record, "PRICE">().failed());
static_assert(says(
    weir::detail::check_within_watermark<true, not_found>(),
    "drop_duplicates_within_watermark without watermark: it keeps keys for its delay; put with_watermark "
    "before it, or use drop_duplicates"));
static_assert(
    says(weir::detail::check_within_watermark<false, 0>(),
         "drop_duplicates_within_watermark on a static table, which has no watermark; use drop_duplicates"));
static_assert(says(weir::detail::check_limit(-1), "limit of -1 rows; write a number from 0 on"));

// Union_with.

struct price {
    double value;
};
struct name {
    std::string value;
};
static_assert(
    says(weir::detail::check_union<trade, trade>(true, false),
         "union of a stream and a static table; their rows never end together, make both of one kind"));
static_assert(
    says(weir::detail::check_union<trade, price>(true, true),
         "union of 3 and 1 columns: {dt: timestamp, symbol: string, price: double} and {value: double}; "
         "select the same columns on both sides"));
static_assert(
    says(weir::detail::check_union<price, name>(true, true),
         R"(union of column "value" of type double with "value" of type string; cast one of them)"));

// As, map, filter, flat_map.

struct note {
    std::optional<std::string> text;
};
struct plain_note {
    std::string text;
};
struct rounded {
    std::int32_t price;
};

template <class F>
consteval verdict lambda(F) {
    return weir::detail::check_lambda<F, trade>("map");
}

static_assert(
    says(weir::detail::check_convert<plain_note, note>(),
         R"(column "text" can be null, its field cannot; make the field a std::optional or use coalesce)"));
static_assert(says(weir::detail::check_convert<rounded, trade>(),
                   R"(column "price" is double, its field is int; cast the column or change the field)"));
static_assert(says(
    lambda([](double) { return 1; }),
    "map parameter is no row; let the function take a struct with the fields that it reads, or auto const&"));
static_assert(says(
    lambda([](trade const&, int) { return 1; }),
    "map with a function of not one parameter; take a struct with the fields that it reads, or auto const&"));
static_assert(
    says(lambda([](trade&) { return 1; }),
         "map parameter is not const: a row is only read; let the function take it by value or const&"));
static_assert(!lambda([](trade const&) noexcept { return 1; }).failed());
static_assert(says(weir::detail::check_flat_map_result<void>(),
                   "flat_map function gives no range; return a std::vector, or use map for one row each"));
static_assert(says(weir::detail::check_map_result<unsigned>("map"),
                   R"(unsigned column "value": Spark has no unsigned type; use std::int64_t)"));

struct listed {
    std::vector<std::int32_t> n;
};
static_assert(
    says(weir::detail::check_read<listed, weir::detail::csv_source>(),
         R"(CSV has no column type array<int>, the type of "n"; read it as std::string and convert it)"));

// A plan and its output mode.

template <class Mode, class Plan>
consteval verdict stream(Plan const&, Mode) {
    return weir::detail::check_stream<Plan, Mode>();
}

constexpr auto trades = weir::input<trade>();
constexpr auto counts = trades | weir::group_by("symbol"_c) | weir::count();
constexpr auto windows = trades | weir::with_watermark<"dt", "1 minute">()
                         | weir::group_by(weir::window<"dt", "1 minute">()) | weir::count();

static_assert(!stream(windows, weir::append).failed());
static_assert(!stream(counts | weir::order_by("count"_c), weir::complete).failed());
static_assert(
    says(stream(counts, weir::append),
         "append mode without watermark: no group of the aggregate is ever complete; group by a window of "
         "the with_watermark column, or use update or complete"));
static_assert(
    says(stream(trades, weir::complete),
         "complete mode without an aggregate: the whole stream would be kept and sent with every batch; use "
         "append, or add group_by(...) | agg(...)"));
static_assert(
    says(stream(trades | weir::limit<10>(), weir::update),
         "limit in update mode: rows that went out can change, so no row is among the first for good; use "
         "append, or complete above an aggregate"));
static_assert(
    says(stream(counts | weir::order_by("count"_c), weir::update),
         "order_by on a stream: its last row never comes; sort above an aggregate in complete mode, or in "
         "foreach_batch"));
static_assert(says(stream(weir::input<trade>() | weir::agg(weir::count_distinct("symbol"_c).as<"n">()),
                          weir::update),
                   "distinct aggregate on a stream: all values of a group would have to be kept; use "
                   "approx_count_distinct, or drop_duplicates before the aggregate"));
static_assert(says(stream(windows | weir::group_by("count"_c) | weir::count(), weir::update),
                   "stateful operator above an aggregate in update mode: rows that change below would count "
                   "twice; use append"));
static_assert(
    says(stream(trades | weir::with_watermark<"dt", "1 minute">()
                    | weir::group_by(weir::session_window<"dt", "1 minute">(), "symbol"_c) | weir::count(),
                weir::update),
         "session_window in update mode: a session that went out can merge with another, so that its row is "
         "never replaced; use append or complete"));
static_assert(says(stream(windows | weir::distinct(), weir::update),
                   "stateful operator above an aggregate in update mode: rows that change below would count "
                   "twice; use append"));
static_assert(
    says(weir::detail::check_action<decltype(weir::input<trade>())>("show()"),
         "show() on a stream: it has no end, so there is no whole result; use write_stream(...).start()"));

} // namespace
