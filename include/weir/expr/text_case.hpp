// SPDX-License-Identifier: BSL-1.0
// upper, lower and initcap, for the alphabets that have two cases.
#pragma once

#include <weir/core/edit_distance.hpp>
#include <weir/core/utf8.hpp>
#include <weir/expr/arguments.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace weir {

namespace detail {

/// Lower-case letters whose upper-case ones lie at one distance from them, every `step` of a range.
struct case_range {
    std::uint32_t first;
    std::uint32_t last;
    std::int32_t to_upper;
    std::uint32_t step;
};

// Source  Unicode 15, UnicodeData.txt: Latin-1, Latin Extended-A and Additional, Greek, Cyrillic, Armenian,
// full width.
inline constexpr case_range case_ranges[] = {
    {0x61, 0x7A, -32, 1},    {0xE0, 0xF6, -32, 1},     {0xF8, 0xFE, -32, 1},   {0xFF, 0xFF, 121, 1},
    {0x101, 0x12F, -1, 2},   {0x133, 0x137, -1, 2},    {0x13A, 0x148, -1, 2},  {0x14B, 0x177, -1, 2},
    {0x17A, 0x17E, -1, 2},   {0x3AC, 0x3AC, -38, 1},   {0x3AD, 0x3AF, -37, 1}, {0x3B1, 0x3C1, -32, 1},
    {0x3C3, 0x3CB, -32, 1},  {0x3CC, 0x3CC, -64, 1},   {0x3CD, 0x3CE, -63, 1}, {0x430, 0x44F, -32, 1},
    {0x450, 0x45F, -80, 1},  {0x461, 0x481, -1, 2},    {0x48B, 0x4BF, -1, 2},  {0x4C2, 0x4CE, -1, 2},
    {0x4CF, 0x4CF, -15, 1},  {0x4D1, 0x52F, -1, 2},    {0x561, 0x586, -48, 1}, {0x1E01, 0x1E95, -1, 2},
    {0x1EA1, 0x1EFF, -1, 2}, {0xFF41, 0xFF5A, -32, 1},
};

constexpr std::uint32_t shifted(std::uint32_t point, std::int32_t by) {
    return static_cast<std::uint32_t>(static_cast<std::int32_t>(point) + by);
}

constexpr std::uint32_t upper_point(std::uint32_t c) {
    switch (c) {
    case 0xB5: // micro sign
        return 0x39C;
    case 0x131: // dotless i
        return 'I';
    case 0x17F: // long s
        return 'S';
    case 0x3C2: // final sigma
        return 0x3A3;
    default:
        break;
    }
    for (case_range const& r : case_ranges) {
        if (c >= r.first && c <= r.last && (c - r.first) % r.step == 0) return shifted(c, r.to_upper);
    }
    return c;
}

constexpr std::uint32_t lower_point(std::uint32_t c) {
    if (c == 0x1E9E) return 0xDF; // capital sharp s
    for (case_range const& r : case_ranges) {
        std::uint32_t const first = shifted(r.first, r.to_upper);
        if (c >= first && c <= shifted(r.last, r.to_upper) && (c - first) % r.step == 0)
            return shifted(c, -r.to_upper);
    }
    return c;
}

constexpr bool has_case(std::uint32_t c) { return upper_point(c) != c || lower_point(c) != c || c == 0xDF; }

/// The letters that one letter becomes in upper case, where they are several.
constexpr std::string_view upper_letters(std::uint32_t c) {
    constexpr std::string_view ligatures[] = {"FF", "FI", "FL", "FFI", "FFL", "ST", "ST"};
    if (c == 0xDF) return "SS";
    return c >= 0xFB00 && c <= 0xFB06 ? ligatures[c - 0xFB00] : std::string_view();
}

constexpr char ascii_upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; }

inline std::string to_upper(std::string_view text) {
    std::string out(text);
    if (is_ascii(text)) {
        for (char& c : out) c = ascii_upper(c);
        return out;
    }
    out.clear();
    while (!text.empty()) {
        decoded_character const c = decode_character(text);
        std::string_view const several = upper_letters(c.point);
        if (several.empty()) {
            append_character(out, upper_point(c.point));
        } else {
            out.append(several);
        }
        text.remove_prefix(c.bytes);
    }
    return out;
}

