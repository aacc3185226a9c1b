// SPDX-License-Identifier: BSL-1.0
// Arithmetic beyond the operators: try_add and its kin, which give null instead of an error, int_div and
// pmod.
#pragma once

#include <weir/core/error.hpp>
#include <weir/expr/arguments.hpp>
#include <weir/expr/arithmetic.hpp>
#include <weir/expr/comparison.hpp>

#include <cmath>
#include <concepts>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>
#include <type_traits>

namespace weir {

namespace detail {

template <class T, class Other, class Value>
constexpr auto decimal_operand(Value const& value) {
    return to_decimal<typename as_decimal_operand<T, Other>::type>(value);
}

/// Numbers, or what has such an operator among times and intervals.
template <char Sign, class A, class B>
constexpr verdict check_try(std::string_view name) {
    if constexpr (has_time_operator<Sign, A, B>) {
        return {};
    } else {
        return check_kinds<A, B>(name, "n");
    }
}

template <class Op, class A, class B>
constexpr auto find_try_result() {
    if constexpr (has_time_operator<Op::sign[0], A, B>) {
        return type_identity<time_operator_result<Op::sign[0], A, B>>{};
    } else {
        return type_identity<typename Op::template result<A, B>>{};
    }
}
template <class Op, class A, class B>
using try_result = std::optional<typename decltype(find_try_result<Op, A, B>())::type>;

/// An operator among times and intervals, which are never out of range by chance: a failure may cost.
template <char Sign, class R, class A, class B>
std::optional<R> try_time_operator(A const& a, B const& b) {
    try {
        return apply_time_operator<Sign>(a, b);
    } catch (arithmetic_error const&) {
        return std::nullopt;
    } catch (cast_error const&) { // a text that is no time
        return std::nullopt;
    }
}

/// try_add, try_subtract, try_multiply over the operator `Op`.
template <class Op>
struct try_function {
    static constexpr bool counts_digits = true;
    static constexpr std::string_view name = Op::instead;
    template <class A, class B>
    static constexpr verdict check() {
        return check_try<Op::sign[0], A, B>(name);
    }
    template <class A, class B>
    using result = try_result<Op, A, B>;
    template <class A, class B>
    static constexpr bool total = numeric_column<A> && numeric_column<B>;

    template <class R, class A, class B>
    static constexpr std::optional<R> apply(A const& a, B const& b) {
        if constexpr (has_time_operator<Op::sign[0], A, B>) {
            return try_time_operator<Op::sign[0], R>(a, b);
        } else if constexpr (is_decimal<R>) {
            return Op::decimal(decimal_operand<A, B>(a), decimal_operand<B, A>(b));
        } else if constexpr (integral_column<R>) {
            R value{};
            bool const failed = Op::overflows(static_cast<R>(a), static_cast<R>(b), value);
            return failed ? std::nullopt : std::optional<R>(value);
        } else {
            return Op::floating(as_floating<R>(a), as_floating<R>(b));
        }
    }
};

/// try_divide and try_mod: null where the divisor is zero, and where a decimal does not fit.
template <class Op>
struct try_divide_function {
    static constexpr bool counts_digits = true;
    static constexpr std::string_view name = Op::sign == "/" ? "try_divide" : "try_mod";
    template <class A, class B>
    static constexpr verdict check() {
        return check_try<Op::sign[0], A, B>(name);
    }
    template <class A, class B>
    using result = try_result<Op, A, B>;

    template <class R, class A, class B>
    static constexpr std::optional<R> apply(A const& a, B const& b) {
        if constexpr (has_time_operator<Op::sign[0], A, B>) {
            return try_time_operator<Op::sign[0], R>(a, b);
        } else if constexpr (is_decimal<R>) {
            auto const dividend = decimal_operand<A, B>(a);
            auto const divisor = decimal_operand<B, A>(b);
            if (divisor.is_zero()) return std::nullopt;
            if constexpr (Op::sign == "/") {
                return divide_decimals(dividend, divisor);
            } else {
                return remainder_of_decimals(dividend, divisor);
            }
        } else {
            if (as_floating<R>(b) == 0) return std::nullopt;
            return Op::template apply<R>(a, b);
        }
    }
};

/// `a div b`: the whole part of a quotient.
struct int_div_function {
    static constexpr bool counts_digits = true;
    template <class A, class B>
    static constexpr verdict check() {
        if constexpr (interval_column<A> && interval_column<B>) {
            return check_comparable<A, B>("div");
        } else if constexpr (floating_column<A> || floating_column<B>) {
            return fault("cannot int_div ", type_name<A>().view(), " by ", type_name<B>().view(),
                         "; divide by / and cast the quotient");
        } else {
            return check_kinds<A, B>("int_div", "n");
        }
    }
    template <class A, class B>
    using result = std::int64_t;
    static constexpr void write(text& out, text const& a, text const& b) {
        out << '(' << a.view() << " div " << b.view() << ')';
    }
    template <class R, class A, class B>
    static constexpr std::int64_t apply(A const& a, B const& b) {
        if constexpr (interval_column<A>) {
            return apply<R>(std::int64_t{count_of(a)}, std::int64_t{count_of(b)});
        } else if constexpr (decimal_pair<A, B>) {
            auto const divisor = decimal_operand<B, A>(b);
            if (divisor.is_zero()) [[unlikely]]
                throw_divide_by_zero();
            auto const whole = whole_quotient_of_decimals(decimal_operand<A, B>(a), divisor);
            if (!whole) [[unlikely]]
                throw_arithmetic_overflow("long");
            return *whole;
        } else {
            if (b == 0) [[unlikely]]
                throw_divide_by_zero();
            if (b == -1) {
                if (a == std::numeric_limits<std::int64_t>::min()) [[unlikely]]
                    throw_arithmetic_overflow("long", "try_divide");
                return -std::int64_t{a};
            }
            return std::int64_t{a} / std::int64_t{b};
        }
    }
};

/// pmod(a, b): the remainder; a negative one has `b` added and is taken again.
struct pmod_function {
    static constexpr bool counts_digits = true;
    static constexpr std::string_view name = "pmod";
    template <class A, class B>
    static constexpr verdict check() {
        return check_kinds<A, B>(name, "n");
    }
    template <class A, class B>
    using result = remainder::result<A, B>;

