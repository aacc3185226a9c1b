// SPDX-License-Identifier: BSL-1.0
// Which filters go below a watermark: a row that they drop does not move time.
#pragma once

#include <weir/expr/logic.hpp>
#include <weir/plan/select.hpp>
#include <weir/plan/with_watermark.hpp>

#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

namespace weir {

template <bool Normal, bool Seeded, class Seed>
struct rand_node;
struct uuid_node;

} // namespace weir

namespace weir::detail {

template <class Input, class Condition>
struct where_plan;
template <class Input, fixed_string Name>
struct alias_plan;
template <class Left, class Right>
struct union_plan;
template <class Input, class Keys, class Calls, class Outputs>
struct aggregate_plan;

/// Whether an expression gives another value each time: as in Spark, a condition with one stays where it is.
template <class E>
inline constexpr bool varies = false;
template <bool Normal, bool Seeded, class Seed>
inline constexpr bool varies<rand_node<Normal, Seeded, Seed>> = true;
template <>
inline constexpr bool varies<uuid_node> = true;
template <template <class...> class Node, class... Es>
inline constexpr bool varies<Node<Es...>> = (varies<Es> || ...);
template <class E, bool Negated>
inline constexpr bool varies<null_test<E, Negated>> = varies<E>;
template <fixed_string Name, class E>
inline constexpr bool varies<aliased<Name, E>> = varies<E>;
template <fixed_string Name, class E>
inline constexpr bool varies<output<Name, E>> = varies<E>;

// A condition above an operator, as one below it.

/// A row of outputs, of which only what is read is computed.
template <class S, class Row, class Values>
struct projected_row {
    Row const* row;
    Values const* values;
};
template <std::size_t I, class S, class Row, class Values>
constexpr decltype(auto) value_at(projected_row<S, Row, Values> const& from) {
    return element<I>(*from.values).value.template eval<S>(*from.row);
}

/// A condition on columns that are computed as `Outputs` of a row of `Below`, as one on that row.
template <class E, class Above, class Below, class... Outputs>
struct condition_on_outputs : expression_interface<condition_on_outputs<E, Above, Below, Outputs...>> {
    [[no_unique_address]] E inner;
    [[no_unique_address]] value_tuple<Outputs...> values;

    template <class S>
    using result = result_of<E, Above>;
    template <class S>
    static constexpr bool total = E::template total<Above> && (Outputs::expr::template total<Below> && ...);
    template <class S>
    static constexpr verdict check() {
        return {};
    }
    template <class S>
    static constexpr column_set reads() {
        column_set const wanted = E::template reads<Above>();
        column_set read;
        std::size_t i = 0;
        ((wanted.has(i) ? void(read |= Outputs::expr::template reads<Below>()) : void(), ++i), ...);
        return read;
    }
    static constexpr void write(text& out) { E::write(out); }

    template <class S, class Row>
    constexpr decltype(auto) eval(Row const& row) const {
        return inner.template eval<Above>(projected_row<Below, Row, value_tuple<Outputs...>>{&row, &values});
    }
};
template <class Condition, class Input, class Generator, class... Outputs>
using condition_below_select =
    condition_on_outputs<Condition, typename select_plan<Input, Generator, Outputs...>::schema,
                         typename Input::schema, Outputs...>;

/// A condition on a schema whose columns stand at the same places in another, by other names.
template <class E, class Above>
struct condition_by_place : expression_interface<condition_by_place<E, Above>> {
    [[no_unique_address]] E inner;

    template <class S>
    using result = result_of<E, Above>;
    template <class S>
    static constexpr bool total = E::template total<Above>;
    template <class S>
    static constexpr verdict check() {
        return {};
    }
    template <class S>
    static constexpr column_set reads() {
        return E::template reads<Above>();
    }
    static constexpr void write(text& out) { E::write(out); }

