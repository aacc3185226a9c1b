// SPDX-License-Identifier: BSL-1.0
// Rows that are written in a SQL statement: values (1, 2), (3, 4).
#pragma once

#include <weir/sql/from.hpp>

#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace weir::detail {

template <class Q, std::size_t I>
inline constexpr std::size_t sql_row_width =
    sql_node_at<Q, I>.kind == sql_kind::list ? sql_children<Q, I> : std::size_t{1};

template <class Q, std::size_t I, std::size_t K>
constexpr auto bind_sql_value() {
    if constexpr (sql_node_at<Q, I>.kind == sql_kind::list) {
        return bind_sql<Q, sql_child<Q, I, K>, sql_schema_scope<columns<>>>();
    } else {
        return bind_sql<Q, I, sql_schema_scope<columns<>>>();
    }
}

template <class Q, std::size_t I, std::size_t K, std::size_t... Rows>
constexpr auto sql_values_column(std::index_sequence<Rows...>) {
    using common =
        common_type_t<result_of<decltype(bind_sql_value<Q, sql_child<Q, I, Rows>, K>()), columns<>>...>;
    constexpr bool null =
        any_void<result_of<decltype(bind_sql_value<Q, sql_child<Q, I, Rows>, K>()), columns<>>...>;
    using type = typename std::conditional_t<null && !std::is_same_v<common, void_type>,
                                             type_identity<nullable_of<common>>, type_identity<common>>::type;
    constexpr auto name = made_text<[](auto&& out) {
        for (char const c : std::string_view("col")) out(c);
        if (K + 1 >= 10) out(static_cast<char>('0' + (K + 1) / 10));
        out(static_cast<char>('0' + (K + 1) % 10));
    }>();
    return column<name, type>{};
}

/// The value of an expression without columns, as a column of type `T` holds it.
template <class T, class E>
T sql_constant(E const& e) {
    flight_row<> const nothing{};
    auto const& value = e.template eval<columns<>>(nothing);
    if constexpr (std::is_same_v<std::remove_cvref_t<decltype(value)>, void_type>) {
        return T{};
    } else if constexpr (string_column<value_type_of<T>>) {
        return own<T>(value);
    } else {
        return own<T>(widen_value<T>(value));
    }
}

template <class Q, std::size_t I, std::size_t Column>
struct uneven_sql_values {
    static constexpr verdict get() {
        verdict v = fault("sql: values of several types in column ", Column);
        write_sql_place<Q, I>(v.message, "cast them to one type");
        return v;
    }
};
template <class Q, std::size_t I, std::size_t K, std::size_t... Rows>
constexpr verdict check_sql_values_column(std::index_sequence<Rows...>) {
    using common =
        common_type_t<result_of<decltype(bind_sql_value<Q, sql_child<Q, I, Rows>, K>()), columns<>>...>;
    return std::is_same_v<common, unknown_type> ? uneven_sql_values<Q, I, K + 1>::get() : verdict{};
}
template <class Q, std::size_t I>
constexpr verdict check_sql_values_types() {
    return []<std::size_t... K>(std::index_sequence<K...>) {
        return first_fault(
            check_sql_values_column<Q, I, K>(std::make_index_sequence<sql_children<Q, I>>{})...);
    }(std::make_index_sequence<sql_row_width<Q, sql_child<Q, I, 0>>>{});
}

template <class Q, std::size_t I>
constexpr verdict check_sql_values() {
    return []<std::size_t... R>(std::index_sequence<R...>) {
        verdict v;
        constexpr std::size_t width = sql_row_width<Q, sql_child<Q, I, 0>>;
        constexpr auto one = []<std::size_t N>(std::integral_constant<std::size_t, N>) -> verdict {
            if constexpr (sql_row_width<Q, N> != width) {
                verdict bad = fault("sql: row of ", sql_row_width<Q, N>, " values");
                write_sql_place<Q, N>(bad.message);
                bad.message << "; the first row has " << width;
                return bad;
            } else if constexpr (sql_node_at<Q, N>.kind == sql_kind::list) {
                return []<std::size_t... K>(std::index_sequence<K...>) {
                    return first_fault(check_sql<Q, sql_child<Q, N, K>, sql_schema_scope<columns<>>>()...);
                }(std::make_index_sequence<width>{});
            } else {
                return check_sql<Q, N, sql_schema_scope<columns<>>>();
            }
        };
        (void)((v = one(std::integral_constant<std::size_t, sql_child<Q, I, R>>{}), v.failed()) || ...);
        return v;
    }(std::make_index_sequence<sql_children<Q, I>>{});
}

template <class Q, std::size_t I>
auto bind_sql_values() {
    constexpr auto check = [] { return check_sql_values<Q, I>(); };
    constexpr auto types = [] { return check_sql_values_types<Q, I>(); };
    if constexpr (check().failed()) {
        return sql_no_plan<check>{};
    } else if constexpr (types().failed()) {
        return sql_no_plan<types>{};
    } else {
        constexpr auto rows = std::make_index_sequence<sql_children<Q, I>>{};
        constexpr auto width = std::make_index_sequence<sql_row_width<Q, sql_child<Q, I, 0>>>{};
        return [&]<std::size_t... R, std::size_t... K>(std::index_sequence<R...>, std::index_sequence<K...>) {
            using S = columns<decltype(sql_values_column<Q, I, K>(std::index_sequence<R...>{}))...>;
            auto const one = []<std::size_t N>(std::integral_constant<std::size_t, N>) {
                return row<S>(sql_constant<column_type<S, K>>(bind_sql_value<Q, N, K>())...);
            };
            std::vector<row<S>> made;
            (made.push_back(one(std::integral_constant<std::size_t, sql_child<Q, I, R>>{})), ...);
            return values_plan(std::move(made));
        }(rows, width);
    }
}

} // namespace weir::detail
