// SPDX-License-Identifier: BSL-1.0
// Which filters go below a watermark: a row that they drop does not move time.
#pragma once

#include <weir/expr/logic.hpp>
#include <weir/plan/select.hpp>
#include <weir/plan/with_watermark.hpp>

#include <cstddef>
#include <cstdint>
#include <utility>

namespace weir::detail {

template <class Input, class Condition>
struct where_plan;

/// A row of a select of which only what is read is computed.
template <class S, class Row, class Values>
struct projected_row {
    Row const* row;
    Values const* values;
};
template <std::size_t I, class S, class Row, class Values>
constexpr decltype(auto) value_at(projected_row<S, Row, Values> const& from) {
    return element<I>(*from.values).value.template eval<S>(*from.row);
}

/// A condition on the columns of a select, as one on its input.
template <class E, class Plan>
struct condition_below_select;
template <class E, class Input, class Generator, class... Outputs>
struct condition_below_select<E, select_plan<Input, Generator, Outputs...>>
    : expression_interface<condition_below_select<E, select_plan<Input, Generator, Outputs...>>> {
    using above = typename select_plan<Input, Generator, Outputs...>::schema;
    using below = typename Input::schema;

    [[no_unique_address]] E inner;
    [[no_unique_address]] value_tuple<Outputs...> values;

    template <class S>
    using result = result_of<E, above>;
    template <class S>
    static constexpr bool total = E::template total<above> && (Outputs::expr::template total<below> && ...);
    template <class S>
    static constexpr verdict check() {
        return {};
    }
    template <class S>
    static constexpr column_set reads() {
        column_set const wanted = E::template reads<above>();
        column_set read;
        std::size_t i = 0;
        ((wanted.has(i) ? void(read |= Outputs::expr::template reads<below>()) : void(), ++i), ...);
        return read;
    }
    static constexpr void write(text& out) { E::write(out); }

    template <class S, class Row>
    constexpr decltype(auto) eval(Row const& row) const {
        return inner.template eval<above>(projected_row<below, Row, value_tuple<Outputs...>>{&row, &values});
    }
};

template <class E, class Input, class Generator, class... Outputs>
constexpr bool reads_no_generated(type_identity<select_plan<Input, Generator, Outputs...>>) {
    using above = typename select_plan<Input, Generator, Outputs...>::schema;
    column_set const wanted = E::template reads<above>();
    std::size_t i = 0;
    bool const reads_one = ((wanted.has(i++) && generated_index<typename Outputs::expr> != not_found) || ...);
    return !reads_one;
}

/// As in Spark, a condition that does not look at the event time goes below the watermark, past other filters
/// and projections. Of an AND each side goes by itself.
template <class Condition, class Plan>
inline constexpr bool goes_below_watermark = false;
template <class Condition, class Input, std::size_t Column, std::int64_t Delay>
inline constexpr bool goes_below_watermark<Condition, watermark_plan<Input, Column, Delay>> =
    !Condition::template reads<typename Input::schema>().has(Column);
template <class Condition, class Input, class Other>
inline constexpr bool goes_below_watermark<Condition, where_plan<Input, Other>> =
    goes_below_watermark<Condition, Input>;
template <class Condition, class Input, class Generator, class... Outputs>
inline constexpr bool goes_below_watermark<Condition, select_plan<Input, Generator, Outputs...>> =
    reads_no_generated<Condition>(type_identity<select_plan<Input, Generator, Outputs...>>{})
    && goes_below_watermark<condition_below_select<Condition, select_plan<Input, Generator, Outputs...>>,
                            Input>;

template <class Condition, class Plan>
inline constexpr bool splits_at_watermark = false;
template <class L, class R, class Plan>
inline constexpr bool splits_at_watermark<connective_node<logical_and, L, R>, Plan> =
    goes_below_watermark<L, Plan> || goes_below_watermark<R, Plan> || splits_at_watermark<L, Plan>
    || splits_at_watermark<R, Plan>;

// A condition above a plan as one below it, and the plan over another input.
template <class Condition, class Plan>
constexpr auto condition_below(Condition const& condition, Plan const&) {
    return condition;
}
template <class Condition, class Input, class Generator, class... Outputs>
constexpr auto condition_below(Condition const& condition,
                               select_plan<Input, Generator, Outputs...> const& plan) {
    return condition_below_select<Condition, select_plan<Input, Generator, Outputs...>>{
        {}, condition, plan.values};
}
template <class Input, std::size_t Column, std::int64_t Delay, class Below>
constexpr auto replace_input(watermark_plan<Input, Column, Delay> const& plan, Below const& below) {
    return watermark_plan<Below, Column, Delay>(below, plan.options, plan.id);
}
template <class Input, class Condition, class Below>
constexpr auto replace_input(where_plan<Input, Condition> const& plan, Below const& below) {
    return where_plan<Below, Condition>(below, plan.condition);
}
template <class Input, class Generator, class... Outputs, class Below>
constexpr auto replace_input(select_plan<Input, Generator, Outputs...> const& plan, Below const& below) {
    return select_plan<Below, Generator, Outputs...>(below, plan.generator, plan.values);
}

} // namespace weir::detail
