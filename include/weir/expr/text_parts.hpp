// SPDX-License-Identifier: BSL-1.0
// The length of a text, its parts, and texts cut or filled to a length; all count characters, not bytes.
#pragma once

#include <weir/core/utf8.hpp>
#include <weir/expr/arguments.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

namespace weir {

namespace detail {

/// The number of characters of a text in UTF-8: bytes that go on with a character do not count.
constexpr std::int64_t count_characters(std::string_view text) {
    std::int64_t n = 0;
    for (char const c : text) n += (static_cast<unsigned char>(c) & 0xC0U) != 0x80U ? 1 : 0;
    return n;
}

/// How many bytes the first `characters` characters take.
constexpr std::size_t bytes_of_characters(std::string_view text, std::int64_t characters) {
    if (characters <= 0) return 0;
    if (static_cast<std::uint64_t>(characters) >= text.size()) return text.size();
    std::size_t at = 0;
    for (; at < text.size() && characters > 0; --characters) at += decode_character(text.substr(at)).bytes;
    return at;
}

constexpr std::string_view substring_of(std::string_view text, std::int64_t position, std::int64_t length) {
    std::int64_t const start = position > 0   ? position - 1
                               : position < 0 ? count_characters(text) + position
                                              : 0;
    if (length <= 0) return {};
    text.remove_prefix(bytes_of_characters(text, start));
    std::int64_t const left = std::min(length, std::int64_t{std::numeric_limits<std::int32_t>::max()})
                              + std::min<std::int64_t>(start, 0);
    return text.substr(0, bytes_of_characters(text, left));
}

struct length_function {
    static constexpr std::string_view name = "length";
    template <class T>
    static constexpr verdict check() {
        return std::same_as<T, binary> ? verdict{} : check_kinds<T>(name, "t");
    }
    template <class T>
    using result = std::int32_t;
    template <class T>
    static constexpr bool total = true;
    template <class R, class T>
    static constexpr std::int32_t apply(T const& value) {
        if constexpr (std::same_as<T, binary>) {
            return static_cast<std::int32_t>(value.bytes.size());
        } else {
            return static_cast<std::int32_t>(count_characters(value));
        }
    }
};

struct substring_function {
    static constexpr std::string_view name = "substring";
    template <class... Ts>
    static constexpr verdict check() {
        return check_kinds<Ts...>(name, "ti");
    }
    template <class... Ts>
    using result = std::string;
    template <class R>
    static constexpr std::string_view apply(std::string_view s, std::int64_t position, std::int64_t length) {
        return substring_of(s, position, length);
    }
};
struct left_function {
    static constexpr std::string_view name = "left";
    template <class... Ts>
    static constexpr verdict check() {
        return check_kinds<Ts...>(name, "ti");
    }
    template <class... Ts>
    using result = std::string;
    template <class R>
    static constexpr std::string_view apply(std::string_view s, std::int64_t length) {
        return s.substr(0, bytes_of_characters(s, length));
    }
};
struct right_function {
    static constexpr std::string_view name = "right";
    template <class... Ts>
    static constexpr verdict check() {
        return check_kinds<Ts...>(name, "ti");
    }
    template <class... Ts>
    using result = std::string;
    template <class R>
    static constexpr std::string_view apply(std::string_view s, std::int64_t length) {
        return length <= 0 ? std::string_view()
                           : s.substr(bytes_of_characters(s, count_characters(s) - length));
    }
};

struct reverse_function {
    static constexpr std::string_view name = "reverse";
    template <class T>
    static constexpr verdict check() {
        return check_kinds<T>(name, "t");
    }
    template <class T>
    using result = std::string;
    template <class R>
    static std::string apply(std::string_view s) {
        std::string out(s.size(), '\0');
        std::size_t at = s.size();
        while (!s.empty()) {
            std::size_t const n = decode_character(s).bytes;
            at -= n;
            s.copy(out.data() + at, n);
            s.remove_prefix(n);
        }
        return out;
    }
};

struct repeat_function {
    static constexpr std::string_view name = "repeat";
    template <class... Ts>
    static constexpr verdict check() {
        return check_kinds<Ts...>(name, "ti");
    }
    template <class... Ts>
    using result = std::string;
    template <class R>
    static std::string apply(std::string_view s, std::int64_t times) {
        std::string out;
        if (times > 0) out.reserve(s.size() * static_cast<std::size_t>(times));
        for (; times > 0; --times) out.append(s);
        return out;
    }
};

template <bool Left>
struct pad_function {
    static constexpr std::string_view name = Left ? "lpad" : "rpad";
    template <class... Ts>
    static constexpr verdict check() {
        return check_kinds<Ts...>(name, "tit");
    }
    template <class... Ts>
    using result = std::string;
    template <class R>
    static std::string apply(std::string_view s, std::int64_t length, std::string_view pad) {
        std::int64_t missing = length - count_characters(s);
        if (missing <= 0 || pad.empty()) return std::string(s.substr(0, bytes_of_characters(s, length)));
        std::int64_t const pad_length = count_characters(pad);
        std::string out;
        if constexpr (!Left) out.append(s);
        for (; missing >= pad_length; missing -= pad_length) out.append(pad);
        out.append(pad.substr(0, bytes_of_characters(pad, missing)));
        if constexpr (Left) out.append(s);
        return out;
    }
};

struct ascii_function {
    static constexpr std::string_view name = "ascii";
    template <class T>
    static constexpr verdict check() {
        return check_kinds<T>(name, "t");
    }
    template <class T>
    using result = std::int32_t;
    template <class T>
    static constexpr bool total = true;
    template <class R>
    static constexpr std::int32_t apply(std::string_view s) {
        return s.empty() ? 0 : static_cast<std::int32_t>(decode_character(s).point);
    }
};

} // namespace detail

/// The number of characters of a text, or of bytes of a binary. Source  Spark functions.length.
/// Errors  compile time: neither text nor binary.
template <class E>
    requires detail::operand<E>
constexpr auto length(E const& e) {
    return detail::make_function<detail::length_function>(e);
}
/// The part of a text from `position` on, counted from 1, or from the end where it is negative; `length`
/// characters at most, none where it is not positive. Null    null where an argument is null. Cost    a view
/// of the text; nothing is copied. Errors  compile time: no text, a position or length that is no integer.
/// Source  Spark functions.substring.
template <class E, class P, class L>
    requires(detail::operand<E> && detail::operand<P> && detail::operand<L>)
constexpr auto substring(E const& e, P const& position, L const& length) {
    return detail::make_function<detail::substring_function>(e, position, length);
}
/// The part of a text from `position` to its end. Source  Spark functions.substring.
template <class E, class P>
    requires(detail::operand<E> && detail::operand<P>)
constexpr auto substring(E const& e, P const& position) {
    return detail::make_function<detail::substring_function>(e, position, detail::constant<2147483647>{});
}
/// The first characters of a text. Source  Spark functions.left.
template <class E, class L>
    requires(detail::operand<E> && detail::operand<L>)
constexpr auto left(E const& e, L const& length) {
    return detail::make_function<detail::left_function>(e, length);
}
/// The last characters of a text. Source  Spark functions.right.
template <class E, class L>
    requires(detail::operand<E> && detail::operand<L>)
constexpr auto right(E const& e, L const& length) {
    return detail::make_function<detail::right_function>(e, length);
}
/// The characters of a text from the last to the first. Source  Spark functions.reverse.
/// Errors  compile time: no text; arrays are not reversed yet.
template <class E>
    requires detail::operand<E>
constexpr auto reverse(E const& e) {
    return detail::make_function<detail::reverse_function>(e);
}
/// A text so many times over; empty where `times` is not positive. Source  Spark functions.repeat.
template <class E, class N>
    requires(detail::operand<E> && detail::operand<N>)
constexpr auto repeat(E const& e, N const& times) {
    return detail::make_function<detail::repeat_function>(e, times);
}
/// A text cut to `length` characters, or filled with `pad` at its beginning. Source  Spark functions.lpad.
template <class E, class N, class T>
    requires(detail::operand<E> && detail::operand<N> && detail::operand<T>)
constexpr auto lpad(E const& e, N const& length, T const& pad) {
    return detail::make_function<detail::pad_function<true>>(e, length, pad);
}
/// As lpad, filled with spaces.
template <class E, class N>
    requires(detail::operand<E> && detail::operand<N>)
constexpr auto lpad(E const& e, N const& length) {
    return detail::make_function<detail::pad_function<true>>(e, length, detail::constant_text<" ">{});
}
/// A text cut to `length` characters, or filled with `pad` at its end. Source  Spark functions.rpad.
template <class E, class N, class T>
    requires(detail::operand<E> && detail::operand<N> && detail::operand<T>)
constexpr auto rpad(E const& e, N const& length, T const& pad) {
    return detail::make_function<detail::pad_function<false>>(e, length, pad);
}
/// As rpad, filled with spaces.
template <class E, class N>
    requires(detail::operand<E> && detail::operand<N>)
constexpr auto rpad(E const& e, N const& length) {
    return detail::make_function<detail::pad_function<false>>(e, length, detail::constant_text<" ">{});
}
/// The code point of the first character; 0 of an empty text. Source  Spark functions.ascii.
template <class E>
    requires detail::operand<E>
constexpr auto ascii(E const& e) {
    return detail::make_function<detail::ascii_function>(e);
}

} // namespace weir
