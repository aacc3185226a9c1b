// SPDX-License-Identifier: BSL-1.0
// Numbers rounded: round, bround, floor, ceil.
#pragma once

#include <weir/core/error.hpp>
#include <weir/expr/arguments.hpp>
#include <weir/expr/arithmetic.hpp>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>
#include <type_traits>

namespace weir {

namespace detail {

/// Where a half goes: away from zero, or to the even neighbour.
enum class half_goes : std::uint8_t { up, even };

/// `value / 10^digits`, rounded to a whole number.
template <half_goes Half>
constexpr int128 divide_by_power(int128 value, int digits) {
    if (digits <= 0) return value;
    if (digits > most_decimal_digits) return 0;
    uint128 const unit = power_of_ten(digits);
    uint128 const size = magnitude(value);
    uint128 quotient = size / unit;
    uint128 const twice = size % unit * 2;
    if (twice > unit || (twice == unit && (Half == half_goes::up || quotient % 2 == 1))) ++quotient;
    return with_sign(quotient, value < 0);
}

template <half_goes Half, integral_column T>
constexpr T round_integer(T value, std::int32_t scale) {
    if (scale >= 0) return value;
    if (scale < -20) return 0;
    int128 const rounded = divide_by_power<Half>(value, -scale) * static_cast<int128>(power_of_ten(-scale));
    if (rounded < std::numeric_limits<T>::min() || rounded > std::numeric_limits<T>::max()) [[unlikely]] {
        throw_arithmetic_overflow(overflow_type_name<T>());
    }
    return static_cast<T>(rounded);
}

/// A double rounded as the decimal that its shortest text spells: 1.005 to two digits is 1.01.
template <half_goes Half>
double round_by_text(double value, std::int32_t scale) {
    char text[32];
    char const* const end = std::to_chars(text, text + 32, value, std::chars_format::scientific).ptr;
    std::int64_t digits = 0; // [-]d[.ddd]e(+|-)dd
    std::int32_t exponent = 0;
    char const* at = text + (*text == '-' ? 1 : 0);
    for (; *at != 'e'; ++at) {
        if (*at == '.') continue;
        digits = digits * 10 + (*at - '0');
        --exponent;
    }
    std::int32_t power = 0;
    std::from_chars(at + (at[1] == '+' ? 2 : 1), end, power);
    exponent += 1 + power; // value = digits * 10^exponent
    if (-exponent <= scale) return value;
    auto const whole = static_cast<std::int64_t>(divide_by_power<Half>(digits, -exponent - scale));
    char* out = text;
    if (std::signbit(value)) *out++ = '-';
    out = std::to_chars(out, text + 24, whole).ptr;
    *out++ = 'e';
    out = std::to_chars(out, text + 32, -scale).ptr;
    double rounded = 0;
    std::from_chars(text, out, rounded);
    return rounded == 0 ? 0.0 : rounded;
}

template <half_goes Half>
double round_double(double value, std::int32_t scale) {
    constexpr double powers[] = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8};
    if (!std::isfinite(value)) return value;
    if (value == 0) return 0.0;
    if (scale >= 0 && scale <= 8) {
        // Far enough from a half the product's error does not matter; both operands of the division are
        // exact.
        double const scaled = value * powers[scale];
        double const whole = std::nearbyint(scaled);
        if (std::fabs(scaled) < 1e12 && std::fabs(scaled - whole) < 0.499)
            return whole == 0 ? 0.0 : whole / powers[scale];
    }
    if (scale > 400) return value;
    return scale < -400 ? 0.0 : round_by_text<Half>(value, scale);
}

/// The type of a decimal rounded to `scale` digits.
/// Source  Spark's RoundBase.
constexpr decimal_shape rounded_shape(decimal_shape s, std::int32_t scale) {
    int const whole_digits = s.precision - s.scale + 1;
    if (scale < 0) return {std::min(std::max(whole_digits, -scale + 1), most_decimal_digits), 0};
    int const new_scale = std::min(s.scale, scale);
    return {std::min(whole_digits + new_scale, most_decimal_digits), new_scale};
}

template <class R, half_goes Half, int P, int S>
constexpr R round_decimal(decimal<P, S> const& value, std::int32_t scale) {
    int const dropped = std::min(S - scale, 2 * most_decimal_digits);
    int128 unscaled = divide_by_power<Half>(value.unscaled(), dropped);
    for (int i = scale; i < 0 && unscaled != 0; ++i) unscaled *= 10;
    auto const rounded = R::checked(unscaled);
    if (!rounded) [[unlikely]]
        throw_result_out_of_range("round", R::precision, R::scale);
    return *rounded;
}

/// round and bround to a number of digits that the query's type holds.
template <half_goes Half, std::int32_t Scale>
struct round_function {
    static constexpr std::string_view name = Half == half_goes::up ? "round" : "bround";
    template <class T>
    static constexpr verdict check() {
        return check_kinds<T>(name, "n");
    }
    template <class T>
    static constexpr auto find_result() {
        if constexpr (is_decimal<T>) {
            return type_identity<
                decimal<rounded_shape(T::shape, Scale).precision, rounded_shape(T::shape, Scale).scale>>{};
        } else {
            return type_identity<T>{};
        }
    }
    template <class T>
    using result = typename decltype(find_result<T>())::type;
    static constexpr void write(text& out, text const& x) {
        out << name << '(' << x.view() << ", " << Scale << ')';
    }

