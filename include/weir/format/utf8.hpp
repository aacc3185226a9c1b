// SPDX-License-Identifier: BSL-1.0
// Checks that a text is UTF-8, repairs one that is not, and writes other encodings as UTF-8.
#pragma once

#include <weir/core/utf8.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace weir::detail {

/// The first character of a text: its bytes when it is one, else the bytes that one U+FFFD replaces.
struct utf8_step {
    std::size_t size;
    bool valid;
};

constexpr utf8_step first_character(std::string_view text) {
    auto const byte = [text](std::size_t i) -> unsigned {
        return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
    };
    unsigned const lead = byte(0);
    if (lead < 0x80) return {1, true};
    if (lead < 0xC2 || lead > 0xF4) return {1, false};
    // The range of the second byte: no overlong forms, no surrogates, nothing beyond U+10FFFF.
    unsigned low = 0x80;
    unsigned high = 0xBF;
    if (lead == 0xE0) low = 0xA0;
    if (lead == 0xED) high = 0x9F;
    if (lead == 0xF0) low = 0x90;
    if (lead == 0xF4) high = 0x8F;
    if (byte(1) < low || byte(1) > high) return {1, false};
    std::size_t const size = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    for (std::size_t i = 2; i < size; ++i) {
        if (byte(i) < 0x80 || byte(i) > 0xBF) return {i, false};
    }
    return {size, true};
}

/// Whether a text is UTF-8.
/// Cost    eight bytes at a time where it is ASCII.
constexpr bool is_utf8(std::string_view text) {
    if (is_ascii(text)) return true;
    while (!text.empty()) {
        utf8_step const step = first_character(text);
        if (!step.valid) return false;
        text.remove_prefix(step.size);
    }
    return true;
}

/// Appends a text with U+FFFD for what is not UTF-8, as Java decodes it; at most three times as long.
inline void append_repaired(std::string& out, std::string_view text) {
    while (!text.empty()) {
        utf8_step const step = first_character(text);
        out.append(step.valid ? text.substr(0, step.size) : std::string_view("\xEF\xBF\xBD"));
        text.remove_prefix(step.size);
    }
}

/// The encodings that can be read.
enum class encoding : std::uint8_t { utf8, latin1, ascii, utf16, utf16_le, utf16_be, unknown };

constexpr encoding encoding_named(std::string_view name) {
    struct entry {
        std::string_view name;
        encoding value;
    };
    constexpr entry known[] = {
        {"utf-8", encoding::utf8},    {"utf8", encoding::utf8},         {"iso-8859-1", encoding::latin1},
        {"latin1", encoding::latin1}, {"us-ascii", encoding::ascii},    {"ascii", encoding::ascii},
        {"utf-16", encoding::utf16},  {"utf-16le", encoding::utf16_le}, {"utf-16be", encoding::utf16_be},
    };
    for (entry const& e : known) {
        bool same = e.name.size() == name.size();
        for (std::size_t i = 0; same && i < name.size(); ++i) {
            char const c = name[i];
            same = (c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c) == e.name[i];
        }
        if (same) return e.value;
    }
    return encoding::unknown;
}

/// Appends a text in another encoding as UTF-8. A byte order mark decides over utf16 and is dropped.
inline void append_as_utf8(std::string& out, std::string_view text, encoding from) {
    if (from == encoding::latin1 || from == encoding::ascii) {
        for (char const c : text) {
            auto const byte = static_cast<unsigned char>(c);
            append_character(out, from == encoding::ascii && byte >= 0x80 ? 0xFFFDU : byte);
        }
        return;
    }
    bool little = from == encoding::utf16_le;
    if (from == encoding::utf16 && (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF"))) {
        little = text[0] == '\xFF';
        text.remove_prefix(2);
    }
    std::size_t at = 0;
    auto const unit = [&](std::size_t i) -> std::uint32_t {
        auto const first = static_cast<unsigned char>(text[i]);
        auto const second = static_cast<unsigned char>(text[i + 1]);
        return little ? first | static_cast<std::uint32_t>(second) << 8U
                      : second | static_cast<std::uint32_t>(first) << 8U;
    };
    while (at + 1 < text.size()) {
        std::uint32_t c = unit(at);
        at += 2;
        if (c >= 0xD800 && c < 0xDC00 && at + 1 < text.size() && (unit(at) & 0xFC00U) == 0xDC00U) {
            c = 0x10000 + ((c & 0x3FFU) << 10U) + (unit(at) & 0x3FFU);
            at += 2;
        }
        append_character(out, c);
    }
    if (at < text.size()) append_character(out, 0xFFFD);
}

} // namespace weir::detail
