// SPDX-License-Identifier: BSL-1.0
// Subqueries that are values of an expression: (select …), exists (…) and in (…), each as one more column.
#pragma once

#include <weir/sql/correlated.hpp>
#include <weir/sql/subquery_aggregates.hpp>

#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

namespace weir::detail {

// A value that does not depend on the row.

template <class Q, std::size_t I, std::size_t Columns>
struct wide_sql_subquery {
    static constexpr verdict get() {
        verdict v = fault("sql: ", Columns, " columns of a subquery that stands for a value");
        write_sql_place<Q, I>(v.message, "select one");
        return v;
    }
};

template <class Q, std::size_t I, class From, class Plan>
constexpr auto join_sql_value(From const& from, Plan const& plan) {
    using S = typename Plan::schema;
    if constexpr (schema_of<S>::size != 1) {
        return sql_no_plan<sql_says<wide_sql_subquery<Q, I, schema_of<S>::size>>>{};
    } else if constexpr (Plan::is_streaming) {
        return sql_no_plan<sql_says<streaming_sql_subquery<Q, I>>>{};
    } else {
        auto const one = agg(
            make_aggregate<single_value_aggregate>(sql_slot<S, 0>()).template as<"scalarsubquery()">())(plan);
        return with_sql_value<I, From>(join(one, cross)(from.plan));
    }
}

// A value that depends on the row: all rows of the subquery that go with it are joined, and aggregated.

template <class Q, std::size_t I, std::size_t Query, std::size_t Value, bool Simple, class From, class Inner>
constexpr auto apply_sql_inner(From const& from, Inner const& inner) {
    auto const left = number_sql_from(from);
    auto const right = mark_sql_from(inner);
    using L = std::remove_const_t<decltype(left)>;
    using R = std::remove_const_t<decltype(right)>;
    constexpr std::size_t width = schema_of<typename L::scope::schema>::size;
    using C = typename sql_join_sides<L, R>::sides::C;
    using scope = typename sql_inner_scope<C, L, R>::type;
    constexpr std::size_t where = [] {
        if constexpr (Simple) {
            return sql_child<Q, sql_child<Q, Query, 1>, 2>;
        } else {
            return std::size_t{0};
        }
    }();
    constexpr auto check = [] {
        verdict const v = check_sql_parts<Q, where, scope>();
        if constexpr (is_sql_limited<Q, Query>) {
            return v.failed() ? v : check_sql_order<Q, Query, scope>();
        } else {
            return v;
        }
    };
    if constexpr (check().failed()) {
        return sql_no_plan<check>{};
    } else {
        auto const condition = bind_sql_parts<Q, where, scope>();
        auto const pairs = join(right.plan, condition, left_outer)(left.plan);
        using P = typename std::remove_const_t<decltype(pairs)>::schema;
        auto const joined =
            rank_sql_partners<Q, Query, width, typename sql_inner_scope<P, L, R>::type>(pairs);
        using J = typename std::remove_const_t<decltype(joined)>::schema;
        constexpr std::size_t mark = schema_of<P>::size - 1;
        auto const matched = sql_slot<J, mark>();
        auto const partner = is_sql_partner<Q, Query, mark, J>();
        constexpr auto label =
            sql_subquery_label<Q, I, Query, Value, Simple, typename From::scope, typename Inner::scope>;
        using inner_scope = typename sql_inner_scope<J, L, R>::type;
        using outer_scope = typename sql_outer_scope<J, width, typename L::scope,
                                                     typename sql_inner_scope<J, L, R>::both>::type;
        constexpr std::size_t columns = [] {
            if constexpr (Simple) {
                return sql_query_items<Q, Query>;
            } else {
                return schema_of<typename Inner::scope::schema>::size;
            }
        }();
        if constexpr (sql_node_at<Q, I>.kind == sql_kind::exists) {
            return gather_sql_rows<I, From, width, label>(joined, make_aggregate<any_row_aggregate>(matched));
        } else if constexpr (Value != 0) {
            constexpr auto compared = [] {
                return check_sql_in<Q, I, Query, Value, Simple, outer_scope, inner_scope, width, columns>();
            };
            if constexpr (compared().failed()) {
                return sql_no_plan<compared>{};
            } else {
                auto const equal = sql_in_partner<is_sql_negated<Q, I>, Q, Query, Value, Simple, outer_scope,
                                                  inner_scope, width>();
                return gather_sql_rows<I, From, width, label>(
                    joined, make_aggregate<in_rows_aggregate>(equal).where(matched.is_not_null()));
            }
        } else {
            constexpr std::size_t item = sql_query_item<Q, Query, 0>;
            constexpr auto typed = [] { return check_sql<Q, item, inner_scope>(); };
            if constexpr (typed().failed()) {
                return sql_no_plan<typed>{};
            } else {
                auto const e = bind_sql<Q, item, inner_scope>();
                if constexpr (has_aggregate<std::remove_const_t<decltype(e)>>()) {
                    return gather_sql_rows<I, From, width, label>(
                        joined, filter_aggregates(e, matched.is_not_null()));
                } else {
                    return gather_sql_rows<I, From, width, label>(
                        joined, make_aggregate<single_value_aggregate>(e).where(partner));
                }
            }
        }
    }
}

/// The rows of a plan of `Width` columns, with whether they have a partner.
template <std::size_t Width, class Plan, class Table, class Condition>
constexpr auto add_sql_existence(Plan const& plan, Table const& table, Condition const& condition) {
    auto const joined = join(table, condition, join_type<join_kind::existence>{})(plan);
    using J = typename std::remove_const_t<decltype(joined)>::schema;
    return [&]<std::size_t... K>(std::index_sequence<K...>) {
        return select(sql_slot<J, K>().template as<sql_slot_name<J, K>()>()...,
                      sql_slot<J, schema_of<J>::size - 1>().is_not_null().template as<"exists">())(joined);
    }(std::make_index_sequence<Width>{});
}

/// The rows of a stream with whether they have a partner in a table. As in Spark that is never null here.
template <class Q, std::size_t I, std::size_t Query, std::size_t Value, bool Simple, class From, class Inner>
constexpr auto mark_sql_partners(From const& from, Inner const& inner) {
    auto const right = mark_sql_from(inner);
    using R = std::remove_const_t<decltype(right)>;
    constexpr std::size_t width = schema_of<typename From::scope::schema>::size;
    using C = typename sql_join_sides<From, R>::sides::C;
    using inner_scope = typename sql_inner_scope<C, From, R>::type;
    using outer_scope = typename sql_outer_scope<C, width, typename From::scope,
                                                 typename sql_inner_scope<C, From, R>::both>::type;
    constexpr std::size_t where = [] {
        if constexpr (Simple) {
            return sql_child<Q, sql_child<Q, Query, 1>, 2>;
        } else {
            return std::size_t{0};
        }
    }();
    constexpr std::size_t columns = [] {
        if constexpr (Simple) {
            return sql_query_items<Q, Query>;
        } else {
            return schema_of<typename Inner::scope::schema>::size;
        }
    }();
    constexpr auto check = [] {
        verdict const v = check_sql_parts<Q, where, inner_scope>();
        if constexpr (Value == 0) {
            return v;
        } else {
            return v.failed()
                       ? v
                       : check_sql_in<Q, I, Query, Value, Simple, outer_scope, inner_scope, width, columns>();
        }
    };
    if constexpr (check().failed()) {
        return sql_no_plan<check>{};
    } else {
        auto const condition = bind_sql_parts<Q, where, inner_scope>();
        auto const partner = [&] {
            if constexpr (Value == 0) {
                return condition;
            } else {
                return sql_in_partner<is_sql_negated<Q, I>, Q, Query, Value, Simple, outer_scope, inner_scope,
                                      width>()
                       && condition;
            }
        }();
        using plan = decltype(From::plan);
        constexpr column_set read =
            std::remove_const_t<decltype(partner)>::template reads<C>() & first_columns(width);
        if constexpr (partners_go_below_top<read, plan>) {
            return with_sql_value<I, From>(
                replace_input(from.plan, add_sql_existence<width>(from.plan.input, right.plan, partner)));
        } else {
            return with_sql_value<I, From>(add_sql_existence<width>(from.plan, right.plan, partner));
        }
    }
}

template <class Q, std::size_t I>
struct sql_subquery_of_stream {
    static constexpr verdict get() {
        verdict v = fault("sql: subquery in an expression over a stream");
        write_sql_place<Q, I>(v.message, "join the stream with the subquery");
        return v;
    }
};

template <class Q, std::size_t I, std::size_t Query, std::size_t Value, bool Simple, class From, class Tables>
constexpr auto apply_sql_subquery(From const& from, Tables const& tables) {
    auto const inner = bind_sql_inner<Q, Query, Simple>(tables);
    using type = std::remove_const_t<decltype(inner)>;
    if constexpr (is_sql_no_plan<type>) {
        return inner;
    } else if constexpr (decltype(type::plan)::is_streaming) {
        return sql_no_plan<sql_says<streaming_sql_subquery<Q, I>>>{};
    } else if constexpr (decltype(From::plan)::is_streaming) {
        if constexpr (sql_node_at<Q, I>.kind == sql_kind::exists || Value != 0) {
            return mark_sql_partners<Q, I, Query, Value, Simple>(from, inner);
        } else {
            return sql_no_plan<sql_says<sql_subquery_of_stream<Q, I>>>{};
        }
    } else {
        return apply_sql_inner<Q, I, Query, Value, Simple>(from, inner);
    }
}

/// A relation with the value of the subquery at `I` as its last column.
template <class Q, std::size_t I, class From, class Tables>
constexpr auto apply_sql_value(From const& from, Tables const& tables) {
    if constexpr (sql_node_at<Q, I>.kind == sql_kind::exists) {
        constexpr std::size_t query = sql_child<Q, I, 0>;
        return apply_sql_subquery < Q, I, query, 0, is_sql_row_filter<Q, query> || is_sql_star_filter < Q,
               query >> (from, tables);
    } else if constexpr (sql_node_at<Q, I>.kind == sql_kind::in) {
        constexpr std::size_t query = sql_child<Q, sql_child<Q, I, 1>, 0>;
        return apply_sql_subquery<Q, I, query, sql_child<Q, I, 0>, is_sql_row_filter<Q, query>>(from, tables);
    } else {
        constexpr std::size_t query = sql_child<Q, I, 0>;
        auto const plan = bind_sql_query<Q, query>(tables);
        using type = std::remove_const_t<decltype(plan)>;
        if constexpr (!is_sql_no_plan<type>) {
            return join_sql_value<Q, I>(from, plan);
        } else if constexpr (is_sql_limited_filter<Q, query> && sql_query_items<Q, query> == 1) {
            return apply_sql_subquery<Q, I, query, 0, true>(from, tables);
        } else {
            return plan;
        }
    }
}

template <class Q, auto const& List, std::size_t K, class From, class Tables>
constexpr auto apply_sql_values(From const& from, Tables const& tables) {
    if constexpr (is_sql_no_plan<From>) {
        return from;
    } else if constexpr (K == List.size) {
        return from;
    } else {
        return apply_sql_values<Q, List, K + 1>(apply_sql_value<Q, List.at[K]>(from, tables), tables);
    }
}

// Subqueries in a condition.

template <class Q, std::size_t Condition>
inline constexpr auto sql_values_of_condition = [] {
    sql_value_list<Q> found;
    found.look(Condition);
    return found;
}();

/// The rows that pass a condition with subqueries, without their values.
template <class Q, std::size_t Condition, class From, class Tables>
constexpr auto filter_sql_by_values(From const& from, Tables const& tables) {
    auto const valued = apply_sql_values<Q, sql_values_of_condition<Q, Condition>, 0>(from, tables);
    using V = std::remove_const_t<decltype(valued)>;
    if constexpr (is_sql_no_plan<V>) {
        return valued;
    } else {
        using scope = typename V::scope;
        constexpr auto check = [] { return check_sql_condition<Q, Condition, scope>(); };
        if constexpr (check().failed()) {
            return sql_no_plan<check>{};
        } else {
            constexpr std::size_t width = schema_of<typename From::scope::schema>::size;
            auto const plan =
                make_select(filter_sql<Q, Condition, scope>(valued.plan), no_generator{},
                            all_columns<typename scope::schema>(std::make_index_sequence<width>{}));
            using S = typename std::remove_const_t<decltype(plan)>::schema;
            return make_sql_from<typename change_sql_schema<S, typename From::scope>::type>(plan);
        }
    }
}

/// A join whose condition has subqueries: their values are columns of the left side until it is joined.
template <class Q, std::size_t Condition, join_kind Kind, class L, class R, class Tables>
constexpr auto join_sql_by_values(L const& left, R const& right, Tables const& tables) {
    auto const valued = apply_sql_values<Q, sql_values_of_condition<Q, Condition>, 0>(left, tables);
    using V = std::remove_const_t<decltype(valued)>;
    if constexpr (is_sql_no_plan<V>) {
        return valued;
    } else {
        using both = typename sql_join_sides<V, R>::scope;
        constexpr auto check = [] { return check_sql<Q, Condition, both>(); };
        if constexpr (check().failed()) {
            return sql_no_plan<check>{};
        } else {
            auto const joined = join_sql<Q, Condition, Kind>(
                valued, right, sql_condition<typename both::schema>(bind_sql<Q, Condition, both>()));
            using J = std::remove_const_t<decltype(joined)>;
            if constexpr (is_sql_no_plan<J>) {
                return joined;
            } else {
                using S = typename J::scope::schema;
                constexpr std::size_t width = schema_of<typename L::scope::schema>::size;
                constexpr std::size_t values = schema_of<typename V::scope::schema>::size - width;
                auto const plan = [&]<std::size_t... K>(std::index_sequence<K...>) {
                    return make_select(
                        joined.plan, no_generator{},
                        all_columns<S>(std::index_sequence<(K < width ? K : K + values)...>{}));
                }(std::make_index_sequence<schema_of<S>::size - values>{});
                using T = typename std::remove_const_t<decltype(plan)>::schema;
                using scope = std::conditional_t<gives_left_only(Kind), typename L::scope,
                                                 typename sql_join_sides<L, R>::scope>;
                return make_sql_from<typename change_sql_schema<T, scope>::type>(plan);
            }
        }
    }
}

} // namespace weir::detail
