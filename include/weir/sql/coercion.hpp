// SPDX-License-Identifier: BSL-1.0
// The casts that SQL makes unasked: a text beside a number, a null beside anything. They do not show in
// names.
#pragma once

#include <weir/expr/arithmetic.hpp>
#include <weir/expr/cast.hpp>
#include <weir/expr/choice.hpp>
#include <weir/expr/common_type.hpp>
#include <weir/expr/time_operators.hpp>
#include <weir/sql/ast.hpp>
#include <weir/sql/literals.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace weir::detail {

/// A cast without a name of its own.
template <class To>
struct implicit_cast : cast_function<To, false> {
    static constexpr void write(text& out, text const& argument) { out << argument.view(); }
};

template <class To, class E>
constexpr auto cast_implicitly(E const& e) {
    return make_function<implicit_cast<To>>(e);
}

template <class E, class S>
constexpr auto find_sql_type() {
    if constexpr (std::is_void_v<S>) {
        return type_identity<unknown_type>{};
    } else if constexpr (requires { typename E::template result<S>; }) {
        return type_identity<result_value<E, S>>{};
    } else {
        return type_identity<unknown_type>{};
    }
}
/// The type of an expression; unknown where the schema is.
template <class E, class S>
using sql_type_of = typename decltype(find_sql_type<E, S>())::type;

constexpr bool is_sql_comparison(sql_op op) { return op >= sql_op::equal && op <= sql_op::null_safe_equal; }

// Nested values that differ in nothing but the names of fields, and in what can be null.

template <class A, class B>
constexpr auto find_alike();
template <class A, class B>
using alike_type = typename decltype(find_alike<A, B>())::type;
template <class A, class B>
using alike_part = element_if<alike_type<value_type_of<A>, value_type_of<B>>, some_null<A, B>>;

template <class A, class B>
struct alike_struct {
    using type = unknown_type;
};
template <fixed_string... Names, class... As, fixed_string... Others, class... Bs>
    requires(sizeof...(As) == sizeof...(Bs) && all_known<alike_part<As, Bs>...>)
struct alike_struct<row<columns<column<Names, As>...>>, row<columns<column<Others, Bs>...>>> {
    using type = row<columns<column<Names, alike_part<As, Bs>>...>>;
};

/// The type of both with the names of the first; unknown where they differ in more.
template <class A, class B>
constexpr auto find_alike() {
    if constexpr (std::same_as<A, B> || std::same_as<B, void_type>) {
        return type_identity<A>{};
    } else if constexpr (std::same_as<A, void_type>) {
        return type_identity<B>{};
    } else if constexpr (is_array<A> && is_array<B>) {
        using element = alike_part<typename A::value_type, typename B::value_type>;
        return type_identity<std::conditional_t<all_known<element>, std::vector<element>, unknown_type>>{};
    } else if constexpr (is_row<A> && is_row<B>) {
        return type_identity<typename alike_struct<A, B>::type>{};
    } else {
        return type_identity<unknown_type>{};
    }
}

template <class... Ts>
struct sql_alike_type {
    using type = void_type;
};
template <class T, class... Rest>
struct sql_alike_type<T, Rest...> {
    using type = alike_type<T, typename sql_alike_type<Rest...>::type>;
};

/// Beside a nested value of another type that is like it in all but names and nulls, their common type.
template <class T, class Other>
constexpr auto find_nested_operand() {
    if constexpr (comparable<T, Other>() || std::same_as<alike_type<T, Other>, unknown_type>) {
        return type_identity<T>{};
    } else {
        return type_identity<alike_type<T, Other>>{};
    }
}

/// What an operand of type `T` is cast to beside one of type `Other`; `T` where it stays.
template <sql_op Op, class T, class Other>
constexpr auto find_sql_operand() {
    if constexpr (is_sql_comparison(Op)
                  && !atomic_column<T> && !atomic_column<Other> && !any_unknown<T, Other>) {
        return find_nested_operand<T, Other>();
    } else if constexpr (is_sql_comparison(Op)) {
        if constexpr (!string_column<T> || string_column<Other> || !atomic_column<Other>
                      || std::same_as<Other, binary>) {
            return type_identity<T>{};
        } else if constexpr (integral_column<Other>) {
            return type_identity<std::int64_t>{};
        } else if constexpr (numeric_column<Other>) {
            return type_identity<double>{};
        } else {
            return type_identity<Other>{};
        }
    } else if constexpr (string_column<T> && integral_column<Other>) {
        return type_identity<std::conditional_t<Op == sql_op::divide, double, std::int64_t>>{};
    } else if constexpr (string_column<T> && numeric_column<Other>) {
        return type_identity<double>{};
    } else if constexpr (std::same_as<T, void_type> && numeric_column<Other>) {
        return type_identity<Other>{};
    } else if constexpr (std::same_as<T, void_type>
                         && (string_column<Other> || std::same_as<Other, void_type>)) {
        return type_identity<double>{};
    } else {
        return type_identity<T>{};
    }
}

template <class To, class From, class E>
constexpr auto cast_where_other(E const& e) {
    if constexpr (std::same_as<To, From>) {
        return e;
    } else {
        return cast_implicitly<To>(e);
    }
}

constexpr bool is_sql_ordering(sql_op op) { return op >= sql_op::less && op <= sql_op::greater_equal; }

template <class E>
inline constexpr bool is_decimal_literal = false;
template <int P, int S, int128 Unscaled>
inline constexpr bool is_decimal_literal<decimal_literal<P, S, Unscaled>> = true;

