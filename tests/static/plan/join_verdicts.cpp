// SPDX-License-Identifier: BSL-1.0
// What joins say about a mistake, word for word; docs/errors.md explains each.
#include <weir/expr/aggregates.hpp>
#include <weir/expr/choice.hpp>
#include <weir/expr/time_operators.hpp>
#include <weir/plan/read.hpp>
#include <weir/plan/rules.hpp>
#include <weir/runtime/table.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using namespace weir::literals;
using weir::verdict;

struct side {
    std::string symbol;
};
struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
    side s;
};
struct quote {
    weir::timestamp at;
    std::string symbol;
    double bid;
    side s;
};
struct lot {
    std::int32_t symbol;
};

consteval bool says(verdict const& v, std::string_view text) { return v == text && text.size() < 300; }

template <class Plan, class Operator>
using piped = decltype(std::declval<Operator const&>()(std::declval<Plan const&>()));
template <class Row>
using stream = decltype(weir::input<Row>());
using trades = piped<stream<trade>, decltype(weir::with_watermark<"dt", "10 seconds">())>;
using quotes = piped<stream<quote>, decltype(weir::with_watermark<"at", "10 seconds">())>;
using table = decltype(weir::table<quote>(std::declval<std::vector<quote>>()));

// Columns and conditions.

template <class E>
consteval verdict condition(E const&) {
    return weir::detail::check_join_condition<E, weir::detail::join_sides<trade, quote>>();
}
static_assert(!condition("price"_c >= "bid"_c).failed());
static_assert(says(condition("price"_c),
                   R"(join condition "price" is double, not boolean; compare columns of both sides)"));
static_assert(says(
    condition(weir::max("price"_c) >= "bid"_c),
    R"x(aggregate in a join condition: "(max(price) >= bid)" is known only after the rows are grouped; )x"
    "join before, or filter after agg(...)"));
static_assert(condition("prize"_c >= "bid"_c).view().starts_with(R"(no column "prize" in {dt: timestamp)"));
static_assert(condition("symbol"_c == "symbol"_c)
                  .view()
                  .starts_with(R"(ambiguous column "symbol": both sides of the join have it)"));

template <weir::fixed_string Name, class Other>
inline constexpr verdict column = weir::detail::check_join_column<Name, trade, Other>();
static_assert(!column<"symbol", quote>.failed());
static_assert(says(column<"s.symbol", quote>,
                   R"(join on the field "s.symbol"; write the condition with an alias for each side)"));
static_assert(says(column<"symbol", lot>, R"(join on "symbol" of type string with int; cast one of them)"));
static_assert(says(column<"symbl", lot>,
                   R"(no column "symbl" in {dt: timestamp, symbol: string, price: double, )"
                   R"(s: struct<symbol:string>}; did you mean "symbol"?)"));

// Which sides may be streams.

using kind = weir::join_kind;
constexpr bool streams = true;
constexpr bool tables = false;
consteval verdict sides(kind k, bool left, bool right) {
    return weir::detail::check_join_sides(k, left, right);
}

// Spark's table: for each kind, stream with table, table with stream, two streams.
consteval bool allows(kind k, bool stream_table, bool table_stream, bool two_streams) {
    return sides(k, streams, tables).failed() != stream_table
           && sides(k, tables, streams).failed() != table_stream
           && sides(k, streams, streams).failed() != two_streams && !sides(k, tables, tables).failed();
}
static_assert(allows(kind::inner, true, true, true));
static_assert(allows(kind::left_outer, true, false, true));
static_assert(allows(kind::right_outer, false, true, true));
static_assert(allows(kind::full_outer, false, false, true));
static_assert(allows(kind::left_semi, true, false, true));
static_assert(allows(kind::left_anti, true, false, false));
static_assert(says(
    sides(kind::left_anti, streams, streams),
    "left_anti join of two streams: that a row has no partner is known only at the end of the other stream; "
    "use left_outer with a bound of time and keep the nulls"));
static_assert(
    says(sides(kind::right_outer, streams, tables),
         "right_outer join of a stream with a table on the right: which rows of the table have no partner is "
         "known only at the end of the stream; use inner or left_outer"));
static_assert(
    says(sides(kind::full_outer, streams, tables),
         "full_outer join of a stream with a table on the right: which rows of the table have no partner is "
         "known only at the end of the stream; use inner or left_outer"));
static_assert(says(
    sides(kind::left_semi, tables, streams),
    "left_semi join of a table with a stream on the right: which rows of the table have a partner is known "
    "only at the end of the stream; put the stream on the left"));

// What two streams need.

