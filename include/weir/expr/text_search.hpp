// SPDX-License-Identifier: BSL-1.0
// Finding one text in another: contains, startswith, endswith, instr, locate, replace, like.
#pragma once

#include <weir/core/error.hpp>
#include <weir/expr/text_parts.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace weir {

namespace detail {

template <class Fn>
struct text_predicate {
    template <class... Ts>
    static constexpr verdict check() {
        return check_kinds<Ts...>(Fn::name, "t");
    }
    template <class... Ts>
    using result = bool;
    template <class... Ts>
    static constexpr bool total = true;
};
struct contains_function : text_predicate<contains_function> {
    static constexpr std::string_view name = "contains";
    template <class R>
    static constexpr bool apply(std::string_view s, std::string_view part) {
        return s.find(part) != std::string_view::npos;
    }
};
struct startswith_function : text_predicate<startswith_function> {
    static constexpr std::string_view name = "startswith";
    template <class R>
    static constexpr bool apply(std::string_view s, std::string_view part) {
        return s.starts_with(part);
    }
};
struct endswith_function : text_predicate<endswith_function> {
    static constexpr std::string_view name = "endswith";
    template <class R>
    static constexpr bool apply(std::string_view s, std::string_view part) {
        return s.ends_with(part);
    }
};

/// Where a text begins in another, in characters from 1; 0 where it is not there. An empty text is at 1.
constexpr std::int32_t position_of(std::string_view part, std::string_view s, std::int64_t from) {
    if (part.empty()) return 1;
    std::size_t const at = s.find(part, bytes_of_characters(s, from - 1));
    return at == std::string_view::npos ? 0
                                        : static_cast<std::int32_t>(count_characters(s.substr(0, at)) + 1);
}

struct instr_function {
    static constexpr std::string_view name = "instr";
    template <class... Ts>
    static constexpr verdict check() {
        return check_kinds<Ts...>(name, "t");
    }
    template <class... Ts>
    using result = std::int32_t;
    template <class... Ts>
    static constexpr bool total = true;
    template <class R>
    static constexpr std::int32_t apply(std::string_view s, std::string_view part) {
        return position_of(part, s, 1);
    }
};
struct locate_function {
    static constexpr std::string_view name = "locate";
    template <class... Ts>
    static constexpr verdict check() {
        return check_kinds<Ts...>(name, "tti");
    }
    template <class... Ts>
    using result = std::int32_t;
    template <class... Ts>
    static constexpr bool total = true;
    template <class R>
    static constexpr std::int32_t apply(std::string_view part, std::string_view s, std::int64_t from) {
        return from < 1 ? 0 : position_of(part, s, from);
    }
};

struct replace_function {
    static constexpr std::string_view name = "replace";
    template <class... Ts>
    static constexpr verdict check() {
        return check_kinds<Ts...>(name, "t");
    }
    template <class... Ts>
    using result = std::string;
    template <class R>
    static std::string apply(std::string_view s, std::string_view part, std::string_view by) {
        std::string out;
        if (part.empty()) return std::string(s);
        for (std::size_t at = 0;;) {
            std::size_t const found = s.find(part, at);
            out.append(s.substr(at, found - at));
            if (found == std::string_view::npos) return out;
            out.append(by);
            at = found + part.size();
        }
    }
};

[[noreturn, gnu::cold, gnu::noinline]] inline void throw_like_escape(std::string_view pattern, bool at_end) {
    std::string message = "bad pattern \"";
    message.append(pattern).append("\" of like: ");
    message.append(at_end ? "the escape at its end escapes nothing"
                          : "an escape stands before _, % and itself only");
    throw query_error(at_end ? "INVALID_FORMAT.ESC_AT_THE_END" : "INVALID_FORMAT.ESC_IN_THE_MIDDLE", message);
}

/// Whether a text matches a pattern of SQL's LIKE: `%` any characters, `_` one, `\` takes the next as it is.
constexpr bool matches_like(std::string_view s, std::string_view pattern) {
    constexpr std::size_t none = std::string_view::npos;
    std::size_t at = 0;
    std::size_t p = 0;
    std::size_t after_percent =
        none; // where to go on in the pattern, and how much of `s` the last % has taken
    std::size_t taken = 0;
    auto const escaped = [&](std::size_t i) {
        if (i + 1 == pattern.size()) throw_like_escape(pattern, true);
        char const c = pattern[i + 1];
        if (c != '_' && c != '%' && c != '\\') throw_like_escape(pattern, false);
        return c;
    };
    for (;;) {
        bool matched = true;
        if (p == pattern.size()) {
            if (at == s.size()) return true;
            matched = false;
        } else if (pattern[p] == '%') {
            after_percent = ++p;
            taken = at;
            continue;
        } else if (char const c = pattern[p] == '\\' ? escaped(p) : pattern[p]; pattern[p] == '_') {
            matched = at < s.size();
            if (matched) at += decode_character(s.substr(at)).bytes;
        } else {
            matched = at < s.size() && s[at] == c;
            ++at;
        }
        if (matched) {
            p += pattern[p] == '\\' ? 2 : 1;
            continue;
        }
        if (after_percent == none || taken >= s.size()) return false;
        taken += decode_character(s.substr(taken)).bytes;
        at = taken;
        p = after_percent;
    }
}

struct like_function {
    template <class... Ts>
    static constexpr verdict check() {
        return check_kinds<Ts...>("like", "t");
    }
    template <class... Ts>
    using result = bool;
    static constexpr void write(text& out, text const& s, text const& pattern) {
        out << s.view() << " LIKE " << pattern.view();
    }
    template <class R>
    static constexpr bool apply(std::string_view s, std::string_view pattern) {
        return matches_like(s, pattern);
    }
};

} // namespace detail

