// SPDX-License-Identifier: BSL-1.0
// The types a column can have, their Spark names, and nullability as part of the type.
#pragma once

#include <weir/core/decimal.hpp>
#include <weir/core/hana.hpp>
#include <weir/core/hash.hpp>
#include <weir/core/interval_text.hpp>
#include <weir/core/text.hpp>
#include <weir/core/time.hpp>
#include <weir/core/type_list.hpp>
#include <weir/core/verdict.hpp>
#include <weir/schema/ordered_map.hpp>
#include <weir/schema/reflect.hpp>

#include <array>
#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace weir {

/// A column of bytes; Spark's binary.
struct binary {
    std::string bytes;

    friend bool operator==(binary const&, binary const&) = default;
    friend auto operator<=>(binary const&, binary const&) = default;
};

/// A window of event time `[start, end)`, the value of the column `window`.
struct time_window {
    timestamp start;
    timestamp end;

    friend constexpr bool operator==(time_window const&, time_window const&) = default;
    friend constexpr auto operator<=>(time_window const&, time_window const&) = default;
};

/// The type of an expression that was rejected: it fits everywhere, so that one mistake gives one error.
struct unknown_type {
    friend constexpr bool operator==(unknown_type, unknown_type) = default;
    friend constexpr auto operator<=>(unknown_type, unknown_type) = default;
};

/// The type of the literal null before anything gives it a type; Spark's void.
struct void_type {
    friend constexpr bool operator==(void_type, void_type) = default;
    friend constexpr auto operator<=>(void_type, void_type) = default;
};

template <class Schema>
class row;

namespace detail {

// Equality, order and hash of what is no number, text or time.

template <>
struct value_fields<binary> {
    static constexpr std::size_t size = 1;
    template <std::size_t>
    static constexpr std::string const& get(binary const& v) {
        return v.bytes;
    }
};
// All nulls without a type are one.
template <>
struct value_fields<void_type> {
    static constexpr std::size_t size = 1;
    template <std::size_t>
    static constexpr bool get(void_type const&) {
        return false;
    }
};

// Nullability.

template <class T>
struct nullability {
    static constexpr bool nullable = false;
    using value = T;
};
template <class T>
struct nullability<std::optional<T>> {
    static constexpr bool nullable = true;
    using value = T;
};

} // namespace detail

/// True for `std::optional<T>`, the only nullable column type.
template <class T>
inline constexpr bool is_nullable = detail::nullability<T>::nullable;

/// The column type without its nullability.
template <class T>
using value_type_of = typename detail::nullability<T>::value;

/// The column type made nullable.
template <class T>
using nullable_of = std::optional<value_type_of<T>>;

/// `T`, nullable when `Nullable` says so.
template <class T, bool Nullable>
using nullable_if = std::conditional_t<Nullable, nullable_of<T>, T>;

namespace detail {

// Kinds.

template <class T>
inline constexpr bool is_row = false;
template <class S>
inline constexpr bool is_row<row<S>> = true;

template <class T>
inline constexpr bool is_array = false;
template <class T>
inline constexpr bool is_array<std::vector<T>> = true;

template <class T>
inline constexpr bool is_map = false;
template <class K, class V>
inline constexpr bool is_map<std::map<K, V>> = true;
template <class K, class V>
inline constexpr bool is_map<ordered_map<K, V>> = true;

/// tinyint, smallint, int or bigint.
template <class T>
concept integral_column =
    std::same_as<T, std::int8_t> || std::same_as<T, std::int16_t> || std::same_as<T, std::int32_t>
    || std::same_as<T, std::int64_t> || std::same_as<T, long long>;
template <class T>
concept floating_column = std::same_as<T, float> || std::same_as<T, double>;
template <class T>
concept numeric_column = integral_column<T> || floating_column<T> || is_decimal<T>;
template <class T>
concept string_column = std::same_as<T, std::string> || std::same_as<T, std::string_view>;

template <class T>
concept atomic_column =
    numeric_column<T> || string_column<T> || std::same_as<T, bool> || std::same_as<T, binary>
    || std::same_as<T, timestamp> || std::same_as<T, date> || std::same_as<T, timestamp_ntz>
    || std::same_as<T, interval_value> || interval_column<T>;

// Types adapted by WEIR_SCHEMA: an overload found by argument-dependent lookup.
template <class T>
concept declared_schema = requires { weir_schema(static_cast<T const*>(nullptr)); };

template <class T>
concept struct_column =
    !atomic_column<T> && !std::convertible_to<T, std::string_view> && !is_array<T> && !is_map<T>
    && !is_nullable<T> && !std::same_as<T, unknown_type> && !std::same_as<T, void_type>
    && (is_row<T> || declared_schema<T>
        || (std::is_aggregate_v<T> && std::is_class_v<T>) || std::is_class_v<T>);

} // namespace detail

template <class S>
struct schema_of;

