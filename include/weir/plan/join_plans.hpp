// SPDX-License-Identifier: BSL-1.0
// The plans of joins, and the way from two plans and the conjuncts of a condition to one.
#pragma once

#include <weir/plan/alias.hpp>
#include <weir/plan/inferred_filters.hpp>
#include <weir/plan/join_checks.hpp>
#include <weir/plan/join_condition.hpp>
#include <weir/plan/join_kind.hpp>
#include <weir/plan/where.hpp>

#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

namespace weir::detail {

template <join_kind Kind, class L, class R>
struct join_output {
    using type = joined_schema<L, R, keeps_right(Kind), keeps_left(Kind)>;
};
template <join_kind Kind, class L, class R>
    requires(gives_left_only(Kind))
struct join_output<Kind, L, R> {
    using type = L;
};

/// A join in which one side is a table, that is read once: the rows of `Input` look for partners in it.
/// `TableLeft` tells on which side the table was written.
template <class Input, class Table, join_kind Kind, bool TableLeft, class Condition>
struct lookup_plan : relation_interface<lookup_plan<Input, Table, Kind, TableLeft, Condition>> {
    using input_type = Input;
    using table_type = Table;
    using condition_type = Condition;
    using left_schema = typename std::conditional_t<TableLeft, Table, Input>::schema;
    using right_schema = typename std::conditional_t<TableLeft, Input, Table>::schema;
    using sides = join_sides<left_schema, right_schema>;
    using schema = typename join_output<Kind, left_schema, right_schema>::type;
    static constexpr join_kind kind = Kind;
    static constexpr bool table_left = TableLeft;
    static constexpr bool is_streaming = Input::is_streaming;
    static constexpr bool rejected = false;
    static constexpr column_set event_times =
        shift_columns(event_times_of<Input>(), TableLeft ? sides::left : 0);
    static constexpr std::size_t event_time = first_column(event_times);

    Input input;
    Table table;
    [[no_unique_address]] Condition condition;

    constexpr lookup_plan(Input i, Table t, Condition c)
        : input(std::move(i)), table(std::move(t)), condition(std::move(c)) {}
};

/// A join of two streams: both sides are kept until the watermark tells that no partner can come.
template <class Left, class Right, join_kind Kind, class Condition>
struct stream_join_plan : relation_interface<stream_join_plan<Left, Right, Kind, Condition>> {
    using left_type = Left;
    using right_type = Right;
    using condition_type = Condition;
    using sides = join_sides<typename Left::schema, typename Right::schema>;
    using schema = typename join_output<Kind, typename Left::schema, typename Right::schema>::type;
    static constexpr join_kind kind = Kind;
    static constexpr bool is_streaming = true;
    static constexpr bool rejected = false;
    static constexpr column_set event_times =
        gives_left_only(Kind) ? event_times_of<Left>()
                              : event_times_of<Left>() | shift_columns(event_times_of<Right>(), sides::left);
    static constexpr std::size_t event_time = first_column(event_times);

    Left left;
    Right right;
    [[no_unique_address]] Condition condition;

