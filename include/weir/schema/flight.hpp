// SPDX-License-Identifier: BSL-1.0
// Rows in flight: values borrowed from the source's buffer or computed on the way, valid only during a push.
#pragma once

#include <weir/core/compact_text.hpp>
#include <weir/core/hana.hpp>
#include <weir/schema/schema.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace weir::detail {

/// Stands where a row in flight has no value, since nothing downstream reads the column.
struct absent {};

// Small values travel by value, so that they stay in registers; the others by reference to where they lie.
template <class T>
inline constexpr bool travels_by_value = std::is_trivially_copyable_v<T> && sizeof(T) <= 32;

template <class T>
constexpr decltype(auto) in_flight(T const& value) {
    if constexpr (std::same_as<T, std::string>) {
        return std::string_view(value);
    } else if constexpr (std::same_as<T, compact_text>) {
        return static_cast<std::string_view>(value);
    } else if constexpr (std::same_as<T, std::optional<std::string>>
                         || std::same_as<T, std::optional<compact_text>>) {
        return value ? std::optional<std::string_view>(*value) : std::optional<std::string_view>();
    } else if constexpr (travels_by_value<T>) {
        return T(value);
    } else {
        return static_cast<T const&>(value);
    }
}

/// The type in which a column of the owned type `T` travels.
template <class T>
using flight_type = decltype(in_flight(std::declval<T const&>()));

/// A row in flight that is a user's struct, read in place.
template <class S>
struct struct_ref {
    S const* value;
};

template <std::size_t I, class S>
constexpr decltype(auto) value_at(struct_ref<S> const& row) {
    return in_flight(schema_of<S>::template get<I>(*row.value));
}

/// A row in flight that was decoded or computed: one value a column, `absent` where none is needed.
template <class... Ts>
struct flight_row {
    value_tuple<Ts...> values;
};

// The form in which a table keeps a key of the column type `T`.
template <class T>
struct key_form {
    using type = T;
};
template <>
struct key_form<std::string> {
    using type = compact_text;
};
template <>
struct key_form<std::optional<std::string>> {
    using type = std::optional<compact_text>;
};

template <class T>
struct value_ref {
    T const* value;
};

template <std::size_t I, class... Ts>
constexpr decltype(auto) value_at(flight_row<Ts...> const& row) {
    auto const& value = element<I>(row.values);
    using stored = std::remove_cvref_t<decltype(value)>;
    if constexpr (is_instance<stored, value_ref>) {
        return *value.value;
    } else {
        return in_flight(value);
    }
}

// How the result of an expression is kept in a flight_row: a reference is kept as one, all else by value.
template <class T>
using kept = std::conditional_t<std::is_lvalue_reference_v<T>, value_ref<std::remove_cvref_t<T>>,
                                std::remove_cvref_t<T>>;

template <class T>
constexpr kept<T&&> keep(T&& value) {
    if constexpr (std::is_lvalue_reference_v<T&&>) {
        return {&value};
    } else {
        return std::forward<T>(value);
    }
}

// From flight to rest.

template <class To>
struct owner;

/// The value in its owned form `To`: text is copied, nested values are owned all the way down.
template <class To, class From>
constexpr To own(From&& from) {
    return owner<To>::from(std::forward<From>(from));
}

template <class To>
struct owner {
    template <class From>
    static constexpr To from(From&& value) {
        if constexpr (std::same_as<std::remove_cvref_t<From>, To>) {
            return std::forward<From>(value);
        } else {
            return static_cast<To>(std::forward<From>(value));
        }
    }
};

template <class T>
struct owner<std::optional<T>> {
    template <class From>
    static constexpr std::optional<T> from(From&& value) {
        using source = std::remove_cvref_t<From>;
        if constexpr (std::same_as<source, std::optional<T>>) {
            return std::forward<From>(value);
        } else if constexpr (std::same_as<source, void_type> || std::same_as<source, std::nullopt_t>) {
            return std::nullopt;
        } else if constexpr (is_nullable<source>) {
            return value ? std::optional<T>(own<T>(*value)) : std::optional<T>();
        } else {
            return own<T>(std::forward<From>(value));
        }
    }
};

} // namespace weir::detail
