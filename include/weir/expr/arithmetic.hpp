// SPDX-License-Identifier: BSL-1.0
// Arithmetic on numbers, and on times with intervals, with Spark's types and its ANSI errors.
#pragma once

#include <weir/core/decimal.hpp>
#include <weir/core/error.hpp>
#include <weir/expr/common_number.hpp>
#include <weir/expr/function.hpp>
#include <weir/expr/time_operators.hpp>

#include <cmath>
#include <limits>
#include <string_view>

namespace weir {

namespace detail {

// The arithmetic operators differ in a few lines only: what they compute for each kind of number.
template <class Op>
struct arithmetic {
    static constexpr bool counts_digits = true;
    template <class A, class B>
    static constexpr verdict check() {
        if constexpr (has_time_operator<Op::sign[0], A, B>) {
            return {};
        } else {
            return check_numbers<A, B>(Op::sign);
        }
    }

    template <class A, class B>
    static constexpr auto find_result() {
        if constexpr (has_time_operator<Op::sign[0], A, B>) {
            return type_identity<time_operator_result<Op::sign[0], A, B>>{};
        } else if constexpr (decimal_pair<A, B>) {
            return type_identity<typename Op::template decimal_result<
                typename as_decimal_operand<A, B>::type, typename as_decimal_operand<B, A>::type>>{};
        } else {
            return type_identity<common_number_t<A, B>>{};
        }
    }
    template <class A, class B>
    using result = typename decltype(find_result<A, B>())::type;

    template <class A, class B>
    static constexpr bool total = numeric_column<A> && numeric_column<B> && floating_column<result<A, B>>;

    static constexpr void write(text& out, text const& a, text const& b) {
        out << '(' << a.view() << ' ' << Op::sign << ' ' << b.view() << ')';
    }

    template <class R, class A, class B>
    static constexpr R apply(A const& a, B const& b) {
        if constexpr (has_time_operator<Op::sign[0], A, B>) {
            return apply_time_operator<Op::sign[0]>(a, b);
        } else if constexpr (is_decimal<R>) {
            auto const value = Op::decimal(to_decimal<typename as_decimal_operand<A, B>::type>(a),
                                           to_decimal<typename as_decimal_operand<B, A>::type>(b));
            if (!value) [[unlikely]]
                throw_result_out_of_range(Op::sign, R::precision, R::scale);
            return *value;
        } else if constexpr (integral_column<R>) {
            R value{};
            if (Op::overflows(static_cast<R>(a), static_cast<R>(b), value)) [[unlikely]] {
                throw_integer_overflow<R>(static_cast<R>(a), Op::sign, static_cast<R>(b), Op::instead);
            }
            return value;
        } else {
            return Op::floating(as_floating<R>(a), as_floating<R>(b));
        }
    }
};

struct add : arithmetic<add> {
    static constexpr std::string_view sign = "+";
    static constexpr std::string_view instead = "try_add";
    template <class A, class B>
    using decimal_result = decimal_sum<A, B>;
    template <class A, class B>
    static constexpr auto decimal(A a, B b) {
        return add_decimals(a, b);
    }
    template <class R>
    static constexpr bool overflows(R a, R b, R& value) {
        return __builtin_add_overflow(a, b, &value);
    }
    template <class R>
    static constexpr R floating(R a, R b) {
        return a + b;
    }
};

struct subtract : arithmetic<subtract> {
    static constexpr std::string_view sign = "-";
    static constexpr std::string_view instead = "try_subtract";
    template <class A, class B>
    using decimal_result = decimal_sum<A, B>;
    template <class A, class B>
    static constexpr auto decimal(A a, B b) {
        return subtract_decimals(a, b);
    }
    template <class R>
    static constexpr bool overflows(R a, R b, R& value) {
        return __builtin_sub_overflow(a, b, &value);
    }
    template <class R>
    static constexpr R floating(R a, R b) {
        return a - b;
    }
};

struct multiply : arithmetic<multiply> {
    static constexpr std::string_view sign = "*";
    static constexpr std::string_view instead = "try_multiply";
    template <class A, class B>
    using decimal_result = decimal_product<A, B>;
    template <class A, class B>
    static constexpr auto decimal(A a, B b) {
        return multiply_decimals(a, b);
    }
    template <class R>
    static constexpr bool overflows(R a, R b, R& value) {
        return __builtin_mul_overflow(a, b, &value);
    }
    template <class R>
    static constexpr R floating(R a, R b) {
        return a * b;
    }
};

/// `/`: always a double or a decimal.
/// Source  Spark, ANSI mode: DIVIDE_BY_ZERO for every type.
struct divide {
    static constexpr bool counts_digits = true;
    static constexpr std::string_view sign = "/";
    template <class A, class B>
    static constexpr verdict check() {
        if constexpr (has_time_operator<'/', A, B>) {
            return {};
        } else {
            return check_numbers<A, B>(sign);
        }
    }
    template <class A, class B>
    static constexpr auto find_result() {
        if constexpr (has_time_operator<'/', A, B>) {
            return type_identity<time_operator_result<'/', A, B>>{};
        } else if constexpr (decimal_pair<A, B>) {
            return type_identity<decimal_quotient<typename as_decimal_operand<A, B>::type,
                                                  typename as_decimal_operand<B, A>::type>>{};
        } else {
            return type_identity<double>{};
        }
    }
    template <class A, class B>
    using result = typename decltype(find_result<A, B>())::type;

