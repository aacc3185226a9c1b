// SPDX-License-Identifier: BSL-1.0
// Subqueries of a SQL where: in and exists as joins.
#pragma once

#include <weir/sql/subquery_parts.hpp>

#include <array>
#include <cstddef>
#include <string_view>
#include <utility>

namespace weir::detail {

// In and exists.

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

/// Where the names outside of a subquery lead, over the columns of both sides: those of the row come first.
template <class C, std::size_t Left, class Scope, class Both>
struct sql_outer_scope {
    using type = sql_correlated_scope<C, 0, Left, Both>;
};
template <class C, std::size_t Left, class Scope, class Both>
    requires requires { Scope::first_call; } // groups know their columns by place
struct sql_outer_scope<C, Left, Scope, Both> {
    using type = typename change_sql_schema<C, Scope>::type;
};

template <class Q, std::size_t I>
struct streaming_sql_subquery {
    static constexpr verdict get() {
        verdict v = fault("sql: a stream in a subquery");
        write_sql_place<Q, I>(v.message, "join it, such as by left semi join, or read it as a table");
        return v;
    }
};

template <class Q, std::size_t Value>
inline constexpr std::size_t sql_in_width =
    sql_node_at<Q, Value>.kind == sql_kind::list ? sql_children<Q, Value> : std::size_t{1};

template <class Q, std::size_t Value, std::size_t K>
inline constexpr std::size_t sql_in_value =
    sql_node_at<Q, Value>.kind == sql_kind::list ? sql_child<Q, Value, K> : Value;

/// The column `K` of a subquery; where it is not simple, its columns begin at `Left`.
template <class Q, std::size_t Query, bool Simple, class Inside, std::size_t Left, std::size_t K>
constexpr auto bind_sql_in_item() {
    if constexpr (Simple) {
        return bind_sql<Q, sql_query_item<Q, Query, K>, Inside>();
    } else {
        return sql_slot<typename Inside::schema, Left + K>();
    }
}

/// What `in` compares: every value with the column of the subquery at its place.
template <class Q, std::size_t Query, std::size_t Value, bool Simple, class Outside, class Inside,
          std::size_t Left>
constexpr auto sql_in_equal() {
    using C = typename Inside::schema;
    return []<std::size_t... K>(std::index_sequence<K...>) {
        return (sql_operate<sql_op::equal, C>(bind_sql<Q, sql_in_value<Q, Value, K>, Outside>(),
                                              bind_sql_in_item<Q, Query, Simple, Inside, Left, K>(),
                                              [](auto const& l, auto const& r) { return l == r; })
                && ...);
    }(std::make_index_sequence<sql_in_width<Q, Value>>{});
}

/// Which rows of the subquery make `in` true, or `not in` false: for the latter also those whose comparison is
/// null.
template <bool Negated, class Q, std::size_t Query, std::size_t Value, bool Simple, class Outside,
          class Inside, std::size_t Left>
constexpr auto sql_in_partner() {
    auto const equal = sql_in_equal<Q, Query, Value, Simple, Outside, Inside, Left>();
    if constexpr (Negated) {
        return coalesce(equal, whole_literal<bool, true>{});
    } else {
        return equal;
    }
}

template <class Q, std::size_t Node, std::size_t Query, std::size_t Value, bool Simple, class Outside,
          class Inside, std::size_t Left, std::size_t Columns>
constexpr verdict check_sql_in() {
    constexpr std::size_t width = sql_in_width<Q, Value>;
    if constexpr (width != Columns) {
        verdict v = fault("sql: ", Columns, Columns == 1 ? " column" : " columns", " of a subquery for ",
                          width, width == 1 ? " value" : " values");
        write_sql_place<Q, Node>(v.message, "select as many as in compares");
        return v;
    } else {
        verdict const v = []<std::size_t... K>(std::index_sequence<K...>) {
            verdict const outer = first_fault(check_sql<Q, sql_in_value<Q, Value, K>, Outside>()...);
            if constexpr (Simple) {
                return outer.failed() ? outer
                                      : first_fault(check_sql<Q, sql_query_item<Q, Query, K>, Inside>()...);
            } else {
                return outer;
            }
        }(std::make_index_sequence<width>{});
        if (v.failed()) return v;
        using comparison = decltype(sql_in_equal<Q, Query, Value, Simple, Outside, Inside, Left>());
        return place_sql_verdict<Q, Node>(comparison::template check<typename Inside::schema>());
    }
}

// Whether a condition that reads `Columns` goes below a watermark or filter at the top of a plan.
template <column_set Columns>
struct reads_columns {
    template <class S>
    static constexpr column_set reads() {
        return Columns;
    }
};
template <column_set Columns, class Plan>
inline constexpr bool partners_go_below = false;
template <column_set Columns, class Input, std::size_t Column, std::int64_t Delay>
inline constexpr bool partners_go_below<Columns, watermark_plan<Input, Column, Delay>> =
    goes_below_watermark<reads_columns<Columns>, watermark_plan<Input, Column, Delay>>;
template <column_set Columns, class Input, class Condition>
inline constexpr bool partners_go_below<Columns, where_plan<Input, Condition>> =
    partners_go_below<Columns, Input>;

// The same of the watermark at the top alone.
template <column_set Columns, class Plan>
inline constexpr bool partners_go_below_top = false;
template <column_set Columns, class Input, std::size_t Column, std::int64_t Delay>
inline constexpr bool partners_go_below_top<Columns, watermark_plan<Input, Column, Delay>> =
    partners_go_below<Columns, watermark_plan<Input, Column, Delay>>;

/// The rows of `from` that have a partner, or have none. As in Spark, where the condition does not look at
/// the event time, a row that it drops does not move the watermark.
template <class Q, std::size_t Node, join_kind Kind, class From, class Inner, class Condition>
constexpr auto keep_partnered(From const& from, Inner const& inner, Condition const& condition) {
    using plan = decltype(From::plan);
    using C = typename sql_join_sides<From, Inner>::sides::C;
    constexpr column_set read =
        Condition::template reads<C>() & first_columns(schema_of<typename plan::schema>::size);
    if constexpr (plan::is_streaming && partners_go_below<read, plan>) {
        auto const below = keep_partnered<Q, Node, Kind>(make_sql_from<typename From::scope>(from.plan.input),
                                                         inner, condition);
        if constexpr (is_sql_no_plan<std::remove_const_t<decltype(below)>>) {
            return below;
        } else {
            return make_sql_from<typename From::scope>(replace_input(from.plan, below.plan));
        }
    } else {
        return join_sql<Q, Node, Kind>(from, inner, condition);
    }
}

/// The items of an exists, which have no say in it, but have to be there.
template <class Q, std::size_t Query, class Inside>
constexpr verdict check_sql_exists() {
    return []<std::size_t... K>(std::index_sequence<K...>) {
        return first_fault(check_sql<Q, sql_query_item<Q, Query, K>, Inside>()...);
    }(std::make_index_sequence<sql_query_items<Q, Query>>{});
}

/// Keeps the rows of `from` that have a partner in a subquery, or have none: `Value` is the node that in
/// compares, 0 of exists.
template <class Q, std::size_t Node, std::size_t Query, std::size_t Value, bool Negated, class From,
          class Tables>
constexpr auto semi_join_sql(From const& from, Tables const& tables) {
    constexpr bool simple = is_sql_row_filter<Q, Query> || (Value == 0 && is_sql_star_filter<Q, Query>);
    auto const inner = bind_sql_inner<Q, Query, simple>(tables);
    using I = std::remove_const_t<decltype(inner)>;
    if constexpr (is_sql_no_plan<I>) {
        return inner;
    } else if constexpr (decltype(I::plan)::is_streaming) {
        return sql_no_plan<sql_says<streaming_sql_subquery<Q, Node>>>{};
    } else {
        using both = sql_join_sides<From, I>;
        using C = typename both::sides::C;
        constexpr std::size_t left = schema_of<typename From::scope::schema>::size;
        using outside = typename sql_outer_scope<C, left, typename From::scope, typename both::scope>::type;
        using inside = sql_correlated_scope<C, left, schema_of<C>::size, typename both::scope>;
        constexpr std::size_t where = [] {
            if constexpr (simple) {
                return sql_child<Q, sql_child<Q, Query, 1>, 2>;
            } else {
                return std::size_t{0};
            }
        }();
        constexpr std::size_t columns = [] {
            if constexpr (simple) {
                return sql_query_items<Q, Query>;
            } else {
                return schema_of<typename I::scope::schema>::size;
            }
        }();
        constexpr auto check = [] {
            verdict const v = check_sql_parts<Q, where, inside>();
            if constexpr (Value == 0 && is_sql_row_filter<Q, Query>) {
                return v.failed() ? v : check_sql_exists<Q, Query, inside>();
            } else if constexpr (Value == 0) {
                return v;
            } else {
                return v.failed()
                           ? v
                           : check_sql_in<Q, Node, Query, Value, simple, outside, inside, left, columns>();
            }
        };
        if constexpr (check().failed()) {
            return sql_no_plan<check>{};
        } else {
            constexpr join_kind kind = Negated ? join_kind::left_anti : join_kind::left_semi;
            auto const filter = bind_sql_parts<Q, where, inside>();
            if constexpr (Value == 0) {
                return keep_partnered<Q, Node, kind>(from, inner, filter);
            } else {
                auto const equal = sql_in_partner<Negated, Q, Query, Value, simple, outside, inside, left>();
                if constexpr (sql_where_parts<Q, where, false>.size == 0) {
                    return keep_partnered<Q, Node, kind>(from, inner, equal);
                } else {
                    return keep_partnered<Q, Node, kind>(from, inner, equal && filter);
                }
            }
        }
    }
}

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
    constexpr bool negated = is_not != (sql_node_at<Q, node>.kind == sql_kind::in && is_sql_negated<Q, node>);
    if constexpr (sql_node_at<Q, node>.kind == sql_kind::exists) {
        constexpr std::size_t query = sql_child<Q, node, 0>;
        return semi_join_sql<Q, node, query, 0, negated>(from, tables);
    } else if constexpr (sql_conjuncts<Q>::is_in(node)) {
        constexpr std::size_t query = sql_child<Q, sql_child<Q, node, 1>, 0>;
        return semi_join_sql<Q, node, query, sql_child<Q, node, 0>, negated>(from, tables);
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