template <kind K, class Right, class E>
consteval verdict join(E const&) {
    return weir::detail::join_operator<Right, K, E>::template check<trades>();
}
constexpr auto same = weir::detail::make_function<weir::detail::equal>("price"_c, "bid"_c);
constexpr auto bounded = same && "at"_c <= "dt"_c && "at"_c > "dt"_c - weir::interval<"10 seconds">;
constexpr auto half_bounded = same && "at"_c <= "dt"_c;

static_assert(
    says(join<kind::inner, quotes>("at"_c <= "dt"_c),
         "inner join of two streams without equal keys: every row would meet every other; add an equality of "
         "columns of both sides to the condition"));
static_assert(says(
    join<kind::left_outer, quotes>(same),
    "left_outer join of two streams without a bound of time: that a row has no partner is never known; give "
    "both a watermark and compare their times, as "
    R"("r.at"_c <= "l.at"_c + interval<"1 minute">)"));
static_assert(!join<kind::inner, quotes>(same).failed());
static_assert(!join<kind::left_outer, table>("at"_c <= "dt"_c).failed());
static_assert(!join<kind::left_outer, quotes>(bounded).failed());
static_assert(!join<kind::right_outer, quotes>(bounded).failed());
static_assert(!join<kind::full_outer, quotes>(bounded).failed());
static_assert(!join<kind::left_semi, quotes>(bounded).failed());
static_assert(!join<kind::left_outer, quotes>(same && "at"_c == "dt"_c).failed());
// Times of quotes up to that of the trade: a quote can wait for good, a trade cannot.
static_assert(join<kind::left_outer, quotes>(half_bounded).failed()
              != join<kind::right_outer, quotes>(half_bounded).failed());
static_assert(join<kind::left_outer, stream<quote>>(bounded).failed());

// As in Spark, the difference of two times is no bound.
constexpr auto from_then = same && "at"_c >= "dt"_c;
constexpr auto ten_seconds = weir::interval<"10 seconds">;
static_assert(join<kind::left_outer, quotes>(from_then).failed());
static_assert(!join<kind::left_outer, quotes>(from_then && "at"_c <= "dt"_c + ten_seconds).failed());
static_assert(!join<kind::left_outer, quotes>(from_then && "at"_c - ten_seconds <= "dt"_c).failed());
static_assert(join<kind::left_outer, quotes>(from_then && "at"_c - "dt"_c <= ten_seconds).failed());
static_assert(
    !join<kind::left_outer, quotes>(same && weir::between("at"_c, "dt"_c, "dt"_c + ten_seconds)).failed());

// Rules of whole queries.

using pairs = piped<trades, decltype(weir::join(std::declval<quotes>(), bounded, weir::left_outer))>;
static_assert(!weir::detail::check_stream<pairs, weir::append_mode>().failed());
static_assert(says(
    weir::detail::check_stream<pairs, weir::update_mode>(),
    "outer join of two streams in update mode: a row without a partner comes out once, when none can come; "
    "use append"));
using inner_pairs = piped<trades, decltype(weir::join(std::declval<quotes>(), bounded))>;
static_assert(!weir::detail::check_stream<inner_pairs, weir::update_mode>().failed());

using highs = piped<piped<trades, decltype(weir::group_by(weir::window<"dt", "1 minute">()))>,
                    decltype(weir::agg(weir::max("price"_c).as<"high">()))>;
using lows = piped<piped<quotes, decltype(weir::group_by(weir::window<"at", "1 minute">()))>,
                   decltype(weir::agg(weir::min("bid"_c).as<"low">()))>;
using both = piped<highs, decltype(weir::join(std::declval<lows>(), weir::on<"window">))>;
static_assert(!weir::detail::check_stream<both, weir::append_mode>().failed());
static_assert(says(weir::detail::check_stream<both, weir::update_mode>(),
                   "join of streams above an aggregate in update mode: groups that change would be joined "
                   "twice; use append"));

using by_times = piped<piped<inner_pairs, decltype(weir::group_by("dt"_c, "at"_c))>, decltype(weir::count())>;
static_assert(says(
    weir::detail::check_stream<by_times, weir::append_mode>(),
    R"(two event times "dt" and "at" reach the keys of a group_by; select one of them, or cast the other to )"
    "another type"));
using by_one_time = piped<piped<inner_pairs, decltype(weir::group_by("dt"_c))>, decltype(weir::count())>;
static_assert(!weir::detail::check_stream<by_one_time, weir::append_mode>().failed());
using unlike =
    piped<piped<inner_pairs, decltype(weir::select("dt"_c, "at"_c))>, decltype(weir::drop_duplicates())>;
static_assert(says(
    weir::detail::check_stream<unlike, weir::append_mode>(),
    R"(two event times "dt" and "at" reach drop_duplicates; select one of them, or cast the other to another type)"));

} // namespace