namespace detail {

// Names.

/// Writes the Spark name of a column type, as `simpleString` does: `int`, `array<string>`, `struct<a:int>`.
template <class T>
constexpr void write_type(text& out) {
    if constexpr (is_nullable<T>) {
        write_type<value_type_of<T>>(out);
    } else if constexpr (std::same_as<T, bool>) {
        out << "boolean";
    } else if constexpr (std::same_as<T, std::int8_t>) {
        out << "tinyint";
    } else if constexpr (std::same_as<T, std::int16_t>) {
        out << "smallint";
    } else if constexpr (std::same_as<T, std::int32_t>) {
        out << "int";
    } else if constexpr (integral_column<T>) {
        out << "bigint";
    } else if constexpr (std::same_as<T, float>) {
        out << "float";
    } else if constexpr (std::same_as<T, double>) {
        out << "double";
    } else if constexpr (string_column<T>) {
        out << "string";
    } else if constexpr (std::same_as<T, binary>) {
        out << "binary";
    } else if constexpr (std::same_as<T, timestamp>) {
        out << "timestamp";
    } else if constexpr (std::same_as<T, date>) {
        out << "date";
    } else if constexpr (std::same_as<T, timestamp_ntz>) {
        out << "timestamp_ntz";
    } else if constexpr (std::same_as<T, interval_value>) {
        out << "interval";
    } else if constexpr (interval_column<T>) {
        out << "interval";
        put_range(out, T::from, T::to, false);
    } else if constexpr (std::same_as<T, void_type>) {
        out << "void";
    } else if constexpr (std::same_as<T, unknown_type>) {
        out << "unknown";
    } else if constexpr (is_decimal<T>) {
        out << "decimal(" << T::precision << ',' << T::scale << ')';
    } else if constexpr (is_array<T>) {
        out << "array<";
        write_type<typename T::value_type>(out);
        out << '>';
    } else if constexpr (is_map<T>) {
        out << "map<";
        write_type<typename T::key_type>(out);
        out << ',';
        write_type<typename T::mapped_type>(out);
        out << '>';
    } else {
        out << "struct<";
        using schema = schema_of<T>;
        [&]<std::size_t... I>(std::index_sequence<I...>) {
            ((out << (I == 0 ? "" : ",") << schema::names[I] << ':',
              write_type<list_at<I, typename schema::types>>(out)),
             ...);
        }(std::make_index_sequence<schema::size>{});
        out << '>';
    }
}

} // namespace detail

/// The Spark name of a column type, as a message spells it: `int`, `decimal(10,2)`, `array<string>`.
template <class T>
constexpr verdict type_name() {
    verdict v;
    detail::write_type<T>(v.message);
    return v;
}

namespace detail {

// Which types are columns.

/// Says why `T` is not a column type, naming its replacement; empty when it is one. `where` names the column.
template <class T>
constexpr verdict check_column_type(std::string_view where) {
    if constexpr (is_nullable<T>) {
        if constexpr (is_nullable<value_type_of<T>>) {
            return fault("column \"", where,
                         "\" is std::optional of std::optional; a column is nullable or not, write one");
        } else {
            return check_column_type<value_type_of<T>>(where);
        }
    } else if constexpr (atomic_column<T> || std::same_as<T, unknown_type> || std::same_as<T, void_type>) {
        return {};
    } else if constexpr (std::is_unsigned_v<T>) {
        return fault("unsigned column \"", where, "\": Spark has no unsigned type; use ",
                     sizeof(T) == 1   ? "std::int16_t"
                     : sizeof(T) == 2 ? "std::int32_t"
                                      : "std::int64_t");
    } else if constexpr (std::is_pointer_v<T>) {
        return fault("pointer column \"", where, "\": a row owns its values; use std::string for text");
    } else if constexpr (std::is_arithmetic_v<T>) {
        return fault("column \"", where, "\" has a C++ type that is no Spark type; use ",
                     std::is_floating_point_v<T> ? "double" : "std::int32_t or std::string");
    } else if constexpr (std::is_enum_v<T>) {
        return fault("enum column \"", where,
                     "\": Spark has no enumerations; use std::int32_t or std::string");
    } else if constexpr (is_array<T>) {
        return check_column_type<typename T::value_type>(where);
    } else if constexpr (is_map<T>) {
        return first_fault(check_column_type<typename T::key_type>(where),
                           check_column_type<typename T::mapped_type>(where));
    } else if constexpr (is_row<T> || declared_schema<T> || hana_struct<T>
                         || (std::is_aggregate_v<T> && std::is_class_v<T>)) {
        verdict v;
        using schema = schema_of<T>;
        [&]<std::size_t... I>(std::index_sequence<I...>) {
            (void)((v = check_column_type<list_at<I, typename schema::types>>(schema::names[I]), v.failed())
                   || ...);
        }(std::make_index_sequence<schema::size>{});
        return v;
    } else {
        return fault(
            "column \"", where,
            "\" has a type that is no column type; use a type of the table in the README, a plain struct, "
            "std::vector, std::map or std::optional");
    }
}

} // namespace detail
} // namespace weir
