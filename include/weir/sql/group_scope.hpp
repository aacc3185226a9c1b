// SPDX-License-Identifier: BSL-1.0
// Where the names of a query lead over the groups of an aggregation: to its keys and aggregates.
#pragma once

#include <weir/sql/scope.hpp>

#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

namespace weir::detail {

template <std::size_t... I, std::size_t... J>
std::index_sequence<I..., J...> join_two_sequences(std::index_sequence<I...>, std::index_sequence<J...>);

constexpr std::index_sequence<> join_sequences() { return {}; }
template <std::size_t... I>
constexpr std::index_sequence<I...> join_sequences(std::index_sequence<I...> one) {
    return one;
}
template <class First, class Second, class... Rest>
constexpr auto join_sequences(First, Second, Rest... rest) {
    return join_sequences(decltype(join_two_sequences(First{}, Second{})){}, rest...);
}

template <class Q, std::size_t I>
struct ungrouped_sql_column {
    static constexpr verdict get() {
        verdict v = fault("sql: column \"", sql_name<Q, I>.view(), "\" neither grouped nor aggregated");
        write_sql_place<Q, I>(v.message, "add it to group by, or use first(...), max(...)");
        return v;
    }
};

constexpr bool is_sql_value(sql_kind kind) {
    return kind >= sql_kind::column && kind <= sql_kind::item && kind != sql_kind::star;
}

/// Over the rows of an aggregation: its keys, by what they are computed from, by their names or by the
/// aliases of the select, and its aggregates. `S` is its schema: the keys, then the calls.
///
/// `Sets` is `no_sql_sets`, or what there is to know of grouping sets: then a column follows the keys that
/// says which set a group is of.
template <class Q, std::size_t Items, class Inner, class S, class Sets, class Calls, std::size_t... Keys>
struct sql_group_scope;

struct no_sql_sets {
    static constexpr std::size_t columns = 0;
};

template <class Q, std::size_t Items, class Inner, class S, class Sets, class... Calls, std::size_t... Keys>
struct sql_group_scope<Q, Items, Inner, S, Sets, value_tuple<Calls...>, Keys...> {
    using schema = S;
    static constexpr std::size_t keys = sizeof...(Keys);
    static constexpr std::size_t first_call = keys + Sets::columns;

    static constexpr std::size_t find_range(std::string_view name) { return Inner::find_range(name); }
    static constexpr std::size_t range_size(std::size_t range) { return Inner::range_size(range); }
    static constexpr std::size_t range_column(std::size_t range, std::size_t i) {
        return Inner::range_column(range, i);
    }

    using rows_scope = Inner;
    /// Which key is the column `C` of the rows as it is; `not_found` where none is.
    template <std::size_t C>
    static constexpr std::size_t find_key() {
        using T = typename Inner::schema;
        std::size_t i = 0;
        std::size_t found = not_found;
        auto const is_column = []<class E>(type_identity<E>) {
            if constexpr (is_sql_column<E>) {
                return E::template reads<T>() == one_column(C)
                       && std::is_same_v<result_of<E, T>, column_type<T, C>>;
            } else {
                return false;
            }
        };
        (void)((is_column(type_identity<sql_bound<Q, Keys, Inner>>{}) ? (found = i, true) : (++i, false))
               || ...);
        return found;
    }

    template <class P, std::size_t I>
    static constexpr auto replacement() {
        constexpr sql_kind kind = sql_node_at<P, I>.kind;
        if constexpr (!is_sql_value(kind)) {
            return no_sql_replacement{};
        } else {
            using E = sql_bound<P, I, Inner>;
            constexpr std::size_t key = find_type<E, sql_bound<Q, Keys, Inner>...>();
            constexpr std::size_t call = find_type<E, Calls...>();
            if constexpr (key != not_found) {
                return sql_column<S, key>();
            } else if constexpr (call != not_found) {
                return slot<first_call + call, E, column_type<S, first_call + call>>{};
            } else if constexpr (kind == sql_kind::column) {
                return key_by_name<P, I>();
            } else if constexpr (Sets::columns > 0 && kind == sql_kind::call) {
                return Sets::template call<P, I, Inner, decltype(sql_slot<S, keys>()),
                                           sql_bound<Q, Keys, Inner>...>();
            } else {
                return no_sql_replacement{};
            }
        }
    }
    template <class P, std::size_t I>
    static constexpr auto column() {
        return Inner::template column<P, I>();
    }
    template <class P, std::size_t I>
    static constexpr auto star() {
        return sql_fault<bad_sql_literal<P, I, "a star in a group by", "name the columns">>{};
    }

private:
    template <class P, std::size_t I>
    static constexpr auto key_by_name() {
        constexpr resolution found = resolve<S>(sql_name<P, I>.view());
        constexpr std::size_t alias = find_sql_alias<Q, Items>(sql_name<P, I>.view());
        if constexpr (found.found() && found.way.column < keys && found.way.depth > 0) {
            return col_node<sql_name<P, I>>{}; // a field of a key
        } else if constexpr (!is_sql_fault<decltype(Inner::template column<P, I>())>) {
            return sql_fault<ungrouped_sql_column<P, I>>{};
        } else if constexpr (found.found() && found.way.column < keys) {
            return col_node<sql_name<P, I>>{};
        } else if constexpr (alias != 0) {
            return bind_sql<Q, sql_item_expression<Q, alias>, sql_group_scope>();
        } else {
            return no_sql_replacement{};
        }
    }
};

template <class S, class Q, std::size_t Items, class Inner, class T, class Sets, class Calls,
          std::size_t... Keys>
struct change_sql_schema<S, sql_group_scope<Q, Items, Inner, T, Sets, Calls, Keys...>> {
    using type = sql_group_scope<Q, Items, Inner, S, Sets, Calls, Keys...>;
};

} // namespace weir::detail
