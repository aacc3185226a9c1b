// SPDX-License-Identifier: BSL-1.0
// What the operators of user state say about a mistake, word for word; docs/errors.md explains each.
#include <weir/expr/aggregates.hpp>
#include <weir/plan/flat_map_groups_with_state.hpp>
#include <weir/plan/map_groups_with_state.hpp>
#include <weir/plan/read.hpp>
#include <weir/plan/rules.hpp>
#include <weir/runtime/table.hpp>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

using namespace weir::literals;
using weir::verdict;

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};
struct total {
    weir::timestamp at;
    std::string symbol;
    double sum;
};
struct saved {
    std::string symbol;
    double sum;
};

consteval bool says(verdict const& v, std::string_view text) { return v == text && text.size() < 300; }

template <class Plan, class Operator>
using piped = decltype(std::declval<Operator const&>()(std::declval<Plan const&>()));
using trades = decltype(weir::input<trade>());
using timed = piped<trades, decltype(weir::with_watermark<"dt", "10 seconds">())>;

// The key.

template <class Key>
consteval verdict key(Key const&) {
    return weir::detail::check_state_key<Key, trade>();
}
static_assert(!key("symbol"_c).failed());
static_assert(says(key(weir::max("price"_c)),
                   R"x(aggregate in group_by_key: "max(price)" is known only after the rows are )x"
                   "grouped; use a column or an expression of one row"));
static_assert(key(weir::window<"dt", "1 minute">()).view().starts_with("generator in group_by_key: \""));

// Functions with state.

namespace detail = weir::detail;
using weir::group_state;

static_assert(says(detail::check_state_type<std::optional<double>>(),
                   "state of type std::optional: a key has a state or none; name the type itself"));
static_assert(!detail::check_state_type<saved>().failed());

constexpr auto counts = [](auto const&, auto, group_state<double>&) { return std::optional(saved{}); };
constexpr auto takes_less = [](auto const&, auto) { return saved{}; };
template <class F>
consteval verdict function(F const&) {
    return detail::check_group_function<F, std::string, trade, double>("map_groups_with_state");
}
static_assert(!function(counts).failed());
static_assert(says(
    function(takes_less),
    "map_groups_with_state function does not take (key, rows, state); write [](auto const& key, auto rows, "
    "weir::group_state<S>& state) with S the state named in map_groups_with_state<S>"));
static_assert(
    says(detail::check_given<void>("map_groups_with_state"),
         "map_groups_with_state function gives nothing; return a struct whose fields are the columns"));
static_assert(says(
    detail::check_flat_given<void>("flat_map_groups_with_state"),
    "flat_map_groups_with_state function gives nothing; return a std::optional or a std::vector of a struct "
    "whose fields are the columns"));
static_assert(says(
    detail::check_flat_given<saved>("flat_map_groups_with_state"),
    "flat_map_groups_with_state function gives neither a std::optional nor a range; return one of a struct "
    "whose fields are the columns"));
static_assert(!detail::check_flat_given<std::vector<saved>>("").failed());

static_assert(
    says(detail::check_timeout<int, trades>(),
         "no timeout where one is expected; write weir::no_timeout, weir::processing_time_timeout or "
         "weir::event_time_timeout"));
static_assert(says(detail::check_timeout<weir::event_time_timeout_type, trades>(),
                   "event_time_timeout without watermark: no event time ever passes; use with_watermark "
                   "before group_by_key, "
                   "or processing_time_timeout"));
static_assert(!detail::check_timeout<weir::event_time_timeout_type, timed>().failed());

// Initial state.

using table = decltype(weir::table<saved>(std::declval<std::vector<saved>>()));
using by_symbol = piped<table, decltype(weir::group_by_key("symbol"_c))>;
template <class Initial, class Key, class State>
inline constexpr verdict initial = detail::check_initial_state<Initial, Key, State>();
static_assert(!initial<by_symbol, std::string, double>.failed());
static_assert(says(initial<table, std::string, double>,
                   "initial state without key; write table | weir::group_by_key(...)"));
static_assert(says(initial<piped<trades, decltype(weir::group_by_key("symbol"_c))>, std::string, double>,
                   "initial state from a stream: it has no end; use a static table"));
static_assert(says(initial<by_symbol, std::int32_t, double>,
                   "initial state by a key of type string, the rows are grouped by int; use the same key"));
static_assert(says(initial<by_symbol, std::string, std::string>,
                   "initial state is double, the state is string; cast the column"));

// Processors.

struct adder {
    weir::value_state<double> sum;
    weir::timers timers;
    saved handle_input_rows(auto const&, auto) { return {}; }
};
struct idle {
    weir::value_state<double> sum;
};
struct made {
    explicit made(int) {}
};
static_assert(!detail::check_processor<adder>().failed());
static_assert(says(
    detail::check_processor<made>(),
    "processor is no plain struct: its state variables cannot be found; use a struct without constructors, "
    "base classes and private members"));
