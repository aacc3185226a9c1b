// SPDX-License-Identifier: BSL-1.0
// Values written in a query: numbers, text, times, intervals and null.
#pragma once

#include <weir/core/interval.hpp>
#include <weir/core/time.hpp>
#include <weir/expr/expression.hpp>
#include <weir/expr/time_literal.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace weir {

/// A value written in a query; `lit(2.5)`, or just `2.5` beside a column.
///
/// Null    never null, apart from the literal null itself.
/// Cost    a constant of the loop.
/// Source  Spark functions.lit.
template <class T>
struct literal : expression_interface<literal<T>> {
    [[no_unique_address]] T value;

    template <class S>
    using result = std::conditional_t<detail::string_column<T>, std::string, T>;
    template <class S>
    static constexpr bool total = detail::travels_by_value<T>;

    template <class S>
    static constexpr verdict check() {
        return detail::check_column_type<result<S>>("literal");
    }
    template <class S>
    static constexpr detail::column_set reads() {
        return {};
    }
    // The value is known at run time only, its type here: a column that is named after it should have an
    // alias.
    static constexpr void write(detail::text& out) {
        if constexpr (std::same_as<T, void_type>) {
            out << "NULL";
        } else {
            out << '?';
        }
    }

    template <class S, class Row>
    constexpr decltype(auto) eval(Row const&) const {
        if constexpr (std::same_as<T, void_type>) {
            return void_type{};
        } else {
            return detail::in_flight(value);
        }
    }
};

/// An interval written in a query: `interval<"10 seconds">`, of the type `interval second`; months and days
/// together are an interval without an order, which `InOrder` rules out.
///
/// Errors  compile time: a text that is no interval, with the nearest unit.
template <fixed_string Text, bool InOrder = false>
struct interval_literal : expression_interface<interval_literal<Text, InOrder>>,
                          detail::no_function<interval_literal<Text, InOrder>, "interval<...>"> {
    static constexpr detail::parsed_interval parsed = parse_interval(Text.view());
    static constexpr auto text = Text;

    static constexpr auto find_value() {
        constexpr detail::read_interval read = detail::read_interval_terms(Text.view());
        if constexpr (read.failed()) {
            return parsed.value;
        } else {
            return detail::time_from<typename detail::interval_type<read.from, read.to>::type>(read.count);
        }
    }
    static constexpr auto value = find_value();

    template <class S>
    using result = std::remove_const_t<decltype(value)>;
    template <class S>
    static constexpr bool total = true;

    template <class S>
    static constexpr verdict check() {
        constexpr bool readable = !detail::read_interval_terms(Text.view()).failed();
        if constexpr (readable) {
            return {};
        } else if constexpr (parsed.failed()) {
            return parsed.outcome;
        } else {
            return InOrder ? detail::read_interval_terms(Text.view()).outcome : verdict{};
        }
    }
    template <class S>
    static constexpr detail::column_set reads() {
        return {};
    }
    static constexpr void write(detail::text& out) {
        if constexpr (detail::interval_column<result<void>>) {
            detail::write_interval(out, value);
        } else {
            out << "INTERVAL '" << Text.view() << '\'';
        }
    }

    template <class S, class Row>
    constexpr result<S> eval(Row const&) const {
        return value;
    }
};

/// An interval of time.
/// Source  Spark's INTERVAL literal.
template <fixed_string Text>
inline constexpr interval_literal<Text> interval{};

namespace detail {

template <class T>
struct literal_type {
    using type = T;
};
template <class T>
    requires(std::is_integral_v<T> && !std::same_as<T, bool> && !integral_column<T>)
struct literal_type<T> {
    using type = std::conditional_t<(sizeof(T) < 4), std::int32_t, std::int64_t>;
};
template <>
struct literal_type<char const*> {
    using type = std::string_view;
};
template <>
struct literal_type<char*> {
    using type = std::string_view;
};
template <>
struct literal_type<std::nullptr_t> {
    using type = void_type;
};
template <>
struct literal_type<std::nullopt_t> {
    using type = void_type;
};
// Any precision of the system clock's time is a timestamp, whole days are a date.
template <class Duration>
    requires(!std::same_as<std::chrono::sys_time<Duration>, date>
             && !std::same_as<std::chrono::sys_time<Duration>, timestamp>)
struct literal_type<std::chrono::sys_time<Duration>> {
    using type = timestamp;
};

template <class T>
concept literal_like =
    !expression<T>
    && (std::is_arithmetic_v<std::remove_cvref_t<T>> || std::convertible_to<T, std::string_view>
        || std::same_as<std::remove_cvref_t<T>, timestamp> || std::same_as<std::remove_cvref_t<T>, date>
        || std::same_as<std::remove_cvref_t<T>, std::nullptr_t>
        || std::same_as<std::remove_cvref_t<T>, std::nullopt_t>
        || std::same_as<std::remove_cvref_t<T>, binary> || is_decimal<std::remove_cvref_t<T>>);

template <class T>
constexpr auto as_expression(T const& value) {
    if constexpr (expression<T>) {
        return value;
    } else if constexpr (std::same_as<std::decay_t<T>, std::nullptr_t> || std::same_as<T, std::nullopt_t>) {
        return literal<void_type>{{}, {}};
    } else {
        using type = typename literal_type<std::decay_t<T>>::type;
        return literal<type>{{}, type(value)};
    }
}

template <class T>
using expression_for = decltype(as_expression(std::declval<T const&>()));

/// Something that can stand in an expression: an expression, or a value.
template <class T>
concept operand = expression<T> || literal_like<T>;

} // namespace detail

/// A value as an expression.
/// Source  Spark functions.lit.
template <class T>
    requires detail::literal_like<T>
constexpr auto lit(T const& value) {
    return detail::as_expression(value);
}

} // namespace weir
