// SPDX-License-Identifier: BSL-1.0
// The types in which numbers of two kinds meet, and what they share when they overflow.
#pragma once

#include <weir/core/decimal.hpp>
#include <weir/core/error.hpp>
#include <weir/schema/types.hpp>

#include <concepts>
#include <string_view>
#include <type_traits>

namespace weir::detail {

// The decimal that holds every value of an integer type.
template <integral_column T>
using decimal_for = decimal<(sizeof(T) == 1   ? 3
                             : sizeof(T) == 2 ? 5
                             : sizeof(T) == 4 ? 10
                                              : 20),
                            0>;

template <class A, class B>
using decimal_common =
    decimal<wider_shape(A::shape, B::shape).precision, wider_shape(A::shape, B::shape).scale>;

template <class D, class T>
constexpr D to_decimal(T const& value) {
    if constexpr (std::same_as<D, T>) {
        return value;
    } else {
        return D::from_unscaled(static_cast<int128>(value));
    }
}

template <class R, class T>
constexpr R as_floating(T const& value) {
    if constexpr (is_decimal<T>) {
        return static_cast<R>(value.to_double());
    } else {
        return static_cast<R>(value);
    }
}

// The type in which two numbers meet: the wider integer; double beside an integer; Spark has no float + int
// -> float.
template <class A, class B>
struct common_number {
    using type = double;
};
template <integral_column A, integral_column B>
struct common_number<A, B> {
    using type = std::conditional_t<(sizeof(A) >= sizeof(B)), A, B>;
};
template <>
struct common_number<float, float> {
    using type = float;
};
template <int P, int S, int Q, int R>
struct common_number<decimal<P, S>, decimal<Q, R>> {
    using type = decimal_common<decimal<P, S>, decimal<Q, R>>;
};
template <int P, int S, integral_column B>
struct common_number<decimal<P, S>, B> {
    using type = decimal_common<decimal<P, S>, decimal_for<B>>;
};
template <integral_column A, int P, int S>
struct common_number<A, decimal<P, S>> {
    using type = decimal_common<decimal_for<A>, decimal<P, S>>;
};

template <class A, class B>
using common_number_t = typename common_number<A, B>::type;

// A number beside a decimal becomes the decimal that holds every value of its type.
template <class T, class Other>
struct as_decimal_operand {
    using type = T;
};
template <integral_column T, int P, int S>
struct as_decimal_operand<T, decimal<P, S>> {
    using type = decimal_for<T>;
};

template <class A, class B>
inline constexpr bool decimal_pair =
    (is_decimal<A> && (is_decimal<B> || integral_column<B>)) || (is_decimal<B> && integral_column<A>);

template <class T>
constexpr std::string_view overflow_type_name() {
    if constexpr (sizeof(T) == 1) {
        return "tinyint";
    } else if constexpr (sizeof(T) == 2) {
        return "smallint";
    } else if constexpr (sizeof(T) == 4) {
        return "integer";
    } else {
        return "long";
    }
}

template <class T>
[[noreturn, gnu::cold, gnu::noinline]] void throw_integer_overflow(T a, std::string_view sign, T b,
                                                                   std::string_view instead) {
    if constexpr (sizeof(T) < 4) {
        throw_binary_arithmetic_overflow(a, sign, b, overflow_type_name<T>());
    } else {
        throw_arithmetic_overflow(overflow_type_name<T>(), instead);
    }
}

template <class A, class B>
constexpr verdict check_numbers(std::string_view sign) {
    if constexpr (numeric_column<A> && numeric_column<B>) {
        return {};
    } else {
        return fault("cannot compute ", type_name<A>().view(), ' ', sign, ' ', type_name<B>().view(),
                     string_column<A> && string_column<B>
                         ? "; cast both to numbers, or join texts by concat(...)"
                     : string_column<A> || string_column<B> ? "; cast the string to a number"
                                                            : "; both sides have to be numbers");
    }
}

} // namespace weir::detail
