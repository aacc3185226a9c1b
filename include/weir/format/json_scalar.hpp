// SPDX-License-Identifier: BSL-1.0
// Turns a scalar of a JSON text into the value of a column, by the rules of Spark's reader.
#pragma once

#include <weir/core/bytes.hpp>
#include <weir/core/date_text.hpp>
#include <weir/core/number_text.hpp>
#include <weir/core/time_pattern_reader.hpp>
#include <weir/core/timestamp_text.hpp>
#include <weir/format/json_scanner.hpp>
#include <weir/schema/types.hpp>

#include <concepts>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace weir::detail {

/// How dates and timestamps are written; without a format, as the casts from string read them.
struct json_formats {
    std::optional<time_pattern> date;
    std::optional<time_pattern> timestamp;
    bool fallback = false; // what does not fit a format may still fit the cast
};

/// A column that one token makes, text aside.
template <class T>
concept json_scalar = numeric_column<T> || std::same_as<T, bool> || std::same_as<T, timestamp>
                      || std::same_as<T, timestamp_ntz> || std::same_as<T, date> || std::same_as<T, binary>;

/// NaN and the infinities, as strings or as bare words.
template <floating_column T>
constexpr bool special_number(std::string_view text, T& out) {
    if (text == "NaN") {
        out = std::numeric_limits<T>::quiet_NaN();
    } else if (text == "Infinity" || text == "+INF" || text == "+Infinity") {
        out = std::numeric_limits<T>::infinity();
    } else if (text == "-INF" || text == "-Infinity") {
        out = -std::numeric_limits<T>::infinity();
    } else {
        return false;
    }
    return true;
}

/// Base64 with its padding; spaces may stand before each group of four.
inline bool decode_base64(std::string_view text, std::string& out) {
    constexpr std::string_view letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    out.clear();
    for (;;) {
        while (!text.empty() && static_cast<unsigned char>(text.front()) <= 0x20) text.remove_prefix(1);
        if (text.empty()) return true;
        if (text.size() < 4) return false;
        std::uint32_t bits = 0;
        std::size_t size = 4;
        while (size > 2 && text[size - 1] == '=') --size;
        for (std::size_t i = 0; i < size; ++i) {
            std::size_t const value = letters.find(text[i]);
            if (value == std::string_view::npos) return false;
            bits |= static_cast<std::uint32_t>(value) << (18 - 6 * i);
        }
        out.push_back(static_cast<char>(bits >> 16U));
        if (size > 2) out.push_back(static_cast<char>(bits >> 8U & 0xFFU));
        if (size > 3) out.push_back(static_cast<char>(bits & 0xFFU));
        text.remove_prefix(4);
    }
}

// The casts from string know the word epoch only as a literal, so a file cannot hold it.

inline bool json_timestamp(std::string_view text, json_formats const& formats, timestamp& out) {
    std::optional<timestamp> parsed;
    if (formats.timestamp.has_value()) parsed = formats.timestamp->read_timestamp(text);
    if (!formats.timestamp.has_value() || (!parsed.has_value() && formats.fallback)) [[likely]] {
        parsed = parse_timestamp(text);
        if (parsed == timestamp{} && is_epoch_word(trimmed(text))) return false;
    }
    if (!parsed.has_value()) return false;
    out = *parsed;
    return true;
}

inline bool json_date(std::string_view text, json_formats const& formats, date& out) {
    std::optional<date> parsed;
    if (formats.date.has_value()) parsed = formats.date->read_date(text);
    if (!formats.date.has_value() || (!parsed.has_value() && formats.fallback)) [[likely]] {
        parsed = parse_date(text);
        if (parsed == date{} && is_epoch_word(trimmed(text))) return false;
    }
    if (!parsed.has_value()) return false;
    out = *parsed;
    return true;
}

/// The value of a token that is no null; `text` is its text, of a string the inside. False when it does not
/// fit.
template <json_scalar T>
[[gnu::always_inline]] inline bool json_convert(json_token token, std::string_view text,
                                                json_grammar const& grammar, json_formats const& formats,
                                                T& out) {
    if constexpr (std::same_as<T, bool>) {
        out = token == json_token::yes;
        return out || token == json_token::no;
    } else if constexpr (integral_column<T>) {
        if (token != json_token::whole) return false;
        if constexpr (sizeof(T) == 1) {
            std::optional<std::int32_t> const value = parse_integer<std::int32_t>(text);
            if (!value.has_value() || *value < -128 || *value > 255) return false;
            out = static_cast<T>(*value); // Jackson's bytes reach to 255 and wrap
        } else {
            std::optional<T> const value = parse_integer<T>(text);
            if (!value.has_value()) return false;
            out = *value;
        }
        return true;
    } else if constexpr (floating_column<T>) {
        if (token == json_token::whole || token == json_token::fraction) {
            std::optional<T> const value = parse_floating<T>(text);
            if (!value.has_value()) return false;
            out = token == json_token::whole && *value == T{0} ? T{0} : *value; // -0 is an integer, so 0
            return true;
        }
        return (token == json_token::special || token == json_token::text) && grammar.non_numeric_numbers
               && special_number(text, out);
    } else if constexpr (is_decimal<T>) {
        if (token != json_token::whole && token != json_token::fraction
            && (token != json_token::text || trimmed(text).size() != text.size())) {
            return false;
        }
        std::optional<T> value;
        if (text.find(',') == std::string_view::npos) [[likely]] {
            value = T::parse(text);
        } else { // commas between the digits of a string
            std::string digits;
            for (char const c : text) {
                if (c != ',') digits.push_back(c);
            }
            value = T::parse(digits);
        }
        if (!value.has_value()) return false;
        out = *value;
        return true;
    } else if constexpr (std::same_as<T, timestamp>) {
        if (token == json_token::whole) {
            std::optional<std::int64_t> const seconds = parse_integer<std::int64_t>(text);
            if (!seconds.has_value()) return false;
            out = from_micros(static_cast<std::int64_t>(static_cast<std::uint64_t>(*seconds)
                                                        * static_cast<std::uint64_t>(micros_per_second)));
            return true;
        }
        return token == json_token::text && !text.empty() && json_timestamp(text, formats, out);
    } else if constexpr (std::same_as<T, timestamp_ntz>) {
        std::optional<timestamp_ntz> const value =
            token == json_token::text && !text.empty() ? parse_timestamp_ntz(text) : std::nullopt;
        if (!value.has_value()) return false;
        out = *value;
        return true;
    } else if constexpr (std::same_as<T, date>) {
        return token == json_token::text && !text.empty() && json_date(text, formats, out);
    } else {
        return token == json_token::text && decode_base64(text, out.bytes);
    }
}

} // namespace weir::detail
