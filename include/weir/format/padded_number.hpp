// SPDX-License-Identifier: BSL-1.0
// Reads plain numbers without a loop from a text that may be read 16 bytes beyond its beginning.
#pragma once

#include <weir/core/bytes.hpp>

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>
#include <utility>

namespace weir::detail {

/// The first `n` of eight bytes, 1 to 8, with as many '0' in front as make them eight.
[[gnu::always_inline]] inline std::uint64_t load_with_zeros(char const* text, std::size_t n) {
    auto const shift = static_cast<unsigned>(64 - 8 * n);
    // Below the first byte, so that a shift by 64 does not come up.
    return (load_little_endian<std::uint64_t>(text) << shift) | (0x3030303030303030U >> 8U >> (56 - shift));
}

/// Reads 1 to 16 digits, perhaps with a minus. False for anything else and for what does not fit: not an
/// answer.
template <std::signed_integral T>
[[gnu::always_inline]] inline bool read_padded_integer(std::string_view text, T& value) {
    if (text.empty()) return false;
    bool const negative = text[0] == '-';
    char const* const digits = text.data() + negative;
    std::size_t const n = text.size() - negative;
    std::int64_t magnitude = 0;
    if (n - 1 < 8) {
        std::uint64_t const word = load_with_zeros(digits, n);
        if (!are_eight_digits(word)) return false;
        magnitude = eight_digits_value(word);
    } else if (n - 9 < 8) {
        std::uint64_t const high = load_with_zeros(digits, n - 8);
        auto const low = load_little_endian<std::uint64_t>(digits + n - 8);
        if (!are_eight_digits(high) || !are_eight_digits(low)) return false;
        magnitude =
            static_cast<std::int64_t>(eight_digits_value(high)) * 100'000'000 + eight_digits_value(low);
    } else {
        return false;
    }
    std::int64_t const result = negative ? -magnitude : magnitude;
    if (!std::in_range<T>(result)) return false;
    value = static_cast<T>(result);
    return true;
}

// By which to divide, with the sign of the result in it: it costs nothing there, and -0 comes out as it
// should.
template <class T>
inline constexpr T signed_powers_of_ten[] = {T{1e0},  T{1e1},  T{1e2},  T{1e3},  T{1e4},  T{1e5},
                                             T{1e6},  T{1e7},  T{-1e0}, T{-1e1}, T{-1e2}, T{-1e3},
                                             T{-1e4}, T{-1e5}, T{-1e6}, T{-1e7}};

/// Reads digits with perhaps a point among them, 8 characters at most, perhaps with a minus. False for
/// anything else.
template <std::floating_point T>
[[gnu::always_inline]] inline bool read_padded_number(std::string_view text, T& value) {
    if (text.empty()) return false;
    constexpr std::uint64_t every_byte = 0x0101010101010101U;
    bool const negative = text[0] == '-';
    std::size_t const n = text.size() - negative;
    if (n - 1 >= 8) return false;
    std::uint64_t word = load_with_zeros(text.data() + negative, n);
    std::uint64_t const others = word ^ '.' * every_byte;
    std::uint64_t const points =
        (others - every_byte) & ~others & 0x80 * every_byte; // the lowest one is a point
    unsigned decimals = 0;
    if (points != 0) {
        if (n == 1) return false;
        auto const at = static_cast<unsigned>(std::countr_zero(points)) & 56U; // of its byte
        decimals = 7 - at / 8;
        std::uint64_t const before = (std::uint64_t{1} << at) - 1;
        word = (word & before) << 8U | (word & ~(before << 8U | 0xFFU)) | '0';
    }
    if (!are_eight_digits(word)) return false;
    std::uint32_t const digits = eight_digits_value(word);
    if (std::same_as<T, float> && digits > (1U << 24U)) return false;
    value = static_cast<T>(static_cast<std::int32_t>(digits))
            / signed_powers_of_ten<T>[decimals + (negative ? 8 : 0)];
    return true;
}

} // namespace weir::detail
