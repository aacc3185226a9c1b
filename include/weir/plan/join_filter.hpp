// SPDX-License-Identifier: BSL-1.0
// A filter above a join, of which what it asks of one side is asked below.
#pragma once

#include <weir/plan/join_plans.hpp>
#include <weir/plan/select.hpp>

#include <cstddef>
#include <type_traits>
#include <utility>

namespace weir::detail {

/// Whether a row of a side goes on whatever the other side has, so that what is asked of it above the join
/// may be asked below.
constexpr bool asks_left_below(join_kind k) { return k == join_kind::left_outer || gives_left_only(k); }
constexpr bool asks_right_below(join_kind k) { return k == join_kind::right_outer; }

// A condition on computed columns rejects the nulls that make null the columns whose nulls it rejects.
template <class E, class Above, class Below, class... Outputs, class C>
struct null_rejected<condition_on_outputs<E, Above, Below, Outputs...>, C> {
    static constexpr column_set columns = [] {
        column_set const above = null_rejecting<E, Above>();
        column_set below;
        std::size_t i = 0;
        ((above.has(i) ? void(below |= null_rejecting<typename Outputs::expr, Below>()) : void(), ++i), ...);
        return below;
    }();
};
template <class L, class R, class Above, class Below, class... Outputs, class C>
struct side_rejected<condition_on_outputs<connective_node<logical_or, L, R>, Above, Below, Outputs...>, C> {
    static constexpr bool by(column_set const& side) {
        using left = condition_on_outputs<L, Above, Below, Outputs...>;
        using right = condition_on_outputs<R, Above, Below, Outputs...>;
        column_set const read = left::template reads<C>() | right::template reads<C>();
        return (read & side) == read && side_rejected<left, C>::by(side) && side_rejected<right, C>::by(side);
    }
};

template <class Plan, class... Es>
constexpr auto filter_rest(Plan const& plan, value_tuple<Es...> const& conditions) {
    if constexpr (sizeof...(Es) == 0) {
        return plan;
    } else {
        auto const all = unpack([](auto const&... e) { return (e && ...); }, conditions);
        return where_plan<Plan, std::remove_const_t<decltype(all)>>(plan, all);
    }
}

template <class S>
inline constexpr bool all_nullable = []<std::size_t... I>(std::index_sequence<I...>) {
    return (is_nullable<column_type<S, I>> && ...);
}(std::make_index_sequence<schema_of<S>::size>{});

/// The kind that an outer join has under a filter which drops the rows that have nulls for a side. As in
/// Spark; but columns that cannot be null on that side stay optional, so there the kind stays too.
template <class Join, class... Es>
constexpr join_kind kind_under_filter(type_identity<value_tuple<Es...>>) {
    using sides = typename Join::sides;
    using S = typename Join::schema;
    constexpr bool no_left =
        all_nullable<typename sides::left_schema> && (side_rejected<Es, S>::by(sides::left_columns) || ...);
    constexpr bool no_right =
        all_nullable<typename sides::right_schema> && (side_rejected<Es, S>::by(sides::right_columns) || ...);
    switch (Join::kind) {
    case join_kind::left_outer:
        return no_right ? join_kind::inner : Join::kind;
    case join_kind::right_outer:
        return no_left ? join_kind::inner : Join::kind;
    case join_kind::full_outer:
        if (no_left && no_right) return join_kind::inner;
        return no_left ? join_kind::left_outer : no_right ? join_kind::right_outer : Join::kind;
    default:
        return Join::kind;
    }
}

/// As in Spark, what a filter above a join asks of one side is asked below it, where a row that it drops does
/// not move time, and what it asks of both sides of an inner join becomes a part of the condition.
template <class Left, class Right, join_kind Kind, class Condition, class E>
constexpr auto filter_join(stream_join_plan<Left, Right, Kind, Condition> const& plan, E const& filter) {
    using join_plan = stream_join_plan<Left, Right, Kind, Condition>;
    using sides = typename join_plan::sides;
    auto const conjuncts = split_conjuncts(filter);
    constexpr join_kind kind =
        kind_under_filter<join_plan>(type_identity<std::remove_const_t<decltype(conjuncts)>>{});
    if constexpr (Kind == join_kind::inner) {
        return join_where<Kind>(plan.left, plan.right, conjuncts, plan.condition);
    } else if constexpr (kind != Kind) {
        auto const one_sided_conditions = join_tuples(plan.condition.left, plan.condition.right);
        return filter_join(
            join_where<kind, true>(plan.left, plan.right, one_sided_conditions, plan.condition), filter);
    } else if constexpr (asks_left_below(Kind) || asks_right_below(Kind)) {
        constexpr bool of_left = asks_left_below(Kind);
        constexpr auto own = of_left ? sides::left_columns : sides::right_columns;
        using S = typename join_plan::schema;
        auto const below = pick_where<true, S, own>(conjuncts);
        auto const rest = pick_where<false, S, own>(conjuncts);
        auto const carried =
            carry_over<typename sides::C, 0, of_left>(plan.condition.keys, known_of_all<S>(below));
        auto const left = [&] {
            if constexpr (of_left) {
                return keep_where<S, 0, 0>(plan.left, below);
            } else {
                return keep_where<typename sides::C, 0, 0>(plan.left, carried);
            }
        }();
        auto const right = [&] {
            if constexpr (of_left) {
                return keep_where<typename sides::C, sides::left, 0>(plan.right, carried);
            } else {
                return keep_where<S, sides::left, 0>(plan.right, below);
            }
        }();
        return filter_rest(
            make_join<std::remove_const_t<decltype(left)>, std::remove_const_t<decltype(right)>, Kind>(
                left, right, plan.condition),
            rest);
    } else {
        return filter_rest(plan, value_tuple<E>(filter));
    }
}

template <join_kind Kind, bool OfOtherKind, class Input, class Table, join_kind Before, bool TableLeft,
          class Condition, class Conjuncts>
constexpr auto look_up_where(lookup_plan<Input, Table, Before, TableLeft, Condition> const& plan,
                             Conjuncts const& conjuncts) {
    if constexpr (TableLeft) {
        return join_where<Kind, OfOtherKind>(plan.table, plan.input, conjuncts, plan.condition);
    } else {
        return join_where<Kind, OfOtherKind>(plan.input, plan.table, conjuncts, plan.condition);
    }
}

template <class Input, class Table, join_kind Kind, bool TableLeft, class Condition, class E>
    requires(Input::is_streaming)
constexpr auto filter_join(lookup_plan<Input, Table, Kind, TableLeft, Condition> const& plan,
                           E const& filter) {
    using join_plan = lookup_plan<Input, Table, Kind, TableLeft, Condition>;
    using sides = typename join_plan::sides;
    using S = typename join_plan::schema;
    auto const conjuncts = split_conjuncts(filter);
    constexpr join_kind kind =
        kind_under_filter<join_plan>(type_identity<std::remove_const_t<decltype(conjuncts)>>{});
    if constexpr (Kind == join_kind::inner) {
        return look_up_where<Kind, false>(plan, conjuncts);
    } else if constexpr (kind != Kind) {
        auto const one_sided_conditions = join_tuples(plan.condition.left, plan.condition.right);
        return filter_join(look_up_where<kind, true>(plan, one_sided_conditions), filter);
    } else {
        constexpr auto own = TableLeft ? sides::right_columns : sides::left_columns;
        auto const input =
            keep_where<S, TableLeft ? sides::left : 0, 0>(plan.input, pick_where<true, S, own>(conjuncts));
        return filter_rest(
            lookup_plan<std::remove_const_t<decltype(input)>, Table, Kind, TableLeft, Condition>(
                input, plan.table, plan.condition),
            pick_where<false, S, own>(conjuncts));
    }
}

// The columns that a join is written with stand in a select above it.
template <class Input, class Generator, class... Outputs, class E>
    requires(reads_no_generated<E>(type_identity<select_plan<Input, Generator, Outputs...>>{})
             && requires(Input const& input, condition_below_select<E, Input, Generator, Outputs...> const&
                                                 below) { filter_join(input, below); })
constexpr auto filter_join(select_plan<Input, Generator, Outputs...> const& plan, E const& filter) {
    if constexpr (is_conjunction<E>) {
        return where(filter.right)(where(filter.left)(plan));
    } else {
        return replace_input(plan, filter_join(plan.input, condition_below(filter, plan)));
    }
}

} // namespace weir::detail