    template <class S, class Row>
    constexpr decltype(auto) eval(Row const& row) const {
        return inner.template eval<Above>(row);
    }
};

// What goes below.

template <class E, class Input, class Generator, class... Outputs>
constexpr bool reads_no_generated(type_identity<select_plan<Input, Generator, Outputs...>>) {
    using above = typename select_plan<Input, Generator, Outputs...>::schema;
    column_set const wanted = E::template reads<above>();
    std::size_t i = 0;
    bool const reads_one = ((wanted.has(i++) && generated_index<typename Outputs::expr> != not_found) || ...);
    return !reads_one;
}

/// Whether a condition reads keys of a grouping, and nothing else. A window has no value before rows are
/// grouped.
template <class E, class S, class... Keys>
constexpr bool reads_keys_alone() {
    column_set const wanted = E::template reads<S>();
    if (wanted.empty() || !((wanted & first_columns(sizeof...(Keys))) == wanted)) return false;
    std::size_t i = 0;
    return ((!wanted.has(i++) || !(is_window<typename Keys::expr> || is_session<typename Keys::expr>))
            && ...);
}

/// As in Spark, a condition that does not look at the event time goes below the watermark, past other filters
/// and projections, past a union, and, if it is about keys, past a grouping. Of an AND each side goes by
/// itself.
template <class Condition, class Plan>
inline constexpr bool goes_below_watermark = false;
template <class Condition, class Input, std::size_t Column, std::int64_t Delay>
inline constexpr bool goes_below_watermark<Condition, watermark_plan<Input, Column, Delay>> =
    !Condition::template reads<typename Input::schema>().has(Column) && !varies<Condition>;
template <class Condition, class Input, class Other>
inline constexpr bool goes_below_watermark<Condition, where_plan<Input, Other>> =
    goes_below_watermark<Condition, Input>;
template <class Condition, class Input, class Generator, class... Outputs>
inline constexpr bool goes_below_watermark<Condition, select_plan<Input, Generator, Outputs...>> =
    reads_no_generated<Condition>(type_identity<select_plan<Input, Generator, Outputs...>>{})
    && goes_below_watermark<condition_below_select<Condition, Input, Generator, Outputs...>, Input>;
template <class Condition, class Input, fixed_string Name>
inline constexpr bool goes_below_watermark<Condition, alias_plan<Input, Name>> =
    goes_below_watermark<condition_by_place<Condition, typename alias_plan<Input, Name>::schema>, Input>;
template <class Condition, class Left, class Right>
inline constexpr bool goes_below_watermark<Condition, union_plan<Left, Right>> =
    std::is_same_v<typename schema_of<typename Left::schema>::types,
                   typename schema_of<typename Right::schema>::types>
    && (goes_below_watermark<condition_by_place<Condition, typename Left::schema>, Left>
        || goes_below_watermark<condition_by_place<Condition, typename Left::schema>, Right>);
template <class Condition, class Input, class... Keys, class Calls, class Outputs>
inline constexpr bool goes_below_watermark<Condition,
                                           aggregate_plan<Input, type_list<Keys...>, Calls, Outputs>> =
    Input::is_streaming && !varies<Condition> && !(varies<Keys> || ...)
    && reads_keys_alone<Condition, typename aggregate_plan<Input, type_list<Keys...>, Calls, Outputs>::schema,
                        Keys...>();

template <class Condition, class Plan>
inline constexpr bool splits_at_watermark = false;
template <class L, class R, class Plan>
inline constexpr bool splits_at_watermark<connective_node<logical_and, L, R>, Plan> =
    goes_below_watermark<L, Plan> || goes_below_watermark<R, Plan> || splits_at_watermark<L, Plan>
    || splits_at_watermark<R, Plan>;

// The plan with the condition below.

// A condition above a plan as one below it, and the plan over another input.
template <class Condition, class Plan>
constexpr auto condition_below(Condition const& condition, Plan const&) {
    return condition;
}
template <class Condition, class Input, class Generator, class... Outputs>
constexpr auto condition_below(Condition const& condition,
                               select_plan<Input, Generator, Outputs...> const& plan) {
    return condition_below_select<Condition, Input, Generator, Outputs...>{{}, condition, plan.values};
}
template <class Condition, class Input, fixed_string Name>
constexpr auto condition_below(Condition const& condition, alias_plan<Input, Name> const&) {
    return condition_by_place<Condition, typename alias_plan<Input, Name>::schema>{{}, condition};
}
template <class Condition, class Input, class... Keys, class Calls, class Outputs>
constexpr auto condition_below(Condition const& condition,
                               aggregate_plan<Input, type_list<Keys...>, Calls, Outputs> const& plan) {
    using above = typename aggregate_plan<Input, type_list<Keys...>, Calls, Outputs>::schema;
    return condition_on_outputs<Condition, above, typename Input::schema, Keys...>{{}, condition, plan.keys};
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
template <class Input, fixed_string Name, class Below>
constexpr auto replace_input(alias_plan<Input, Name> const&, Below const& below) {
    return alias_plan<Below, Name>(below);
}
template <class Input, class Keys, class Calls, class Outputs, class Below>
constexpr auto replace_input(aggregate_plan<Input, Keys, Calls, Outputs> const& plan, Below const& below) {
    return aggregate_plan<Below, Keys, Calls, Outputs>(below, plan.keys, plan.calls, plan.outputs);
}

} // namespace weir::detail
