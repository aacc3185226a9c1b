// SPDX-License-Identifier: BSL-1.0
// What a subquery consists of: whether its names may be those of the outer query, and the parts of its where.
#pragma once

#include <weir/sql/join.hpp>

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

namespace weir::detail {

/// Whether the select of a subquery is only a filter of its from, perhaps the first rows of it in an order,
/// so that its names may be those of the outer query.
template <class Q, std::size_t Query>
inline constexpr bool is_sql_limited_filter = [] {
    if constexpr (sql_node_at<Q, Query>.kind != sql_kind::query) {
        return false;
    } else {
        constexpr std::size_t body = sql_child<Q, Query, 1>;
        if constexpr (sql_node_at<Q, body>.kind != sql_kind::select) {
            return false;
        } else {
            constexpr sql_node limit = sql_node_at<Q, sql_child<Q, Query, 3>>;
            bool by_ordinal = false;
            for (std::size_t k = sql_node_at<Q, sql_child<Q, Query, 2>>.first; k != 0;
                 k = Q::tree.nodes[k].next) {
                sql_kind const key = Q::tree.nodes[Q::tree.nodes[k].first].kind;
                by_ordinal = by_ordinal || key == sql_kind::number || key == sql_kind::none;
            }
            return sql_children<Q, sql_child<Q, Query, 0>> == 0
                   && (limit.kind == sql_kind::none || (limit.kind == sql_kind::number && !by_ordinal))
                   && sql_node_at<Q, sql_child<Q, Query, 4>>.kind == sql_kind::none
                   && (sql_node_at<Q, body>.flags & sql_distinct) == 0
                   && sql_node_at<Q, sql_child<Q, body, 3>>.kind == sql_kind::none
                   && sql_node_at<Q, sql_child<Q, body, 4>>.kind == sql_kind::none
                   && sql_node_at<Q, sql_child<Q, body, 1>>.kind != sql_kind::none;
        }
    }
}();
template <class Q, std::size_t Query>
inline constexpr bool is_sql_limited = sql_node_at<Q, Query>.kind == sql_kind::query
                                       && sql_node_at<Q, sql_child<Q, Query, 3>>.kind != sql_kind::none;
template <class Q, std::size_t Query>
inline constexpr bool is_sql_filter = is_sql_limited_filter<Q, Query> && !is_sql_limited<Q, Query>;

/// The conditions of a where that AND joins.
template <class Q>
struct sql_conjuncts : sql_node_list<Q> {
    bool subquery = false;

