// SPDX-License-Identifier: BSL-1.0
// The length of a text in characters, bytes and bits.
#pragma once

#include <weir/core/utf8.hpp>
#include <weir/expr/arguments.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
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
    for (; at < text.size() && characters > 0; --characters) {
        bool const ascii = static_cast<unsigned char>(text[at]) < 0x80;
        at += ascii ? 1 : decode_character(text.substr(at)).bytes;
    }
    return at;
}

/// The same of a text or of a binary, whose characters are its bytes.
template <class T>
constexpr std::int64_t length_of(T const& value) {
    if constexpr (std::same_as<T, binary>) {
        return static_cast<std::int64_t>(value.bytes.size());
    } else {
        return count_characters(value);
    }
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

/// octet_length and bit_length.
template <bool Bits>
struct byte_length_function {
    static constexpr std::string_view name = Bits ? "bit_length" : "octet_length";
    template <class T>
    static constexpr verdict check() {
        return check_kinds<T>(name, "b");
    }
    template <class T>
    using result = std::int32_t;
    template <class T>
    static constexpr bool total = true;
    template <class R, class T>
    static constexpr std::int32_t apply(T const& value) {
        return static_cast<std::int32_t>(bytes_of(value).size() * (Bits ? 8 : 1));
    }
};

} // namespace detail

/// The number of characters of a text, or of bytes of a binary.
/// Errors  compile time: neither text nor binary.
/// Source  Spark functions.length.
template <class E>
    requires detail::operand<E>
constexpr auto length(E const& e) {
    return detail::make_function<detail::length_function>(e);
}
/// Another name of length.
/// Source  Spark functions.char_length.
template <class E>
    requires detail::operand<E>
constexpr auto char_length(E const& e) {
    return detail::make_function<detail::renamed<"char_length", detail::length_function>>(e);
}
/// Another name of length.
/// Source  Spark functions.character_length.
template <class E>
    requires detail::operand<E>
constexpr auto character_length(E const& e) {
    return detail::make_function<detail::renamed<"character_length", detail::length_function>>(e);
}
/// Another name of length.
/// Source  Spark functions.len.
template <class E>
    requires detail::operand<E>
constexpr auto len(E const& e) {
    return detail::make_function<detail::renamed<"len", detail::length_function>>(e);
}
/// The number of bytes of a text in UTF-8 or of a binary.
/// Source  Spark functions.octet_length.
template <class E>
    requires detail::operand<E>
constexpr auto octet_length(E const& e) {
    return detail::make_function<detail::byte_length_function<false>>(e);
}
/// The number of bits.
/// Source  Spark functions.bit_length.
template <class E>
    requires detail::operand<E>
constexpr auto bit_length(E const& e) {
    return detail::make_function<detail::byte_length_function<true>>(e);
}

} // namespace weir
