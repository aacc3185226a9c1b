// SPDX-License-Identifier: BSL-1.0
// The parts of a text, and texts cut or filled to a length; all count characters, not bytes.
#pragma once

#include <weir/core/utf8.hpp>
#include <weir/expr/arguments.hpp>
#include <weir/expr/text_length.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace weir {

namespace detail {

template <class T>
constexpr std::string_view first_characters(std::string_view bytes, std::int64_t characters) {
    if constexpr (std::same_as<T, binary>) {
        return characters <= 0 ? std::string_view() : bytes.substr(0, static_cast<std::size_t>(characters));
    } else {
        return bytes.substr(0, bytes_of_characters(bytes, characters));
    }
}

template <class T>
constexpr std::string_view substring_of(T const& value, std::int64_t position, std::int64_t length) {
    std::string_view bytes = bytes_of(value);
    std::int64_t const start = position > 0 ? position - 1 : position < 0 ? length_of(value) + position : 0;
    if (length <= 0) return {};
    bytes.remove_prefix(first_characters<T>(bytes, start).size());
    std::int64_t const left = std::min(length, std::int64_t{std::numeric_limits<std::int32_t>::max()})
                              + std::min<std::int64_t>(start, 0);
    return first_characters<T>(bytes, left);
}

/// A part of a text as it is, a part of a binary as a binary of its own.
template <class R>
constexpr auto part_of(std::string_view bytes) {
    if constexpr (std::same_as<R, binary>) {
        return binary{std::string(bytes)};
    } else {
        return bytes;
    }
}

struct substring_function {
    static constexpr std::string_view name = "substring";
    template <class... Ts>
    static constexpr verdict check() {
        return check_kinds<Ts...>(name, "bi");
    }
    template <class T, class...>
    using result = text_or_binary<T>;
    template <class R, class T>
    static constexpr auto apply(T const& s, std::int64_t position, std::int64_t length) {
        return part_of<R>(substring_of(s, position, length));
    }
};
struct left_function {
    static constexpr std::string_view name = "left";
    template <class... Ts>
    static constexpr verdict check() {
        return check_kinds<Ts...>(name, "bi");
    }
    template <class T, class...>
    using result = text_or_binary<T>;
    template <class R, class T>
    static constexpr auto apply(T const& s, std::int64_t length) {
        return part_of<R>(first_characters<T>(bytes_of(s), length));
    }
};
struct right_function {
    static constexpr std::string_view name = "right";
    template <class... Ts>
    static constexpr verdict check() {
        return check_kinds<Ts...>(name, "ti");
    }
    template <class... Ts>
    using result = std::optional<std::string>;
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
        return is_array<T> ? verdict{} : check_kinds<T>(name, "b");
    }
    template <class T>
    using result = std::conditional_t<is_array<T>, T, text_or_binary<T>>;
    template <class R, class T>
    static R apply(T const& value) {
        if constexpr (is_array<T>) {
            return R(value.rbegin(), value.rend());
        } else {
            std::string_view s = bytes_of(value);
            std::string out(s.size(), '\0');
            std::size_t at = s.size();
            while (!s.empty()) {
                std::size_t const n = std::same_as<T, binary> ? 1 : decode_character(s).bytes;
                at -= n;
                s.copy(out.data() + at, n);
                s.remove_prefix(n);
            }
            return R{std::move(out)};
        }
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
        return check_kinds<Ts...>(name, "bib");
    }
    template <class T, class, class Pad>
    using result =
        std::conditional_t<std::same_as<T, binary> && std::same_as<Pad, binary>, binary, std::string>;
    template <class R, class T, class P>
    static R apply(T const& value, std::int64_t length, P const& filler) {
        using unit = std::conditional_t<std::same_as<R, binary>, binary, std::string_view>;
        std::string_view const s = bytes_of(value);
        std::string_view const pad = bytes_of(filler);
        auto const count = [](std::string_view bytes) {
            return std::same_as<R, binary> ? static_cast<std::int64_t>(bytes.size())
                                           : count_characters(bytes);
        };
        std::int64_t missing = length - count(s);
        if (missing <= 0 || pad.empty()) return R{std::string(first_characters<unit>(s, length))};
        std::int64_t const pad_length = count(pad);
        std::string out;
        if constexpr (!Left) out.append(s);
        for (; missing >= pad_length; missing -= pad_length) out.append(pad);
        out.append(first_characters<unit>(pad, missing));
        if constexpr (Left) out.append(s);
        return R{std::move(out)};
    }
};

