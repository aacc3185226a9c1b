// SPDX-License-Identifier: BSL-1.0
// Base64 as MIME has it (RFC 2045), and hexadecimal digits.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace weir::detail {

inline constexpr std::string_view base64_letters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// Appends bytes in base64, in lines of `line` letters with `\r\n` between them; 0 for one line.
inline void append_base64(std::string& out, std::string_view bytes, std::size_t line) {
    std::size_t written = 0;
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        if (line != 0 && written != 0 && written % line == 0) out.append("\r\n");
        std::size_t const n = bytes.size() - i < 3 ? bytes.size() - i : 3;
        std::uint32_t word = 0;
        for (std::size_t k = 0; k < 3; ++k) {
            word = word << 8U | (k < n ? static_cast<unsigned char>(bytes[i + k]) : 0U);
        }
        for (std::size_t k = 0; k < 4; ++k) {
            out.push_back(k <= n ? base64_letters[word >> (18 - 6 * k) & 0x3FU] : '=');
        }
        written += 4;
    }
}

/// Reads base64 as Java's MIME decoder does: what is no letter of it is skipped, padding may be missing.
/// False where a letter stands alone or padding is in a wrong place.
inline bool read_base64(std::string& out, std::string_view text) {
    static constexpr auto values = [] {
        std::array<signed char, 256> table{};
        for (signed char& v : table) v = -1;
        for (std::size_t i = 0; i < 64; ++i) {
            table[static_cast<unsigned char>(base64_letters[i])] = static_cast<signed char>(i);
        }
        return table;
    }();
    auto const value = [](char c) { return values[static_cast<unsigned char>(c)]; };
    if (text.size() == 1) return value(text[0]) < 0 && text[0] != '=';
    std::uint32_t word = 0;
    unsigned letters = 0; // of the group at hand
    std::size_t at = 0;
    for (; at < text.size(); ++at) {
        if (text[at] == '=') {
            if (letters < 2) return false;
            if (letters == 2 && (++at == text.size() || text[at] != '=')) return false;
            ++at;
            break;
        }
        if (value(text[at]) < 0) continue;
        word = word << 6U | static_cast<std::uint32_t>(value(text[at]));
        if (++letters < 4) continue;
        for (unsigned const shift : {16U, 8U, 0U}) out.push_back(static_cast<char>(word >> shift & 0xFFU));
        letters = 0;
        word = 0;
    }
    for (; at < text.size(); ++at) {
        if (value(text[at]) >= 0) return false;
    }
    if (letters == 1) return false;
    if (letters == 2) out.push_back(static_cast<char>(word >> 4U & 0xFFU));
    if (letters == 3) {
        out.push_back(static_cast<char>(word >> 10U & 0xFFU));
        out.push_back(static_cast<char>(word >> 2U & 0xFFU));
    }
    return true;
}

/// Whether a text is base64 and nothing else but white space.
constexpr bool is_strict_base64(std::string_view text) {
    std::size_t letters = 0;
    std::size_t padding = 0;
    for (char const c : text) {
        if (c == ' ' || (c >= '\t' && c <= '\r')) continue;
        if (c == '=') {
            ++padding;
        } else if (padding > 0 || base64_letters.find(c) == std::string_view::npos) {
            return false;
        } else {
            ++letters;
        }
    }
    return padding == 0 ? letters % 4 != 1 : padding <= 2 && (letters + padding) % 4 == 0;
}

/// The value of a hexadecimal digit, or -1.
constexpr int hex_value(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/// Appends bytes as two digits each.
inline void append_hex(std::string& out, std::string_view bytes) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    for (char const c : bytes) {
        out.push_back(digits[static_cast<unsigned char>(c) >> 4U]);
        out.push_back(digits[static_cast<unsigned char>(c) & 0xFU]);
    }
}

/// Reads two digits for each byte, an odd first digit by itself; false where one is no digit.
inline bool read_hex(std::string& out, std::string_view text) {
    int high = text.size() % 2 == 0 ? -1 : 0;
    for (char const c : text) {
        int const digit = hex_value(c);
        if (digit < 0) return false;
        if (high < 0) {
            high = digit;
        } else {
            out.push_back(static_cast<char>(high * 16 + digit));
            high = -1;
        }
    }
    return true;
}

} // namespace weir::detail
