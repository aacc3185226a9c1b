// SPDX-License-Identifier: BSL-1.0
// Bytes of a text eight at a time, decimal digits, and the trimming that every cast from string begins with.
#pragma once

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>

namespace weir::detail {

/// The next `sizeof(Word)` bytes as a little-endian number.
template <std::unsigned_integral Word>
[[gnu::always_inline]] constexpr Word load_little_endian(char const* bytes) {
    if (std::is_constant_evaluated() || std::endian::native != std::endian::little) {
        std::uint64_t word = 0;
        for (std::size_t i = 0; i < sizeof(Word); ++i) {
            word |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[i])) << (8 * i);
        }
        return static_cast<Word>(word);
    }
    Word word;
    std::memcpy(&word, bytes, sizeof word);
    return word;
}

constexpr bool is_digit(char c) { return static_cast<unsigned char>(c - '0') <= 9; }

/// Whether eight bytes are digits; a byte above '9' carries out of its low half when 6 is added.
constexpr bool are_eight_digits(std::uint64_t bytes) {
    std::uint64_t const x = bytes ^ 0x3030303030303030U;
    return ((x | (x + 0x0606060606060606U)) & 0xF0F0F0F0F0F0F0F0U) == 0;
}

/// The number that eight digits spell, the first one lowest in memory: pairs, then fours, then all eight.
constexpr std::uint32_t eight_digits_value(std::uint64_t bytes) {
    std::uint64_t x = bytes & 0x0F0F0F0F0F0F0F0FU;
    x = (x * 2'561U) >> 8U & 0x00FF00FF00FF00FFU;
    x = (x * 6'553'601U) >> 16U & 0x0000FFFF0000FFFFU;
    return static_cast<std::uint32_t>((x * 42'949'672'960'001U) >> 32U);
}

/// Up to eight bytes, at least one, with as many '0' in front as make them eight.
[[gnu::always_inline]] constexpr std::uint64_t load_padded_to_eight(char const* bytes, std::size_t n) {
    if (n == 8) return load_little_endian<std::uint64_t>(bytes);
    std::uint64_t word = 0;
    if (n >= 4) {
        word = load_little_endian<std::uint32_t>(bytes)
               | static_cast<std::uint64_t>(load_little_endian<std::uint32_t>(bytes + n - 4))
                     << (8 * (n - 4));
    } else {
        word = static_cast<unsigned char>(bytes[0])
               | static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[n / 2])) << (8 * (n / 2))
               | static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[n - 1])) << (8 * (n - 1));
    }
    return word << (64 - 8 * n) | 0x3030303030303030U >> (8 * n);
}

inline constexpr char digit_pairs[201] =
    "00010203040506070809101112131415161718192021222324252627282930313233343536"
    "37383940414243444546474849505152535455565758596061626364656667686970717273"
    "7475767778798081828384858687888990919293949596979899";

/// Writes a number below 100 as two digits.
constexpr char* write_two_digits(char* out, unsigned value) {
    char const* const pair = digit_pairs + std::size_t{2} * value;
    out[0] = pair[0];
    out[1] = pair[1];
    return out + 2;
}

/// Without the spaces and control characters at both ends.
constexpr std::string_view trimmed(std::string_view text) {
    auto const drops = [](char c) { return static_cast<unsigned char>(c) <= 0x20 || c == 0x7F; };
    while (!text.empty() && drops(text.front())) text.remove_prefix(1);
    while (!text.empty() && drops(text.back())) text.remove_suffix(1);
    return text;
}

} // namespace weir::detail
