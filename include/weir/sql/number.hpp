// SPDX-License-Identifier: BSL-1.0
// Numbers of a SQL text: their type by their form and suffix, their value, and how Spark writes them.
#pragma once

#include <weir/core/decimal.hpp>
#include <weir/core/text.hpp>
#include <weir/sql/lexer.hpp>

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>

namespace weir::detail {

enum class sql_number_kind : std::uint8_t { int8, int16, int32, int64, decimal, float32, float64, too_large };

/// A number as it was written: digits without zeros before them, times ten to the power of `exponent`.
struct sql_number {
    sql_number_kind kind = sql_number_kind::int32;
    bool negative = false;
    bool fits = true; // 128 bits hold the digits
    uint128 digits = 0;
    int exponent = 0;
    int precision = 1;
    int scale = 0;
};

constexpr int count_digits(uint128 v) {
    int n = 1;
    for (; v >= 10; v /= 10) ++n;
    return n;
}

constexpr sql_number read_sql_number(std::string_view text) {
    sql_number n;
    std::size_t i = 0;
    if (text[0] == '-') {
        n.negative = true;
        i = 1;
        while (!is_digit(text[i]) && text[i] != '.') ++i;
    }
    bool point = false;
    int digits = 0;
    for (; i < text.size() && (is_digit(text[i]) || text[i] == '.'); ++i) {
        if (text[i] == '.') {
            point = true;
            continue;
        }
        if (n.digits != 0 || text[i] != '0') ++digits;
        if (digits <= 38) {
            n.digits = n.digits * 10 + static_cast<unsigned>(text[i] - '0');
            if (point) --n.exponent;
        } else { // more than a double holds; a decimal is too large
            n.fits = false;
            if (!point) ++n.exponent;
        }
    }
    bool power = false;
    if (i < text.size() && ascii_lower(text[i]) == 'e') {
        power = true;
        ++i;
        bool const minus = text[i] == '-';
        if (text[i] == '-' || text[i] == '+') ++i;
        int e = 0;
        for (; i < text.size() && is_digit(text[i]); ++i) e = e > 9999 ? e : e * 10 + (text[i] - '0');
        n.exponent += minus ? -e : e;
    }
    char const suffix = i < text.size() ? ascii_lower(text[i]) : '\0';
    auto const integer = [&](std::uint64_t largest, sql_number_kind kind) {
        bool const inside = n.fits && n.digits <= largest + (n.negative ? 1U : 0U);
        n.kind = inside ? kind : sql_number_kind::too_large;
        return inside;
    };
    constexpr auto most = static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max());
    if (suffix == 'y') {
        (void)integer(127, sql_number_kind::int8);
    } else if (suffix == 's') {
        (void)integer(32767, sql_number_kind::int16);
    } else if (suffix == 'l') {
        (void)integer(most, sql_number_kind::int64);
    } else if (suffix == 'f') {
        n.kind = sql_number_kind::float32;
    } else if (suffix == 'd' || (suffix == '\0' && power)) {
        n.kind = sql_number_kind::float64;
    } else if (suffix != '\0' || point
               || (!integer(2147483647, sql_number_kind::int32) && !integer(most, sql_number_kind::int64))) {
        n.kind = sql_number_kind::decimal;
        while (n.exponent > 0 && n.fits && count_digits(n.digits) < 38) {
            n.digits *= 10;
            --n.exponent;
        }
        n.scale = -n.exponent;
        n.precision = count_digits(n.digits);
        if (n.precision < n.scale) n.precision = n.scale;
        if (!n.fits || n.exponent > 0 || n.precision > 38) n.kind = sql_number_kind::too_large;
    }
    return n;
}

/// The number with its digits cut to those that 64 bits hold, more than a double has, and no zeros at their
/// end.
constexpr sql_number shorten_sql_number(sql_number n) {
    for (; n.digits > ~std::uint64_t{0}; ++n.exponent) n.digits = (n.digits + 5) / 10;
    for (; n.digits != 0 && n.digits % 10 == 0; ++n.exponent) n.digits /= 10;
    return n;
}

constexpr double sql_double(uint128 digits, int exponent);

/// The number with as few digits as stand for the same double, or float where `Single` says so.
template <bool Single>
constexpr sql_number shortest_sql_number(sql_number const& written) {
    sql_number const n = shorten_sql_number(written);
    int digits = 0;
    for (uint128 rest = n.digits; rest != 0; rest /= 10) ++digits;
    auto const value = [](sql_number const& of) {
        double const exact = sql_double(of.digits, of.exponent);
        return Single && exact <= std::numeric_limits<float>::max() ? static_cast<float>(exact) : exact;
    };
    constexpr int certain = Single ? 6 : 15; // that many digits are never too many
    for (int keep = certain; keep < digits; ++keep) {
        sql_number shorter = n;
        uint128 unit = 1;
        for (int i = keep; i < digits; ++i) unit *= 10;
        shorter.digits = (n.digits + unit / 2) / unit;
        shorter.exponent += digits - keep;
        if (value(shorter) == value(n)) return shorten_sql_number(shorter);
    }
    return n;
}

// The double nearest to digits times a power of ten: exact, in whole numbers of as many bits as it takes.

struct big_number {
    std::array<std::uint32_t, 48> limbs{};

