// SPDX-License-Identifier: BSL-1.0
// Subqueries that are values of an expression: (select …), exists (…) and in (…), each as one more column.
#pragma once

#include <weir/core/error.hpp>
#include <weir/expr/aggregates.hpp>
#include <weir/expr/modified_aggregates.hpp>
#include <weir/expr/window_functions.hpp>
#include <weir/plan/group_by.hpp>
#include <weir/plan/row_windows.hpp>
#include <weir/sql/value_scope.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <type_traits>
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

/// Whether any row was there.
struct any_row_aggregate {
    static constexpr std::string_view name = "exists";
    template <class T>
    struct accumulator : defined_if<true> {
        using result = bool;
        static constexpr bool ordered = false;
        bool any = false;
        template <class V>
        constexpr void add(V const& value) {
            any = any || present(value);
        }
        constexpr void merge(accumulator const& other) { any = any || other.any; }
        [[nodiscard]] constexpr result value() const { return any; }
    };
};

/// What `in` says of the comparisons with all rows: true if one is, else null if one is.
struct in_rows_aggregate {
    static constexpr std::string_view name = "in";
    template <class T>
    struct accumulator : defined_if<true> {
        using result = std::optional<bool>;
        static constexpr bool ordered = false;
        bool any_true = false;
        bool any_null = false;
        template <class V>
        constexpr void add(V const& value) {
            if (!present(value)) {
                any_null = true;
            } else {
                any_true = any_true || unwrap(value);
            }
        }
        constexpr void merge(accumulator const& other) {
            any_true = any_true || other.any_true;
            any_null = any_null || other.any_null;
        }
        [[nodiscard]] constexpr result value() const {
            return any_true || !any_null ? result(any_true) : result();
        }
    };
};

/// An expression whose aggregates see only the rows for which a condition is true.
template <class E, class Condition>
constexpr auto filter_aggregates(E const& e, Condition const& condition) {
    if constexpr (is_aggregate_call<E>) {
        return e.where(condition);
    } else if constexpr (!has_aggregate<E>()) {
        return e;
    } else {
        return e.visit_operands([&](auto const&... operands) {
            return e.with_operands(filter_aggregates(operands, condition)...);
        });
    }
}

template <std::size_t Node, class From, class Plan>
constexpr auto with_sql_value(Plan const& plan) {
    using S = typename Plan::schema;
    return make_sql_from<
        typename add_sql_value<S, typename From::scope, sql_value<Node, schema_of<S>::size - 1>>::type>(plan);
}

// ---- a value that does not depend on the row

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

// ---- a value that depends on the row: all rows of the subquery that go with it are joined, and aggregated

/// The rows with a number as their last column.
template <class Plan>
constexpr auto number_sql_rows(Plan const& plan) {
    using unbounded = window_bound<bound_kind::unbounded>;
    auto const number =
        make_window_call(make_window_function<rank_function<rank_kind::row_number>>(), value_tuple<>{},
                         value_tuple<>{}, window_frame<true, unbounded, unbounded>{});
    return add_row_windows(plan, make_value_tuple(number));
}

template <class From>
constexpr auto number_sql_from(From const& from) {
    auto const plan = number_sql_rows(from.plan);
    using S = typename std::remove_const_t<decltype(plan)>::schema;
    return make_sql_from<typename change_sql_schema<S, typename From::scope>::type>(plan);
}
/// The rows of a subquery with a mark, which is null in a joined row without partner.
template <class From>
constexpr auto mark_sql_from(From const& from) {
    using T = typename From::scope::schema;
    auto const plan = [&]<std::size_t... K>(std::index_sequence<K...>) {
        return select(sql_slot<T, K>().template as<sql_slot_name<T, K>()>()...,
                      whole_literal<bool, true>{}.template as<"matched">())(from.plan);
    }(std::make_index_sequence<schema_of<T>::size>{});
    using S = typename std::remove_const_t<decltype(plan)>::schema;
    return make_sql_from<typename change_sql_schema<S, typename From::scope>::type>(plan);
}