struct space_function : plain_function<space_function, std::string, "i"> {
    static constexpr std::string_view name = "space";
    template <class R>
    static std::string apply(std::int64_t n) {
        return std::string(n > 0 ? static_cast<std::size_t>(n) : 0, ' ');
    }
};

struct chr_function : plain_function<chr_function, std::string, "i"> {
    static constexpr std::string_view name = "chr";
    template <class R>
    static std::string apply(std::int64_t code) {
        std::string out;
        if (code >= 0) append_character(out, static_cast<std::uint32_t>(code) & 0xFFU);
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

/// The part of a text or binary from `position` on, counted from 1, or from the end where it is negative;
/// `length` characters at most, none where it is not positive.
/// Null    null where an argument is null.
/// Cost    a view of the text; nothing is copied.
/// Errors  compile time: no text, a position or length that is no integer.
/// Source  Spark functions.substring.
template <class E, class P, class L>
    requires(detail::operand<E> && detail::operand<P> && detail::operand<L>)
constexpr auto substring(E const& e, P const& position, L const& length) {
    return detail::make_function<detail::substring_function>(e, position, length);
}
/// The part of a text from `position` to its end.
/// Source  Spark functions.substring.
template <class E, class P>
    requires(detail::operand<E> && detail::operand<P>)
constexpr auto substring(E const& e, P const& position) {
    return detail::make_function<detail::substring_function>(e, position, detail::constant<2147483647>{});
}
/// The first characters of a text.
/// Source  Spark functions.left.
template <class E, class L>
    requires(detail::operand<E> && detail::operand<L>)
constexpr auto left(E const& e, L const& length) {
    return detail::make_function<detail::left_function>(e, length);
}
/// The last characters of a text.
/// Source  Spark functions.right.
template <class E, class L>
    requires(detail::operand<E> && detail::operand<L>)
constexpr auto right(E const& e, L const& length) {
    return detail::make_function<detail::right_function>(e, length);
}
/// The characters of a text, or the elements of an array, from the last to the first.
/// Errors  compile time: neither text nor binary nor array.
/// Source  Spark functions.reverse.
template <class E>
    requires detail::operand<E>
constexpr auto reverse(E const& e) {
    return detail::make_function<detail::reverse_function>(e);
}
/// A text so many times over; empty where `times` is not positive.
/// Source  Spark functions.repeat.
template <class E, class N>
    requires(detail::operand<E> && detail::operand<N>)
constexpr auto repeat(E const& e, N const& times) {
    return detail::make_function<detail::repeat_function>(e, times);
}
/// A text or binary cut to `length` characters, or filled with `pad` at its beginning.
/// Source  Spark functions.lpad.
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
/// A text or binary cut to `length` characters, or filled with `pad` at its end.
/// Source  Spark functions.rpad.
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
/// Another name of substring.
/// Source  Spark functions.substr.
template <class E, class P, class L>
    requires(detail::operand<E> && detail::operand<P> && detail::operand<L>)
constexpr auto substr(E const& e, P const& position, L const& length) {
    return detail::make_function<detail::renamed<"substr", detail::substring_function>>(e, position, length);
}
template <class E, class P>
    requires(detail::operand<E> && detail::operand<P>)
constexpr auto substr(E const& e, P const& position) {
    return substr(e, position, detail::constant<2147483647>{});
}
/// So many spaces.
/// Source  Spark functions.space.
template <class N>
    requires detail::operand<N>
constexpr auto space(N const& n) {
    return detail::make_function<detail::space_function>(n);
}
/// The character of a code, of which the lowest 8 bits count; an empty text where it is negative.
/// Source  Spark functions.chr.
template <class N>
    requires detail::operand<N>
constexpr auto chr(N const& code) {
    return detail::make_function<detail::chr_function>(code);
}
/// The code point of the first character; 0 of an empty text.
/// Source  Spark functions.ascii.
template <class E>
    requires detail::operand<E>
constexpr auto ascii(E const& e) {
    return detail::make_function<detail::ascii_function>(e);
}

} // namespace weir