    static constexpr void write(text& out, text const& a, text const& b) {
        out << '(' << a.view() << " / " << b.view() << ')';
    }
    template <class R, class A, class B>
    static constexpr R apply(A const& a, B const& b) {
        if constexpr (has_time_operator<'/', A, B>) {
            return apply_time_operator<'/'>(a, b);
        } else if constexpr (is_decimal<R>) {
            auto const divisor = to_decimal<typename as_decimal_operand<B, A>::type>(b);
            if (divisor.unscaled() == 0) [[unlikely]]
                throw_divide_by_zero();
            auto const value =
                divide_decimals(to_decimal<typename as_decimal_operand<A, B>::type>(a), divisor);
            if (!value) [[unlikely]]
                throw_result_out_of_range(sign, R::precision, R::scale);
            return *value;
        } else {
            auto const divisor = as_floating<double>(b);
            if (divisor == 0) [[unlikely]]
                throw_divide_by_zero();
            return as_floating<double>(a) / divisor;
        }
    }
};

/// `%`: the remainder with the sign of the dividend.
/// Source  Spark, ANSI mode: REMAINDER_BY_ZERO.
struct remainder {
    static constexpr bool counts_digits = true;
    static constexpr std::string_view sign = "%";
    template <class A, class B>
    static constexpr verdict check() {
        return check_numbers<A, B>(sign);
    }
    template <class A, class B>
    static constexpr auto find_result() {
        if constexpr (decimal_pair<A, B>) {
            return type_identity<decimal_remainder<typename as_decimal_operand<A, B>::type,
                                                   typename as_decimal_operand<B, A>::type>>{};
        } else {
            return type_identity<common_number_t<A, B>>{};
        }
    }
    template <class A, class B>
    using result = typename decltype(find_result<A, B>())::type;

    static constexpr void write(text& out, text const& a, text const& b) {
        out << '(' << a.view() << " % " << b.view() << ')';
    }
    template <class R, class A, class B>
    static constexpr R apply(A const& a, B const& b) {
        if constexpr (is_decimal<R>) {
            auto const divisor = to_decimal<typename as_decimal_operand<B, A>::type>(b);
            if (divisor.unscaled() == 0) [[unlikely]]
                throw_remainder_by_zero();
            auto const value =
                remainder_of_decimals(to_decimal<typename as_decimal_operand<A, B>::type>(a), divisor);
            if (!value) [[unlikely]]
                throw_result_out_of_range(sign, R::precision, R::scale);
            return *value;
        } else {
            auto const divisor = as_floating<R>(b);
            if (divisor == 0) [[unlikely]]
                throw_remainder_by_zero();
            if constexpr (integral_column<R>) {
                return divisor == -1 ? R{0} : static_cast<R>(static_cast<R>(a) % divisor);
            } else {
                return std::fmod(as_floating<R>(a), divisor);
            }
        }
    }
};

struct negate {
    template <class A>
    static constexpr verdict check() {
        if constexpr (numeric_column<A> || any_interval<A>) {
            return {};
        } else {
            return fault("cannot negate ", type_name<A>().view(), "; the operand has to be a number");
        }
    }
    template <class A>
    using result = A;
    template <class A>
    static constexpr bool total = floating_column<A>;

