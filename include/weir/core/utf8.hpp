// SPDX-License-Identifier: BSL-1.0
// Text as Java sees it: code points out of UTF-8, length in UTF-16 units, and columns on a screen.
#pragma once

#include <weir/core/bytes.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace weir::detail {

/// What stands where bytes are not valid UTF-8: U+FFFD.
inline constexpr std::uint32_t replacement_character = 0xFFFD;
inline constexpr std::string_view replacement_text = "\xEF\xBF\xBD";

/// A code point and the bytes that spell it; bad bytes give U+FFFD, as many at a time as Java's decoder
/// takes.
struct decoded_character {
    std::uint32_t point;
    std::size_t bytes;
    bool valid;
};

constexpr decoded_character decode_character(std::string_view text) {
    auto const byte = [&](std::size_t i) {
        return i < text.size() ? static_cast<std::uint32_t>(static_cast<unsigned char>(text[i])) : 0U;
    };
    auto const continues = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
    auto const bad = [](std::size_t n) { return decoded_character{replacement_character, n, false}; };
    std::uint32_t const lead = byte(0);
    if (lead < 0x80) return {lead, 1, true};
    if (lead < 0xC2 || lead > 0xF4 || !continues(1)) return bad(1);
    if (lead < 0xE0) return {(lead & 0x1FU) << 6U | (byte(1) & 0x3FU), 2, true};
    if (lead < 0xF0) {
        if (lead == 0xE0 && byte(1) < 0xA0) return bad(1);
        if (!continues(2)) return bad(2);
        if (lead == 0xED && byte(1) >= 0xA0) return bad(3); // a surrogate
        return {(lead & 0x0FU) << 12U | (byte(1) & 0x3FU) << 6U | (byte(2) & 0x3FU), 3, true};
    }
    if ((lead == 0xF0 && byte(1) < 0x90) || (lead == 0xF4 && byte(1) > 0x8F)) return bad(1);
    if (!continues(2)) return bad(2);
    if (!continues(3)) return bad(3);
    return {(lead & 0x07U) << 18U | (byte(1) & 0x3FU) << 12U | (byte(2) & 0x3FU) << 6U | (byte(3) & 0x3FU), 4,
            true};
}

/// Whether all bytes are below 0x80.
constexpr bool is_ascii(std::string_view text) {
    char const* at = text.data();
    std::size_t left = text.size();
    for (; left >= 8; left -= 8, at += 8) {
        if ((load_little_endian<std::uint64_t>(at) & 0x8080808080808080U) != 0) return false;
    }
    for (; left != 0; --left, ++at) {
        if (static_cast<unsigned char>(*at) >= 0x80) return false;
    }
    return true;
}

/// Appends a character as UTF-8; U+FFFD for what is none.
constexpr void append_character(std::string& out, std::uint32_t c) {
    if ((c >= 0xD800 && c < 0xE000) || c > 0x10FFFF) c = 0xFFFD;
    auto const put = [&out](std::uint32_t byte) { out.push_back(static_cast<char>(byte)); };
    auto const tail = [&](unsigned shift) { put(0x80 | (c >> shift & 0x3F)); };
    if (c < 0x80) {
        put(c);
    } else if (c < 0x800) {
        put(0xC0 | c >> 6U);
        tail(0);
    } else if (c < 0x10000) {
        put(0xE0 | c >> 12U);
        tail(6);
        tail(0);
    } else {
        put(0xF0 | c >> 18U);
        tail(12);
        tail(6);
        tail(0);
    }
}

/// How many UTF-16 units a code point takes.
constexpr std::size_t utf16_units(std::uint32_t point) { return point >= 0x10000 ? 2 : 1; }

/// Whether Spark gives a character two columns in a table.
constexpr bool is_full_width(std::uint32_t point) {
    if (point < 0x1100 || point > 0xFFE6) return false;
    return point <= 0x115F || (point >= 0x2E80 && point <= 0xA4CF) || (point >= 0xAC00 && point <= 0xD7A3)
           || (point >= 0xF900 && point <= 0xFAFF) || (point >= 0xFE10 && point <= 0xFE19)
           || (point >= 0xFE30 && point <= 0xFE6F) || (point >= 0xFF00 && point <= 0xFF60) || point >= 0xFFE0;
}

/// A text's length as Java counts it, and its columns on a screen.
struct text_extent {
    std::size_t units = 0;
    std::size_t columns = 0;
};

constexpr text_extent measure(std::string_view text) {
    text_extent extent;
    while (!text.empty()) {
        decoded_character const c = decode_character(text);
        extent.units += utf16_units(c.point);
        extent.columns += utf16_units(c.point) + (is_full_width(c.point) ? 1U : 0U);
        text.remove_prefix(c.bytes);
    }
    return extent;
}

/// Appends a text with its control characters spelt `\n`, `\t`, … and its bad bytes replaced, as tables and
/// trees show it.
inline void append_escaped(std::string& out, std::string_view text) {
    constexpr std::string_view controls = "abtnvfr"; // U+0007 to U+000D
    while (!text.empty()) {
        std::size_t plain = 0;
        while (plain < text.size() && static_cast<unsigned char>(text[plain]) < 0x80
               && static_cast<unsigned char>(text[plain] - 7) >= controls.size()) {
            ++plain;
        }
        out.append(text.substr(0, plain));
        text.remove_prefix(plain);
        if (text.empty()) return;
        if (auto const c = static_cast<unsigned char>(text[0]); c < 0x80) {
            out.push_back('\\');
            out.push_back(controls[c - 7U]);
            text.remove_prefix(1);
        } else {
            decoded_character const character = decode_character(text);
            out.append(character.valid ? text.substr(0, character.bytes) : replacement_text);
            text.remove_prefix(character.bytes);
        }
    }
}

} // namespace weir::detail
