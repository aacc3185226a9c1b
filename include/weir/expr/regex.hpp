// SPDX-License-Identifier: BSL-1.0
// The functions of regular expressions; what matches them comes with <weir/regex.hpp>.
#pragma once

#include <weir/core/error.hpp>
#include <weir/core/utf8.hpp>
#include <weir/expr/arguments.hpp>
#include <weir/expr/regex_pattern.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace weir {

namespace detail {

template <fixed_string Name>
struct rlike_function {
    static constexpr auto chars = Name;
    static constexpr std::string_view name = chars.view();
    template <class... Ts>
    static constexpr verdict check() {
        return check_kinds<Ts...>(name, "t");
    }
    template <class...>
    using result = bool;
    template <class R, class Matcher>
    static bool apply(std::string_view s, Matcher* matcher) {
        return matcher->find(s, 0);
    }
};

[[noreturn, gnu::cold, gnu::noinline]] inline void throw_replacement(std::string_view replacement) {
    std::string message("the replacement \"");
    message.append(replacement)
        .append("\" of regexp_replace; write $1 for a group, \\$ and \\\\ for the signs");
    throw data_error("INVALID_REGEXP_REPLACE", message);
}

/// Appends a replacement of Java: `$1` and `${name}` are groups, a backslash takes the next character as it
/// is.
template <class Matcher>
void append_replacement(std::string& out, Matcher const& matcher, std::string_view text,
                        std::string_view replacement) {
    for (std::size_t i = 0; i < replacement.size(); ++i) {
        char const c = replacement[i];
        if (c != '\\' && c != '$') {
            out.push_back(c);
            continue;
        }
        if (++i == replacement.size()) throw_replacement(replacement);
        if (c == '\\') {
            out.push_back(replacement[i]);
            continue;
        }
        std::size_t group = 0;
        if (replacement[i] == '{') {
            std::size_t const end = replacement.find('}', i);
            if (end == std::string_view::npos) throw_replacement(replacement);
            group = matcher.group_of(replacement.substr(i + 1, end - i - 1));
            if (group == 0) throw_replacement(replacement);
            i = end;
        } else {
            if (!is_digit(replacement[i])) throw_replacement(replacement);
            group = static_cast<std::size_t>(replacement[i] - '0');
            if (group > matcher.groups()) throw_replacement(replacement);
            for (; i + 1 < replacement.size() && is_digit(replacement[i + 1]); ++i) {
                std::size_t const longer = group * 10 + static_cast<std::size_t>(replacement[i + 1] - '0');
                if (longer > matcher.groups()) break;
                group = longer;
            }
        }
        out.append(group_of(matcher, text, group));
    }
}

struct regexp_replace_function : plain_function<regexp_replace_function, std::string, "ttti"> {
    static constexpr std::string_view name = "regexp_replace";
    template <class R, class Matcher>
    static std::string apply(std::string_view s, Matcher* matcher, std::string_view by,
                             std::int64_t position) {
        if (position < 1) {
            throw data_error("DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE",
                             "the position of regexp_replace is not positive; the first is 1");
        }
        // Java counts UTF-16 units.
        std::size_t start = 0;
        for (--position; position > 0 && start < s.size();) {
            decoded_character const c = decode_character(s.substr(start));
            position -= static_cast<std::int64_t>(utf16_units(c.point));
            start += c.bytes;
            if (start == s.size()) return std::string(s);
        }
        std::string out(s.substr(0, start));
        std::string_view const rest = s.substr(start);
        std::size_t copied = 0;
        for_each_match(*matcher, rest, [&] {
            out.append(rest.substr(copied, matcher->begin(0) - copied));
            append_replacement(out, *matcher, rest, by);
            copied = matcher->end(0);
            return true;
        });
        return out.append(rest.substr(copied));
    }
};

struct regexp_extract_function : plain_function<regexp_extract_function, std::string, "tti"> {
    static constexpr std::string_view name = "regexp_extract";
    template <class R, class Matcher>
    static std::string_view apply(std::string_view s, Matcher* matcher, std::int64_t group) {
        if (!matcher->find(s, 0)) return {};
        return group_of(*matcher, s, checked_group(*matcher, name, group));
    }
};

struct regexp_extract_all_function
    : plain_function<regexp_extract_all_function, std::vector<std::string>, "tti"> {
    static constexpr std::string_view name = "regexp_extract_all";
    template <class R, class Matcher>
    static std::vector<std::string> apply(std::string_view s, Matcher* matcher, std::int64_t group) {
        std::vector<std::string> out;
        for_each_match(*matcher, s, [&] {
            out.emplace_back(group_of(*matcher, s, checked_group(*matcher, name, group)));
            return true;
        });
        return out;
    }
};

struct regexp_count_function : plain_function<regexp_count_function, std::int32_t, "t"> {
    static constexpr std::string_view name = "regexp_count";
    template <class R, class Matcher>
    static std::int32_t apply(std::string_view s, Matcher* matcher) {
        std::int32_t n = 0;
        for_each_match(*matcher, s, [&n] {
            ++n;
            return true;
        });
        return n;
    }
};

struct regexp_instr_function : plain_function<regexp_instr_function, std::int32_t, "tti"> {
    static constexpr std::string_view name = "regexp_instr";
    template <class R, class Matcher>
    static std::int32_t apply(std::string_view s, Matcher* matcher, std::int64_t) {
        if (!matcher->find(s, 0)) return 0;
        return static_cast<std::int32_t>(measure(s.substr(0, matcher->begin(0))).units) + 1;
    }
};

struct regexp_substr_function : plain_function<regexp_substr_function, std::optional<std::string>, "t"> {
    static constexpr std::string_view name = "regexp_substr";
    template <class R, class Matcher>
    static std::optional<std::string_view> apply(std::string_view s, Matcher* matcher) {
        if (!matcher->find(s, 0) || matcher->begin(0) == matcher->end(0)) return std::nullopt;
        return group_of(*matcher, s, 0);
    }
};

struct regexp_split_function : plain_function<regexp_split_function, std::vector<std::string>, "tti"> {
    static constexpr std::string_view name = "split";
    template <class R, class Matcher>
    static std::vector<std::string> apply(std::string_view s, Matcher* matcher, std::int64_t limit) {
        std::vector<std::string> out;
        std::size_t start = 0;
        if (matcher->pattern().empty()) {
            while (start < s.size() && (limit <= 0 || static_cast<std::int64_t>(out.size()) + 1 < limit)) {
                std::size_t const n = decode_character(s.substr(start)).bytes;
                out.emplace_back(s.substr(start, n));
                start += n;
            }
            if (start < s.size() || s.empty()) out.emplace_back(s.substr(start));
            return out;
        }
        for_each_match(*matcher, s, [&] {
            if (limit > 0 && static_cast<std::int64_t>(out.size()) + 1 >= limit) return false;
            if (matcher->end(0) == 0) return true; // a match of nothing at the beginning makes no part
            out.emplace_back(s.substr(start, matcher->begin(0) - start));
            start = matcher->end(0);
            return true;
        });
        out.emplace_back(s.substr(start));
        return out;
    }
};

} // namespace detail

