// SPDX-License-Identifier: BSL-1.0
// A SQL select without groups.
#pragma once

#include <weir/plan/drop_duplicates.hpp>
#include <weir/plan/group_by.hpp>
#include <weir/plan/select.hpp>
#include <weir/sql/row_windows.hpp>
#include <weir/sql/sort.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <type_traits>
#include <utility>

namespace weir::detail {

template <class Plan>
constexpr auto distinct_sql(Plan const& plan) {
    using S = typename Plan::schema;
    if constexpr (!Plan::is_streaming || check_duplicates<S>().failed()) {
        return distinct()(plan);
    } else { // as in Spark, an aggregation without aggregates
        return [&]<std::size_t... K>(std::index_sequence<K...>) {
            return agg_operator<>(value_tuple<>{})(group_by(sql_column<S, K>()...)(plan));
        }(std::make_index_sequence<schema_of<S>::size>{});
    }
}

template <class S>
constexpr bool has_map_column() {
    return []<std::size_t... K>(std::index_sequence<K...>) {
        return (is_map<value_type_of<column_type<S, K>>> || ...);
    }(std::make_index_sequence<schema_of<S>::size>{});
}

template <class Q, std::size_t Items, class S>
constexpr verdict check_sql_distinct() {
    if constexpr (has_map_column<S>()) {
        verdict v = fault("sql: map in a select distinct");
        write_sql_place<Q, Items>(v.message, "maps cannot be compared, take map_entries(...)");
        return v;
    } else {
        return {};
    }
}

template <class... Items>
inline constexpr bool is_plain_star = false;
template <>
inline constexpr bool is_plain_star<col_node<"*">> = true;

/// The rows with those of a generator, whose columns come last, under a name that none leads to.
template <class Plan, class Generator>
constexpr auto generate_sql(Plan const& plan, Generator const& generator) {
    auto const rows = select(col_node<"*">{}, generator)(plan);
    using S = typename std::remove_const_t<decltype(rows)>::schema;
    constexpr std::size_t width = schema_of<typename Plan::schema>::size;
    return [&]<std::size_t... K, std::size_t... G>(std::index_sequence<K...>, std::index_sequence<G...>) {
        return select(sql_slot<S, K>().template as<sql_slot_name<S, K>()>()...,
                      sql_slot<S, width + G>().template as<"?">()...)(rows);
    }(std::make_index_sequence<width>{}, std::make_index_sequence<schema_of<S>::size - width>{});
}
/// The items with columns in the place of the generator at `At`, those from `From` on; stars as columns too.
template <class S, class Named, std::size_t From, std::size_t At, class... Items>
constexpr auto place_sql_generator(value_tuple<Items...> const& items) {
    constexpr auto columns = []<std::size_t First, std::size_t... K>(
                                 std::integral_constant<std::size_t, First>, std::index_sequence<K...>) {
        return make_value_tuple(sql_slot<S, First + K>().template as<sql_slot_name<Named, First + K>()>()...);
    };
    return [&]<std::size_t... I>(std::index_sequence<I...>) {
        auto const one = [&]<std::size_t J>(std::integral_constant<std::size_t, J>) {
            if constexpr (J == At) {
                return columns(std::integral_constant<std::size_t, From>{},
                               std::make_index_sequence<schema_of<S>::size - From>{});
            } else if constexpr (is_plain_star<type_at<J, Items...>>) {
                return columns(std::integral_constant<std::size_t, 0>{}, std::make_index_sequence<From>{});
            } else {
                return make_value_tuple(element<J>(items));
            }
        };
        return join_tuples(one(std::integral_constant<std::size_t, I>{})...);
    }(std::index_sequence_for<Items...>{});
}

template <class Plan, class... Items>
constexpr auto select_sql(Plan const& plan, value_tuple<Items...> const& items) {
    if constexpr (is_plain_star<Items...>) {
        return plan;
    } else if constexpr (constexpr std::size_t generators = (std::size_t{makes_rows<Items>} + ... + 0);
                         generators > 1) {
        // As in Spark, each generator is applied to the rows of those before it.
        constexpr std::array<bool, sizeof...(Items)> makes{makes_rows<Items>...};
        constexpr std::size_t at =
            static_cast<std::size_t>(std::find(makes.begin(), makes.end(), true) - makes.begin());
        constexpr std::size_t width = schema_of<typename Plan::schema>::size;
        auto const rows = generate_sql(plan, element<at>(items));
        using S = typename std::remove_const_t<decltype(rows)>::schema;
        using named =
            typename std::remove_const_t<decltype(select(col_node<"*">{}, element<at>(items))(plan))>::schema;
        return select_sql(rows, place_sql_generator<S, named, width, at>(items));
    } else {
        return unpack([&](auto const&... item) { return select(item...)(plan); }, items);
    }
}

/// The condition of a select; node 0, which is none, where the rows are filtered already.
template <class Q, std::size_t I, bool Filtered>
inline constexpr std::size_t sql_condition_node = Filtered ? 0 : sql_child<Q, I, 2>;

/// The items of a select over rows that are filtered and grouped, distinct and sorted as it says. `Scope` is
/// what names lead to, `Names` that by which columns are named.
template <class Q, std::size_t I, std::size_t Order, class Scope, class Names, class Plan>
constexpr auto choose_sql_columns(Plan const& plan) {
    constexpr std::size_t items = sql_child<Q, I, 0>;
    using named = sql_items_scope<Q, items, Scope>;
    auto const nodes =
        bind_sql_items<Q, items, named, std::conditional_t<std::is_same_v<Scope, Names>, named, Names>>();
    auto const chosen = select_sql(plan, nodes);
    using S = typename std::remove_const_t<decltype(chosen)>::schema;
    if constexpr ((sql_node_at<Q, I>.flags & sql_distinct) != 0) {
        if constexpr (constexpr auto check = [] { return check_sql_distinct<Q, items, S>(); };
                      check().failed()) {
            return sql_no_plan<check>{};
        } else {
            return sort_sql_output<Q, Order>(distinct_sql(chosen));
        }
    } else if constexpr (sql_children<Q, Order> == 0) {
        return chosen;
    } else if constexpr (all_sort_output<Q, Order, S>()) {
        return sort_sql_output<Q, Order>(chosen);
    } else {
        constexpr auto keys = [] { return check_sql_inner_keys<Q, Order, items, Scope>(); };
        if constexpr (keys().failed()) {
            return sql_no_plan<keys>{};
        } else {
            return select_sql(sort_sql_input<Q, Order, items, Scope>(plan), nodes);
        }
    }
}

template <class Q, std::size_t Qualify>
struct qualify_without_window {
    static constexpr verdict get() {
        verdict v = fault("sql: qualify without a window function");
        write_sql_place<Q, Qualify>(v.message, "write the condition behind where or having");
        return v;
    }
};

/// The rows with their windows for which the condition of qualify is true; it may name items by their
/// aliases.
template <class Q, std::size_t I, class Scope, class Plan>
constexpr auto qualify_sql(Plan const& plan) {
    constexpr std::size_t condition = sql_child<Q, I, 6>;
    using names = sql_items_scope<Q, sql_child<Q, I, 0>, Scope>;
    constexpr auto check = [] { return check_sql_predicate<Q, condition, names>(); };
    if constexpr (check().failed()) {
        return sql_no_plan<check>{};
    } else {
        return filter_sql<Q, condition, names>(plan);
    }
}

/// The same after the functions over windows of rows, if there are any.
template <class Q, std::size_t I, std::size_t Order, class Scope, class Names, class Plan>
constexpr auto choose_sql(Plan const& plan) {
    constexpr std::size_t condition = sql_child<Q, I, 6>;
    constexpr auto check = [] {
        return check_sql_items<Q, sql_child<Q, I, 0>, sql_items_scope<Q, sql_child<Q, I, 0>, Scope>>();
    };
    if constexpr (check().failed()) {
        return sql_no_plan<check>{};
    } else if constexpr (sql_over_calls<Q, I, Order>.size == 0) {
        if constexpr (sql_node_at<Q, condition>.kind != sql_kind::none) {
            return sql_no_plan<sql_says<qualify_without_window<Q, condition>>>{};
        } else {
            return choose_sql_columns<Q, I, Order, Scope, Names>(plan);
        }
    } else {
        auto const windows = add_sql_windows<Q, I, Order, Scope>(plan);
        using type = std::remove_const_t<decltype(windows)>;
        if constexpr (is_sql_no_plan<type>) {
            return windows;
        } else {
            auto const kept = qualify_sql<Q, I, typename type::scope>(windows.plan);
            if constexpr (is_sql_no_plan<std::remove_const_t<decltype(kept)>>) {
                return kept;
            } else {
                return choose_sql_columns<Q, I, Order, typename type::scope, Names>(kept);
            }
        }
    }
}

template <class Q, std::size_t I, std::size_t Order, bool Filtered, class From>
constexpr auto bind_sql_plain_select(From const& from) {
    using scope = typename From::scope;
    constexpr auto check = [] { return check_sql_condition<Q, sql_condition_node<Q, I, Filtered>, scope>(); };
    if constexpr (check().failed()) {
        return sql_no_plan<check>{};
    } else {
        return choose_sql<Q, I, Order, scope, scope>(
            filter_sql<Q, sql_condition_node<Q, I, Filtered>, scope>(from.plan));
    }
}

} // namespace weir::detail
