// SPDX-License-Identifier: BSL-1.0
// Powers, roots, exponentials and logarithms, as doubles.
#pragma once

#include <weir/expr/arguments.hpp>

#include <cmath>
#include <limits>
#include <optional>
#include <string_view>

namespace weir {

namespace detail {

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

struct power_function : pow_function {
    static constexpr std::string_view name = "POWER";
};
struct expm1_function : double_function<expm1_function> {
    static constexpr std::string_view name = "EXPM1";
    static double compute(double x) { return std::expm1(x); }
};
struct log1p_function : partial_double_function<log1p_function> {
    static constexpr std::string_view name = "LOG1P";
    static std::optional<double> compute(double x) {
        return x <= -1 ? std::nullopt : std::optional(std::log1p(x));
    }
};
struct hypot_function : double_function<hypot_function> {
    static constexpr std::string_view name = "HYPOT";
    static double compute(double x, double y) { return std::hypot(x, y); }
};

} // namespace detail

/// The square root; NaN of a negative number.
/// Source  Spark functions.sqrt.
template <class E>
    requires detail::operand<E>
constexpr auto sqrt(E const& e) {
    return detail::make_function<detail::sqrt_function>(e);
}
/// The cube root.
/// Source  Spark functions.cbrt.
template <class E>
    requires detail::operand<E>
constexpr auto cbrt(E const& e) {
    return detail::make_function<detail::cbrt_function>(e);
}
/// The power, as a double.
/// Source  Spark functions.pow.
template <class A, class B>
    requires(detail::operand<A> && detail::operand<B>)
constexpr auto pow(A const& base, B const& exponent) {
    return detail::make_function<detail::pow_function>(base, exponent);
}
/// The exponential.
/// Source  Spark functions.exp.
template <class E>
    requires detail::operand<E>
constexpr auto exp(E const& e) {
    return detail::make_function<detail::exp_function>(e);
}
/// The natural logarithm; null for what is not positive.
/// Source  Spark functions.ln.
template <class E>
    requires detail::operand<E>
constexpr auto ln(E const& e) {
    return detail::make_function<detail::ln_function>(e);
}
/// The natural logarithm; null for what is not positive.
/// Source  Spark functions.log.
template <class E>
    requires detail::operand<E>
constexpr auto log(E const& e) {
    return detail::make_function<detail::natural_log_function>(e);
}
/// The logarithm to a base; null where one of them is not positive.
/// Source  Spark functions.log.
template <class B, class E>
    requires(detail::operand<B> && detail::operand<E>)
constexpr auto log(B const& base, E const& e) {
    return detail::make_function<detail::log_function>(base, e);
}
/// The logarithm to the base 10; null for what is not positive.
/// Source  Spark functions.log10.
template <class E>
    requires detail::operand<E>
constexpr auto log10(E const& e) {
    return detail::make_function<detail::log10_function>(e);
}
/// The logarithm to the base 2; null for what is not positive.
/// Source  Spark functions.log2.
template <class E>
    requires detail::operand<E>
constexpr auto log2(E const& e) {
    return detail::make_function<detail::log2_function>(e);
}

/// The power, as a double.
/// Source  Spark functions.power.
template <class A, class B>
    requires(detail::operand<A> && detail::operand<B>)
constexpr auto power(A const& base, B const& exponent) {
    return detail::make_function<detail::power_function>(base, exponent);
}
/// The exponential less 1.
/// Source  Spark functions.expm1.
template <class E>
    requires detail::operand<E>
constexpr auto expm1(E const& e) {
    return detail::make_function<detail::expm1_function>(e);
}
/// The natural logarithm of 1 + x; null for what is not above -1.
/// Source  Spark functions.log1p.
template <class E>
    requires detail::operand<E>
constexpr auto log1p(E const& e) {
    return detail::make_function<detail::log1p_function>(e);
}
/// The length of the hypotenuse.
/// Source  Spark functions.hypot.
template <class A, class B>
    requires(detail::operand<A> && detail::operand<B>)
constexpr auto hypot(A const& a, B const& b) {
    return detail::make_function<detail::hypot_function>(a, b);
}

} // namespace weir
