// SPDX-License-Identifier: BSL-1.0
// Writes a value of any column type as text: as a cell of show() prints it, or as a cast to string gives it.
#pragma once

#include <weir/core/date_text.hpp>
#include <weir/core/decimal.hpp>
#include <weir/core/interval_text.hpp>
#include <weir/core/number_text.hpp>
#include <weir/core/timestamp_text.hpp>
#include <weir/schema/row.hpp>
#include <weir/schema/schema.hpp>
#include <weir/schema/types.hpp>

#include <concepts>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace weir {

/// For what a value is written: they differ in nulls (`NULL`, `null`) and in bytes (`[31 32]`, the bytes as
/// text).
enum class text_form { cell, cast };

namespace detail {

template <text_form Form>
inline constexpr std::string_view null_text = Form == text_form::cell ? "NULL" : "null";

/// Writes bytes as `[00 FF]`.
inline void append_hex_bytes(std::string& out, std::string_view bytes) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    out.push_back('[');
    for (std::size_t i = 0; i < bytes.size(); ++i) {
        auto const byte = static_cast<unsigned char>(bytes[i]);
        if (i > 0) out.push_back(' ');
        out.push_back(digits[byte >> 4U]);
        out.push_back(digits[byte & 0xFU]);
    }
    out.push_back(']');
}

} // namespace detail

/// Appends a value, owned or in flight: `{a, b}`, `[1, 2]`, `{k -> v}`, `2024-02-29 12:00:00.5`, `1.0E7`.
///
/// Null    `NULL` in a cell, `null` in a cast (of a nested value: the cast of a null itself is null).
/// Cost    appends in place; nothing else is allocated.
/// Source  Spark's ToPrettyString and Cast.
template <text_form Form, class T>
void append_value(std::string& out, T const& value) {
    if constexpr (is_nullable<T>) {
        if (value.has_value()) {
            append_value<Form>(out, *value);
        } else {
            out.append(detail::null_text<Form>);
        }
    } else if constexpr (std::same_as<T, void_type> || std::same_as<T, unknown_type>) {
        out.append(detail::null_text<Form>);
    } else if constexpr (std::same_as<T, bool>) {
        out.append(value ? "true" : "false");
    } else if constexpr (detail::numeric_column<T>) {
        append_number(out, value);
    } else if constexpr (detail::string_column<T>) {
        out.append(value);
    } else if constexpr (std::same_as<T, binary>) {
        if constexpr (Form == text_form::cell) {
            detail::append_hex_bytes(out, value.bytes);
        } else {
            out.append(value.bytes);
        }
    } else if constexpr (std::same_as<T, timestamp>) {
        append_timestamp(out, value);
    } else if constexpr (std::same_as<T, date>) {
        append_date(out, value);
    } else if constexpr (std::same_as<T, timestamp_ntz>) {
        append_timestamp(out, timestamp(value.time_since_epoch()));
    } else if constexpr (std::same_as<T, interval_value> || detail::interval_column<T>) {
        detail::write_interval(out, value);
    } else if constexpr (detail::is_array<T>) {
        using element = typename T::value_type;
        std::string_view separator = "[";
        for (auto&& item : value) {
            out.append(separator);
            append_value<Form, element>(out, item);
            separator = ", ";
        }
        out.append(value.empty() ? "[]" : "]");
    } else if constexpr (detail::is_map<T>) {
        std::string_view separator = "{";
        for (auto const& [key, mapped] : value) {
            out.append(separator);
            append_value<Form>(out, key);
            out.append(" -> ");
            append_value<Form>(out, mapped);
            separator = ", ";
        }
        out.append(value.empty() ? "{}" : "}");
    } else {
        out.push_back('{');
        [&]<std::size_t... I>(std::index_sequence<I...>) {
            ((out.append(I == 0 ? "" : ", "), append_value<Form>(out, schema_of<T>::template get<I>(value))),
             ...);
        }(std::make_index_sequence<schema_of<T>::size>{});
        out.push_back('}');
    }
}

namespace detail {

/// The value of the column at `I` of a row in any form: in flight, lent, owned, or a user's struct.
template <std::size_t I, class Row>
constexpr decltype(auto) column_of(Row const& row) {
    if constexpr (requires { value_at<I>(row); }) {
        return value_at<I>(row);
    } else {
        return value_at<I>(struct_ref<Row>{&row});
    }
}

} // namespace detail
} // namespace weir
