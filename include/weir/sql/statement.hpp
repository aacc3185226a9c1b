// SPDX-License-Identifier: BSL-1.0
// From the tree of a SQL query to the plan that the C++ spelling gives: set operations, limit, with.
#pragma once

#include <weir/plan/limit.hpp>
#include <weir/plan/offset.hpp>
#include <weir/sql/aggregation.hpp>
#include <weir/sql/apply.hpp>
#include <weir/sql/lateral.hpp>
#include <weir/sql/set_operation.hpp>
#include <weir/sql/subquery.hpp>
#include <weir/sql/unpivot.hpp>
#include <weir/sql/values.hpp>

#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

namespace weir::detail {

// Select.

template <class Q, std::size_t I, class Scope>
constexpr bool is_sql_aggregation() {
    constexpr std::size_t items = sql_child<Q, I, 0>;
    return sql_node_at<Q, sql_child<Q, I, 3>>.kind != sql_kind::none
           || sql_node_at<Q, sql_child<Q, I, 4>>.kind != sql_kind::none ||
           []<std::size_t... K>(std::index_sequence<K...>) {
               return (sql_has_aggregate<Q, sql_item_expression<Q, sql_child<Q, items, K>>, Scope>() || ...);
           }(std::make_index_sequence<sql_children<Q, items>>{});
}

template <class Q, std::size_t I, std::size_t Order, bool Filtered, class From, class Tables>
constexpr auto bind_sql_select_over(From const& from, Tables const& tables) {
    if constexpr (is_sql_no_plan<From>) {
        return from;
    } else if constexpr (is_sql_aggregation<Q, I, typename From::scope>()) {
        return bind_sql_aggregation<Q, I, Order, Filtered>(
            from, tables, find_sql_keys<Q, sql_child<Q, I, 3>, sql_child<Q, I, 0>, typename From::scope>());
    } else {
        return bind_sql_plain_select<Q, I, Order, Filtered>(from);
    }
}

template <class Q, std::size_t I, std::size_t Order, class From, class Tables>
constexpr auto bind_sql_select_from(From const& from, Tables const& tables) {
    if constexpr (is_sql_no_plan<From>) {
        return from;
    } else {
        constexpr std::size_t where = sql_child<Q, I, 2>;
        constexpr bool grouped = is_sql_aggregation<Q, I, typename From::scope>();
        auto const valued = apply_sql_values<Q, sql_values_below<Q, I, Order, grouped>, 0>(from, tables);
        if constexpr (sql_where<Q, where>.subquery) {
            return bind_sql_select_over<Q, I, Order, true>(
                filter_sql_by_subqueries<Q, where, 0>(valued, tables), tables);
        } else {
            return bind_sql_select_over<Q, I, Order, false>(valued, tables);
        }
    }
}

template <class Q, std::size_t I, std::size_t Order, class Tables>
constexpr auto bind_sql_select(Tables const& tables) {
    return bind_sql_select_from<Q, I, Order>(bind_sql_from<Q, sql_child<Q, I, 1>>(tables), tables);
}

// What a query is over.

template <class Q, std::size_t I, std::size_t Order, class Tables>
constexpr auto bind_sql_body(Tables const& tables) {
    constexpr sql_kind kind = sql_node_at<Q, I>.kind;
    if constexpr (kind == sql_kind::select) {
        return bind_sql_select<Q, I, Order>(tables);
    } else if constexpr (kind == sql_kind::set) {
        return sort_sql_output<Q, Order>(bind_sql_set<Q, I>(tables));
    } else if constexpr (kind == sql_kind::values) {
        return sort_sql_output<Q, Order>(bind_sql_values<Q, I>());
    } else {
        return sort_sql_output<Q, Order>(bind_sql_query<Q, I>(tables));
    }
}

// Limit, with, and the whole.

template <class Q, std::size_t I>
constexpr verdict check_sql_limit(std::string_view clause) {
    constexpr sql_node n = sql_node_at<Q, I>;
    if constexpr (n.kind == sql_kind::none) {
        return {};
    } else {
        constexpr sql_folded rows = fold_sql<Q>(I);
        if (rows.known && rows.value >= 0) return {};
        verdict v = fault("sql: ", clause, " is no number of rows");
        write_sql_place<Q, I>(v.message, "write a whole number from 0 on");
        return v;
    }
}

template <class Q, std::size_t Limit, std::size_t Offset, class Plan>
constexpr auto limit_sql(Plan const& plan) {
    if constexpr (is_sql_no_plan<Plan>) {
        return plan;
    } else {
        constexpr auto check = [] {
            verdict const v =
                first_fault(check_sql_limit<Q, Limit>("limit"), check_sql_limit<Q, Offset>("offset"));
            if (v.failed() || !Plan::is_streaming || sql_node_at<Q, Offset>.kind == sql_kind::none) return v;
            return place_sql_verdict<Q, Offset>(check_offset<0>(true));
        };
        if constexpr (check().failed()) {
            return sql_no_plan<check>{};
        } else if constexpr (sql_node_at<Q, Offset>.kind == sql_kind::none) {
            if constexpr (sql_node_at<Q, Limit>.kind == sql_kind::none) {
                return plan;
            } else {
                return limit<fold_sql<Q>(Limit).value>()(plan);
            }
        } else if constexpr (sql_node_at<Q, Limit>.kind == sql_kind::none) {
            return offset<fold_sql<Q>(Offset).value>()(plan);
        } else {
            return limit<fold_sql<Q>(Limit).value>()(offset<fold_sql<Q>(Offset).value>()(plan));
        }
    }
}

template <class Q, std::size_t I, std::size_t K, class Next, class... Views>
constexpr auto with_sql_tables(value_tuple<Views...> const& tables, Next const& next) {
    constexpr std::size_t list = sql_child<Q, I, 0>;
    if constexpr (K == sql_children<Q, list>) {
        return next(tables);
    } else {
        constexpr std::size_t cte = sql_child<Q, list, K>;
        auto const plan = bind_sql_query<Q, sql_child<Q, cte, 1>>(tables);
        using type = std::remove_const_t<decltype(plan)>;
        if constexpr (is_sql_no_plan<type>) {
            return plan;
        } else {
            auto const renamed = rename_sql_columns<Q, sql_child<Q, cte, 0>>(plan);
            using renamed_type = std::remove_const_t<decltype(renamed)>;
            if constexpr (is_sql_no_plan<renamed_type>) {
                return renamed;
            } else {
                using view = sql_view<sql_name<Q, cte>, renamed_type>;
                return with_sql_tables<Q, I, K + 1>(join_tuples(value_tuple<view>(view{renamed}), tables),
                                                    next);
            }
        }
    }
}

template <class Q, std::size_t I>
constexpr verdict check_sql_names() {
    constexpr std::size_t list = sql_child<Q, I, 0>;
    verdict v;
    for (std::size_t n = Q::tree.nodes[list].first; n != 0; n = Q::tree.nodes[n].next) {
        for (std::size_t m = Q::tree.nodes[list].first; m != n; m = Q::tree.nodes[m].next) {
            auto const name = [](std::size_t i) {
                return Q::text.substr(Q::tree.nodes[i].begin, Q::tree.nodes[i].size);
            };
            if (v.failed() || !equal_ignoring_case(name(n), name(m))) continue;
            v = fault("sql: two tables called \"", name(n), '"');
            write_sql_place(v.message, Q::text, Q::tree.nodes[n].begin);
            v.message << "; give one another name";
        }
    }
    return v;
}

template <class Q, std::size_t I, class Tables>
constexpr auto bind_sql_query(Tables const& tables) {
    if constexpr (sql_node_at<Q, I>.kind == sql_kind::values) {
        return bind_sql_values<Q, I>();
    } else {
        constexpr auto check = [] { return check_sql_names<Q, I>(); };
        if constexpr (check().failed()) {
            return sql_no_plan<check>{};
        } else {
            return with_sql_tables<Q, I, 0>(tables, [](auto const& all) {
                return limit_sql<Q, sql_child<Q, I, 3>, sql_child<Q, I, 4>>(
                    bind_sql_body<Q, sql_child<Q, I, 1>, sql_child<Q, I, 2>>(all));
            });
        }
    }
}

/// A statement over views: its verdict and its plan; nothing is raised.
template <fixed_string Text, class... Views>
struct sql_statement {
    using source = sql_statement_text<Text>;

    static constexpr auto make([[maybe_unused]] value_tuple<Views...> const& views) {
        if constexpr (source::tree.error.failed()) {
            return sql_no_plan<sql_says<unreadable_sql<source>>>{};
        } else {
            return bind_sql_query<source, source::tree.root>(views);
        }
    }
    /// The plan: the type that the C++ spelling has.
    using type = decltype(make(std::declval<value_tuple<Views...> const&>()));

    static constexpr verdict check() {
        if constexpr (is_sql_no_plan<type>) {
            return type::check();
        } else {
            return {};
        }
    }
};

} // namespace weir::detail