/// One row for each number at column `Width - 1` of the joined rows: the columns before it, then a value.
template <std::size_t Node, class From, std::size_t Width, class Joined, class Value>
constexpr auto gather_sql_rows(Joined const& joined, Value const& value) {
    using J = typename Joined::schema;
    return [&]<std::size_t... K>(std::index_sequence<K...>) {
        auto const grouped = group_by(sql_slot<J, Width - 1>().template as<"row">())(joined);
        auto const rows = agg(first(sql_slot<J, K>()).template as<sql_slot_name<J, K>()>()...,
                              value.template as<"value">())(grouped);
        using S = typename std::remove_const_t<decltype(rows)>::schema;
        return with_sql_value<Node, From>(
            select(sql_slot<S, K + 1>().template as<sql_slot_name<S, K + 1>()>()...,
                   sql_slot<S, Width>().template as<"value">())(rows));
    }(std::make_index_sequence<Width - 1>{});
}

/// The scope of a subquery over joined rows: its own names first, then those of the row.
template <class J, class L, class R>
struct sql_inner_scope {
    static constexpr std::size_t left = schema_of<typename L::scope::schema>::size;
    using both = typename change_sql_schema<J, typename sql_join_sides<L, R>::scope>::type;
    using type = sql_correlated_scope<J, left, schema_of<J>::size, both>;
};

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
    constexpr auto check = [] { return check_sql_condition<Q, where, scope>(); };
    if constexpr (check().failed()) {
        return sql_no_plan<check>{};
    } else {
        auto const condition = [] {
            if constexpr (where == 0 || sql_node_at<Q, where>.kind == sql_kind::none) {
                return whole_literal<bool, true>{};
            } else {
                return sql_condition<C>(bind_sql<Q, where, scope>());
            }
        }();
        auto const joined = join(right.plan, condition, left_outer)(left.plan);
        using J = typename std::remove_const_t<decltype(joined)>::schema;
        auto const matched = sql_slot<J, schema_of<J>::size - 1>();
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
            return gather_sql_rows<I, From, width>(joined, make_aggregate<any_row_aggregate>(matched));
        } else if constexpr (Value != 0) {
            constexpr auto compared = [] {
                return check_sql_in<Q, I, Query, Value, Simple, outer_scope, inner_scope, width, columns>();
            };
            if constexpr (compared().failed()) {
                return sql_no_plan<compared>{};
            } else {
                return gather_sql_rows<I, From, width>(
                    joined, make_aggregate<in_rows_aggregate>(
                                sql_in_equal<Q, Query, Value, Simple, outer_scope, inner_scope, width>())
                                .where(matched.is_not_null()));
            }
        } else {
            constexpr std::size_t item = sql_query_item<Q, Query, 0>;
            constexpr auto typed = [] { return check_sql<Q, item, inner_scope>(); };
            if constexpr (typed().failed()) {
                return sql_no_plan<typed>{};
            } else {
                auto const e = bind_sql<Q, item, inner_scope>();
                if constexpr (has_aggregate<std::remove_const_t<decltype(e)>>()) {
                    return gather_sql_rows<I, From, width>(joined,
                                                           filter_aggregates(e, matched.is_not_null()));
                } else {
                    return gather_sql_rows<I, From, width>(
                        joined, make_aggregate<single_value_aggregate>(e).where(matched.is_not_null()));
                }
            }
        }
    }
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
        verdict const v = check_sql_condition<Q, where, inner_scope>();
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
        auto const condition = [] {
            if constexpr (where == 0 || sql_node_at<Q, where>.kind == sql_kind::none) {
                return whole_literal<bool, true>{};
            } else {
                return sql_condition<C>(bind_sql<Q, where, inner_scope>());
            }
        }();
        auto const partner = [&] {
            if constexpr (Value == 0) {
                return condition;
            } else {
                auto const e = sql_in_equal<Q, Query, Value, Simple, outer_scope, inner_scope, width>();
                if constexpr ((sql_node_at<Q, I>.flags & sql_negated) != 0) {
                    return coalesce(e, whole_literal<bool, true>{}) && condition;
                } else {
                    return e && condition;
                }
            }
        }();
        auto const joined = join(right.plan, partner, join_type<join_kind::existence>{})(from.plan);
        using J = typename std::remove_const_t<decltype(joined)>::schema;
        return [&]<std::size_t... K>(std::index_sequence<K...>) {
            return with_sql_value<I, From>(
                select(sql_slot<J, K>().template as<sql_slot_name<J, K>()>()...,
                       sql_slot<J, schema_of<J>::size - 1>().is_not_null().template as<"exists">())(joined));
        }(std::make_index_sequence<width>{});
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
        } else if constexpr (is_sql_filter<Q, query> && sql_query_items<Q, query> == 1) {
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

} // namespace weir::detail
