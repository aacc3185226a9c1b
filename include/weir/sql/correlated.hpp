// SPDX-License-Identifier: BSL-1.0
// How a subquery that depends on the row is computed: its rows are joined to the rows, numbered, and gathered
// again.
#pragma once

#include <weir/expr/window_functions.hpp>
#include <weir/plan/group_by.hpp>
#include <weir/plan/row_windows.hpp>
#include <weir/sql/value_scope.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>

namespace weir::detail {

template <std::size_t Node, class From, class Plan>
constexpr auto with_sql_value(Plan const& plan) {
    using S = typename Plan::schema;
    return make_sql_from<
        typename add_sql_value<S, typename From::scope, sql_value<Node, schema_of<S>::size - 1>>::type>(plan);
}

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

/// Joined rows with the place of each among those of its left row, whose number is at column `Width - 1`;
/// where the subquery has a limit.
template <class Q, std::size_t Query, std::size_t Width, class Scope, class Joined>
constexpr auto rank_sql_partners(Joined const& joined) {
    if constexpr (!is_sql_limited<Q, Query>) {
        return joined;
    } else {
        using J = typename Joined::schema;
        using unbounded = window_bound<bound_kind::unbounded>;
        constexpr std::size_t order = sql_child<Q, Query, 2>;
        return [&]<std::size_t... K>(std::index_sequence<K...>) {
            auto const place =
                make_window_call(make_window_function<rank_function<rank_kind::row_number>>(),
                                 make_value_tuple(sql_slot<J, Width - 1>()),
                                 make_value_tuple(sql_sort_key<Q, sql_child<Q, order, K>>(
                                     bind_sql<Q, sql_child<Q, sql_child<Q, order, K>, 0>, Scope>())...),
                                 window_frame<true, unbounded, unbounded>{});
            return add_row_windows(joined, make_value_tuple(place));
        }(std::make_index_sequence<sql_children<Q, order>>{});
    }
}
/// Whether a joined row, marked at column `Mark`, is a row of its subquery.
template <class Q, std::size_t Query, std::size_t Mark, class J>
constexpr auto is_sql_partner() {
    auto const matched = sql_slot<J, Mark>().is_not_null();
    if constexpr (!is_sql_limited<Q, Query>) {
        return matched;
    } else {
        constexpr auto rows = static_cast<std::int32_t>(sql_whole<Q, sql_child<Q, Query, 3>>);
        return matched && sql_slot<J, Mark + 1>() <= whole_literal<std::int32_t, rows>{};
    }
}
template <class Q, std::size_t Query, class Scope>
constexpr verdict check_sql_order() {
    constexpr std::size_t order = sql_child<Q, Query, 2>;
    return []<std::size_t... K>(std::index_sequence<K...>) {
        return first_fault(check_sql<Q, sql_child<Q, sql_child<Q, order, K>, 0>, Scope>()...);
    }(std::make_index_sequence<sql_children<Q, order>>{});
}

/// One row for each number at column `Width - 1` of the joined rows: the columns before it, then a value.
template <std::size_t Node, class From, std::size_t Width, fixed_string Name, class Joined, class Value>
constexpr auto gather_sql_rows(Joined const& joined, Value const& value) {
    using J = typename Joined::schema;
    return [&]<std::size_t... K>(std::index_sequence<K...>) {
        auto const grouped = group_by(sql_slot<J, Width - 1>().template as<"row">())(joined);
        auto const rows = agg(first(sql_slot<J, K>()).template as<sql_slot_name<J, K>()>()...,
                              value.template as<Name>())(grouped);
        using S = typename std::remove_const_t<decltype(rows)>::schema;
        return with_sql_value<Node, From>(
            select(sql_slot<S, K + 1>().template as<sql_slot_name<S, K + 1>()>()...,
                   sql_slot<S, Width>().template as<Name>())(rows));
    }(std::make_index_sequence<Width - 1>{});
}

/// The columns that an expression or query names, in order.
template <class Q>
struct sql_column_list : sql_node_list<Q> {
    constexpr void look(std::size_t node) {
        if (Q::tree.nodes[node].kind == sql_kind::column) this->add(node);
        for (std::size_t c = Q::tree.nodes[node].first; c != 0; c = Q::tree.nodes[c].next) look(c);
    }
};
template <class Q, std::size_t Query>
inline constexpr auto sql_columns_of_filter = [] {
    sql_column_list<Q> found;
    found.look(sql_child<Q, sql_child<Q, Query, 1>, 0>);
    found.look(sql_child<Q, sql_child<Q, Query, 1>, 2>);
    return found;
}();

/// The name of a subquery as a column, after Spark: what it is, with the columns of the row that it names.
template <class Q, std::size_t I, std::size_t Query, std::size_t Value, bool Simple, class Outside,
          class Inside>
inline constexpr auto sql_subquery_label = made_text<[](auto&& out) {
    auto const write = [&](std::string_view text) {
        for (char const c : text) out(c);
    };
    if constexpr (sql_node_at<Q, I>.kind == sql_kind::exists) {
        write("exists(");
    } else if constexpr (Value == 0) {
        write("scalarsubquery(");
    } else {
        write("(");
        if constexpr (sql_node_at<Q, Value>.kind == sql_kind::list) {
            write("named_struct(");
            [&]<std::size_t... K>(std::index_sequence<K...>) {
                auto const one = [&]<class E>(type_identity<E>, std::size_t k) {
                    if (k != 0) write(", ");
                    write("'");
                    if constexpr (is_sql_column<E>) {
                        write(output_name<E>::value.view());
                    } else {
                        write("col");
                        out(static_cast<char>('1' + k));
                    }
                    write("', ");
                    write(output_name<E>::value.view());
                };
                (one(type_identity<sql_bound<Q, sql_child<Q, Value, K>, Outside>>{}, K), ...);
            }(std::make_index_sequence<sql_children<Q, Value>>{});
            write(")");
        } else {
            write(output_name<sql_bound<Q, Value, Outside>>::value.view());
        }
        write(" IN (listquery(");
    }
    if constexpr (Simple) {
        [&]<std::size_t... K>(std::index_sequence<K...>) {
            bool first = true;
            auto const one = [&](bool outer, std::string_view name) {
                if (!outer) return;
                if (!first) write(", ");
                first = false;
                write(name.substr(name.find('.') < name.size() ? name.rfind('.') + 1 : 0));
            };
            (one(is_sql_fault<sql_bound<Q, sql_columns_of_filter<Q, Query>.at[K], Inside>>,
                 sql_name<Q, sql_columns_of_filter<Q, Query>.at[K]>.view()),
             ...);
        }(std::make_index_sequence<sql_columns_of_filter<Q, Query>.size>{});
    }
    write(Value == 0 ? ")" : ")))");
}>();

/// The scope of a subquery over joined rows: its own names first, then those of the row.
template <class J, class L, class R>
struct sql_inner_scope {
    static constexpr std::size_t left = schema_of<typename L::scope::schema>::size;
    using both = typename change_sql_schema<J, typename sql_join_sides<L, R>::scope>::type;
    using type = sql_correlated_scope<J, left, schema_of<J>::size, both>;
};

} // namespace weir::detail
