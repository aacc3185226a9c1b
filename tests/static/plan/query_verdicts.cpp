// SPDX-License-Identifier: BSL-1.0
// What a query says about a mistake in how it is started, word for word; docs/errors.md explains each.
#include <weir/plan/read.hpp>
#include <weir/plan/union_with.hpp>
#include <weir/runtime/inline_query.hpp>
#include <weir/runtime/table.hpp>
#include <weir/runtime/trigger.hpp>
#include <weir/runtime/write_stream.hpp>
#include <weir/source/memory_stream.hpp>

#include <string_view>
#include <utility>
#include <vector>

namespace {

using weir::append_mode;
using weir::verdict;

struct trade {
    double price;
};
struct quote {
    double price;
};

consteval bool says(verdict const& v, std::string_view text) { return v == text && text.size() < 300; }

using stream = decltype(weir::read_stream(std::declval<weir::memory_stream<trade>>()));
using pushed = decltype(weir::input<trade>());
using table = decltype(weir::table<trade>(std::declval<std::vector<trade>>()));
using console = weir::detail::to_console;

static_assert(!weir::detail::check_start<stream, append_mode, console>().failed());
static_assert(says(weir::detail::check_start<stream, append_mode, weir::detail::no_sink>(),
                   "query without a sink: its rows go nowhere; add console(), memory(), foreach(f) or "
                   "foreach_batch(f) before start()"));
static_assert(says(
    weir::detail::check_start<pushed, append_mode, console>(),
    "input<> in write_stream: nobody pushes into it; read a source, or make an inline_query of the plan"));
static_assert(
    says(weir::detail::check_start<table, append_mode, console>(),
         "static table in a streaming query: it has no stream to wait for; read it with read_stream, or use "
         "show(), collect() or count()"));
static_assert(
    says(weir::detail::check_inline<stream>(),
         "inline_query over a source: its rows are pushed by the caller; begin the plan with input<T>()"));

template <class Trigger>
consteval verdict trigger(Trigger const&) {
    return weir::detail::check_trigger<Trigger>();
}
static_assert(!trigger(weir::processing_time<"2 seconds">).failed());
static_assert(says(trigger(weir::processing_time<"2 secnds">),
                   R"(unknown unit "secnds" in "2 secnds"; did you mean "seconds"?)"));
static_assert(
    says(trigger(weir::processing_time<"-2 seconds">),
         R"(trigger interval "-2 seconds" is negative; write how often to look, such as "2 seconds")"));
static_assert(
    says(trigger(weir::processing_time<"1 month">),
         R"(trigger interval "1 month" has months; a month has no fixed length, write days or weeks)"));

// Push.

using named = decltype(weir::input<trade, "left">() | weir::union_with(weir::input<trade, "right">()));
template <class Plan>
using executor =
    weir::detail::executor<Plan, weir::detail::demand{weir::detail::first_columns(1), false, false},
                           append_mode>;

static_assert(!weir::detail::check_push<executor<pushed>, "", trade>().failed());
static_assert(says(weir::detail::check_push<executor<pushed>, "", quote>(),
                   "row of another type pushed; push the struct that input<> names"));
static_assert(says(weir::detail::check_push<executor<named>, "", trade>(),
                   R"(several inputs: which one is pushed into is open; name it, push<"name">(row))"));
static_assert(says(weir::detail::check_push<executor<named>, "rihgt", trade>(),
                   R"(no input "rihgt" in this query; name it in input<T, "rihgt">())"));
static_assert(says(weir::detail::check_push<executor<named>, "right", quote>(),
                   R"(row of another type pushed into input "right"; push the struct that input<> names)"));

} // namespace