    constexpr void look(std::size_t node) {
        auto const& n = Q::tree.nodes[node];
        if (n.kind == sql_kind::logical && n.op == sql_op::logical_and) {
            look(n.first);
            look(Q::tree.nodes[n.first].next);
        } else {
            subquery = subquery || is_join(node);
            this->add(node);
        }
    }
    /// Whether a part is exists or in with a subquery, or not one of them: a join.
    static constexpr bool is_join(std::size_t node) {
        auto const& n = Q::tree.nodes[node];
        std::size_t const inside = n.kind == sql_kind::logical_not ? n.first : node;
        return Q::tree.nodes[inside].kind == sql_kind::exists || is_in(inside);
    }
    static constexpr bool is_in(std::size_t node) {
        auto const& n = Q::tree.nodes[node];
        return n.kind == sql_kind::in
               && Q::tree.nodes[Q::tree.nodes[n.first].next].kind == sql_kind::subquery;
    }
};

/// The parts of a where that AND joins: those with subqueries of their own, or the others.
template <class Q, std::size_t Where, bool Subqueries>
inline constexpr auto sql_where_parts = [] {
    sql_conjuncts<Q> all;
    sql_node_list<Q> found;
    if (sql_node_at<Q, Where>.kind != sql_kind::none) all.look(Where);
    for (std::size_t i = 0; i < all.size; ++i) {
        if (has_sql_subquery<Q>(all.at[i]) == Subqueries) found.add(all.at[i]);
    }
    return found;
}();

/// The verdict on a where without its parts with subqueries, and their conjunction.
template <class Q, std::size_t Where, class Scope>
constexpr verdict check_sql_parts() {
    constexpr auto const& parts = sql_where_parts<Q, Where, false>;
    return []<std::size_t... K>(std::index_sequence<K...>) {
        return first_fault(verdict{}, check_sql_condition<Q, parts.at[K], Scope>()...);
    }(std::make_index_sequence<parts.size>{});
}
template <class Q, std::size_t Where, class Scope>
constexpr auto bind_sql_parts() {
    constexpr auto const& parts = sql_where_parts<Q, Where, false>;
    if constexpr (parts.size == 0) {
        return whole_literal<bool, true>{};
    } else {
        return []<std::size_t... K>(std::index_sequence<K...>) {
            return (sql_condition<typename Scope::schema>(bind_sql<Q, parts.at[K], Scope>()) && ...);
        }(std::make_index_sequence<parts.size>{});
    }
}

template <class Q, std::size_t C, class From, class Tables>
constexpr auto filter_sql_one(From const& from, Tables const& tables);
template <class Q, std::size_t C, class From, class Tables>
constexpr auto filter_sql_by_values(From const& from, Tables const& tables);

/// The rows that pass the parts of a where that have subqueries.
template <class Q, std::size_t Where, std::size_t K, class From, class Tables>
constexpr auto filter_sql_parts(From const& from, Tables const& tables) {
    constexpr auto const& parts = sql_where_parts<Q, Where, true>;
    if constexpr (is_sql_no_plan<From>) {
        return from;
    } else if constexpr (K == parts.size) {
        return from;
    } else if constexpr (sql_conjuncts<Q>::is_join(parts.at[K])) {
        return filter_sql_parts<Q, Where, K + 1>(filter_sql_one<Q, parts.at[K]>(from, tables), tables);
    } else {
        return filter_sql_parts<Q, Where, K + 1>(filter_sql_by_values<Q, parts.at[K]>(from, tables), tables);
    }
}

template <class Q, std::size_t Query, bool Simple, class Tables>
constexpr auto bind_sql_inner(Tables const& tables) {
    if constexpr (Simple) {
        constexpr std::size_t body = sql_child<Q, Query, 1>;
        return filter_sql_parts<Q, sql_child<Q, body, 2>, 0>(bind_sql_from<Q, sql_child<Q, body, 1>>(tables),
                                                             tables);
    } else {
        auto const plan = bind_sql_query<Q, Query>(tables);
        using type = std::remove_const_t<decltype(plan)>;
        if constexpr (is_sql_no_plan<type>) {
            return plan;
        } else {
            return make_sql_from<sql_scope<typename type::schema>>(plan);
        }
    }
}

/// The items of a subquery that is only a filter.
template <class Q, std::size_t Query>
inline constexpr std::size_t sql_query_items = sql_children<Q, sql_child<Q, sql_child<Q, Query, 1>, 0>>;
template <class Q, std::size_t Query, std::size_t K>
inline constexpr std::size_t sql_query_item =
    sql_item_expression<Q, sql_child<Q, sql_child<Q, sql_child<Q, Query, 1>, 0>, K>>;

/// Whether there is an aggregate in the select of a subquery that is only a filter, or a star.
template <class Q>
constexpr bool has_sql_aggregate_below(std::size_t node) {
    sql_node const& n = Q::tree.nodes[node];
    if (n.kind == sql_kind::query || n.kind == sql_kind::star) return n.kind == sql_kind::star;
    if (n.kind == sql_kind::call) {
        std::size_t last = n.first;
        while (Q::tree.nodes[last].next != 0) last = Q::tree.nodes[last].next;
        if (Q::tree.nodes[last].kind == sql_kind::none
            && is_word_of(sql_aggregate_names, Q::text.substr(n.begin, n.size)))
            return true;
    }
    for (std::size_t c = n.first; c != 0; c = Q::tree.nodes[c].next) {
        if (n.kind == sql_kind::call && Q::tree.nodes[c].kind == sql_kind::star) continue;
        if (has_sql_aggregate_below<Q>(c)) return true;
    }
    return false;
}
/// Whether the rows of a subquery are those of its from that pass its where, with an expression for each
/// item.
template <class Q, std::size_t Query>
inline constexpr bool is_sql_row_filter = [] {
    if constexpr (is_sql_filter<Q, Query>) {
        return !has_sql_aggregate_below<Q>(sql_child<Q, sql_child<Q, Query, 1>, 0>);
    } else {
        return false;
    }
}();

/// exists (select * from …) does not look at its items.
template <class Q, std::size_t Query>
inline constexpr bool is_sql_star_filter = [] {
    if constexpr (is_sql_filter<Q, Query>) {
        return sql_node_at<Q, sql_query_item<Q, Query, 0>>.kind == sql_kind::star;
    } else {
        return false;
    }
}();

} // namespace weir::detail
