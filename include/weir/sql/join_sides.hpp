// SPDX-License-Identifier: BSL-1.0
// The two sides of a SQL join: the kinds of joins, and what names lead to the columns of both sides.
#pragma once

#include <weir/plan/join.hpp>
#include <weir/sql/scope.hpp>

#include <cstddef>

namespace weir::detail {

constexpr join_kind sql_join_kind(sql_op op) {
    switch (op) {
    case sql_op::left:
        return join_kind::left_outer;
    case sql_op::right:
        return join_kind::right_outer;
    case sql_op::full:
        return join_kind::full_outer;
    case sql_op::semi:
        return join_kind::left_semi;
    case sql_op::anti:
        return join_kind::left_anti;
    default:
        return join_kind::inner;
    }
}

template <class S, std::size_t Shift, class L, class R>
struct join_sql_scopes;
template <class S, std::size_t Shift, class LS, class... Ls, class RS, class... Rs>
struct join_sql_scopes<S, Shift, sql_scope<LS, Ls...>, sql_scope<RS, Rs...>> {
    using type = sql_scope<S, Ls..., typename Rs::template shifted<Shift>...>;
};
// Groups have no relations: only the names of the right side lead to it.
template <class S, std::size_t Shift, class L, class RS, class... Rs>
struct join_sql_scopes<S, Shift, L, sql_scope<RS, Rs...>> {
    using type = sql_scope<S, typename Rs::template shifted<Shift>...>;
};
/// The columns of both sides, over which the condition is bound.
template <class L, class R>
struct sql_join_sides {
    using left = typename L::scope::schema;
    using sides = join_sides<left, typename R::scope::schema>;
    using scope = typename join_sql_scopes<typename sides::C, schema_of<left>::size, typename L::scope,
                                           typename R::scope>::type;
};

/// A verdict of an operator, with the place of node `I` in the text.
template <class Q, std::size_t I>
constexpr verdict place_sql_verdict(verdict const& v) {
    if (!v.failed() || v.view().starts_with("sql: ")) return v;
    verdict placed = fault("sql: ", v.view());
    write_sql_place<Q, I>(placed.message);
    return placed;
}

} // namespace weir::detail
