// SPDX-License-Identifier: BSL-1.0
// The strings, numbers and words of JSON: where they end, and what their escapes mean.
#pragma once

#include <weir/core/base64.hpp>
#include <weir/core/bytes.hpp>
#include <weir/format/utf8.hpp>

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <string>
#include <string_view>
#include <utility>

namespace weir::detail {

/// What a text may hold beyond RFC 8259; the defaults are Spark's.
struct json_grammar {
    bool comments = false;
    bool single_quotes = true;
    bool unquoted_names = false;
    bool leading_zeros = false;
    bool any_escape = false;
    bool control_characters = false;
    bool non_numeric_numbers = true;
    std::size_t max_depth = 1'000;
    std::size_t max_number = 1'000; // characters
    std::size_t max_string = std::numeric_limits<std::size_t>::max();
};

/// The end of the character that begins at `at`, or null when it is not valid UTF-8.
constexpr char const* utf8_character_end(char const* at, char const* end) {
    utf8_step const step = first_character({at, static_cast<std::size_t>(end - at)});
    return step.valid ? at + step.size : nullptr;
}

#if defined(__SSE2__)
typedef signed char text_vector __attribute__((vector_size(16))); // NOLINT(modernize-use-using)
typedef char char_vector __attribute__((vector_size(16)));        // NOLINT(modernize-use-using)

[[gnu::always_inline]] inline text_vector load_text(char const* at) {
    text_vector bytes;
    std::memcpy(&bytes, at, sizeof bytes);
    return bytes;
}

/// One bit for each of 16 bytes whose highest bit is set.
[[gnu::always_inline]] inline unsigned mask_of(text_vector bytes) {
    return static_cast<unsigned>(__builtin_ia32_pmovmskb128((char_vector)bytes)); // NOLINT: a vector cast
}

/// One bit for each of 16 bytes that is `Quote`, a backslash, a control character or not ASCII.
template <char Quote>
[[gnu::always_inline]] inline unsigned stops_of(text_vector bytes) {
    // As signed numbers the bytes beyond ASCII are below the space too.
    return mask_of(
        (text_vector)((bytes == Quote) | (bytes == '\\') | (bytes < ' '))); // NOLINT: a vector cast
}
#endif

/// The first byte that is `Quote`, a backslash, a control character or not ASCII, or `end`.
template <char Quote>
[[gnu::always_inline]] inline char const* plain_text_end(char const* at, char const* end) {
#if defined(__SSE2__)
    while (end - at >= 16) {
        unsigned const bits = stops_of<Quote>(load_text(at));
        if (bits != 0) return at + std::countr_zero(bits);
        at += 16;
    }
#endif
    constexpr std::uint64_t ones = 0x0101010101010101U;
    constexpr std::uint64_t highs = 0x80 * ones;
    while (end - at >= 8) {
        // In each of these the lowest high bit that is set is exact: a borrow only comes from a byte below.
        auto const word = load_little_endian<std::uint64_t>(at);
        std::uint64_t const quote = word ^ ones * static_cast<unsigned char>(Quote);
        std::uint64_t const backslash = word ^ ones * '\\';
        std::uint64_t const stops = (((quote - ones) & ~quote) | ((backslash - ones) & ~backslash)
                                     | ((word - ones * 0x20) & ~word) | word)
                                    & highs;
        if (stops != 0) return at + std::countr_zero(stops) / 8;
        at += 8;
    }
    while (at != end && *at != Quote && *at != '\\' && static_cast<unsigned char>(*at) - 0x20U < 0x60U) ++at;
    return at;
}

/// The code unit that the four hexadecimal digits at `at` spell, or a negative number.
constexpr int hex_unit(char const* at, char const* end) {
    if (end - at < 4) return -1;
    int unit = 0;
    for (int i = 0; i < 4; ++i) {
        int const digit = hex_value(at[i]);
        if (digit < 0) return -1;
        unit = unit * 16 + digit;
    }
    return unit;
}

/// Goes past an escape, a run of characters beyond ASCII or a control character; null when it is not allowed.
[[gnu::noinline]] inline char const* special_text_end(char const* at, char const* end,
                                                      json_grammar const& grammar) {
    if (*at == '\\') {
        if (++at == end) return nullptr;
        switch (*at) {
        case '"':
        case '\\':
        case '/':
        case 'b':
        case 'f':
        case 'n':
        case 'r':
        case 't':
            return at + 1;
        case 'u':
            return hex_unit(at + 1, end) < 0 ? nullptr : at + 5;
        default:
            if (*at == '\'' && grammar.single_quotes) return at + 1;
            if (!grammar.any_escape) return nullptr;
            return utf8_character_end(at, end);
        }
    }
    if (static_cast<unsigned char>(*at) < 0x20) return grammar.control_characters ? at + 1 : nullptr;
    while (at != nullptr && at != end && static_cast<unsigned char>(*at) >= 0x80) {
        at = utf8_character_end(at, end);
    }
    return at;
}

/// The quote that ends the string whose first character is at `at`, or null when there is none.
template <char Quote>
[[gnu::always_inline]] inline char const* string_end(char const* at, char const* end,
                                                     json_grammar const& grammar, bool& escaped) {
    for (;;) {
        at = plain_text_end<Quote>(at, end);
        if (at == end) return nullptr;
        if (*at == Quote) [[likely]]
            return at;
        if (*at == '\\') escaped = true;
        at = special_text_end(at, end, grammar);
        if (at == nullptr) return nullptr;
    }
}

/// Appends what a string means whose inside `string_end` has accepted.
[[gnu::noinline]] inline void append_unescaped(std::string& out, std::string_view inside) {
    char const* at = inside.data();
    char const* const end = at + inside.size();
    while (at != end) {
        auto const* const escape =
            static_cast<char const*>(std::memchr(at, '\\', static_cast<std::size_t>(end - at)));
        out.append(at, escape == nullptr ? end : escape);
        if (escape == nullptr) return;
        at = escape + 2;
        switch (escape[1]) {
        case 'b':
            out.push_back('\b');
            break;
        case 'f':
            out.push_back('\f');
            break;
        case 'n':
            out.push_back('\n');
            break;
        case 'r':
            out.push_back('\r');
            break;
        case 't':
            out.push_back('\t');
            break;
        case 'u': {
            auto point = static_cast<std::uint32_t>(hex_unit(at, end));
            at += 4;
            if (point - 0xD800 < 0x400 && end - at >= 6 && at[0] == '\\' && at[1] == 'u') {
                auto const low = static_cast<std::uint32_t>(hex_unit(at + 2, end));
                if (low - 0xDC00 < 0x400) {
                    point = 0x10000 + ((point - 0xD800) << 10U) + (low - 0xDC00);
                    at += 6;
                }
            }
            if (point - 0xD800 < 0x800) {
                out.push_back('?'); // a surrogate alone, as Java writes it
            } else {
                append_character(out, point);
            }
            break;
        }
        default:
            out.push_back(escape[1]);
        }
    }
}

/// The first byte that is no digit.
[[gnu::always_inline]] inline char const* digits_end(char const* at, char const* end) {
    while (end - at >= 8) {
        std::uint64_t const x = load_little_endian<std::uint64_t>(at) ^ 0x3030303030303030U;
        std::uint64_t const others = (x | (x + 0x0606060606060606U)) & 0xF0F0F0F0F0F0F0F0U;
        if (others != 0) return at + std::countr_zero(others) / 8;
        at += 8;
    }
    while (at != end && is_digit(*at)) ++at;
    return at;
}

/// The end of the number that begins with the digit or minus at `at`, or null; `whole` when it has no
/// fraction.
[[gnu::always_inline]] inline char const* number_end(char const* at, char const* end,
                                                     json_grammar const& grammar, bool& whole) {
    char const* const begin = at;
    if (*at == '-') ++at;
    char const* const digits = at;
    at = digits_end(at, end);
    if (at == digits || (*digits == '0' && at - digits > 1 && !grammar.leading_zeros)) return nullptr;
    whole = true;
    if (at != end && (*at == '.' || *at == 'e' || *at == 'E')) {
        whole = false;
        if (*at == '.') {
            char const* const fraction = ++at;
            at = digits_end(at, end);
            if (at == fraction) return nullptr;
        }
        if (at != end && (*at == 'e' || *at == 'E')) {
            ++at;
            if (at != end && (*at == '+' || *at == '-')) ++at;
            char const* const exponent = at;
            at = digits_end(at, end);
            if (at == exponent) return nullptr;
        }
    }
    return static_cast<std::size_t>(at - begin) > grammar.max_number ? nullptr : at;
}

/// The number that 1 to 16 digits spell; as many bytes as `reach` says may be read.
[[gnu::always_inline]] inline std::uint64_t digits_value(char const* at, std::size_t n) {
    constexpr std::uint64_t zeros = 0x3030303030303030U;
    static constexpr std::uint32_t powers[] = {1,       10,        100,        1'000,      10'000,
                                               100'000, 1'000'000, 10'000'000, 100'000'000};
    auto const word = load_little_endian<std::uint64_t>(at);
    if (n <= 8) return eight_digits_value(n == 8 ? word : word << (64 - 8 * n) | zeros >> (8 * n));
    auto const next = load_little_endian<std::uint64_t>(at + 8);
    std::uint64_t const rest = n == 16 ? next : next << (128 - 8 * n) | zeros >> (8 * n - 64);
    return std::uint64_t{eight_digits_value(word)} * powers[n - 8] + eight_digits_value(rest);
}

/// Whether `word` comes next.
template <std::size_t N>
[[gnu::always_inline]] inline bool comes_next(char const* at, char const* end, char const (&word)[N]) {
    return end - at >= static_cast<std::ptrdiff_t>(N - 1) && std::memcmp(at, word, N - 1) == 0;
}

/// The length of NaN or an infinity written as a bare word, or 0. `INF` needs a sign.
inline std::size_t special_number_size(char const* at, char const* end) {
    if (comes_next(at, end, "NaN")) return 3;
    if (comes_next(at, end, "Infinity")) return 8;
    if (at == end || (*at != '+' && *at != '-')) return 0;
    if (comes_next(at + 1, end, "INF")) return 4;
    return comes_next(at + 1, end, "Infinity") ? 9 : 0;
}

/// The length of a text in UTF-16 code units, as Java counts.
inline std::size_t utf16_size(std::string_view text) {
    std::size_t n = 0;
    for (char const c : text) {
        auto const byte = static_cast<unsigned char>(c);
        n += (byte & 0xC0U) == 0x80U ? 0U : byte >= 0xF0 ? 2U : 1U;
    }
    return n;
}

} // namespace weir::detail
