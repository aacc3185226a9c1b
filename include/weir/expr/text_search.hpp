// SPDX-License-Identifier: BSL-1.0
// Finding one text in another: contains, startswith, endswith, instr, locate, replace, like, ilike.
#pragma once

#include <weir/core/error.hpp>
#include <weir/expr/text_case.hpp>
#include <weir/expr/text_parts.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
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
/// locate; where the position is null the answer is 0, as in Spark, whatever the texts are.
template <fixed_string Name>
struct locate_function {
    static constexpr auto chars = Name;
    static constexpr std::string_view name = chars.view();
    static constexpr bool sees_nulls = true;

    template <class Part, class T, class From>
    static constexpr verdict check() {
        verdict const texts = check_kinds<value_type_of<Part>, value_type_of<T>>(name, "t");
        return texts.failed() || std::same_as<From, void_type> ? texts
                                                               : check_kinds<value_type_of<From>>(name, "i");
    }
    template <class Part, class T, class From>
    using result = nullable_if<std::int32_t, is_nullable<Part> || is_nullable<T>>;
    template <class... Ts>
    static constexpr bool total = true;
    template <class R, class Part, class T, class From>
    static constexpr auto apply(Part const& part, T const& s, From const& from) {
        using out = nullable_if<std::int32_t, is_nullable<Part> || is_nullable<T>>;
        if constexpr (std::same_as<From, void_type>) {
            return out(0);
        } else {
            if (!present(from)) return out(0);
            if (!present(part) || !present(s)) return out();
            if (unwrap(from) < 1) return out(0);
            return out(position_of(unwrap(part), unwrap(s), unwrap(from)));
        }
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

/// Whether a text matches a pattern of SQL's LIKE: `%` any characters, `_` one, the escape takes the next as
/// it is.
constexpr bool matches_like(std::string_view s, std::string_view pattern, std::string_view escape = "\\") {
    constexpr std::size_t none = std::string_view::npos;
    std::size_t at = 0;
    std::size_t p = 0;
    // Where to go on in the pattern, and how much of `s` the last % has taken.
    std::size_t after_percent = none;
    std::size_t taken = 0;
    for (;;) {
        std::size_t step = 1;
        bool matched = true;
        if (p == pattern.size()) {
            if (at == s.size()) return true;
            matched = false;
        } else if (!escape.empty() && pattern.substr(p).starts_with(escape)) {
            std::size_t const next = p + escape.size();
            if (next == pattern.size()) throw_like_escape(pattern, true);
            char const c = pattern[next];
            bool const itself = pattern.substr(next).starts_with(escape);
            if (c != '_' && c != '%' && !itself) throw_like_escape(pattern, false);
            std::size_t const size = itself ? escape.size() : 1;
            step = escape.size() + size;
            matched = s.substr(at).starts_with(pattern.substr(next, size));
            if (matched) at += size;
        } else if (pattern[p] == '%') {
            after_percent = ++p;
            taken = at;
            continue;
        } else if (pattern[p] == '_') {
            matched = at < s.size();
            if (matched) at += decode_character(s.substr(at)).bytes;
        } else {
            matched = at < s.size() && s[at] == pattern[p];
            ++at;
        }
        if (matched) {
            p += step;
            continue;
        }
        if (after_percent == none || taken >= s.size()) {
            // Spark reads the whole pattern before it looks at a text.
            for (; p < pattern.size(); ++p) {
                if (escape.empty() || !pattern.substr(p).starts_with(escape)) continue;
                std::string_view const rest = pattern.substr(p + escape.size());
                if (rest.empty()) throw_like_escape(pattern, true);
                if (rest[0] != '_' && rest[0] != '%' && !rest.starts_with(escape))
                    throw_like_escape(pattern, false);
                p += escape.size();
            }
            return false;
        }
        taken += decode_character(s.substr(taken)).bytes;
        at = taken;
        p = after_percent;
    }
}

struct like_function : plain_function<like_function, bool, "t"> {
    static constexpr std::string_view name = "like";
    static constexpr void write(text& out, text const& s, text const& pattern) {
        out << s.view() << " LIKE " << pattern.view();
    }
    static constexpr void write(text& out, text const& s, text const& pattern, text const& escape) {
        write(out, s, pattern);
        if (escape.view() != "\\") out << " ESCAPE '" << escape.view() << '\'';
    }
    template <class R>
    static constexpr bool apply(std::string_view s, std::string_view pattern,
                                std::string_view escape = "\\") {
        return matches_like(s, pattern, escape);
    }
};

struct ilike_function : plain_function<ilike_function, bool, "t"> {
    static constexpr std::string_view name = "ilike";
    static constexpr void write(text& out, text const& s, text const& pattern, auto const&...) {
        out << "ilike(" << s.view() << ", " << pattern.view() << ')';
    }
    template <class R>
    static bool apply(std::string_view s, std::string_view pattern, std::string_view escape = "\\") {
        return matches_like(to_lower(s), to_lower(pattern), escape);
    }
};

/// `s [NOT] LIKE|ILIKE ANY|ALL (patterns)`, patterns that are not null.
template <bool Any, bool Negated, bool IgnoreCase>
struct like_several_function
    : plain_function<like_several_function<Any, Negated, IgnoreCase>, std::optional<bool>, "t"> {
    static constexpr std::string_view name = "like";
    static constexpr void write(text& out, text const& s, auto const&...) {
        out << (Negated ? "notlike" : "like") << (Any ? "any(" : "all(") << (IgnoreCase ? "lower(" : "")
            << s.view() << (IgnoreCase ? "))" : ")");
    }
    template <class R, class... Patterns>
    static bool apply(std::string_view s, Patterns... patterns) {
        auto const holds = [s](std::string_view pattern) {
            bool const found =
                IgnoreCase ? ilike_function::apply<bool>(s, pattern) : matches_like(s, pattern);
            return found != Negated;
        };
        return Any ? (holds(patterns) || ...) : (holds(patterns) && ...);
    }
};

} // namespace detail

/// Whether `part` is in a text; the empty text always is.
/// Null    null where an argument is null.
/// Errors  compile time: no text.
/// Source  Spark functions.contains.
template <class E, class T>
    requires(detail::operand<E> && detail::operand<T>)
constexpr auto contains(E const& e, T const& part) {
    return detail::make_function<detail::contains_function>(e, part);
}
/// Whether a text begins with `part`.
/// Source  Spark functions.startswith.
template <class E, class T>
    requires(detail::operand<E> && detail::operand<T>)
constexpr auto startswith(E const& e, T const& part) {
    return detail::make_function<detail::startswith_function>(e, part);
}
/// Whether a text ends with `part`.
/// Source  Spark functions.endswith.
template <class E, class T>
    requires(detail::operand<E> && detail::operand<T>)
constexpr auto endswith(E const& e, T const& part) {
    return detail::make_function<detail::endswith_function>(e, part);
}
/// Where `part` first is in a text, in characters from 1; 0 where it is not.
/// Source  Spark functions.instr.
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
    return detail::make_function<detail::locate_function<"locate">>(part, e, from);
}
/// Where `part` first is in a text.
/// Source  Spark functions.locate.
template <class T, class E>
    requires(detail::operand<T> && detail::operand<E>)
