// SPDX-License-Identifier: BSL-1.0
// From `f(…) within group (order by …)` to the aggregate over sorted rows.
#pragma once

#include <weir/expr/ordered_aggregates.hpp>
#include <weir/sql/operators.hpp>
#include <weir/sql/over.hpp>

#include <cstddef>
#include <string_view>
#include <utility>

namespace weir::detail {

template <class Q, std::size_t I>
struct unordered_sql_aggregate {
    static constexpr verdict get() {
        verdict v = fault("sql: no order within the group of \"", sql_source<Q, I>, '"');
        write_sql_place<Q, I>(v.message,
                              "within group follows listagg, percentile_cont, percentile_disc or mode");
        return v;
    }
};

template <class Q, std::size_t I, class Scope, std::size_t... A>
constexpr auto bind_sql_within_group(std::index_sequence<A...>) {
    constexpr std::size_t order = sql_child<Q, I, sizeof...(A)>;
    constexpr std::string_view name = sql_lower_name<Q, I>.view();
    constexpr bool descending = sql_node_at<Q, sql_child<Q, order, 0>>.op == sql_op::descending;
    if constexpr (name == "percentile_cont" || name == "percentile_disc") {
        auto const call = call_sql<Q, I, sql_lower_name<Q, I>>(
            bind_sql<Q, sql_child<Q, I, A>, Scope>()...,
            sql_text_as<double, typename Scope::schema>(
                bind_sql<Q, sql_child<Q, sql_child<Q, order, 0>, 0>, Scope>()));
        if constexpr (is_sql_fault<std::remove_const_t<decltype(call)>> || !descending) {
            return call;
        } else {
            return descend_percentile(call);
        }
    } else if constexpr (name == "mode" && sizeof...(A) == 0) {
        return make_aggregate<ordered_mode<descending>>(
            bind_sql<Q, sql_child<Q, sql_child<Q, order, 0>, 0>, Scope>());
    } else if constexpr (name == "listagg" || name == "string_agg") {
        auto const call = call_sql<Q, I, "listagg">(bind_sql<Q, sql_child<Q, I, A>, Scope>()...);
        if constexpr (is_sql_fault<std::remove_const_t<decltype(call)>>) {
            return call;
        } else {
            auto const seen = [&] {
                if constexpr ((sql_node_at<Q, I>.flags & sql_distinct) != 0) {
                    return call.distinct();
                } else {
                    return call;
                }
            }();
            return [&]<std::size_t... K>(std::index_sequence<K...>) {
                return sort_aggregate(seen,
                                      sql_sort_key<Q, sql_child<Q, order, K>>(
                                          bind_sql<Q, sql_child<Q, sql_child<Q, order, K>, 0>, Scope>())...);
            }(std::make_index_sequence<sql_children<Q, order>>{});
        }
    } else {
        return sql_fault<unordered_sql_aggregate<Q, I>>{};
    }
}

} // namespace weir::detail