    constexpr stream_join_plan(Left l, Right r, Condition c)
        : left(std::move(l)), right(std::move(r)), condition(std::move(c)) {}
};

// From two plans and the conjuncts of a condition to a plan.

/// As in Spark, a condition on one side, and that the columns without which the condition cannot hold are not
/// null, goes below the join where the rows of that side are not kept for their own sake.
template <join_kind Kind>
inline constexpr bool filters_left = !keeps_left(Kind) && Kind != join_kind::left_anti;
template <join_kind Kind>
inline constexpr bool filters_right = !keeps_right(Kind);

template <class Plan, std::size_t Column>
constexpr auto keep_present(Plan const& plan) {
    using S = typename Plan::schema;
    constexpr std::string_view name = schema_of<S>::names[Column];
    using present_column = slot<Column, col_node<fixed_string<name.size()>(name)>, column_type<S, Column>>;
    return where(null_test<present_column, true>{{}, {}})(plan);
}

template <column_set Columns, std::size_t I, class Plan>
constexpr auto keep_all_present(Plan const& plan) {
    if constexpr (I == schema_of<typename Plan::schema>::size) {
        return plan;
    } else if constexpr (!Columns.has(I) || !is_nullable<column_type<typename Plan::schema, I>>) {
        return keep_all_present<Columns, I + 1>(plan);
    } else {
        return keep_all_present<Columns, I + 1>(keep_present<Plan, I>(plan));
    }
}

template <class C, std::size_t From, std::size_t I, class Plan, class... Es>
constexpr auto keep_where(Plan const& plan, value_tuple<Es...> const& conditions) {
    if constexpr (I == sizeof...(Es)) {
        return plan;
    } else {
        using E = type_at<I, Es...>;
        using own = one_sided<E, C, From, schema_of<typename Plan::schema>::size>;
        return keep_where<C, From, I + 1>(where(own{{}, element<I>(conditions)})(plan), conditions);
    }
}

template <class C, std::size_t From, std::size_t I, class Plan, class... Es, class... Fs>
constexpr auto keep_where(Plan const& plan, value_tuple<Es...> const& conditions,
                          value_tuple<Fs...> const& more) {
    return keep_where<C, From, I>(keep_where<C, From, I>(plan, conditions), more);
}

template <bool None, class Tuple>
constexpr auto none_if(Tuple const& conditions) {
    if constexpr (None) {
        return value_tuple<>{};
    } else {
        return conditions;
    }
}
/// The conditions that read no other columns than `Columns`, or the others.
template <bool Within, class S, column_set Columns, class... Es>
constexpr auto pick_where(value_tuple<Es...> const& all) {
    return unpack(
        [](auto const&... e) {
            [[maybe_unused]] constexpr auto one = []<class E>(E const& condition) {
                constexpr column_set read = E::template reads<S>();
                if constexpr (((read & Columns) == read) == Within) {
                    return value_tuple<E>(condition);
                } else {
                    return value_tuple<>{};
                }
            };
            return join_tuples(one(e)...);
        },
        all);
}

template <class Left, class Right, join_kind Kind, class Condition>
constexpr auto make_join(Left const& left, Right const& right, Condition const& condition) {
    if constexpr (Left::is_streaming && Right::is_streaming) {
        return stream_join_plan<Left, Right, Kind, Condition>(left, right, condition);
    } else if constexpr (Right::is_streaming || (!Left::is_streaming && Kind == join_kind::right_outer)) {
        return lookup_plan<Right, Left, Kind, true, Condition>(right, left, condition);
    } else {
        return lookup_plan<Left, Right, Kind, false, Condition>(left, right, condition);
    }
}

/// A condition of which nothing is known yet.
using no_condition = join_condition<value_tuple<>, value_tuple<>, value_tuple<>, value_tuple<>>;

/// Joins where the conjuncts hold, and what a condition taken apart before asks of both sides.
template <join_kind Kind, bool OfOtherKind = false, class Left, class Right, class... Es,
          class Known = no_condition>
constexpr auto join_where(Left const& left, Right const& right, value_tuple<Es...> const& conjuncts,
                          Known const& known = {}) {
    using sides = join_sides<typename Left::schema, typename Right::schema>;
    using C = typename sides::C;
    auto const whole = take_apart<sides>(conjuncts);
    constexpr column_set present = [] {
        column_set const own = rejected_nulls<C, std::remove_const_t<decltype(whole)>>();
        return OfOtherKind ? own | rejected_nulls<C, Known>() : own; // else it stands below the join already
    }();
    auto const keys = join_tuples(known.keys, whole.keys);
    // What stands below the join has been carried over before, unless sides are filtered that were not.
    constexpr bool anew = OfOtherKind || std::is_same_v<Known, no_condition>;
    constexpr bool streams = Left::is_streaming || Right::is_streaming;
    auto const filtered_left = [&] {
        if constexpr (filters_left<Kind>) {
            auto const own = keep_where<C, 0, 0>(keep_all_present<present, 0>(left), whole.left);
            return keep_where<C, 0, 0>(
                own, carry_over<C, 0, false>(keys, none_if<!streams>(known_of_all<C>(whole.right))),
                carry_over<C, sides::left, false>(keys, none_if<!(streams && anew)>(known_of_plan(right))));
        } else {
            return left;
        }
    }();
    auto const filtered_right = [&] {
        if constexpr (filters_right<Kind>) {
            constexpr column_set columns = columns_from(present, sides::left, sides::right);
            auto const own = keep_where<C, sides::left, 0>(keep_all_present<columns, 0>(right), whole.right);
            return keep_where<C, sides::left, 0>(
                own, carry_over<C, 0, true>(keys, none_if<!streams>(known_of_all<C>(whole.left))),
                carry_over<C, 0, true>(keys, none_if<!(streams && anew)>(known_of_plan(left))));
        } else {
            return right;
        }
    }();
    auto const both = join_tuples(known.both, whole.both);
    auto const rest_left = none_if<filters_left<Kind>>(whole.left);
    auto const rest_right = none_if<filters_right<Kind>>(whole.right);
    using condition =
        join_condition<std::remove_const_t<decltype(keys)>, std::remove_const_t<decltype(rest_left)>,
                       std::remove_const_t<decltype(rest_right)>, std::remove_const_t<decltype(both)>>;
    return make_join<std::remove_const_t<decltype(filtered_left)>,
                     std::remove_const_t<decltype(filtered_right)>, Kind>(
        filtered_left, filtered_right, condition{keys, rest_left, rest_right, both});
}

} // namespace weir::detail
