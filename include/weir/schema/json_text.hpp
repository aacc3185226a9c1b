// SPDX-License-Identifier: BSL-1.0
// Writes rows and nested values as JSON, as Spark's JSON writer, to_json and toJSON do.
#pragma once

#include <weir/core/bytes.hpp>
#include <weir/core/fixed_string.hpp>
#include <weir/core/time_pattern_writer.hpp>
#include <weir/core/utf8.hpp>
#include <weir/schema/value_text.hpp>

#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace weir {
namespace detail {

/// Whether a byte can stand in a JSON string as it is; bytes beyond ASCII are looked at apart.
constexpr bool is_plain_json(char c) {
    auto const byte = static_cast<unsigned char>(c);
    return byte >= 0x20 && byte < 0x80 && c != '"' && c != '\\';
}

/// Whether eight bytes can: none is below 0x20, a quote, a backslash or beyond ASCII.
constexpr bool are_plain_json(std::uint64_t bytes) {
    constexpr std::uint64_t ones = 0x0101010101010101U;
    constexpr std::uint64_t high = 0x8080808080808080U;
    auto const has_zero = [](std::uint64_t x) { return (x - ones) & ~x; };
    return ((bytes | (bytes - ones * 0x20U) | has_zero(bytes ^ ones * 0x22U) | has_zero(bytes ^ ones * 0x5CU))
            & high)
           == 0;
}

/// Writes the escape of a quote, a backslash or a control character; at most 6 characters.
constexpr char* write_json_escape(char* out, char c) {
    constexpr std::string_view named = "\"\"\\\\\bb\ff\nn\rr\tt";
    *out++ = '\\';
    for (std::size_t i = 0; i < named.size(); i += 2) {
        if (named[i] == c) {
            *out++ = named[i + 1];
            return out;
        }
    }
    constexpr std::string_view digits = "0123456789ABCDEF";
    auto const byte = static_cast<unsigned char>(c);
    for (char const digit : {'u', '0', '0', digits[byte >> 4U], digits[byte & 0xFU]}) *out++ = digit;
    return out;
}

/// `"name":`, escaped when the program is compiled.
template <class S, std::size_t I>
struct json_field {
    static constexpr std::string_view name = schema_of<S>::names[I];

    template <class Out>
    static constexpr std::size_t write(Out out) {
        std::size_t n = 0;
        auto const put = [&](char c) { out(n++, c); };
        put('"');
        for (char const c : name) {
            char escape[6]{};
            bool const plain = is_plain_json(c) || static_cast<unsigned char>(c) >= 0x80;
            if (plain) {
                put(c);
            } else {
                char const* const end = write_json_escape(escape, c);
                for (char const* at = escape; at != end; ++at) put(*at);
            }
        }
        put('"');
        put(':');
        return n;
    }
    static constexpr auto text = [] {
        fixed_string<write([](std::size_t, char) {})> result;
        write([&](std::size_t i, char c) { result.data[i] = c; });
        return result;
    }();
};

inline void append_base64(std::string& out, std::string_view bytes) {
    constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    auto const byte = [&](std::size_t i) {
        return i < bytes.size() ? static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[i])) : 0U;
    };
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        std::uint32_t const three = byte(i) << 16U | byte(i + 1) << 8U | byte(i + 2);
        out.push_back(digits[three >> 18U]);
        out.push_back(digits[three >> 12U & 0x3FU]);
        out.push_back(i + 1 < bytes.size() ? digits[three >> 6U & 0x3FU] : '=');
        out.push_back(i + 2 < bytes.size() ? digits[three & 0x3FU] : '=');
    }
}

} // namespace detail

/// Appends a text as a JSON string: `"`, `\` and control characters escaped (`\n`, `\u001F`), `/` and what is
/// not ASCII as it is, U+FFFD for bytes that are not UTF-8.
inline void append_json_string(std::string& out, std::string_view text) {
    out.push_back('"');
    while (!text.empty()) {
        std::size_t plain = 0;
        while (plain + 8 <= text.size()
               && detail::are_plain_json(detail::load_little_endian<std::uint64_t>(text.data() + plain))) {
            plain += 8;
        }
        while (plain < text.size() && detail::is_plain_json(text[plain])) ++plain;
        out.append(text.substr(0, plain));
        text.remove_prefix(plain);
        if (text.empty()) break;
        if (static_cast<unsigned char>(text[0]) < 0x80) {
            char escape[6];
            out.append(escape, detail::write_json_escape(escape, text[0]));
            text.remove_prefix(1);
        } else {
            detail::decoded_character const c = detail::decode_character(text);
            out.append(c.valid ? text.substr(0, c.bytes) : detail::replacement_text);
            text.remove_prefix(c.bytes);
        }
    }
    out.push_back('"');
}

/// How rows become JSON; the names are those of Spark's options.
struct json_text_options {
    bool ignore_null_fields = true; // false: a null field is written as null
    // Patterns as of date_format, which outlive the options; empty: ISO 8601.
    std::string_view date_format{};
    std::string_view timestamp_format{};
    std::string_view timestamp_ntz_format{};
};

template <class S, class Row>
void append_json_row(std::string& out, Row const& row, json_text_options const& options = {});

