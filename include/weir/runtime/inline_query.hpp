// SPDX-License-Identifier: BSL-1.0
// inline_query: a query in a service's own loop, on the caller's thread.
#pragma once

#include <weir/plan/rules.hpp>
#include <weir/runtime/inline_query_type.hpp>
#include <weir/schema/row.hpp>
#include <weir/sink/foreach.hpp>
#include <weir/sink/late_rows.hpp>

#include <type_traits>
#include <utility>

namespace weir {

namespace detail {

template <class F>
struct late_row_sink {
    F f;
    template <class Schema, class Row>
    void operator()(type_identity<Schema>, Row const& row) {
        f(row_ref<Schema, Row>(row));
    }
};

/// What a rejected query is: it takes anything and does nothing, so that a mistake gives one error.
struct rejected_query {
    template <fixed_string... Names>
    void push(auto const&...) {}
    void advance_watermark(timestamp) {}
    void flush() {}
    void poll() {}
    void use_clock(clock const&) {}
    void use_watermark_policy(watermark_policy) {}
    [[nodiscard]] timestamp watermark() const { return {}; }
};

template <class Plan>
constexpr verdict check_inline() {
    return Plan::rejected || any_below<reads_source, Plan>()
               ? fault("inline_query over a source: its rows are pushed by the caller; begin the plan with "
                       "input<T>()")
               : verdict{};
}

} // namespace detail

/// Makes a query that runs in the caller's loop. `sink` is called with each row that comes out, lent until it
/// returns.
///
/// Errors  compile time: an output mode that does not fit the plan, a plan that reads a source.
/// Example examples/live_average.cpp
template <relation Plan, output_mode Mode, class Sink>
auto inline_query(Plan const& plan, Mode, Sink sink) {
    return inline_query(plan, Mode{}, std::move(sink), detail::ignore_late_rows{});
}
/// What is no plan: a pipeline, a group.
template <class Plan, class... Args>
    requires(!relation<Plan>)
auto inline_query(Plan const&, Args const&...) {
    constexpr auto check = [] {
        if constexpr (requires { typename Plan::grouped_input; }) {
            return detail::fault("group_by without an aggregate in inline_query; add agg(...) or count()");
        } else if constexpr (plan_operator<Plan>) {
            return detail::fault(
                "pipeline without an input in inline_query; put weir::input<trade>() | before it, "
                "with the struct that is pushed");
        } else {
            return detail::fault(
                "inline_query of something that is no plan; give it input<trade>() | operators");
        }
    };
    detail::raise<check>();
    return detail::rejected_query{};
}
/// `inline_query(plan, "append", f)`: the mode is a value.
template <relation Plan, class Mode, class Sink, class... LateRows>
    requires(!output_mode<Mode> && sizeof...(LateRows) < 2)
auto inline_query(Plan const&, Mode const&, Sink const&, LateRows const&...) {
    constexpr auto check = [] {
        return detail::fault(
            "output mode of another type in inline_query; write weir::append, weir::update or "
            "weir::complete",
            detail::when_called<Sink>);
    };
    if constexpr (!Plan::rejected) detail::raise<check>();
    return detail::rejected_query{};
}
/// `inline_query(plan, f)`: which rows go out is said in between.
template <relation Plan, class Sink>
auto inline_query(Plan const&, Sink const&) {
    constexpr auto check = [] {
        return output_mode<Sink>
                   ? detail::fault("inline_query without a function for its rows; write inline_query(plan, "
                                   "weir::append, "
                                   "[](auto const& row) { ... })")
                   : detail::fault(
                         "inline_query without an output mode; write inline_query(plan, weir::append, f), or "
                         "update or complete");
    };
    if constexpr (!Plan::rejected) detail::raise<check>();
    return detail::rejected_query{};
}
/// The same, and `late_rows` is called with each row that a watermark drops, with the columns that it has
/// there.
template <relation Plan, output_mode Mode, class Sink, class LateRows>
auto inline_query(Plan const& plan, Mode, Sink sink, LateRows late_rows) {
    constexpr auto check = [] {
        if constexpr (Plan::rejected) {
            return verdict{};
        } else {
            return detail::first_fault(
                detail::check_inline<Plan>(), detail::check_stream<Plan, Mode>(),
                detail::check_row_function<Sink, typename Plan::schema>("inline_query sink"),
                detail::check_late_rows<LateRows, Plan>());
        }
    };
    if constexpr (Plan::rejected) {
        return detail::rejected_query{};
    } else if constexpr (check().failed()) {
        detail::raise<check>();
        return detail::rejected_query{};
    } else if constexpr (std::is_same_v<LateRows, detail::ignore_late_rows>) {
        return inline_query_type<Plan, Mode, Sink>(plan, std::move(sink));
    } else {
        return inline_query_type<Plan, Mode, Sink, detail::late_row_sink<LateRows>>(plan, std::move(sink),
                                                                                    {std::move(late_rows)});
    }
}

} // namespace weir