    template <class R, class T>
    static constexpr R apply(T const& value) {
        if constexpr (is_decimal<T>) {
            return round_decimal<R, Half>(value, Scale);
        } else if constexpr (integral_column<T>) {
            return round_integer<Half>(value, Scale);
        } else {
            return static_cast<R>(round_double<Half>(static_cast<double>(value), Scale));
        }
    }
};

/// round and bround to a number of digits that is known at run time.
template <half_goes Half>
struct round_at_function {
    static constexpr std::string_view name = Half == half_goes::up ? "round" : "bround";
    template <class T, class Scale>
    static constexpr verdict check() {
        if constexpr (is_decimal<T>) {
            return fault("cannot ", name, " a ", type_name<T>().view(),
                         " to digits known at run time only; write ", name, "<2>(...)");
        } else {
            return check_kinds<T, Scale>(name, "ni");
        }
    }
    template <class T, class Scale>
    using result = T;

    template <class R, class T>
    static constexpr R apply(T const& value, std::int64_t scale) {
        auto const digits = static_cast<std::int32_t>(std::clamp<std::int64_t>(scale, -1'000, 1'000));
        if constexpr (integral_column<T>) {
            return round_integer<Half>(value, digits);
        } else {
            return static_cast<R>(round_double<Half>(static_cast<double>(value), digits));
        }
    }
};

/// floor and ceil to a number of digits: always a decimal.
template <bool Up, std::int32_t Scale>
struct whole_at_function {
    static constexpr std::string_view name = Up ? "ceil" : "floor";
    template <class T>
    static constexpr verdict check() {
        return check_kinds<T>(name, "n");
    }
    template <class T>
    static constexpr auto find_decimal() {
        if constexpr (is_decimal<T>) {
            return type_identity<T>{};
        } else if constexpr (integral_column<T>) {
            return type_identity<decimal_for<T>>{};
        } else if constexpr (std::same_as<T, float>) {
            return type_identity<decimal<14, 7>>{};
        } else {
            return type_identity<decimal<30, 15>>{};
        }
    }
    template <class T>
    using operand = typename decltype(find_decimal<T>())::type;
    template <class T>
    using result = decimal<rounded_shape(operand<T>::shape, Scale).precision,
                           rounded_shape(operand<T>::shape, Scale).scale>;
    static constexpr void write(text& out, text const& x) {
        out << name << '(' << x.view() << ", " << Scale << ')';
    }

    template <class R, class T>
    static constexpr R apply(T const& value) {
        auto const number = operand<T>::from(value);
        if (!number) [[unlikely]]
            throw_result_out_of_range(name, operand<T>::precision, operand<T>::scale);
        constexpr int dropped = operand<T>::scale - Scale;
        if constexpr (dropped <= 0) {
            return R::from_unscaled(number->unscaled());
        } else if constexpr (dropped > most_decimal_digits) {
            return R::from_unscaled(0);
        } else {
            constexpr auto unit = static_cast<int128>(power_of_ten(dropped));
            int128 const whole = number->unscaled() / unit;
            int128 const rest = number->unscaled() % unit;
            int128 const cut = whole + (Up && rest > 0 ? 1 : !Up && rest < 0 ? -1 : 0);
            constexpr int zeros = Scale < 0 ? -Scale : 0;
            auto const rounded = R::checked(cut * static_cast<int128>(power_of_ten(zeros)));
            if (!rounded) [[unlikely]]
                throw_result_out_of_range(name, R::precision, R::scale);
            return *rounded;
        }
    }
};

/// floor and ceil: bigint, or a decimal without digits behind the point.
template <bool Up>
struct whole_function {
    static constexpr std::string_view name = Up ? "CEIL" : "FLOOR";
    template <class T>
    static constexpr verdict check() {
        return check_kinds<T>(name, "n");
    }
    template <class T>
    static constexpr auto find_result() {
        if constexpr (is_decimal<T>) {
            return type_identity<decimal<std::min(T::precision - T::scale + 1, most_decimal_digits), 0>>{};
        } else {
            return type_identity<std::int64_t>{};
        }
    }
    template <class T>
    using result = typename decltype(find_result<T>())::type;
    template <class T>
    static constexpr bool total = integral_column<T>;

