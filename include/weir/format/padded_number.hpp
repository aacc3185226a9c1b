// SPDX-License-Identifier: BSL-1.0
// Reads plain numbers without a loop from a text that may be read 17 bytes beyond its beginning.
#pragma once

#include <weir/core/bytes.hpp>

#include <array>
#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

#if defined(__SSE4_1__)
    #include <smmintrin.h>
#endif

namespace weir::detail {

/// The first `n` of eight bytes, 1 to 8, with as many '0' in front as make them eight.
[[gnu::always_inline]] inline std::uint64_t load_with_zeros(char const* text, std::size_t n) {
    auto const shift = static_cast<unsigned>(64 - 8 * n);
    // Below the first byte, so that a shift by 64 does not come up.
    return (load_little_endian<std::uint64_t>(text) << shift) | (0x3030303030303030U >> 8U >> (56 - shift));
}

#if defined(__SSE4_1__)

// At n: what moves the first n of 16 bytes to the end and makes the others zero.
inline constexpr signed char move_to_end[32] = {
    -128, -128, -128, -128, -128, -128, -128, -128, -128, -128, -128, -128, -128, -128, -128, -128,
    0,    1,    2,    3,    4,    5,    6,    7,    8,    9,    10,   11,   12,   13,   14,   15};

[[gnu::always_inline]] inline __m128i load_digits(char const* text) {
    return _mm_sub_epi8(_mm_loadu_si128(reinterpret_cast<__m128i const*>(text)), _mm_set1_epi8('0'));
}
[[gnu::always_inline]] inline __m128i load_move_to_end(std::size_t n) {
    return _mm_loadu_si128(reinterpret_cast<__m128i const*>(move_to_end + n));
}

/// The number of 16 digits, as numbers from 0; false where one is none.
[[gnu::always_inline]] inline bool read_sixteen_digits(__m128i digits, std::int64_t& value) {
    __m128i const others = _mm_subs_epu8(digits, _mm_set1_epi8(9));
    if (_mm_testz_si128(others, others) == 0) return false;
    __m128i const pairs = _mm_maddubs_epi16(digits, _mm_set1_epi16(0x010A));
    __m128i const fours = _mm_madd_epi16(pairs, _mm_set1_epi32(0x0001'0064));
    __m128i const packed = _mm_packus_epi32(fours, fours);
    auto const eights =
        static_cast<std::uint64_t>(_mm_cvtsi128_si64(_mm_madd_epi16(packed, _mm_set1_epi32(0x0001'2710))));
    value = static_cast<std::int64_t>((eights & 0xFFFF'FFFFU) * 100'000'000U + (eights >> 32U));
    return true;
}

/// Reads 1 to 16 digits. False for anything else.
[[gnu::always_inline]] inline bool read_padded_digits(char const* text, std::size_t n, std::int64_t& value) {
    if (n - 1 >= 16) return false;
    return read_sixteen_digits(_mm_shuffle_epi8(load_digits(text), load_move_to_end(n)), value);
}

/// Reads digits with perhaps a point among them, 16 characters at most, as a whole number and how many digits
/// are behind the point. False for anything else.
[[gnu::always_inline]] inline bool read_padded_decimal(char const* text, std::size_t n, std::int64_t& value,
                                                       unsigned& decimals) {
    if (n - 1 >= 16) return false;
    __m128i const digits = load_digits(text);
    auto points = static_cast<unsigned>(_mm_movemask_epi8(_mm_cmpeq_epi8(digits, _mm_set1_epi8('.' - '0'))));
    points &= (1U << n) - 1;
    __m128i places = load_move_to_end(n);
    if (points != 0) {
        if (n == 1) return false;
        auto const point = static_cast<unsigned>(std::countr_zero(points));
        decimals = static_cast<unsigned>(n) - 1 - point;
        places = load_move_to_end(n - 1);
        __m128i const behind =
            _mm_cmpgt_epi8(places, _mm_set1_epi8(static_cast<char>(static_cast<int>(point) - 1)));
        places = _mm_sub_epi8(places, behind); // one further
    }
    return read_sixteen_digits(_mm_shuffle_epi8(digits, places), value);
}

#else

/// Reads 1 to 16 digits. False for anything else.
[[gnu::always_inline]] inline bool read_padded_digits(char const* text, std::size_t n, std::int64_t& value) {
    if (n - 1 < 8) {
        std::uint64_t const word = load_with_zeros(text, n);
        if (!are_eight_digits(word)) return false;
        value = eight_digits_value(word);
    } else if (n - 9 < 8) {
        std::uint64_t const high = load_with_zeros(text, n - 8);
        auto const low = load_little_endian<std::uint64_t>(text + n - 8);
        if (!are_eight_digits(high) || !are_eight_digits(low)) return false;
        value = static_cast<std::int64_t>(eight_digits_value(high)) * 100'000'000 + eight_digits_value(low);
    } else {
        return false;
    }
    return true;
}

/// Reads digits with perhaps a point among them, 8 characters at most, as a whole number and how many digits
/// are behind the point. False for anything else.
[[gnu::always_inline]] inline bool read_padded_decimal(char const* text, std::size_t n, std::int64_t& value,
                                                       unsigned& decimals) {
    if (n - 1 >= 8) return false;
    constexpr std::uint64_t every_byte = 0x0101010101010101U;
    std::uint64_t word = load_with_zeros(text, n);
    std::uint64_t const others = word ^ '.' * every_byte;
    // The lowest one is a point.
    std::uint64_t const points = (others - every_byte) & ~others & 0x80 * every_byte;
    if (points != 0) {
        if (n == 1) return false;
        auto const at = static_cast<unsigned>(std::countr_zero(points)) & 56U; // of its byte
        decimals = 7 - at / 8;
        std::uint64_t const before = (std::uint64_t{1} << at) - 1;
        word = (word & before) << 8U | (word & ~(before << 8U | 0xFFU)) | '0';
    }
    if (!are_eight_digits(word)) return false;
    value = eight_digits_value(word);
    return true;
}

#endif

/// Reads 1 to 16 digits, perhaps with a minus. False for anything else and for what does not fit: not an
/// answer.
template <std::signed_integral T>
[[gnu::always_inline]] inline bool read_padded_integer(std::string_view text, T& value) {
    if (text.empty()) return false;
    bool const negative = text[0] == '-';
    std::int64_t magnitude = 0;
    if (!read_padded_digits(text.data() + negative, text.size() - negative, magnitude)) return false;
    std::int64_t const result = negative ? -magnitude : magnitude;
    if (!std::in_range<T>(result)) return false;
    value = static_cast<T>(result);
    return true;
}

/// The powers of ten by which to divide, up to `count`, and with a minus: with the sign of the result in it
/// -0 comes out as it should.
template <class T, std::size_t Count>
constexpr std::array<T, 2 * Count> make_signed_powers() {
    std::array<T, 2 * Count> powers{};
    T power = 1;
    for (std::size_t i = 0; i < Count; ++i, power *= 10) {
        powers[i] = power;
        powers[Count + i] = -power;
    }
    return powers;
}

/// Reads a short number with perhaps a point and perhaps a minus, correctly rounded. False for anything else.
template <std::floating_point T>
[[gnu::always_inline]] inline bool read_padded_number(std::string_view text, T& value) {
    // Digits and power of ten are exact in T, so that one division rounds once.
    constexpr bool is_float = std::same_as<T, float>;
    constexpr std::size_t powers = is_float ? 11 : 16;
    static constexpr auto signed_powers = make_signed_powers<T, powers>();
    if (text.empty()) return false;
    bool const negative = text[0] == '-';
    std::int64_t digits = 0;
    unsigned decimals = 0;
    if (!read_padded_decimal(text.data() + negative, text.size() - negative, digits, decimals)) return false;
    if (digits > std::int64_t{1} << (is_float ? 24U : 53U) || decimals >= powers) return false;
    value = static_cast<T>(digits) / signed_powers[decimals + (negative ? powers : 0)];
    return true;
}

} // namespace weir::detail
