// SPDX-License-Identifier: BSL-1.0
// Subqueries in expressions of a SQL query: a value of one row as a column that is joined, in and exists as
// joins.
#pragma once

#include <weir/core/error.hpp>
#include <weir/expr/aggregate.hpp>
#include <weir/plan/group_by.hpp>
#include <weir/sql/join.hpp>

#include <array>
#include <cstddef>
#include <string_view>
#include <utility>

namespace weir::detail {

/// The value of a query that has one row at most.
struct single_value_aggregate {
    static constexpr std::string_view name = "scalarsubquery";

    template <class T>
    struct accumulator {
        using result = T;
        static constexpr bool ordered = true;
        T kept{};
        bool any = false;

        template <class V>
        constexpr void add(V const& value) {
            if (any) {
                throw query_error(
                    "SCALAR_SUBQUERY_TOO_MANY_ROWS",
                    "more than one row of a subquery that stands for a value; use limit 1 or an aggregate");
            }
            kept = own<T>(value);
            any = true;
        }
        constexpr void merge(accumulator const& later) {
            if (later.any) add(later.kept);
        }
        [[nodiscard]] constexpr result value() const { return kept; }
    };
};

// ---- a value

template <class Scope, class S, std::size_t Node>
struct add_sql_scalar;
template <class T, class... Ranges, class S, std::size_t Node>
struct add_sql_scalar<sql_scope<T, Ranges...>, S, Node> {
    using type = sql_scope<S, Ranges..., sql_scalar<Node, schema_of<S>::size - 1>>;
};

template <class Q, std::size_t I, std::size_t Columns>
struct wide_sql_subquery {
    static constexpr verdict get() {
        verdict v = fault("sql: ", Columns, " columns of a subquery that stands for a value");
        write_sql_place<Q, I>(v.message, "select one");
        return v;
    }
};

template <class Q, std::size_t I>
struct streaming_sql_subquery {
    static constexpr verdict get() {
        verdict v = fault("sql: a stream in a subquery");
        write_sql_place<Q, I>(v.message, "join it, such as by left semi join, or read it as a table");
        return v;
    }
};

template <class Q, std::size_t I, class From, class Tables>
constexpr auto join_sql_scalar(From const& from, Tables const& tables) {
    auto const plan = bind_sql_query<Q, sql_child<Q, I, 0>>(tables);
    using type = std::remove_const_t<decltype(plan)>;
    if constexpr (is_sql_no_plan<type>) {
        return plan;
    } else if constexpr (schema_of<typename type::schema>::size != 1) {
        return sql_no_plan<sql_says<wide_sql_subquery<Q, I, schema_of<typename type::schema>::size>>>{};
    } else if constexpr (type::is_streaming) {
        return sql_no_plan<sql_says<streaming_sql_subquery<Q, I>>>{};
    } else {
        auto const one = agg(make_aggregate<single_value_aggregate>(sql_slot<typename type::schema, 0>())
                                 .template as<"scalarsubquery()">())(plan);
        auto const joined = join(one, cross)(from.plan);
        using S = typename std::remove_const_t<decltype(joined)>::schema;
        return make_sql_from<typename add_sql_scalar<typename From::scope, S, I>::type>(joined);
    }
}

/// The subqueries below a node that stand for a value, not those inside of them or of in.
template <class Q>
struct sql_scalar_list {
    std::array<std::size_t, 16> at{};
    std::size_t size = 0;

    constexpr void look(std::size_t node) {
        auto const& n = Q::tree.nodes[node];
        if (n.kind == sql_kind::subquery) {
            if (size < at.size()) at[size++] = node;
            return;
        }
        if (n.kind == sql_kind::exists || n.kind == sql_kind::query) return;
        bool first = true;
        for (std::size_t c = n.first; c != 0; c = Q::tree.nodes[c].next) {
            bool const inside =
                n.kind == sql_kind::in && !first && Q::tree.nodes[c].kind == sql_kind::subquery;
            if (!inside) look(c);
            first = false;
        }
    }
};

template <class Q, std::size_t I>
inline constexpr auto sql_scalars = [] {
    sql_scalar_list<Q> found;
    found.look(sql_child<Q, I, 0>);
    found.look(sql_child<Q, I, 2>);
    return found;
}();

template <class Q, std::size_t I, std::size_t K, class From, class Tables>
constexpr auto join_sql_scalars(From const& from, Tables const& tables) {
    if constexpr (is_sql_no_plan<From>) {
        return from;
    } else if constexpr (K == sql_scalars<Q, I>.size) {
        return from;
    } else {
        return join_sql_scalars<Q, I, K + 1>(join_sql_scalar<Q, sql_scalars<Q, I>.at[K]>(from, tables),
                                             tables);
    }
}

// ---- in and exists

/// The columns of both sides of a subquery's join, those from `From` up to `To` before the others.
template <class S, std::size_t From, std::size_t To, class Base>
struct sql_correlated_scope {
    using schema = S;