namespace detail {

/// A time in quotes, written by a pattern: a day and microseconds from its midnight on.
inline void append_json_time(std::string& out, std::int64_t day, std::int64_t us, std::string_view pattern) {
    require_pattern(pattern, pattern_use::write);
    std::string text;
    pattern_writer(day + floor_div(us, micros_per_day), us - floor_div(us, micros_per_day) * micros_per_day)
        .write(text, pattern);
    append_json_string(out, text);
}

/// The name of a map's entry: the text of Spark's inner form of the key, days of a date, microseconds of a
/// timestamp.
template <class K>
void append_json_key(std::string& out, K const& key) {
    if constexpr (string_column<K>) {
        append_json_string(out, key);
    } else {
        out.push_back('"');
        if constexpr (std::same_as<K, date>) {
            append_number(out, days(key));
        } else if constexpr (std::same_as<K, timestamp>) {
            append_number(out, micros(key));
        } else if constexpr (std::same_as<K, binary>) {
            append_base64(out, key.bytes);
        } else if constexpr (atomic_column<K>) {
            append_value<text_form::cast>(out, key);
        } else {
            std::string text;
            append_value<text_form::cast>(text, key);
            out.pop_back();
            append_json_string(out, text);
            return;
        }
        out.push_back('"');
    }
}

} // namespace detail

/// Appends a value, owned or in flight, as JSON.
///
/// Null    null elements and map values are written as `null`; null fields of structs are left out.
/// Cost    appends in place; field names are escaped at compile time.
/// Source  Spark's JSON writer: timestamps `2024-01-01T00:00:10.000Z`, binary as base64, NaN and infinities
///         as strings, a map as an object in the order of its keys.
template <class T>
void append_json(std::string& out, T const& value, json_text_options const& options = {}) {
    if constexpr (is_nullable<T>) {
        if (value.has_value()) {
            append_json(out, *value, options);
        } else {
            out.append("null");
        }
    } else if constexpr (std::same_as<T, void_type> || std::same_as<T, unknown_type>) {
        out.append("null");
    } else if constexpr (detail::string_column<T>) {
        append_json_string(out, value);
    } else if constexpr (detail::floating_column<T>) {
        bool const quoted = !std::isfinite(value);
        if (quoted) out.push_back('"');
        append_number(out, value);
        if (quoted) out.push_back('"');
    } else if constexpr (std::same_as<T, bool> || detail::numeric_column<T>) {
        append_value<text_form::cast>(out, value);
    } else if constexpr (std::same_as<T, binary>) {
        out.push_back('"');
        detail::append_base64(out, value.bytes);
        out.push_back('"');
    } else if constexpr (std::same_as<T, timestamp>) {
        if (!options.timestamp_format.empty()) {
            return detail::append_json_time(out, 0, micros(value), options.timestamp_format);
        }
        out.push_back('"');
        append_iso_timestamp(out, value);
        out.push_back('"');
    } else if constexpr (std::same_as<T, date>) {
        if (!options.date_format.empty())
            return detail::append_json_time(out, days(value), 0, options.date_format);
        out.push_back('"');
        append_date(out, value);
        out.push_back('"');
    } else if constexpr (std::same_as<T, timestamp_ntz>) {
        timestamp const t = from_micros(micros(value));
        if (!options.timestamp_ntz_format.empty()) {
            return detail::append_json_time(out, 0, micros(t), options.timestamp_ntz_format);
        }
        out.push_back('"');
        append_iso_timestamp(out, t);
        out.back() = '"'; // where a timestamp has its Z
    } else if constexpr (detail::atomic_column<T>) {
        out.push_back('"');
        append_value<text_form::cast>(out, value); // an interval
        out.push_back('"');
    } else if constexpr (detail::is_array<T>) {
        using element = typename T::value_type;
        std::string_view separator = "[";
        for (auto&& item : value) {
            out.append(separator);
            append_json<element>(out, item, options);
            separator = ",";
        }
        out.append(value.empty() ? "[]" : "]");
    } else if constexpr (detail::is_map<T>) {
        std::string_view separator = "{";
        for (auto const& [key, mapped] : value) {
            out.append(separator);
            detail::append_json_key(out, key);
            out.push_back(':');
            append_json(out, mapped, options);
            separator = ",";
        }
        out.append(value.empty() ? "{}" : "}");
    } else {
        append_json_row<T>(out, value, options);
    }
}

namespace detail {

/// Appends a field with the separator before it, or nothing when it is null and such fields are left out.
template <class S, std::size_t I, class T>
void append_json_field(std::string& out, T const& value, char& separator, json_text_options const& options) {
    if constexpr (is_nullable<T>) {
        if (options.ignore_null_fields && !value.has_value()) return;
    } else if constexpr (std::same_as<T, void_type>) {
        if (options.ignore_null_fields) return;
    }
    out.push_back(separator);
    separator = ',';
    out.append(json_field<S, I>::text.view());
    append_json(out, value, options);
}

} // namespace detail

/// Appends a row of the schema `S`, in flight or owned, as a JSON object without a line end.
///
/// Null    null fields are left out, unless the options say otherwise.
/// Source  Spark Dataset.toJSON.
template <class S, class Row>
void append_json_row(std::string& out, Row const& row, json_text_options const& options) {
    char separator = '{';
    [&]<std::size_t... I>(std::index_sequence<I...>) {
        (detail::append_json_field<S, I>(out, detail::column_of<I>(row), separator, options), ...);
    }(std::make_index_sequence<schema_of<S>::size>{});
    out.append(separator == '{' ? "{}" : "}");
}

} // namespace weir