/// Whether a regular expression of Java is found in a text.
/// Null    null where an argument is null.
/// Cost    a literal pattern is compiled once, one from a column where it changes; no allocation once warm.
/// Errors  compile time: no text; <weir/regex.hpp> not included. Run time: INVALID_PARAMETER_VALUE.PATTERN.
/// Source  Spark functions.rlike.
template <class E, class P>
    requires(detail::operand<E> && detail::operand<P>)
constexpr auto rlike(E const& e, P const& pattern) {
    return detail::make_function<detail::rlike_function<"RLIKE">>(e, detail::pattern_of(pattern));
}
/// Other names of rlike.
/// Source  Spark functions.regexp.
template <class E, class P>
    requires(detail::operand<E> && detail::operand<P>)
constexpr auto regexp(E const& e, P const& pattern) {
    return detail::make_function<detail::rlike_function<"REGEXP">>(e, detail::pattern_of(pattern));
}
/// The same as `rlike`.
/// Source  Spark functions.regexp_like.
template <class E, class P>
    requires(detail::operand<E> && detail::operand<P>)
constexpr auto regexp_like(E const& e, P const& pattern) {
    return detail::make_function<detail::rlike_function<"REGEXP_LIKE">>(e, detail::pattern_of(pattern));
}
/// A text with all matches from the character `position` on replaced; `$1` and `${name}` in the replacement
/// are groups.
/// Null    null where an argument is null.
/// Errors  as rlike; run time: INVALID_REGEXP_REPLACE for a group that is not there.
/// Source  Spark functions.regexp_replace.
template <class E, class P, class B, class N>
    requires(detail::operand<E> && detail::operand<P> && detail::operand<B> && detail::operand<N>)
