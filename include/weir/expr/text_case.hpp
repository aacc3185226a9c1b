// SPDX-License-Identifier: BSL-1.0
// upper, lower and initcap.
#pragma once

#include <weir/core/edit_distance.hpp>
#include <weir/core/letter_case.hpp>
#include <weir/core/utf8.hpp>
#include <weir/expr/arguments.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace weir {

namespace detail {

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
            for (std::string_view letters = several; !letters.empty();) {
                decoded_character const letter = decode_character(letters);
                append_character(out,
                                 letters.size() == several.size() ? letter.point : lower_point(letter.point));
                letters.remove_prefix(letter.bytes);
            }
        } else {
            append_character(out, first ? title_point(c.point) : c.point);
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
/// Another name of upper.
/// Source  Spark functions.ucase.
template <class E>
    requires detail::operand<E>
constexpr auto ucase(E const& e) {
    return detail::make_function<detail::renamed<"ucase", detail::upper_function>>(e);
}
/// Another name of lower.
/// Source  Spark functions.lcase.
template <class E>
    requires detail::operand<E>
constexpr auto lcase(E const& e) {
    return detail::make_function<detail::renamed<"lcase", detail::lower_function>>(e);
}

} // namespace weir
