// SPDX-License-Identifier: BSL-1.0
// Text in character sets other than UTF-8: the seven that Spark's encode and decode know.
#pragma once

#include <weir/core/edit_distance.hpp>
#include <weir/core/utf8.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace weir::detail {

enum class charset : std::uint8_t { ascii, latin1, utf8, utf16, utf16_big, utf16_little, utf32 };

/// The character set of a name in any case.
constexpr std::optional<charset> charset_of(std::string_view name) {
    constexpr std::string_view names[] = {"us-ascii", "iso-8859-1", "utf-8", "utf-16",
                                          "utf-16be", "utf-16le",   "utf-32"};
    for (std::size_t i = 0; i < 7; ++i) {
        bool same = name.size() == names[i].size();
        for (std::size_t k = 0; same && k < name.size(); ++k) same = ascii_lower(name[k]) == names[i][k];
        if (same) return static_cast<charset>(i);
    }
    return std::nullopt;
}

namespace charset_words {

inline void append(std::string& out, std::uint32_t word, std::size_t bytes, bool little) {
    for (std::size_t i = 0; i < bytes; ++i) {
        out.push_back(static_cast<char>(word >> (8 * (little ? i : bytes - 1 - i)) & 0xFFU));
    }
}
inline std::uint32_t read(std::string_view text, std::size_t bytes, bool little) {
    std::uint32_t word = 0;
    for (std::size_t i = 0; i < bytes; ++i) {
        word = word << 8U | static_cast<unsigned char>(text[little ? bytes - 1 - i : i]);
    }
    return word;
}

} // namespace charset_words

/// Appends UTF-8 text in another character set; false where a character is not in it.
inline bool encode_text(std::string& out, std::string_view text, charset to) {
    bool const little = to == charset::utf16_little;
    if (to == charset::utf16) charset_words::append(out, 0xFEFF, 2, false);
    while (!text.empty()) {
        decoded_character const c = decode_character(text);
        text.remove_prefix(c.bytes);
        switch (to) {
        case charset::ascii:
        case charset::latin1:
            if (c.point >= (to == charset::ascii ? 0x80U : 0x100U)) return false;
            out.push_back(static_cast<char>(c.point));
            break;
        case charset::utf8:
            append_character(out, c.point);
            break;
        case charset::utf32:
            charset_words::append(out, c.point, 4, false);
            break;
        default:
            if (c.point < 0x10000) {
                charset_words::append(out, c.point, 2, little);
            } else {
                charset_words::append(out, 0xD7C0U + (c.point >> 10U), 2, little);
                charset_words::append(out, 0xDC00U + (c.point & 0x3FFU), 2, little);
            }
        }
    }
    return true;
}

/// Appends text of another character set as UTF-8; false where it is not well formed.
inline bool decode_text(std::string& out, std::string_view bytes, charset from) {
    bool little = from == charset::utf16_little;
    std::size_t const unit = from == charset::utf32 ? 4 : from >= charset::utf16 ? 2 : 1;
    if ((from == charset::utf16 || from == charset::utf32) && bytes.size() >= unit) {
        std::uint32_t const mark = charset_words::read(bytes, unit, false);
        little = mark == (unit == 2 ? 0xFFFEU : 0xFFFE0000U);
        if (little || mark == 0xFEFF) bytes.remove_prefix(unit);
    }
    while (!bytes.empty()) {
        if (from == charset::utf8) {
            decoded_character const c = decode_character(bytes);
            if (!c.valid) return false;
            out.append(bytes.substr(0, c.bytes));
            bytes.remove_prefix(c.bytes);
            continue;
        }
        if (bytes.size() < unit) return false;
        std::uint32_t point = charset_words::read(bytes, unit, little);
        bytes.remove_prefix(unit);
        if (unit == 2 && point >= 0xD800 && point < 0xDC00 && bytes.size() >= 2) {
            std::uint32_t const low = charset_words::read(bytes, 2, little);
            if (low < 0xDC00 || low >= 0xE000) return false;
            bytes.remove_prefix(2);
            point = 0x10000U + ((point & 0x3FFU) << 10U | (low & 0x3FFU));
        }
        bool const surrogate = point >= 0xD800 && point < 0xE000;
        if (surrogate || point > 0x10FFFF || (from == charset::ascii && point >= 0x80)) return false;
        append_character(out, point);
    }
    return true;
}

} // namespace weir::detail