/// Whether `part` is in a text; the empty text always is. Source  Spark functions.contains.
/// Null    null where an argument is null.
/// Errors  compile time: no text.
template <class E, class T>
    requires(detail::operand<E> && detail::operand<T>)
constexpr auto contains(E const& e, T const& part) {
    return detail::make_function<detail::contains_function>(e, part);
}
/// Whether a text begins with `part`. Source  Spark functions.startswith.
template <class E, class T>
    requires(detail::operand<E> && detail::operand<T>)
constexpr auto startswith(E const& e, T const& part) {
    return detail::make_function<detail::startswith_function>(e, part);
}
/// Whether a text ends with `part`. Source  Spark functions.endswith.
template <class E, class T>
    requires(detail::operand<E> && detail::operand<T>)
constexpr auto endswith(E const& e, T const& part) {
    return detail::make_function<detail::endswith_function>(e, part);
}
/// Where `part` first is in a text, in characters from 1; 0 where it is not. Source  Spark functions.instr.
template <class E, class T>
    requires(detail::operand<E> && detail::operand<T>)
constexpr auto instr(E const& e, T const& part) {
    return detail::make_function<detail::instr_function>(e, part);
}
/// Where `part` first is in a text from the character `from` on; 0 where it is not, or `from` is below 1.
/// Source  Spark functions.locate.
template <class T, class E, class N>
    requires(detail::operand<T> && detail::operand<E> && detail::operand<N>)
constexpr auto locate(T const& part, E const& e, N const& from) {
    return detail::make_function<detail::locate_function>(part, e, from);
}
/// Where `part` first is in a text. Source  Spark functions.locate.
template <class T, class E>
    requires(detail::operand<T> && detail::operand<E>)
constexpr auto locate(T const& part, E const& e) {
    return detail::make_function<detail::locate_function>(part, e, detail::constant<1>{});
}
/// A text with every `part` replaced; unchanged where `part` is empty. Source  Spark functions.replace.
template <class E, class T, class B>
    requires(detail::operand<E> && detail::operand<T> && detail::operand<B>)
constexpr auto replace(E const& e, T const& part, B const& by) {
    return detail::make_function<detail::replace_function>(e, part, by);
}
/// A text with every `part` taken out. Source  Spark functions.replace.
template <class E, class T>
    requires(detail::operand<E> && detail::operand<T>)
constexpr auto replace(E const& e, T const& part) {
    return detail::make_function<detail::replace_function>(e, part, detail::constant_text<"">{});
}
/// Whether a text matches a pattern: `%` stands for any characters, `_` for one, `\` before `_`, `%` or `\`
/// for those. Null    null where an argument is null. Cost    linear but for patterns of several `%`; no
/// allocation. Errors  compile time: no text. Run time: INVALID_FORMAT for another use of `\`. Source  Spark
/// Column.like.
template <class E, class T>
    requires(detail::operand<E> && detail::operand<T>)
constexpr auto like(E const& e, T const& pattern) {
    return detail::make_function<detail::like_function>(e, pattern);
}

} // namespace weir