constexpr auto locate(T const& part, E const& e) {
    return locate(part, e, detail::constant<1>{});
}
/// Another name of locate.
/// Source  Spark functions.position.
template <class T, class E, class N>
    requires(detail::operand<T> && detail::operand<E> && detail::operand<N>)
constexpr auto position(T const& part, E const& e, N const& from) {
    return detail::make_function<detail::locate_function<"position">>(part, e, from);
}
template <class T, class E>
    requires(detail::operand<T> && detail::operand<E>)
constexpr auto position(T const& part, E const& e) {
    return position(part, e, detail::constant<1>{});
}
/// A text with every `part` replaced; unchanged where `part` is empty.
/// Source  Spark functions.replace.
template <class E, class T, class B>
    requires(detail::operand<E> && detail::operand<T> && detail::operand<B>)
constexpr auto replace(E const& e, T const& part, B const& by) {
    return detail::make_function<detail::replace_function>(e, part, by);
}
/// A text with every `part` taken out.
/// Source  Spark functions.replace.
template <class E, class T>
    requires(detail::operand<E> && detail::operand<T>)
constexpr auto replace(E const& e, T const& part) {
    return detail::make_function<detail::replace_function>(e, part, detail::constant_text<"">{});
}
/// Whether a text matches a pattern: `%` stands for any characters, `_` for one, `\` before `_`, `%` or `\`
/// for those; another character than `\` may be given.
/// Null    null where an argument is null.
/// Cost    linear but for patterns of several `%`; no allocation.
/// Errors  compile time: no text. Run time: INVALID_FORMAT for another use of `\`.
/// Source  Spark Column.like.
template <class E, class T>
    requires(detail::operand<E> && detail::operand<T>)
constexpr auto like(E const& e, T const& pattern) {
    return detail::make_function<detail::like_function>(e, pattern);
}
template <class E, class T, class C>
    requires(detail::operand<E> && detail::operand<T> && detail::operand<C>)
constexpr auto like(E const& e, T const& pattern, C const& escape) {
    return detail::make_function<detail::like_function>(e, pattern, escape);
}
/// As like, without regard to upper and lower case.
/// Source  Spark Column.ilike.
template <class E, class T>
    requires(detail::operand<E> && detail::operand<T>)
constexpr auto ilike(E const& e, T const& pattern) {
    return detail::make_function<detail::ilike_function>(e, pattern);
}
template <class E, class T, class C>
    requires(detail::operand<E> && detail::operand<T> && detail::operand<C>)
constexpr auto ilike(E const& e, T const& pattern, C const& escape) {
    return detail::make_function<detail::ilike_function>(e, pattern, escape);
}

} // namespace weir