    template <class R, class A, class B>
    static constexpr R apply(A const& a, B const& b) {
        R const rest = remainder::apply<R>(a, b);
        if constexpr (is_decimal<R>) {
            if (rest.unscaled() >= 0) return rest;
            auto const sum = add_decimals(rest, decimal_operand<B, A>(b));
            auto const again = sum ? remainder_of_decimals(*sum, decimal_operand<B, A>(b)) : std::nullopt;
            auto const value = again ? R::from(*again) : std::nullopt;
            if (!value) [[unlikely]]
                throw_result_out_of_range("pmod", R::precision, R::scale);
            return *value;
        } else if constexpr (integral_column<R>) {
            if (rest >= 0) return rest;
            int128 const divisor = static_cast<R>(b);
            return static_cast<R>((rest + divisor) % divisor);
        } else {
            return rest < 0 ? std::fmod(rest + as_floating<R>(b), as_floating<R>(b)) : rest;
        }
    }
};

} // namespace detail

/// The sum; null where it overflows.
/// Null    null where an operand is null, and on overflow; so for all try_ functions.
/// Errors  compile time: no number, and no time or interval that has such an operator.
/// Source  Spark functions.try_add.
template <class A, class B>
    requires(detail::operand<A> && detail::operand<B>)
constexpr auto try_add(A const& a, B const& b) {
    return detail::make_function<detail::try_function<detail::add>>(a, b);
}
/// The difference; null where it overflows.
/// Source  Spark functions.try_subtract.
template <class A, class B>
    requires(detail::operand<A> && detail::operand<B>)
constexpr auto try_subtract(A const& a, B const& b) {
    return detail::make_function<detail::try_function<detail::subtract>>(a, b);
}
/// The product; null where it overflows.
/// Source  Spark functions.try_multiply.
template <class A, class B>
    requires(detail::operand<A> && detail::operand<B>)
constexpr auto try_multiply(A const& a, B const& b) {
    return detail::make_function<detail::try_function<detail::multiply>>(a, b);
}
/// The quotient; null where the divisor is zero.
/// Source  Spark functions.try_divide.
template <class A, class B>
    requires(detail::operand<A> && detail::operand<B>)
constexpr auto try_divide(A const& a, B const& b) {
    return detail::make_function<detail::try_divide_function<detail::divide>>(a, b);
}
/// The remainder; null where the divisor is zero.
/// Source  Spark functions.try_mod.
template <class A, class B>
    requires(detail::operand<A> && detail::operand<B>)
constexpr auto try_mod(A const& a, B const& b) {
    return detail::make_function<detail::try_divide_function<detail::remainder>>(a, b);
}
/// The whole part of a quotient of integers, decimals or intervals: bigint.
/// Errors  compile time: floats, no numbers. Run time: DIVIDE_BY_ZERO, ARITHMETIC_OVERFLOW.
/// Source  Spark SQL's operator div.
template <class A, class B>
    requires(detail::operand<A> && detail::operand<B>)
constexpr auto int_div(A const& a, B const& b) {
    return detail::make_function<detail::int_div_function>(a, b);
}
/// The remainder, never negative for a positive divisor.
/// Errors  compile time: no number. Run time: REMAINDER_BY_ZERO.
/// Source  Spark functions.pmod.
template <class A, class B>
    requires(detail::operand<A> && detail::operand<B>)
constexpr auto pmod(A const& a, B const& b) {
    return detail::make_function<detail::pmod_function>(a, b);
}

} // namespace weir
