// SPDX-License-Identifier: BSL-1.0
// What the functions of times share: arguments that become what the function works on, as Spark casts them
// unasked.
#pragma once

#include <weir/core/edit_distance.hpp>
#include <weir/expr/arguments.hpp>
#include <weir/expr/convert.hpp>
#include <weir/expr/time_operators.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace weir::detail {

/// What a time can be cut down to; `none` where a text names no unit.
enum class time_unit : std::int8_t {
    none,
    microsecond,
    millisecond,
    second,
    minute,
    hour,
    day,
    week,
    month,
    quarter,
    year
};

constexpr time_unit read_time_unit(std::string_view name) {
    struct spelling {
        std::string_view name;
        time_unit unit;
    };
    constexpr spelling spellings[] = {
        {"microsecond", time_unit::microsecond},
        {"millisecond", time_unit::millisecond},
        {"second", time_unit::second},
        {"minute", time_unit::minute},
        {"hour", time_unit::hour},
        {"day", time_unit::day},
        {"dd", time_unit::day},
        {"week", time_unit::week},
        {"month", time_unit::month},
        {"mon", time_unit::month},
        {"mm", time_unit::month},
        {"quarter", time_unit::quarter},
        {"year", time_unit::year},
        {"yyyy", time_unit::year},
        {"yy", time_unit::year},
    };
    for (spelling const& s : spellings) {
        if (equal_ignoring_case(s.name, name)) return s.unit;
    }
    return time_unit::none;
}

// The kinds of arguments, a letter each:
// D a date, T a timestamp, N a timestamp_ntz: any time, or a text that is one;
// i an int, l a bigint, d seconds with a fraction: any number, or a text that is one; j the same as i, but no
// bigint; s a text; b a boolean; u a unit of time, as text or as its number.

template <char Kind>
struct time_argument;
template <>
struct time_argument<'D'> {
    using type = date;
};
template <>
struct time_argument<'T'> {
    using type = timestamp;
};
template <>
struct time_argument<'N'> {
    using type = timestamp_ntz;
};
template <>
struct time_argument<'i'> {
    using type = std::int32_t;
};
template <>
struct time_argument<'j'> {
    using type = std::int32_t;
};
template <>
struct time_argument<'l'> {
    using type = std::int64_t;
};
template <>
struct time_argument<'d'> {
    using type = decimal<16, 6>;
};
template <>
struct time_argument<'s'> {
    using type = std::string_view;
};
template <>
struct time_argument<'b'> {
    using type = bool;
};
template <>
struct time_argument<'u'> {
    using type = time_unit;
};

template <char Kind, class T>
constexpr bool fits_time_argument() {
    if constexpr (std::same_as<T, void_type>) {
        return true;
    } else if constexpr (Kind == 'D' || Kind == 'T' || Kind == 'N') {
        return time_column<T> || string_column<T>;
    } else if constexpr (Kind == 'i' || Kind == 'l' || Kind == 'd') {
        return numeric_column<T> || string_column<T>;
    } else if constexpr (Kind == 'j') {
        return (integral_column<T> && sizeof(T) <= 4) || string_column<T>;
    } else if constexpr (Kind == 's') {
        return string_column<T>;
    } else if constexpr (Kind == 'b') {
        return std::same_as<T, bool>;
    } else {
        return string_column<T> || std::same_as<T, std::int32_t>;
    }
}

constexpr std::string_view time_argument_advice(char kind) {
    switch (kind) {
    case 'D':
    case 'T':
    case 'N':
        return "; cast it to date or timestamp";
    case 'i':
    case 'j':
        return "; cast it to int";
    case 'l':
        return "; cast it to bigint";
    case 'd':
        return "; it has to be a number";
    case 'b':
        return "; it has to be a boolean";
    default:
        return "; cast it to string";
    }
}

/// Whether an argument makes the result nullable: null itself, or a text that is read.
template <char Kind, class T>
inline constexpr bool nullable_time_argument =
    std::same_as<T, void_type> || (Kind != 's' && Kind != 'u' && string_column<T>);

/// An argument as the function works on it.
template <char Kind, class T>
[[gnu::always_inline]] constexpr auto as_time_argument(T const& value) {
    using to = typename time_argument<Kind>::type;
    if constexpr (Kind == 's') {
        return std::string_view(value);
    } else if constexpr (Kind == 'u') {
        if constexpr (string_column<T>) {
            return read_time_unit(value);
        } else {
            return static_cast<time_unit>(value);
        }
    } else if constexpr (std::same_as<T, to>) {
        return value;
    } else if constexpr (string_column<T>) {
        return read_or_throw<to>(value);
    } else if constexpr (cast_always_fits<to, T>()) {
        return convert<to>(value);
    } else {
        auto const found = convert<to>(value);
        if (!found.has_value()) [[unlikely]]
            throw_cast<to>(value);
        return *found;
    }
}

/// The type that a function of times gives for arguments of the types `Ts`.
template <class Fn, class... Ts>
struct time_function_result {
    template <std::size_t... I>
    static constexpr bool can_be_null(std::index_sequence<I...>) {
        return is_nullable<typename Fn::value> || (nullable_time_argument<Fn::kinds[I], Ts> || ...);
    }
    using type = nullable_if<typename Fn::value, can_be_null(std::index_sequence_for<Ts...>{})>;
};

/// The declaration of a function of times: `Fn` has a `name`, the `kinds` of its arguments, `value`, the type
/// of its value, and `compute(arguments...)`; a `value` that is a std::optional can be null by itself.
template <class Fn>
struct time_function {
    template <class... Ts, std::size_t... I>
    static constexpr verdict check_each(std::index_sequence<I...>) {
        verdict v;
        (void)((fits_time_argument<Fn::kinds[I], Ts>()
                || (v = fault("argument ", I + 1, " of ", Fn::name, " is ", type_name<Ts>().view(),
                              time_argument_advice(Fn::kinds[I])),
                    false))
               && ...);
        return v;
    }
    template <class... Ts>
    static constexpr verdict check() {
        return check_each<Ts...>(std::index_sequence_for<Ts...>{});
    }

    template <class... Ts>
    using result = typename time_function_result<Fn, Ts...>::type;

    template <class... Ts>
    static constexpr bool total =
        requires { Fn::never_fails; } && ((time_column<Ts> || integral_column<Ts>) && ...);

    template <class R, class... Ts>
    [[gnu::always_inline]] static constexpr auto apply(Ts const&... values) {
        if constexpr ((std::same_as<Ts, void_type> || ...)) {
            return std::optional<R>();
        } else {
            return [&]<std::size_t... I>(std::index_sequence<I...>) {
                return Fn::compute(as_time_argument<Fn::kinds[I]>(values)...);
            }(std::index_sequence_for<Ts...>{});
        }
    }
};

} // namespace weir::detail