    static constexpr std::size_t find(std::string_view name) {
        for (std::size_t c = From; c < To; ++c) {
            if (equal_ignoring_case(schema_of<S>::names[c], name)) return c;
        }
        return not_found;
    }
    template <class Q, std::size_t I>
    static constexpr auto column() {
        constexpr std::size_t at = find(sql_name<Q, I>.view());
        if constexpr (at != not_found) {
            return sql_slot<S, at>();
        } else {
            return Base::template column<Q, I>();
        }
    }
    template <class Q, std::size_t I>
    static constexpr auto star() {
        return Base::template star<Q, I>();
    }
};

/// Whether the select of a subquery is only a filter of its from, so that its names may be those of the outer
/// query.
template <class Q, std::size_t Query>
inline constexpr bool is_sql_filter = [] {
    if constexpr (sql_node_at<Q, Query>.kind != sql_kind::query) {
        return false;
    } else {
        constexpr std::size_t body = sql_child<Q, Query, 1>;
        if constexpr (sql_node_at<Q, body>.kind != sql_kind::select) {
            return false;
        } else {
            return sql_children<Q, sql_child<Q, Query, 0>> == 0
                   && sql_node_at<Q, sql_child<Q, Query, 3>>.kind == sql_kind::none
                   && sql_node_at<Q, sql_child<Q, Query, 4>>.kind == sql_kind::none
                   && sql_node_at<Q, sql_child<Q, body, 3>>.kind == sql_kind::none
                   && sql_node_at<Q, sql_child<Q, body, 4>>.kind == sql_kind::none
                   && sql_node_at<Q, sql_child<Q, body, 1>>.kind != sql_kind::none;
        }
    }
}();

template <class Q, std::size_t Query, bool Simple, class Tables>
constexpr auto bind_sql_inner(Tables const& tables) {
    if constexpr (Simple) {
        return bind_sql_from<Q, sql_child<Q, sql_child<Q, Query, 1>, 1>>(tables);
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

template <class Q, std::size_t Query, bool Simple, class Scope>
constexpr bool has_sql_aggregate_item() {
    if constexpr (Simple) {
        constexpr std::size_t items = sql_child<Q, sql_child<Q, Query, 1>, 0>;
        return []<std::size_t... K>(std::index_sequence<K...>) {
            return (sql_has_aggregate<Q, sql_item_expression<Q, sql_child<Q, items, K>>, Scope>() || ...);
        }(std::make_index_sequence<sql_children<Q, items>>{});
    } else {
        return false;
    }
}

/// Keeps the rows of `from` that have a partner in a subquery, or have none: `Value` is the node that in
/// compares.
template <class Q, std::size_t Node, std::size_t Query, std::size_t Value, bool Negated, bool Simple,
          class From, class Tables>
constexpr auto semi_join_sql(From const& from, Tables const& tables) {
    auto const inner = bind_sql_inner<Q, Query, Simple>(tables);
    using I = std::remove_const_t<decltype(inner)>;
    if constexpr (is_sql_no_plan<I>) {
        return inner;
    } else if constexpr (decltype(I::plan)::is_streaming) {
        return sql_no_plan<sql_says<streaming_sql_subquery<Q, Node>>>{};
    } else if constexpr (has_sql_aggregate_item<Q, Query, Simple, typename I::scope>()) {
        return semi_join_sql<Q, Node, Query, Value, Negated, false>(from, tables);
    } else {
        using both = sql_join_sides<From, I>;
        using C = typename both::sides::C;
        constexpr std::size_t left = schema_of<typename From::scope::schema>::size;
        using outside = sql_correlated_scope<C, 0, left, typename both::scope>;
        using inside = sql_correlated_scope<C, left, schema_of<C>::size, typename both::scope>;
        auto const filter = [] {
            if constexpr (Simple) {
                constexpr std::size_t where = sql_child<Q, sql_child<Q, Query, 1>, 2>;
                if constexpr (sql_node_at<Q, where>.kind != sql_kind::none) {
                    return sql_condition<C>(bind_sql<Q, where, inside>());
                } else {
                    return whole_literal<bool, true>{};
                }
            } else {
                return whole_literal<bool, true>{};
            }
        }();
        auto const item = [] {
            if constexpr (Simple) {
                return bind_sql<
                    Q, sql_item_expression<Q, sql_child<Q, sql_child<Q, sql_child<Q, Query, 1>, 0>, 0>>,
                    inside>();
            } else {
                return sql_slot<C, left>();
            }
        }();
        auto const equal = [&] {
            if constexpr (Value == 0) {
                return whole_literal<bool, true>{};
            } else {
                auto const e = sql_operate<sql_op::equal, C>(
                    bind_sql<Q, Value, outside>(), item, [](auto const& l, auto const& r) { return l == r; });
                if constexpr (Negated) {
                    return coalesce(
                        e, whole_literal<bool, true>{}); // a null on either side is no proof of absence
                } else {
                    return e;
                }
            }
        }();
        auto const condition = [&] {
            if constexpr (std::is_same_v<std::remove_const_t<decltype(filter)>, whole_literal<bool, true>>) {
                return equal;
            } else if constexpr (Value == 0) {
                return filter;
            } else {
                return equal && filter;
            }
        }();
        using condition_type = std::remove_const_t<decltype(condition)>;
        constexpr auto check = [] { return place_sql_verdict<Q, Node>(condition_type::template check<C>()); };
        if constexpr (check().failed()) {
            return sql_no_plan<check>{};
        } else {
            return join_sql<Q, Node, (Negated ? join_kind::left_anti : join_kind::left_semi)>(from, inner,
                                                                                              condition);
        }
    }
}

/// The conditions of a where that AND joins.
template <class Q>
struct sql_conjuncts {
    std::array<std::size_t, 32> at{};
    std::size_t size = 0;
    bool subquery = false;

    constexpr void look(std::size_t node) {
        auto const& n = Q::tree.nodes[node];
        if (n.kind == sql_kind::logical && n.op == sql_op::logical_and) {
            look(n.first);
            look(Q::tree.nodes[n.first].next);
        } else if (size < at.size()) {
            std::size_t const inside = n.kind == sql_kind::logical_not ? n.first : node;
            auto const& m = Q::tree.nodes[inside];
            subquery = subquery || m.kind == sql_kind::exists || is_in(inside);
            at[size++] = node;
        }
    }
    static constexpr bool is_in(std::size_t node) {
        auto const& n = Q::tree.nodes[node];
        return n.kind == sql_kind::in
               && Q::tree.nodes[Q::tree.nodes[n.first].next].kind == sql_kind::subquery;
    }
};

template <class Q, std::size_t Where>
inline constexpr auto sql_where = [] {
    sql_conjuncts<Q> found;
    if (sql_node_at<Q, Where>.kind != sql_kind::none) found.look(Where);
    return found;
}();

template <class Q, std::size_t C, class From, class Tables>
constexpr auto filter_sql_one(From const& from, Tables const& tables) {
    constexpr bool is_not = sql_node_at<Q, C>.kind == sql_kind::logical_not;
    constexpr std::size_t node = is_not ? sql_child<Q, C, 0> : C;
    constexpr bool negated =
        is_not
        != (sql_node_at<Q, node>.kind == sql_kind::in && (sql_node_at<Q, node>.flags & sql_negated) != 0);
    if constexpr (sql_node_at<Q, node>.kind == sql_kind::exists) {
        constexpr std::size_t query = sql_child<Q, node, 0>;
        return semi_join_sql<Q, node, query, 0, negated, is_sql_filter<Q, query>>(from, tables);
    } else if constexpr (sql_conjuncts<Q>::is_in(node)) {
        constexpr std::size_t query = sql_child<Q, sql_child<Q, node, 1>, 0>;
        return semi_join_sql<Q, node, query, sql_child<Q, node, 0>, negated, is_sql_filter<Q, query>>(from,
                                                                                                      tables);
    } else {
        constexpr auto check = [] { return check_sql_condition<Q, C, typename From::scope>(); };
        if constexpr (check().failed()) {
            return sql_no_plan<check>{};
        } else {
            return make_sql_from<typename From::scope>(filter_sql<Q, C, typename From::scope>(from.plan));
        }
    }
}

/// The rows of a from that pass a where with subqueries, one condition after the other.
template <class Q, std::size_t Where, std::size_t K, class From, class Tables>
constexpr auto filter_sql_by_subqueries(From const& from, Tables const& tables) {
    if constexpr (is_sql_no_plan<From>) {
        return from;
    } else if constexpr (K == sql_where<Q, Where>.size) {
        return from;
    } else {
        return filter_sql_by_subqueries<Q, Where, K + 1>(
            filter_sql_one<Q, sql_where<Q, Where>.at[K]>(from, tables), tables);
    }
}

} // namespace weir::detail