inline std::string to_lower(std::string_view text) {
    std::string out(text);
    if (is_ascii(text)) {
        for (char& c : out) c = ascii_lower(c);
        return out;
    }
    out.clear();
    bool after_letter = false;
    while (!text.empty()) {
        decoded_character const c = decode_character(text);
        text.remove_prefix(c.bytes);
        if (c.point == 0x3A3 && after_letter && (text.empty() || !has_case(decode_character(text).point))) {
            append_character(out, 0x3C2); // sigma at the end of a word
        } else if (c.point == 0x130) {
            out.append("i\u0307"); // the dot stays
        } else {
            append_character(out, lower_point(c.point));
        }
        after_letter = has_case(c.point);
    }
    return out;
}

inline std::string to_initial_capitals(std::string_view text) {
    std::string const lower = to_lower(text);
    std::string_view rest = lower;
    std::string out;
    out.reserve(lower.size());
    bool first = true;
    while (!rest.empty()) {
        decoded_character const c = decode_character(rest);
        std::string_view const several = first ? upper_letters(c.point) : std::string_view();
        if (!several.empty()) {
            out.push_back(several.front());
            for (char const letter : several.substr(1)) out.push_back(ascii_lower(letter));
        } else {
            append_character(out, first ? upper_point(c.point) : c.point);
        }
        first = c.point == ' ';
        rest.remove_prefix(c.bytes);
    }
    return out;
}

template <class Fn>
struct case_function {
    template <class T>
    static constexpr verdict check() {
        return check_kinds<T>(Fn::name, "t");
    }
    template <class T>
    using result = std::string;
};
struct upper_function : case_function<upper_function> {
    static constexpr std::string_view name = "upper";
    template <class R>
    static std::string apply(std::string_view s) {
        return to_upper(s);
    }
};
struct lower_function : case_function<lower_function> {
    static constexpr std::string_view name = "lower";
    template <class R>
    static std::string apply(std::string_view s) {
        return to_lower(s);
    }
};
struct initcap_function : case_function<initcap_function> {
    static constexpr std::string_view name = "initcap";
    template <class R>
    static std::string apply(std::string_view s) {
        return to_initial_capitals(s);
    }
};

} // namespace detail

/// A text in upper case: Latin, Greek, Cyrillic and Armenian letters; `ß` becomes `SS`. Others stay as they
/// are.
/// Null    null where the text is null.
/// Cost    a new text; ASCII takes a fast path.
/// Errors  compile time: no text.
/// Source  Spark functions.upper, without the letters of Latin Extended-B, polytonic Greek and rarer scripts.
template <class E>
    requires detail::operand<E>
constexpr auto upper(E const& e) {
    return detail::make_function<detail::upper_function>(e);
}
/// A text in lower case; the letters as for upper.
/// Null    null where the text is null.
/// Errors  compile time: no text.
/// Source  Spark functions.lower.
template <class E>
    requires detail::operand<E>
constexpr auto lower(E const& e) {
    return detail::make_function<detail::lower_function>(e);
}
/// A text with a capital after each space and at its beginning, all else in lower case.
/// Null    null where the text is null.
/// Errors  compile time: no text.
/// Source  Spark functions.initcap.
template <class E>
    requires detail::operand<E>
constexpr auto initcap(E const& e) {
    return detail::make_function<detail::initcap_function>(e);
}
/// Other names of upper and lower. Source  Spark functions.ucase, functions.lcase.
template <class E>
    requires detail::operand<E>
constexpr auto ucase(E const& e) {
    return detail::make_function<detail::renamed<"ucase", detail::upper_function>>(e);
}
template <class E>
    requires detail::operand<E>
constexpr auto lcase(E const& e) {
    return detail::make_function<detail::renamed<"lcase", detail::lower_function>>(e);
}

} // namespace weir
