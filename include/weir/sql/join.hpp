// SPDX-License-Identifier: BSL-1.0
// Joins of a SQL query: on, using, natural.
#pragma once

#include <weir/plan/join.hpp>
#include <weir/sql/from.hpp>

#include <cstddef>
#include <string_view>
#include <utility>

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
    using type = sql_scope<S, Ls..., sql_range<Rs::name, Rs::from + Shift, Rs::to + Shift>...>;
};
// Groups have no relations: only the names of the right side lead to it.
template <class S, std::size_t Shift, class L, class RS, class... Rs>
struct join_sql_scopes<S, Shift, L, sql_scope<RS, Rs...>> {
    using type = sql_scope<S, sql_range<Rs::name, Rs::from + Shift, Rs::to + Shift>...>;
};
// Below a join by names the columns have moved: the keys come first, then the others of each side.
template <class S, std::size_t Left, std::size_t Keys, class L, class R>
struct join_sql_scopes_using;
template <class S, std::size_t Left, std::size_t Keys, class LS, class... Ls, class RS, class... Rs>
struct join_sql_scopes_using<S, Left, Keys, sql_scope<LS, Ls...>, sql_scope<RS, Rs...>> {
    using type =
        sql_scope<S, sql_range<Ls::name, 0, Left>..., sql_range<Rs::name, Left, schema_of<S>::size, Keys>...>;
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

template <class Q, std::size_t I, class L, class R>
struct missing_sql_using {
    static constexpr verdict get() {
        constexpr auto name = sql_name<Q, I>;
        bool ambiguous = false;
        bool const left = match_column<L>(name.view(), ambiguous) == not_found;
        verdict v = fault("sql: no column \"", name.view(),
                          left ? "\" on the left of using" : "\" on the right of using");
        write_sql_place<Q, I>(v.message);
        if (left) {
            std::size_t const near = nearest(name.view(), schema_of<L>::names);
            if (near < schema_of<L>::size)
                v.message << "; did you mean \"" << schema_of<L>::names[near] << "\"?";
        } else {
            std::size_t const near = nearest(name.view(), schema_of<R>::names);
            if (near < schema_of<R>::size)
                v.message << "; did you mean \"" << schema_of<R>::names[near] << "\"?";
        }
        return v;
    }
};

template <class Q, std::size_t I, class L, class R>
constexpr bool has_sql_using() {
    bool ambiguous = false;
    return match_column<L>(sql_name<Q, I>.view(), ambiguous) != not_found
           && match_column<R>(sql_name<Q, I>.view(), ambiguous) != not_found;
}
template <class Q, class L, class R, std::size_t First, std::size_t... Rest>
constexpr auto find_missing_sql_using() {
    if constexpr (!has_sql_using<Q, First, L, R>()) {
        return missing_sql_using<Q, First, L, R>{};
    } else {
        return find_missing_sql_using<Q, L, R, Rest...>();
    }
}

/// A join by columns that both sides have.
template <class Q, std::size_t I, join_kind Kind, fixed_string... Names, class L, class R>
constexpr auto join_sql_using(L const& left, R const& right) {
    using left_schema = typename L::scope::schema;
    constexpr auto check = [] {
        return place_sql_verdict<Q, I>(
            join_using_operator<decltype(R::plan), Kind, Names...>::template check<decltype(L::plan)>());
    };
    if constexpr (check().failed()) {
        return sql_no_plan<check>{};
    } else {
        auto const plan = join(right.plan, on<Names...>, join_type<Kind>{})(left.plan);
        using S = typename std::remove_const_t<decltype(plan)>::schema;
        if constexpr (gives_left_only(Kind)) {
            return make_sql_from<typename change_sql_schema<S, typename L::scope>::type>(plan);
        } else {
            return make_sql_from<
                typename join_sql_scopes_using<S, schema_of<left_schema>::size, sizeof...(Names),
                                               typename L::scope, typename R::scope>::type>(plan);
        }
    }
}

template <class Q, std::size_t I, join_kind Kind, std::size_t Names, class L, class R, std::size_t... K>
constexpr auto join_sql_named(L const& left, R const& right, std::index_sequence<K...>) {
    using S = typename L::scope::schema;
    using T = typename R::scope::schema;
    if constexpr ((has_sql_using<Q, sql_child<Q, Names, K>, S, T>() && ...)) {
        return join_sql_using<Q, I, Kind, sql_name<Q, sql_child<Q, Names, K>>...>(left, right);
    } else {
        using message = decltype(find_missing_sql_using<Q, S, T, sql_child<Q, Names, K>...>());
        return sql_no_plan<sql_says<message>>{};
    }
}

template <class L, class R>
inline constexpr auto sql_common_columns = [] {
    struct {
        std::array<std::size_t, schema_of<L>::size + 1> at{};
        std::size_t size = 0;
    } found;
    for (std::size_t i = 0; i < schema_of<L>::size; ++i) {
        bool ambiguous = false;
        if (match_column<R>(schema_of<L>::names[i], ambiguous) != not_found) found.at[found.size++] = i;
    }
    return found;
}();

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
        return add_sql_generator < Q, sql_child<Q, right_node, 0>, sql_child<Q, right_node, 1>,
               n.op == sql_op::left > (left);
    } else {
        auto const right = bind_sql_from<Q, right_node>(tables);
        using L = std::remove_const_t<decltype(left)>;
        using R = std::remove_const_t<decltype(right)>;
        if constexpr (is_sql_no_plan<R>) {
            return right;
        } else if constexpr ((n.flags & sql_using) != 0) {
            return join_sql_named<Q, I, kind, condition>(
                left, right, std::make_index_sequence<sql_children<Q, condition>>{});
        } else if constexpr ((n.flags & sql_natural) != 0) {
            using S = typename L::scope::schema;
            using T = typename R::scope::schema;
            return [&]<std::size_t... K>(std::index_sequence<K...>) {
                if constexpr (sizeof...(K) == 0) {
                    return join_sql<Q, I, kind>(left, right, whole_literal<bool, true>{});
                } else {
                    return join_sql_using<Q, I, kind, sql_slot_name<S, sql_common_columns<S, T>.at[K]>()...>(
                        left, right);
                }
            }(std::make_index_sequence<sql_common_columns<S, T>.size>{});
        } else if constexpr (sql_node_at<Q, condition>.kind == sql_kind::none) {
            return join_sql<Q, I, kind>(left, right, whole_literal<bool, true>{});
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