    constexpr void multiply_add(std::uint32_t by, std::uint32_t plus) {
        std::uint64_t carry = plus;
        for (auto& limb : limbs) {
            carry += std::uint64_t{limb} * by;
            limb = static_cast<std::uint32_t>(carry);
            carry >>= 32U;
        }
    }
    constexpr void shift_left_one() { multiply_add(2, 0); }
    [[nodiscard]] constexpr int bits() const {
        for (std::size_t i = limbs.size(); i-- > 0;) {
            if (limbs[i] != 0) return static_cast<int>(i) * 32 + static_cast<int>(std::bit_width(limbs[i]));
        }
        return 0;
    }
    constexpr void shift_left(int n) {
        for (; n >= 24; n -= 24) multiply_add(std::uint32_t{1} << 24U, 0);
        if (n > 0) multiply_add(std::uint32_t{1} << static_cast<unsigned>(n), 0);
    }
    [[nodiscard]] constexpr bool less(big_number const& other) const {
        for (std::size_t i = limbs.size(); i-- > 0;) {
            if (limbs[i] != other.limbs[i]) return limbs[i] < other.limbs[i];
        }
        return false;
    }
    constexpr void subtract(big_number const& other) {
        std::int64_t borrow = 0;
        for (std::size_t i = 0; i < limbs.size(); ++i) {
            std::int64_t const d = std::int64_t{limbs[i]} - other.limbs[i] + borrow;
            limbs[i] = static_cast<std::uint32_t>(d);
            borrow = d < 0 ? -1 : 0;
        }
    }
};

constexpr double sql_double(uint128 digits, int exponent) {
    if (digits == 0) return 0;
    constexpr double powers[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
    if (digits < (uint128{1} << 53U) && exponent >= -22 && exponent <= 22) { // both exact: one rounding
        auto const value = static_cast<double>(static_cast<std::uint64_t>(digits));
        return exponent < 0 ? value / powers[-exponent] : value * powers[exponent];
    }
    int const magnitude = count_digits(digits) + exponent;
    if (magnitude > 310) return std::numeric_limits<double>::infinity();
    if (magnitude < -326) return 0;
    big_number n;
    for (unsigned i = 4; i-- > 0;) {
        n.shift_left(32);
        n.limbs[0] |= static_cast<std::uint32_t>(digits >> (32U * i));
    }
    big_number d;
    d.limbs[0] = 1;
    for (int i = 0; i < exponent; ++i) n.multiply_add(10, 0);
    for (int i = 0; i > exponent; --i) d.multiply_add(10, 0);
    // n / d = q * 2^shift with q of 54 bits or 55, the rest is in n; fewer where the double is subnormal
    int shift = n.bits() - d.bits() - 54;
    if (shift < -1075) shift = -1075;
    if (shift > 0) {
        d.shift_left(shift);
    } else {
        n.shift_left(-shift);
    }
    std::uint64_t q = 0;
    int const steps = n.bits() - d.bits() > 0 ? n.bits() - d.bits() : 0;
    d.shift_left(steps);
    for (int i = 0; i <= steps; ++i) {
        q <<= 1U;
        if (!n.less(d)) {
            n.subtract(d);
            q |= 1U;
        }
        n.shift_left_one();
    }
    bool const rest = n.bits() != 0;
    int extra = static_cast<int>(std::bit_width(q)) - 53;
    if (shift + extra < -1074) extra = -1074 - shift;
    if (extra > 0) {
        std::uint64_t const half = std::uint64_t{1} << static_cast<unsigned>(extra - 1);
        std::uint64_t const low = q & (2 * half - 1);
        q >>= static_cast<unsigned>(extra);
        if (low > half || (low == half && (rest || (q & 1U) != 0))) ++q;
        shift += extra;
    }
    if (static_cast<int>(std::bit_width(q)) + shift > std::numeric_limits<double>::max_exponent)
        return std::numeric_limits<double>::infinity();
    auto value = static_cast<double>(q);
    for (; shift > 0; --shift) value *= 2;
    for (; shift < 0; ++shift) value /= 2; // exact: q was cut to the bits that are left
    return value;
}

/// Writes digits and exponent as Java writes a double: `1000.0`, `0.001`, `1.0E10`.
constexpr void write_java_double(text& out, uint128 digits, int exponent, bool negative) {
    if (negative) out << '-';
    while (digits != 0 && digits % 10 == 0) {
        digits /= 10;
        ++exponent;
    }
    char buffer[40]{};
    std::size_t n = 0;
    for (uint128 v = digits; n == 0 || v != 0; v /= 10)
        buffer[n++] = static_cast<char>('0' + static_cast<int>(v % 10));
    auto const digit = [&](int i) {
        return i >= 0 && i < static_cast<int>(n) ? buffer[n - 1 - static_cast<std::size_t>(i)] : '0';
    };
    int const point = digits == 0 ? 1 : static_cast<int>(n) + exponent; // digits before the point
    bool const plain = point > -3 && point <= 7;
    int const shown = plain ? point : 1;
    if (shown <= 0) {
        out << "0.";
        for (int i = shown; i < static_cast<int>(n); ++i) out << digit(i);
        return;
    }
    for (int i = 0; i < shown; ++i) out << digit(i);
    out << '.';
    if (shown >= static_cast<int>(n)) out << '0';
    for (int i = shown; i < static_cast<int>(n); ++i) out << digit(i);
    if (!plain) out << 'E' << point - 1;
}

} // namespace weir::detail
