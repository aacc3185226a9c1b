// SPDX-License-Identifier: BSL-1.0
// The functions of numbers that are neither powers nor rounding: absolute value, sign, remainders, NaN.
#pragma once

#include <weir/expr/choice.hpp>
#include <weir/expr/powers.hpp>
#include <weir/expr/rounding.hpp>
#include <weir/expr/try_arithmetic.hpp>

#include <cmath>
#include <concepts>
#include <cstdint>
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
        return interval_column<T> ? verdict{} : check_kinds<T>(name, "n");
    }
    template <class T>
    using result = T;
    template <class T>
    static constexpr bool total = !integral_column<T> && !interval_column<T>;
    template <class R>
    static constexpr R apply(R const& value) {
        if constexpr (interval_column<R>) {
            return count_of(value) < 0 ? negated(value) : value;
        } else if constexpr (integral_column<R>) {
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
struct rint_function : double_function<rint_function> {
    static constexpr std::string_view name = "rint";
    static double compute(double x) { return std::nearbyint(x); }
};

/// sign and signum: -1.0, 0.0 or 1.0; of an interval by its length.
template <fixed_string Name>
struct sign_function {
    static constexpr std::string_view name = Name.view();
    template <class T>
    static constexpr verdict check() {
        return interval_column<T> ? verdict{} : check_kinds<T>(name, "n");
    }
    template <class T>
    using result = double;
    template <class T>
    static constexpr bool total = true;
    template <class R, class T>
    static constexpr double apply(T const& value) {
        if constexpr (interval_column<T>) {
            return apply<R>(static_cast<double>(count_of(value)));
        } else {
            double const x = to_double(value);
            return x > 0 ? 1.0 : x < 0 ? -1.0 : x;
        }
    }
};

/// `+x`, the number itself.
struct positive_function {
    template <class T>
    static constexpr verdict check() {
        return interval_column<T> ? verdict{} : check_kinds<T>("+", "n");
    }
    template <class T>
    using result = T;
    template <class T>
    static constexpr bool total = true;
    static constexpr void write(text& out, text const& x) { out << "(+ " << x.view() << ')'; }
    template <class R>
    static constexpr R apply(R const& value) {
        return value;
    }
};
struct negative_function : negate {
    static constexpr void write(text& out, text const& x) { out << "negative(" << x.view() << ')'; }
};
struct mod_function : remainder {
    static constexpr void write(text& out, text const& a, text const& b) {
        out << "mod(" << a.view() << ", " << b.view() << ')';
    }
};

/// nanvl(a, b): `a`, or `b` where `a` is NaN. double, or float of floats.
struct nanvl_function {
    static constexpr std::string_view name = "nanvl";
    static constexpr bool sees_nulls = true;
    template <class A, class B>
    static constexpr verdict check() {
        return check_kinds<null_as<value_type_of<A>, double>, null_as<value_type_of<B>, double>>(name, "n");
    }
    template <class A, class B>
    using result = nullable_if<
        std::conditional_t<std::same_as<value_type_of<A>, float> && std::same_as<value_type_of<B>, float>,
                           float, double>,
        is_nullable<A> || is_nullable<B> || any_void<A, B>>;
    template <class R, class T>
    static constexpr std::optional<R> number(T const& value) {
        if constexpr (std::same_as<T, void_type>) {
            return std::nullopt;
        } else {
            return present(value) ? std::optional<R>(static_cast<R>(to_double(unwrap(value)))) : std::nullopt;
        }
    }
    template <class R, class A, class B>
    static constexpr auto apply(A const& a, B const& b) {
        auto const first = number<R>(a);
        auto const chosen = first && *first != *first ? number<R>(b) : first;
        if constexpr (is_nullable<result<A, B>>) {
            return chosen;
        } else {
            return *chosen;
        }
    }
};

struct factorial_function {
    static constexpr std::string_view name = "factorial";
    template <class T>
    static constexpr verdict check() {
        return check_kinds<T>(name, "i");
    }
    template <class T>
    using result = std::optional<std::int64_t>;
    template <class T>
    static constexpr bool total = true;
    template <class R>
    static constexpr std::optional<std::int64_t> apply(std::int64_t n) {
        if (n < 0 || n > 20) return std::nullopt;
        std::int64_t product = 1;
        for (; n > 1; --n) product *= n;
        return product;
    }
};

/// width_bucket(x, low, high, n): in which of `n` equal parts of [low, high) `x` is, from 1; 0 and n + 1
/// outside.
struct width_bucket_function {
    static constexpr std::string_view name = "width_bucket";
    template <class T, class Low, class High, class N>
    static constexpr verdict check() {
        return check_kinds<T, Low, High, N>(name, "nnni");
    }
    template <class... Ts>
    using result = std::optional<std::int64_t>;
    template <class... Ts>
    static constexpr bool total = true;
    template <class R, class T, class L, class H>
    static std::optional<std::int64_t> apply(T const& value, L const& from, H const& to, std::int64_t n) {
        double const x = to_double(value);
        double const low = to_double(from);
        double const high = to_double(to);
        if (n <= 0 || n == std::numeric_limits<std::int64_t>::max() || std::isnan(x) || low == high
            || !std::isfinite(low) || !std::isfinite(high)) {
            return std::nullopt;
        }
        bool const rising = low < high;
        if (rising ? x < low : x > low) return 0;
        if (rising ? x >= high : x <= high) return n + 1;
        return static_cast<std::int64_t>(static_cast<double>(n) * (x - low) / (high - low)) + 1;
    }
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

/// The absolute value, of the same type.
/// Null    null where the number is null; so for all functions here but isnan.
/// Errors  compile time: no number. Run time: ARITHMETIC_OVERFLOW of the least integer.
/// Source  Spark functions.abs.
template <class E>
    requires detail::operand<E>
constexpr auto abs(E const& e) {
    return detail::make_function<detail::abs_function>(e);
}
/// Whether a number is NaN; false of null.
/// Source  Spark functions.isnan.
template <class E>
    requires detail::operand<E>
constexpr auto isnan(E const& e) {
    return detail::make_function<detail::isnan_function>(e);
}
/// The nearest whole number as a double, halves to the even one.
/// Source  Spark functions.rint.
template <class E>
    requires detail::operand<E>
constexpr auto rint(E const& e) {
    return detail::make_function<detail::rint_function>(e);
}
/// -1.0, 0.0 or 1.0.
/// Source  Spark functions.sign.
template <class E>
    requires detail::operand<E>
constexpr auto sign(E const& e) {
    return detail::make_function<detail::sign_function<"sign">>(e);
}
/// -1.0, 0.0 or 1.0.
/// Source  Spark functions.signum.
template <class E>
    requires detail::operand<E>
constexpr auto signum(E const& e) {
    return detail::make_function<detail::sign_function<"SIGNUM">>(e);
}
/// The number itself.
/// Source  Spark functions.positive.
template <class E>
    requires detail::operand<E>
constexpr auto positive(E const& e) {
    return detail::make_function<detail::positive_function>(e);
}
/// The number with the other sign.
/// Errors  compile time: no number. Run time: ARITHMETIC_OVERFLOW for the least integer.
/// Source  Spark functions.negative.
template <class E>
    requires detail::operand<E>
constexpr auto negative(E const& e) {
    return detail::make_function<detail::negative_function>(e);
}
/// The remainder, with the sign of the dividend.
/// Errors  compile time: no number. Run time: REMAINDER_BY_ZERO.
/// Source  Spark SQL mod.
template <class A, class B>
    requires(detail::operand<A> && detail::operand<B>)
constexpr auto mod(A const& a, B const& b) {
    return detail::make_function<detail::mod_function>(a, b);
}
/// The first number, or the second where the first is NaN.
/// Source  Spark functions.nanvl.
template <class A, class B>
    requires(detail::operand<A> && detail::operand<B>)
constexpr auto nanvl(A const& a, B const& b) {
    return detail::make_function<detail::nanvl_function>(a, b);
}
/// The product of the numbers up to one from 0 to 20, else null.
/// Source  Spark functions.factorial.
template <class E>
    requires detail::operand<E>
constexpr auto factorial(E const& e) {
    return detail::make_function<detail::factorial_function>(e);
}
/// In which of `n` equal parts of [low, high) a number is, from 1; 0 below and n + 1 above, or the other way
/// round where low is above high.
/// Null    where the parts make no sense.
/// Source  Spark functions.width_bucket.
template <class E, class L, class H, class N>
    requires(detail::operand<E> && detail::operand<L> && detail::operand<H> && detail::operand<N>)
constexpr auto width_bucket(E const& e, L const& low, H const& high, N const& n) {
    return detail::make_function<detail::width_bucket_function>(e, low, high, n);
}

} // namespace weir