    static constexpr void write(text& out, text const& a) { out << "(- " << a.view() << ')'; }
    template <class R>
    static constexpr R apply(R a) {
        if constexpr (any_interval<R>) {
            return negated(a);
        } else if constexpr (integral_column<R>) {
            if (a == std::numeric_limits<R>::min()) [[unlikely]]
                throw_arithmetic_overflow(overflow_type_name<R>(), {});
            return static_cast<R>(-a);
        } else {
            return -a;
        }
    }
};

// Time plus and minus an interval.

template <class Op, int Direction>
struct time_shift {
    template <class A, class B>
    static constexpr verdict check() {
        if constexpr (has_time_operator<Op::sign[0], A, B>) {
            return {};
        } else {
            return fault("cannot compute ", type_name<A>().view(), ' ', Op::sign, ' ',
                         "interval; only a timestamp moves by an interval, cast it");
        }
    }
    template <class A, class B>
    using result = time_operator_result<Op::sign[0], A, B>;

    static constexpr void write(text& out, text const& a, text const& b) {
        out << a.view() << ' ' << Op::sign << ' ' << b.view();
    }
    template <class R, class A, class B>
    static constexpr R apply(A const& a, B const& by) {
        return apply_time_operator<Op::sign[0]>(a, by);
    }
};

template <class T>
inline constexpr bool is_interval = false;
template <fixed_string Text, bool InOrder>
inline constexpr bool is_interval<interval_literal<Text, InOrder>> = true;

template <class L, class R>
concept operands = operand<L> && operand<R> && (expression<L> || expression<R>);

template <class Op, int Direction, class L, class R>
constexpr auto make_sum(L const& left, R const& right) {
    if constexpr (is_interval<R>) {
        return make_function<time_shift<Op, Direction>>(left, right);
    } else {
        return make_function<Op>(left, right);
    }
}

} // namespace detail

/// The sum of two numbers, or a timestamp moved by an interval.
/// Null    null where an operand is null.
/// Errors  compile time: operands that are no numbers. Run time: ARITHMETIC_OVERFLOW.
template <class L, class R>
    requires detail::operands<L, R>
constexpr auto operator+(L const& left, R const& right) {
    return detail::make_sum<detail::add, 1>(left, right);
}
/// The difference of two numbers, or a timestamp moved back by an interval.
/// Errors  as for `+`.
template <class L, class R>
    requires detail::operands<L, R>
constexpr auto operator-(L const& left, R const& right) {
    return detail::make_sum<detail::subtract, -1>(left, right);
}
/// The product of two numbers.
/// Errors  as for `+`.
template <class L, class R>
    requires detail::operands<L, R>
constexpr auto operator*(L const& left, R const& right) {
    return detail::make_function<detail::multiply>(left, right);
}
/// The quotient: double, or decimal for decimals.
/// Errors  compile time: operands that are no numbers. Run time: DIVIDE_BY_ZERO.
template <class L, class R>
    requires detail::operands<L, R>
constexpr auto operator/(L const& left, R const& right) {
    return detail::make_function<detail::divide>(left, right);
}
/// The remainder, with the sign of the dividend.
/// Errors  compile time: operands that are no numbers. Run time: REMAINDER_BY_ZERO.
template <class L, class R>
    requires detail::operands<L, R>
constexpr auto operator%(L const& left, R const& right) {
    return detail::make_function<detail::remainder>(left, right);
}
/// The number with the other sign.
/// Errors  compile time: no number. Run time: ARITHMETIC_OVERFLOW for the least integer.
template <expression E>
constexpr auto operator-(E const& e) {
    return detail::make_function<detail::negate>(e);
}

} // namespace weir