    template <class R, class T>
    static constexpr R apply(T const& value) {
        if constexpr (is_decimal<T>) {
            constexpr auto unit = static_cast<int128>(power_of_ten(T::scale));
            int128 const whole = value.unscaled() / unit;
            int128 const rest = value.unscaled() % unit;
            return R::from_unscaled(whole + (Up && rest > 0 ? 1 : !Up && rest < 0 ? -1 : 0));
        } else if constexpr (integral_column<T>) {
            return value;
        } else {
            auto const whole =
                Up ? std::ceil(static_cast<double>(value)) : std::floor(static_cast<double>(value));
            constexpr double limit = 9223372036854775808.0;
            if (whole != whole) return 0; // as Java converts NaN
            if (whole > limit || whole < -limit) [[unlikely]]
                throw_arithmetic_overflow("long");
            return whole == limit ? std::numeric_limits<std::int64_t>::max()
                                  : static_cast<std::int64_t>(whole);
        }
    }
};

struct ceiling_function : whole_function<true> {
    static constexpr std::string_view name = "ceiling";
    static constexpr void write(text& out, text const& x) { out << name << '(' << x.view() << ')'; }
};

} // namespace detail

/// A number rounded to `Scale` digits behind the point, halves away from zero: `round<2>("price"_c)`.
///
/// Rows    the type stays, but for decimals; negative scales round before the point; a double is taken as the
///         decimal that its text spells, so that 1.005 gives 1.01.
/// Null    null where the number is null.
/// Cost    a double: a multiplication and a division, near a half some 100 ns.
/// Errors  compile time: no number. Run time: ARITHMETIC_OVERFLOW,
///         NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION.
/// Source  Spark functions.round.
template <std::int32_t Scale = 0, class E>
    requires detail::operand<E>
constexpr auto round(E const& e) {
    return detail::make_function<detail::round_function<detail::half_goes::up, Scale>>(e);
}
/// As round<Scale>, with the scale as an argument; not for decimals, whose type depends on it.
template <class E, class N>
    requires(detail::operand<E> && detail::operand<N>)
constexpr auto round(E const& e, N const& scale) {
    if constexpr (detail::is_written_integer<N>) {
        return round<static_cast<std::int32_t>(N::written_value)>(e);
    } else {
        return detail::make_function<detail::round_at_function<detail::half_goes::up>>(e, scale);
    }
}
/// As round, halves to the even neighbour.
/// Source  Spark functions.bround.
template <std::int32_t Scale = 0, class E>
    requires detail::operand<E>
constexpr auto bround(E const& e) {
    return detail::make_function<detail::round_function<detail::half_goes::even, Scale>>(e);
}
/// As bround<Scale>, with the scale as an argument.
template <class E, class N>
    requires(detail::operand<E> && detail::operand<N>)
constexpr auto bround(E const& e, N const& scale) {
    if constexpr (detail::is_written_integer<N>) {
        return bround<static_cast<std::int32_t>(N::written_value)>(e);
    } else {
        return detail::make_function<detail::round_at_function<detail::half_goes::even>>(e, scale);
    }
}
/// The greatest whole number that is not greater: bigint, or a decimal.
/// Errors  compile time: no number. Run time: ARITHMETIC_OVERFLOW.
/// Source  Spark functions.floor.
template <class E>
    requires detail::operand<E>
constexpr auto floor(E const& e) {
    return detail::make_function<detail::whole_function<false>>(e);
}
/// The least whole number that is not less: bigint, or a decimal.
/// Errors  compile time: no number. Run time: ARITHMETIC_OVERFLOW.
/// Source  Spark functions.ceil.
template <class E>
    requires detail::operand<E>
constexpr auto ceil(E const& e) {
    return detail::make_function<detail::whole_function<true>>(e);
}

/// Another name of ceil.
/// Source  Spark functions.ceiling.
template <class E>
    requires detail::operand<E>
constexpr auto ceiling(E const& e) {
    return detail::make_function<detail::ceiling_function>(e);
}
/// The greatest decimal of `Scale` digits behind the point that is not greater.
/// Source  Spark functions.floor.
template <std::int32_t Scale, class E>
    requires detail::operand<E>
constexpr auto floor(E const& e) {
    return detail::make_function<detail::whole_at_function<false, Scale>>(e);
}
/// The least decimal of `Scale` digits behind the point that is not less.
/// Source  Spark functions.ceil.
template <std::int32_t Scale, class E>
    requires detail::operand<E>
constexpr auto ceil(E const& e) {
    return detail::make_function<detail::whole_at_function<true, Scale>>(e);
}

} // namespace weir
