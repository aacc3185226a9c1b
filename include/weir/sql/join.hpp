// SPDX-License-Identifier: BSL-1.0
// Joins of a SQL query: on, using, natural.
#pragma once

#include <weir/plan/join.hpp>
#include <weir/sql/from.hpp>
#include <weir/sql/join_sides.hpp>
#include <weir/sql/join_using.hpp>

#include <cstddef>
#include <string_view>
#include <utility>

namespace weir::detail {

template <class Q, std::size_t I, join_kind Kind, class L, class R, class Condition>
constexpr auto join_sql(L const& left, R const& right, Condition const& condition) {
    using scopes = sql_join_sides<L, R>;
    constexpr auto check = [] {
        return place_sql_verdict<Q, I>(
            join_operator<decltype(R::plan), Kind, Condition>::template check<decltype(L::plan)>());
    };
    if constexpr (check().failed()) {
        return sql_no_plan<check>{};
    } else {
        auto const plan = join(right.plan, condition, join_type<Kind>{})(left.plan);
        using S = typename std::remove_const_t<decltype(plan)>::schema;
        if constexpr (gives_left_only(Kind)) {
            return make_sql_from<typename change_sql_schema<S, typename L::scope>::type>(plan);
        } else {
            return make_sql_from<typename change_sql_schema<S, typename scopes::scope>::type>(plan);
        }
    }
}

template <class Q, std::size_t I, join_kind Kind, class From, class Tables>
constexpr auto join_sql_lateral(From const& from, Tables const& tables);

template <class Q, std::size_t Condition, join_kind Kind, class L, class R, class Tables>
constexpr auto join_sql_by_values(L const& left, R const& right, Tables const& tables);

/// Whether there is a subquery below a node.
template <class Q>
constexpr bool has_sql_subquery(std::size_t node) {
    sql_node const& n = Q::tree.nodes[node];
    if (n.kind == sql_kind::subquery || n.kind == sql_kind::exists) return true;
    for (std::size_t c = n.first; c != 0; c = Q::tree.nodes[c].next) {
        if (has_sql_subquery<Q>(c)) return true;
    }
    return false;
}

/// Keeps the joined rows that pass the condition of a join with a lateral subquery, which an outer join
/// cannot have.
template <class Q, std::size_t Condition, join_kind Kind, class From>
constexpr auto filter_sql_lateral(From const& from) {
    if constexpr (is_sql_no_plan<From>) {
        return from;
    } else if constexpr (sql_node_at<Q, Condition>.kind == sql_kind::none
                         || (sql_node_at<Q, Condition>.kind == sql_kind::boolean
                             && sql_node_at<Q, Condition>.op == sql_op::is_true)) {
        return from;
    } else {
        using scope = typename From::scope;
        constexpr auto check = [] {
            if constexpr (Kind != join_kind::inner) {
                verdict v = fault("sql: condition of an outer join with a lateral subquery");
                write_sql_place<Q, Condition>(v.message, "write it into the where of the subquery");
                return v;
            } else {
                return check_sql_condition<Q, Condition, scope>();
            }
        };
        if constexpr (check().failed()) {
            return sql_no_plan<check>{};
        } else {
            return make_sql_from<scope>(filter_sql<Q, Condition, scope>(from.plan));
        }
    }
}

template <class Q, std::size_t I, class Tables>
constexpr auto bind_sql_join(Tables const& tables) {
    constexpr sql_node n = sql_node_at<Q, I>;
    constexpr join_kind kind = sql_join_kind(n.op);
    constexpr std::size_t right_node = sql_child<Q, I, 1>;
    constexpr std::size_t condition = sql_child<Q, I, 2>;
    auto const left = bind_sql_from<Q, sql_child<Q, I, 0>>(tables);
    if constexpr (is_sql_no_plan<std::remove_const_t<decltype(left)>>) {
        return left;
    } else if constexpr ((sql_node_at<Q, right_node>.flags & sql_lateral) != 0
                         && sql_node_at<Q, right_node>.kind == sql_kind::function) {
        // As in Spark, a left join does not keep the rows for which a generator makes none.
        return add_sql_generator<Q, sql_child<Q, right_node, 0>, sql_child<Q, right_node, 1>, false>(left);
    } else {
        auto const right = bind_sql_from<Q, right_node>(tables);
        using L = std::remove_const_t<decltype(left)>;
        using R = std::remove_const_t<decltype(right)>;
        if constexpr (is_sql_no_plan<R> && (sql_node_at<Q, right_node>.flags & sql_lateral) != 0) {
            return filter_sql_lateral<Q, condition, kind>(
                join_sql_lateral<Q, right_node, kind>(left, tables));
        } else if constexpr (is_sql_no_plan<R>) {
            return right;
        } else if constexpr ((n.flags & sql_using) != 0) {
            return join_sql_using<Q, I, kind, condition>(left, right);
        } else if constexpr ((n.flags & sql_natural) != 0) {
            return join_sql_naturally<Q, I, kind>(left, right);
        } else if constexpr (sql_node_at<Q, condition>.kind == sql_kind::none) {
            return join_sql<Q, I, kind>(left, right, whole_literal<bool, true>{});
        } else if constexpr (has_sql_subquery<Q>(condition)) {
            return join_sql_by_values<Q, condition, kind>(left, right, tables);
        } else {
            using scope = typename sql_join_sides<L, R>::scope;
            constexpr auto check = [] { return check_sql<Q, condition, scope>(); };
            if constexpr (check().failed()) {
                return sql_no_plan<check>{};
            } else {
                return join_sql<Q, condition, kind>(
                    left, right, sql_condition<typename scope::schema>(bind_sql<Q, condition, scope>()));
            }
        }
    }
}

} // namespace weir::detail