static_assert(!detail::check_handlers<adder, std::string, trade>().failed());
static_assert(
    says(detail::check_handlers<idle, std::string, trade>(),
         "processor does not handle rows; give it auto handle_input_rows(auto const& key, auto rows, "
         "weir::timer_values const& times), or the same without times"));
static_assert(
    says(detail::check_time_mode<adder, int, timed>(),
         "no time mode where one is expected; write weir::time_mode::none, processing_time or event_time"));
static_assert(
    says(detail::check_time_mode<adder, detail::time_mode_none, timed>(),
         "timers in time mode none never expire; use weir::time_mode::event_time or processing_time"));
static_assert(says(detail::check_time_mode<adder, detail::time_mode_event_time, trades>(),
                   "time mode event_time without watermark: no timer ever expires; use with_watermark before "
                   "group_by_key, or "
                   "weir::time_mode::processing_time"));
static_assert(says(
    detail::check_initial_handler<adder, std::string, by_symbol>(),
    "processor does not handle initial state; give it void handle_initial_state(auto const& key, auto const& "
    "row, weir::timer_values const& times)"));
static_assert(!detail::check_processed_time<"at", total>().failed());
static_assert(says(detail::check_processed_time<"sum", total>(),
                   R"(event time "sum" of a processor is no timestamp; name a timestamp column)"));
static_assert(says(detail::check_processed_time<"att", total>(),
                   R"(no column "att" in {at: timestamp, symbol: string, sum: double}; did you mean "at"?)"));

// Rules of whole queries.

template <class Timeout, class Mode>
using counted = piped<piped<timed, decltype(weir::group_by_key("symbol"_c))>,
                      decltype(weir::flat_map_groups_with_state<double>(Mode{}, Timeout{}, counts))>;
using mapped = piped<piped<timed, decltype(weir::group_by_key("symbol"_c))>,
                     decltype(weir::map_groups_with_state<double>(
                         weir::no_timeout, [](auto const&, auto, group_state<double>&) { return saved{}; }))>;
using appended = counted<weir::no_timeout_type, weir::append_mode>;
using updated = counted<weir::no_timeout_type, weir::update_mode>;
template <class Plan>
using summed = piped<piped<Plan, decltype(weir::group_by("symbol"_c))>,
                     decltype(weir::agg(weir::sum("sum"_c).as<"s">()))>;
template <class Plan>
using again =
    piped<piped<Plan, decltype(weir::group_by_key("symbol"_c))>,
          decltype(weir::flat_map_groups_with_state<double>(weir::append, weir::no_timeout, counts))>;
template <class Plan, class Mode>
inline constexpr verdict query = detail::check_stream<Plan, Mode>();
using weir::append_mode;
using weir::complete_mode;
using weir::update_mode;

static_assert(!query<mapped, update_mode>.failed());
static_assert(says(query<mapped, append_mode>,
                   "map_groups_with_state in append mode: its rows are updates; use output_mode(update), or "
                   "flat_map_groups_with_state"));
static_assert(says(
    query<summed<mapped>, update_mode>,
    "map_groups_with_state with an aggregate: its rows are updates; use flat_map_groups_with_state in append "
    "mode below the aggregate"));
static_assert(!query<updated, update_mode>.failed());
static_assert(says(
    query<updated, append_mode>,
    "flat_map_groups_with_state in update mode, the query in append mode; name one mode in both places"));
static_assert(says(
    query<summed<updated>, update_mode>,
    "flat_map_groups_with_state in update mode with an aggregate: updated rows would count twice; use its "
    "append mode below the aggregate"));
static_assert(!query<appended, append_mode>.failed());
static_assert(says(
    query<appended, update_mode>,
    "flat_map_groups_with_state in append mode, the query in update mode; name one mode in both places"));
static_assert(says(
    query<again<appended>, append_mode>,
    "two functions with state in one query: the rows of the lower one have no event time for the upper; keep "
    "one, or use transform_with_state"));
using grouped = piped<piped<timed, decltype(weir::group_by("dt"_c, "symbol"_c))>, decltype(weir::count())>;
static_assert(says(query<again<grouped>, append_mode>,
                   "flat_map_groups_with_state above an aggregate: groups that change would come again; put "
                   "it below, or use "
                   "transform_with_state"));
using timing_out = counted<weir::event_time_timeout_type, append_mode>;
static_assert(says(query<piped<timing_out, decltype(weir::distinct())>, append_mode>,
                   "stateful operator above event_time_timeout: rows of a timeout are behind the watermark "
                   "and would be late; "
                   "use processing_time_timeout, or transform_with_state"));
using transformed = piped<piped<timed, decltype(weir::group_by_key("symbol"_c))>,
                          decltype(weir::transform_with_state(adder{}))>;
static_assert(!query<transformed, append_mode>.failed() && !query<transformed, update_mode>.failed());
static_assert(query<transformed, complete_mode>.view().starts_with("complete mode without an aggregate"));

} // namespace
