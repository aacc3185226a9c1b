// SPDX-License-Identifier: BSL-1.0
// Properties of characters in regular expressions of Java, `\p{IsGreek}`, as PCRE2 writes them.
#pragma once

#include <weir/core/edit_distance.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace weir::detail {

/// A code point as PCRE2 writes it.
inline void append_java_point(std::string& out, std::uint32_t point) {
    out.append("\\x{");
    for (int shift = 20; shift >= 0; shift -= 4) out.push_back("0123456789ABCDEF"[point >> shift & 0xFU]);
    out.push_back('}');
}
inline void append_java_range(std::string& out, std::uint32_t first, std::uint32_t last) {
    append_java_point(out, first);
    out.push_back('-');
    append_java_point(out, last);
}

/// The name of a property in the form in which names are compared.
inline std::string plain_java_name(std::string_view name) {
    std::string plain;
    for (char const c : name) {
        if (c != ' ' && c != '_' && c != '-') plain.push_back(ascii_lower(c));
    }
    return plain;
}

/// A block of Unicode that has a name in Java.
struct java_block {
    std::string_view name;
    std::uint32_t first;
    std::uint32_t last;
};
inline java_block const* find_java_block(std::string_view name) {
    static constexpr java_block blocks[] = {
        {"basiclatin", 0x0, 0x7F},
        {"latin1supplement", 0x80, 0xFF},
        {"latinextendeda", 0x100, 0x17F},
        {"latinextendedb", 0x180, 0x24F},
        {"greek", 0x370, 0x3FF},
        {"greekandcoptic", 0x370, 0x3FF},
        {"cyrillic", 0x400, 0x4FF},
        {"armenian", 0x530, 0x58F},
        {"hebrew", 0x590, 0x5FF},
        {"arabic", 0x600, 0x6FF},
        {"devanagari", 0x900, 0x97F},
        {"thai", 0xE00, 0xE7F},
        {"generalpunctuation", 0x2000, 0x206F},
        {"currencysymbols", 0x20A0, 0x20CF},
        {"arrows", 0x2190, 0x21FF},
        {"mathematicaloperators", 0x2200, 0x22FF},
        {"hiragana", 0x3040, 0x309F},
        {"katakana", 0x30A0, 0x30FF},
        {"cjkunifiedideographs", 0x4E00, 0x9FFF},
        {"hangulsyllables", 0xAC00, 0xD7AF},
    };
    std::string const plain = plain_java_name(name);
    for (java_block const& b : blocks) {
        if (b.name == plain) return &b;
    }
    return nullptr;
}

/// Appends a property as a part of a set; false where Java has none of this name.
inline bool append_java_property(std::string& out, std::string_view name, bool negated) {
    for (std::string_view const posix : {"Lower", "Upper", "ASCII", "Alpha", "Digit", "Alnum", "Punct",
                                         "Graph", "Print", "Blank", "Cntrl", "XDigit", "Space"}) {
        if (name != posix) continue;
        out.append(negated ? "[:^" : "[:").append(plain_java_name(posix)).append(":]");
        return true;
    }
    java_block const* found = nullptr;
    if (std::size_t const is = name.find('='); is != std::string_view::npos) {
        std::string const kind = plain_java_name(name.substr(0, is));
        name.remove_prefix(is + 1);
        if (kind == "block" || kind == "blk") found = find_java_block(name);
    } else if (name.starts_with("In")) {
        found = find_java_block(name.substr(2));
    } else if (name.starts_with("Is")) {
        name.remove_prefix(2);
    } else if (name.starts_with("java")) {
        name.remove_prefix(4);
    } else if (name.size() > 2) {
        return false;
    }
    if (found != nullptr) {
        // The complement of a range is two ranges.
        if (!negated) {
            append_java_range(out, found->first, found->last);
        } else {
            if (found->first > 0) append_java_range(out, 0, found->first - 1);
            append_java_range(out, found->last + 1, 0x10FFFF);
        }
    } else {
        constexpr std::string_view names[][2] = {
            {"letter", "L"},          {"digit", "Nd"},     {"control", "Cc"},   {"punctuation", "P"},
            {"lowercase", "Ll"},      {"uppercase", "Lu"}, {"titlecase", "Lt"}, {"whitespace", "White_Space"},
            {"letterordigit", "Xan"},
        };
        std::string const plain = plain_java_name(name);
        for (auto const& [other, own] : names) {
            if (plain == other) name = own;
        }
        out.append(negated ? "\\P{" : "\\p{").append(name).append("}");
    }
    return true;
}

} // namespace weir::detail
