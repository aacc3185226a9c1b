// SPDX-License-Identifier: BSL-1.0
// Which subqueries of a select are values, and the scope in which their values are columns.
#pragma once

#include <weir/sql/subquery.hpp>

#include <array>
#include <cstddef>

namespace weir::detail {

// Which subqueries there are.

/// The subqueries below nodes that are values; not those inside of them.
template <class Q>
struct sql_value_list : sql_node_list<Q> {
    static constexpr bool is_value(std::size_t node) {
        sql_kind const kind = Q::tree.nodes[node].kind;
        return kind == sql_kind::subquery || kind == sql_kind::exists || sql_conjuncts<Q>::is_in(node);
    }
    constexpr void look(std::size_t node) {
        sql_node const& n = Q::tree.nodes[node];
        if (n.kind == sql_kind::query) return;
        if (sql_conjuncts<Q>::is_in(node)) look(n.first);
        if (is_value(node)) {
            this->add(node);
            return;
        }
        for (std::size_t c = n.first; c != 0; c = Q::tree.nodes[c].next) look(c);
    }
    /// The parts of a where, of which in and exists that stand alone become joins.
    constexpr void look_at_where(std::size_t where) {
        sql_conjuncts<Q> parts;
        if (Q::tree.nodes[where].kind == sql_kind::none) return;
        parts.look(where);
        for (std::size_t i = 0; i < parts.size; ++i) {
            sql_node const& n = Q::tree.nodes[parts.at[i]];
            std::size_t const inside = n.kind == sql_kind::logical_not ? n.first : parts.at[i];
            if (Q::tree.nodes[inside].kind == sql_kind::exists) continue;
            look(sql_conjuncts<Q>::is_in(inside) ? Q::tree.nodes[inside].first : parts.at[i]);
        }
    }
};

/// Which of the two: the subqueries that a select needs before it groups rows, or those of its results.
template <class Q, std::size_t I, std::size_t Order, bool Grouped>
inline constexpr auto sql_values_below = [] {
    sql_value_list<Q> found;
    found.look_at_where(sql_child<Q, I, 2>);
    if (!Grouped) {
        found.look(sql_child<Q, I, 0>);
        found.look(Order);
    }
    return found;
}();
template <class Q, std::size_t I, std::size_t Order>
inline constexpr auto sql_values_above = [] {
    sql_value_list<Q> found;
    found.look(sql_child<Q, I, 0>);
    found.look(sql_child<Q, I, 4>);
    found.look(Order);
    return found;
}();

// Their values as columns.

/// The value of the subquery at `Node` is the column `Column`.
template <std::size_t Node, std::size_t Column>
struct sql_value {
    static constexpr std::size_t node = Node;
    static constexpr std::size_t column = Column;
};

/// A scope with the values of subqueries, to which no name leads.
template <class Base, class S, class... Values>
struct sql_value_scope : Base {
    using schema = S;
    static constexpr bool any_hidden = true;
    static constexpr bool hidden(std::size_t column) {
        if constexpr (requires { Base::hidden(column); }) {
            if (Base::hidden(column)) return true;
        }
        return ((Values::column == column) || ...);
    }
    template <class P, std::size_t I>
    static constexpr auto replacement() {
        constexpr std::size_t at = [] {
            std::size_t found = not_found;
            (void)((Values::node == I ? (found = Values::column, true) : false) || ...);
            return found;
        }();
        if constexpr (at != not_found) {
            constexpr bool negated = sql_node_at<P, I>.kind == sql_kind::in && is_sql_negated<P, I>;
            return negate_if<negated>(sql_slot<S, at>());
        } else if constexpr (requires { Base::template replacement<P, I>(); }) {
            return Base::template replacement<P, I>();
        } else {
            return no_sql_replacement{};
        }
    }
};

template <class S, class Base, class T, class... Values>
struct change_sql_schema<S, sql_value_scope<Base, T, Values...>> {
    using type = sql_value_scope<typename change_sql_schema<S, Base>::type, S, Values...>;
};

template <class S, class Scope, class Value>
struct add_sql_value {
    using type = sql_value_scope<typename change_sql_schema<S, Scope>::type, S, Value>;
};
template <class S, class Base, class T, class... Values, class Value>
struct add_sql_value<S, sql_value_scope<Base, T, Values...>, Value> {
    using type = sql_value_scope<typename change_sql_schema<S, Base>::type, S, Values..., Value>;
};

template <class S, std::size_t Shift, class Base, class T, class... Values, class RS, class... Rs>
struct join_sql_scopes<S, Shift, sql_value_scope<Base, T, Values...>, sql_scope<RS, Rs...>> {
    using type =
        sql_value_scope<typename join_sql_scopes<S, Shift, Base, sql_scope<RS, Rs...>>::type, S, Values...>;
};

} // namespace weir::detail