constexpr auto regexp_replace(E const& e, P const& pattern, B const& by, N const& position) {
    return detail::make_function<detail::regexp_replace_function>(e, detail::pattern_of(pattern), by,
                                                                  position);
}
template <class E, class P, class B>
    requires(detail::operand<E> && detail::operand<P> && detail::operand<B>)
constexpr auto regexp_replace(E const& e, P const& pattern, B const& by) {
    return regexp_replace(e, pattern, by, detail::constant<1>{});
}
/// A group of the first match, or the whole of it for group 0; empty where there is none.
/// Errors  as rlike; run time: INVALID_PARAMETER_VALUE.REGEX_GROUP_INDEX.
/// Source  Spark functions.regexp_extract.
template <class E, class P, class N>
    requires(detail::operand<E> && detail::operand<P> && detail::operand<N>)
constexpr auto regexp_extract(E const& e, P const& pattern, N const& group) {
    return detail::make_function<detail::regexp_extract_function>(e, detail::pattern_of(pattern), group);
}
template <class E, class P>
    requires(detail::operand<E> && detail::operand<P>)
constexpr auto regexp_extract(E const& e, P const& pattern) {
    return regexp_extract(e, pattern, detail::constant<1>{});
}
/// That group of every match: array<string>.
/// Source  Spark functions.regexp_extract_all.
template <class E, class P, class N>
    requires(detail::operand<E> && detail::operand<P> && detail::operand<N>)
constexpr auto regexp_extract_all(E const& e, P const& pattern, N const& group) {
    return detail::make_function<detail::regexp_extract_all_function>(e, detail::pattern_of(pattern), group);
}
template <class E, class P>
    requires(detail::operand<E> && detail::operand<P>)
constexpr auto regexp_extract_all(E const& e, P const& pattern) {
    return regexp_extract_all(e, pattern, detail::constant<1>{});
}
/// How many matches there are.
/// Source  Spark functions.regexp_count.
template <class E, class P>
    requires(detail::operand<E> && detail::operand<P>)
constexpr auto regexp_count(E const& e, P const& pattern) {
    return detail::make_function<detail::regexp_count_function>(e, detail::pattern_of(pattern));
}
/// Where the first match begins, from 1, in UTF-16 units as Java counts; 0 where there is none. The group is
/// not looked at.
/// Source  Spark functions.regexp_instr.
template <class E, class P, class N>
    requires(detail::operand<E> && detail::operand<P> && detail::operand<N>)
constexpr auto regexp_instr(E const& e, P const& pattern, N const& group) {
    return detail::make_function<detail::regexp_instr_function>(e, detail::pattern_of(pattern), group);
}
template <class E, class P>
    requires(detail::operand<E> && detail::operand<P>)
constexpr auto regexp_instr(E const& e, P const& pattern) {
    return regexp_instr(e, pattern, detail::constant<0>{});
}
/// The first match.
/// Null    null where there is none or it is empty.
/// Source  Spark functions.regexp_substr.
template <class E, class P>
    requires(detail::operand<E> && detail::operand<P>)
constexpr auto regexp_substr(E const& e, P const& pattern) {
    return detail::make_function<detail::regexp_substr_function>(e, detail::pattern_of(pattern));
}
/// The parts of a text between matches of a pattern that is an expression: `split("s"_c, lit("\\s+"))`, or a
/// column. A pattern that is no expression is a separator, and needs no <weir/regex.hpp>.
/// Errors  as rlike.
/// Source  Spark functions.split.
template <class E, expression P, class N>
    requires(detail::operand<E> && detail::operand<N>)
constexpr auto split(E const& e, P const& pattern, N const& limit) {
    return detail::make_function<detail::regexp_split_function>(e, detail::pattern_of(pattern), limit);
}
template <class E, expression P>
    requires detail::operand<E>
constexpr auto split(E const& e, P const& pattern) {
    return split(e, pattern, detail::constant<-1>{});
}

} // namespace weir
