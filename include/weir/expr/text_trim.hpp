// SPDX-License-Identifier: BSL-1.0
// trim, ltrim and rtrim: texts without spaces, or other characters, at their ends.
#pragma once

#include <weir/core/utf8.hpp>
#include <weir/expr/arguments.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace weir {

namespace detail {

/// Which ends a trim looks at.
enum class trim_side : std::uint8_t { both, leading, trailing };

// Whether the character at the front of `text` is one of `set`; gives its bytes, or 0.
constexpr std::size_t leading_match(std::string_view text, std::string_view set) {
    std::size_t const n = decode_character(text).bytes;
    return set.find(text.substr(0, n)) != std::string_view::npos ? n : 0;
}
constexpr std::size_t trailing_match(std::string_view text, std::string_view set) {
    std::size_t at = text.size() - 1;
    while (at > 0 && (static_cast<unsigned char>(text[at]) & 0xC0U) == 0x80U) --at;
    return set.find(text.substr(at)) != std::string_view::npos ? text.size() - at : 0;
}

template <trim_side Side, bool Spaces>
struct trim_function {
    static constexpr std::string_view name = Side == trim_side::both      ? "trim"
                                             : Side == trim_side::leading ? "ltrim"
                                                                          : "rtrim";
    template <class... Ts>
    static constexpr verdict check() {
        return check_kinds<Ts...>(name, "t");
    }
    template <class... Ts>
    using result = std::string;
    template <class... Names>
    static constexpr void write(text& out, text const& s, Names const&... set) {
        if constexpr (Spaces) {
            out << name << '(' << s.view() << ')';
        } else {
            out << (Side == trim_side::both      ? "TRIM(BOTH "
                    : Side == trim_side::leading ? "TRIM(LEADING "
                                                 : "TRIM(TRAILING ");
            ((out << set.view()), ...);
            out << " FROM " << s.view() << ')';
        }
    }
    template <class R>
    static constexpr std::string_view apply(std::string_view s, std::string_view set = " ") {
        if (set.size() == 1 && static_cast<unsigned char>(set[0]) < 0x80) return without(s, set[0]);
        if constexpr (Side != trim_side::trailing) {
            while (!s.empty()) {
                std::size_t const n = leading_match(s, set);
                if (n == 0) break;
                s.remove_prefix(n);
            }
        }
        if constexpr (Side != trim_side::leading) {
            while (!s.empty()) {
                std::size_t const n = trailing_match(s, set);
                if (n == 0) break;
                s.remove_suffix(n);
            }
        }
        return s;
    }

private:
    // An ASCII character is no part of another one.
    static constexpr std::string_view without(std::string_view s, char c) {
        if constexpr (Side != trim_side::trailing) {
            while (!s.empty() && s.front() == c) s.remove_prefix(1);
        }
        if constexpr (Side != trim_side::leading) {
            while (!s.empty() && s.back() == c) s.remove_suffix(1);
        }
        return s;
    }
};

struct btrim_function : trim_function<trim_side::both, true> {
    static constexpr std::string_view name = "btrim";
    static constexpr void write(text& out, text const& s) { out << "btrim(" << s.view() << ')'; }
    static constexpr void write(text& out, text const& s, text const& set) {
        out << "btrim(" << s.view() << ", " << set.view() << ')';
    }
};

} // namespace detail

/// A text without the spaces at both ends; only U+0020 counts.
/// Cost    a view of the text; nothing is copied.
/// Errors  compile time: no text.
/// Source  Spark functions.trim.
template <class E>
    requires detail::operand<E>
constexpr auto trim(E const& e) {
    return detail::make_function<detail::trim_function<detail::trim_side::both, true>>(e);
}
/// A text without the spaces at its beginning.
/// Source  Spark functions.ltrim.
template <class E>
    requires detail::operand<E>
constexpr auto ltrim(E const& e) {
    return detail::make_function<detail::trim_function<detail::trim_side::leading, true>>(e);
}
/// A text without the spaces at its end.
/// Source  Spark functions.rtrim.
template <class E>
    requires detail::operand<E>
constexpr auto rtrim(E const& e) {
    return detail::make_function<detail::trim_function<detail::trim_side::trailing, true>>(e);
}
/// A text without the characters of `set` at both ends.
/// Source  Spark functions.trim.
template <class E, class T>
    requires(detail::operand<E> && detail::operand<T>)
constexpr auto trim(E const& e, T const& set) {
    return detail::make_function<detail::trim_function<detail::trim_side::both, false>>(e, set);
}
/// A text without the characters of `set` at its beginning.
/// Source  Spark functions.ltrim.
template <class E, class T>
    requires(detail::operand<E> && detail::operand<T>)
constexpr auto ltrim(E const& e, T const& set) {
    return detail::make_function<detail::trim_function<detail::trim_side::leading, false>>(e, set);
}
/// A text without the characters of `set` at its end.
/// Source  Spark functions.rtrim.
template <class E, class T>
    requires(detail::operand<E> && detail::operand<T>)
constexpr auto rtrim(E const& e, T const& set) {
    return detail::make_function<detail::trim_function<detail::trim_side::trailing, false>>(e, set);
}
/// Another name of trim.
/// Source  Spark functions.btrim.
template <class E>
    requires detail::operand<E>
constexpr auto btrim(E const& e) {
    return detail::make_function<detail::btrim_function>(e);
}
template <class E, class T>
    requires(detail::operand<E> && detail::operand<T>)
constexpr auto btrim(E const& e, T const& set) {
    return detail::make_function<detail::btrim_function>(e, set);
}

} // namespace weir
