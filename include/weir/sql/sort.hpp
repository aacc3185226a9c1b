// SPDX-License-Identifier: BSL-1.0
// The order by of a SQL query: over what a select gives, or over what it is given.
#pragma once

#include <weir/plan/order_by.hpp>
#include <weir/sql/items.hpp>

#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

namespace weir::detail {

template <class Q, std::size_t I, std::size_t Columns>
struct sql_ordinal_out_of_range {
    static constexpr verdict get() {
        verdict v = fault("sql: no item ", sql_source<Q, I>);
        write_sql_place<Q, I>(v.message);
        v.message << "; the select has " << Columns << (Columns == 1 ? " item" : " items");
        return v;
    }
};

/// The key of a sort over the output: an ordinal, or an expression of its columns.
template <class Q, std::size_t I, class S>
constexpr auto bind_sql_output_key() {
    constexpr std::size_t e = sql_child<Q, I, 0>;
    if constexpr (sql_node_at<Q, e>.kind == sql_kind::number) {
        constexpr std::int64_t ordinal = sql_whole<Q, e>;
        if constexpr (ordinal < 1 || ordinal > static_cast<std::int64_t>(schema_of<S>::size)) {
            return sql_fault<sql_ordinal_out_of_range<Q, e, schema_of<S>::size>>{};
        } else {
            return sql_column<S, static_cast<std::size_t>(ordinal) - 1>();
        }
    } else {
        return bind_sql<Q, e, sql_schema_scope<S>>();
    }
}

template <class Q, std::size_t I, class S>
constexpr bool sorts_output() {
    using key = decltype(bind_sql_output_key<Q, I, S>());
    if constexpr (has_aggregate<key>()) {
        return false;
    } else {
        return !key::template check<S>().failed()
               || sql_node_at<Q, sql_child<Q, I, 0>>.kind == sql_kind::number;
    }
}

template <class Q, std::size_t Order, class S>
constexpr bool all_sort_output() {
    if constexpr (sql_node_at<Q, Order>.op == sql_op::all) return true;
    return []<std::size_t... K>(std::index_sequence<K...>) {
        return (sorts_output<Q, sql_child<Q, Order, K>, S>() && ...);
    }(std::make_index_sequence<sql_children<Q, Order>>{});
}

template <class Q, std::size_t Order, class S>
constexpr verdict check_sql_output_keys() {
    return []<std::size_t... K>(std::index_sequence<K...>) {
        constexpr auto one = []<std::size_t I>(std::integral_constant<std::size_t, I>) -> verdict {
            using key = decltype(bind_sql_output_key<Q, I, S>());
            verdict v = key::template check<S>();
            if (!v.failed())
                v = check_sort_key<sort_key<key, sort_direction::ascending, null_order::first>, S>();
            if (!v.failed() || v.view().starts_with("sql: ")) return v;
            verdict placed = fault("sql: ", v.view());
            write_sql_place<Q, sql_child<Q, I, 0>>(placed.message);
            return placed;
        };
        return first_fault(one(std::integral_constant<std::size_t, sql_child<Q, Order, K>>{})...);
    }(std::make_index_sequence<sql_children<Q, Order>>{});
}

/// Sorts the output of a query; `none` keys leave it as it is.
template <class Q, std::size_t Order, class Plan>
constexpr auto sort_sql_output(Plan const& plan) {
    if constexpr (sql_children<Q, Order> == 0 || is_sql_no_plan<Plan>) {
        return plan;
    } else {
        using S = typename Plan::schema;
        if constexpr (sql_node_at<Q, Order>.op == sql_op::all) { // order by all
            return [&]<std::size_t... K>(std::index_sequence<K...>) {
                return order_by(sql_sort_key<Q, sql_child<Q, Order, 0>>(sql_column<S, K>())...)(plan);
            }(std::make_index_sequence<schema_of<S>::size>{});
        } else if constexpr (constexpr auto check = [] { return check_sql_output_keys<Q, Order, S>(); };
                             check().failed()) {
            return sql_no_plan<check>{};
        } else {
            return [&]<std::size_t... K>(std::index_sequence<K...>) {
                return order_by(sql_sort_key<Q, sql_child<Q, Order, K>>(
                    bind_sql_output_key<Q, sql_child<Q, Order, K>, S>())...)(plan);
            }(std::make_index_sequence<sql_children<Q, Order>>{});
        }
    }
}

/// The key of a sort below the select: an alias or ordinal stands for its item.
template <class Q, std::size_t I, std::size_t Items>
inline constexpr std::size_t sql_inner_key = [] {
    constexpr std::size_t e = sql_child<Q, I, 0>;
    if constexpr (sql_node_at<Q, e>.kind == sql_kind::number) {
        constexpr std::int64_t ordinal = sql_whole<Q, e>;
        if constexpr (ordinal >= 1 && ordinal <= static_cast<std::int64_t>(sql_children<Q, Items>)) {
            return sql_item_expression<Q, sql_child<Q, Items, static_cast<std::size_t>(ordinal - 1)>>;
        } else {
            return e;
        }
    } else if constexpr (sql_node_at<Q, e>.kind == sql_kind::column) {
        constexpr std::size_t item = find_sql_alias<Q, Items>(sql_name<Q, e>.view());
        return item != 0 ? sql_item_expression<Q, item> : e;
    } else {
        return e;
    }
}();

template <class Q, std::size_t Order, std::size_t Items, class Scope>
constexpr verdict check_sql_inner_keys() {
    return []<std::size_t... K>(std::index_sequence<K...>) {
        return first_fault(check_sql<Q, sql_inner_key<Q, sql_child<Q, Order, K>, Items>, Scope>()...);
    }(std::make_index_sequence<sql_children<Q, Order>>{});
}

template <class Q, std::size_t Order, std::size_t Items, class Scope, class Plan>
constexpr auto sort_sql_input(Plan const& plan) {
    return [&]<std::size_t... K>(std::index_sequence<K...>) {
        return order_by(sql_sort_key<Q, sql_child<Q, Order, K>>(
            bind_sql<Q, sql_inner_key<Q, sql_child<Q, Order, K>, Items>, Scope>())...)(plan);
    }(std::make_index_sequence<sql_children<Q, Order>>{});
}

} // namespace weir::detail