/// A decimal that is written beside an integer which it is ordered against is the whole number next to it, on
/// the side that keeps the answer. It shows in the name.
/// Source  Spark's type coercion of decimals.
template <bool Up, int P, int S, int128 Unscaled>
constexpr auto sql_whole_bound(decimal_literal<P, S, Unscaled> const& written) {
    constexpr auto unit = static_cast<int128>(power_of_ten(S));
    constexpr int128 rest = Unscaled % unit;
    constexpr int128 whole = Unscaled / unit + (Up && rest > 0 ? 1 : !Up && rest < 0 ? -1 : 0);
    if constexpr (whole == static_cast<std::int64_t>(whole)) {
        return whole_literal<std::int64_t, static_cast<std::int64_t>(whole)>{};
    } else {
        return written;
    }
}
template <sql_op Op, class S, class E, class Other, bool Left>
constexpr auto sql_ordered_operand(E const& e) {
    if constexpr (is_sql_ordering(Op) && is_decimal_literal<E> && integral_column<sql_type_of<Other, S>>) {
        constexpr bool right_up = Op == sql_op::less || Op == sql_op::greater_equal;
        return sql_whole_bound < Left != right_up > (e);
    } else {
        return e;
    }
}

template <sql_op Op, class S, class L, class R, class F>
constexpr auto sql_operate_on_types(L const& left, R const& right, F const& f);

/// An operator over two operands, each cast to the type in which they meet.
template <sql_op Op, class S, class L, class R, class F>
constexpr auto sql_operate(L const& left, R const& right, F const& f) {
    return sql_operate_on_types<Op, S>(sql_ordered_operand<Op, S, L, R, true>(left),
                                       sql_ordered_operand<Op, S, R, L, false>(right), f);
}
template <sql_op Op, class S, class L, class R, class F>
constexpr auto sql_operate_on_types(L const& left, R const& right, F const& f) {
    using a = sql_type_of<L, S>;
    using b = sql_type_of<R, S>;
    using to_a = typename decltype(find_sql_operand<Op, a, b>())::type;
    using to_b = typename decltype(find_sql_operand<Op, b, a>())::type;
    return f(cast_where_other<to_a, a>(left), cast_where_other<to_b, b>(right));
}

/// BETWEEN, a text beside another type read as that type.
template <class S, class E, class A, class B>
constexpr auto sql_between(E const& e, A const& low, B const& high) {
    using value = sql_type_of<E, S>;
    using bound = std::conditional_t<string_column<sql_type_of<A, S>>, sql_type_of<B, S>, sql_type_of<A, S>>;
    using to = typename decltype(find_sql_operand<sql_op::less, value, bound>())::type;
    using to_low = typename decltype(find_sql_operand<sql_op::less, sql_type_of<A, S>, to>())::type;
    using to_high = typename decltype(find_sql_operand<sql_op::less, sql_type_of<B, S>, to>())::type;
    return between(cast_where_other<to, value>(e), cast_where_other<to_low, sql_type_of<A, S>>(low),
                   cast_where_other<to_high, sql_type_of<B, S>>(high));
}

/// The sign of an operator that times and intervals have; 0 for the others.
constexpr char sql_time_sign(sql_op op) {
    return op == sql_op::plus     ? '+'
           : op == sql_op::minus  ? '-'
           : op == sql_op::times  ? '*'
           : op == sql_op::divide ? '/'
                                  : '\0';
}

// Beside a time that it is taken from, a text or null is one of the same kind; null added to a time is an
// interval. Beside an interval that is multiplied or divided both are numbers, and null added to one is
// another.
template <sql_op Op, class T, class Other>
constexpr auto find_sql_time_operand() {
    constexpr bool null = std::same_as<T, void_type>;
    constexpr bool scales = Op == sql_op::times || Op == sql_op::divide;
    if constexpr (!string_column<T> && !null) {
        return type_identity<T>{};
    } else if constexpr (scales) {
        return type_identity<std::conditional_t<interval_column<Other>, double, T>>{};
    } else if constexpr (null && Op == sql_op::plus && time_column<Other>) {
        return type_identity<day_time_interval<>>{};
    } else {
        constexpr bool alike =
            (Op == sql_op::minus && time_column<Other>) || (null && interval_column<Other>);
        return type_identity<std::conditional_t<alike, Other, T>>{};
    }
}
template <sql_op Op, class T, class Other>
using sql_time_operand = typename decltype(find_sql_time_operand<Op, T, Other>())::type;

template <sql_op Op, class A, class B>
inline constexpr bool has_sql_time_operator =
    sql_time_sign(Op) != 0
    && has_time_operator<sql_time_sign(Op), sql_time_operand<Op, A, B>, sql_time_operand<Op, B, A>>;

/// An operator over a time or an interval, with the name that Spark gives it for these types.
template <sql_op Op, class S, class L, class R>
constexpr auto sql_operate_on_times(L const& left, R const& right) {
    using a = sql_type_of<L, S>;
    using b = sql_type_of<R, S>;
    using to_a = sql_time_operand<Op, a, b>;
    using to_b = sql_time_operand<Op, b, a>;
    // A timestamp and an interval that is written there: the node of the C++ spelling, as joins look for it.
    if constexpr (is_interval<R> && clock_column<a> && Op == sql_op::plus) {
        return left + right;
    } else if constexpr (is_interval<R> && clock_column<a> && Op == sql_op::minus) {
        return left - right;
    } else {
        return make_function<time_operator_function<sql_time_sign(Op), to_a, to_b>>(
            cast_where_other<to_a, a>(left), cast_where_other<to_b, b>(right));
    }
}

/// An operand of AND, OR, NOT and of a condition: a text is read as a boolean.
template <class S, class E>
constexpr auto sql_condition(E const& e) {
    if constexpr (string_column<sql_type_of<E, S>>) {
        return cast_implicitly<bool>(e);
    } else {
        return e;
    }
}

} // namespace weir::detail
