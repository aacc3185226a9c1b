// SPDX-License-Identifier: BSL-1.0
// The functions of numbers: absolute value, powers, logarithms, NaN; with rounding, try_ variants and choice.
#pragma once

#include <weir/expr/choice.hpp>
#include <weir/expr/rounding.hpp>
#include <weir/expr/try_arithmetic.hpp>

#include <cmath>
#include <concepts>
#include <limits>
#include <optional>
#include <string_view>
#include <type_traits>

namespace weir {

namespace detail {

struct abs_function {
    static constexpr std::string_view name = "abs";
    template <class T>
    static constexpr verdict check() {
        return check_kinds<T>(name, "n");
    }
    template <class T>
    using result = T;
    template <class T>
    static constexpr bool total = !integral_column<T>;
    template <class R>
    static constexpr R apply(R const& value) {
        if constexpr (integral_column<R>) {
            if (value == std::numeric_limits<R>::min()) [[unlikely]]
                throw_arithmetic_overflow(overflow_type_name<R>());
            return static_cast<R>(value < 0 ? -value : value);
        } else if constexpr (is_decimal<R>) {
            return value.unscaled() < 0 ? -value : value;
        } else {
            return std::fabs(value);
        }
    }
};

/// A function of doubles to a double; other numbers are made doubles.
template <class Fn>
struct double_function {
    template <class... Ts>
    static constexpr verdict check() {
        return check_kinds<Ts...>(Fn::name, "n");
    }
    template <class... Ts>
    using result = double;
    template <class... Ts>
    static constexpr bool total = true;
    template <class R, class... Ts>
    static double apply(Ts const&... values) {
        return Fn::compute(to_double(values)...);
    }
};
/// The same where the result can be null: a logarithm of what has none.
template <class Fn>
struct partial_double_function {
    template <class... Ts>
    static constexpr verdict check() {
        return check_kinds<Ts...>(Fn::name, "n");
    }
    template <class... Ts>
    using result = std::optional<double>;
    template <class... Ts>
    static constexpr bool total = true;
    template <class R, class... Ts>
    static std::optional<double> apply(Ts const&... values) {
        return Fn::compute(to_double(values)...);
    }
};

struct sqrt_function : double_function<sqrt_function> {
    static constexpr std::string_view name = "SQRT";
    static double compute(double x) { return std::sqrt(x); }
};
struct cbrt_function : double_function<cbrt_function> {
    static constexpr std::string_view name = "CBRT";
    static double compute(double x) { return std::cbrt(x); }
};
struct exp_function : double_function<exp_function> {
    static constexpr std::string_view name = "EXP";
    static double compute(double x) { return std::exp(x); }
};
struct pow_function : double_function<pow_function> {
    static constexpr std::string_view name = "pow";
    static double compute(double x, double y) {
        // C gives 1 for these, Java NaN.
        if (std::fabs(x) == 1 && !std::isfinite(y)) return std::numeric_limits<double>::quiet_NaN();
        return y == 0 ? 1.0 : std::isnan(y) ? y : std::pow(x, y);
    }
};
struct ln_function : partial_double_function<ln_function> {
    static constexpr std::string_view name = "ln";
    static std::optional<double> compute(double x) {
        return x <= 0 ? std::nullopt : std::optional(std::log(x));
    }
};
struct log10_function : partial_double_function<log10_function> {
    static constexpr std::string_view name = "LOG10";
    static std::optional<double> compute(double x) {
        return x <= 0 ? std::nullopt : std::optional(std::log10(x));
    }
};
struct log2_function : partial_double_function<log2_function> {
    static constexpr std::string_view name = "LOG2";
    static std::optional<double> compute(double x) {
        return x <= 0 ? std::nullopt : std::optional(std::log2(x));
    }
};
struct log_function : partial_double_function<log_function> {
    static constexpr std::string_view name = "LOG";
    static std::optional<double> compute(double base, double x) {
        return base <= 0 || x <= 0 ? std::nullopt : std::optional(std::log(x) / std::log(base));
    }
};
struct natural_log_function : partial_double_function<natural_log_function> {
    static constexpr std::string_view name = "LOG";
    static constexpr void write(text& out, text const& x) { out << "LOG(E(), " << x.view() << ')'; }
    static std::optional<double> compute(double x) { return ln_function::compute(x); }
};

struct isnan_function {
    static constexpr std::string_view name = "isnan";
    static constexpr bool sees_nulls = true;
    template <class T>
    static constexpr verdict check() {
        return std::same_as<T, void_type> ? verdict{} : check_kinds<value_type_of<T>>(name, "n");
    }
    template <class T>
    using result = bool;
    template <class T>
    static constexpr bool total = true;
    template <class R, class T>
    static constexpr bool apply(T const& value) {
        if constexpr (floating_column<value_type_of<T>>) {
            return present(value) && unwrap(value) != unwrap(value);
        } else {
            return false;
        }
    }
};

} // namespace detail

/// The absolute value, of the same type. Source  Spark functions.abs.
/// Null    null where the number is null; so for all functions here but isnan.
/// Errors  compile time: no number. Run time: ARITHMETIC_OVERFLOW of the least integer.
template <class E>
    requires detail::operand<E>
constexpr auto abs(E const& e) {
    return detail::make_function<detail::abs_function>(e);
}
/// The square root; NaN of a negative number. Source  Spark functions.sqrt.
template <class E>
    requires detail::operand<E>
constexpr auto sqrt(E const& e) {
    return detail::make_function<detail::sqrt_function>(e);
}
/// The cube root. Source  Spark functions.cbrt.
template <class E>
    requires detail::operand<E>
constexpr auto cbrt(E const& e) {
    return detail::make_function<detail::cbrt_function>(e);
}
/// The power, as a double. Source  Spark functions.pow.
template <class A, class B>
    requires(detail::operand<A> && detail::operand<B>)
constexpr auto pow(A const& base, B const& exponent) {
    return detail::make_function<detail::pow_function>(base, exponent);
}
/// The exponential. Source  Spark functions.exp.
template <class E>
    requires detail::operand<E>
constexpr auto exp(E const& e) {
    return detail::make_function<detail::exp_function>(e);
}
/// The natural logarithm; null for what is not positive. Source  Spark functions.ln.
template <class E>
    requires detail::operand<E>
constexpr auto ln(E const& e) {
    return detail::make_function<detail::ln_function>(e);
}
/// The natural logarithm; null for what is not positive. Source  Spark functions.log.
template <class E>
    requires detail::operand<E>
constexpr auto log(E const& e) {
    return detail::make_function<detail::natural_log_function>(e);
}
/// The logarithm to a base; null where one of them is not positive. Source  Spark functions.log.
template <class B, class E>
    requires(detail::operand<B> && detail::operand<E>)
constexpr auto log(B const& base, E const& e) {
    return detail::make_function<detail::log_function>(base, e);
}
/// The logarithm to the base 10; null for what is not positive. Source  Spark functions.log10.
template <class E>
    requires detail::operand<E>
constexpr auto log10(E const& e) {
    return detail::make_function<detail::log10_function>(e);
}
/// The logarithm to the base 2; null for what is not positive. Source  Spark functions.log2.
template <class E>
    requires detail::operand<E>
constexpr auto log2(E const& e) {
    return detail::make_function<detail::log2_function>(e);
}
/// Whether a number is NaN; false of null. Source  Spark functions.isnan.
template <class E>
    requires detail::operand<E>
constexpr auto isnan(E const& e) {
    return detail::make_function<detail::isnan_function>(e);
}

} // namespace weir
