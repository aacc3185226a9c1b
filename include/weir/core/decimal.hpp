// SPDX-License-Identifier: BSL-1.0
// The type of decimal columns: up to 38 digits, with the result types and the rounding of Spark's arithmetic.
#pragma once

#include <weir/core/bytes.hpp>
#include <weir/core/int128.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace weir {
namespace detail {

inline constexpr int most_decimal_digits = 38;

inline constexpr auto powers_of_ten = [] {
    std::array<uint128, most_decimal_digits + 1> powers{};
    uint128 power = 1;
    for (auto& p : powers) {
        p = power;
        power *= 10;
    }
    return powers;
}();

/// 10 to the power of 0 to 38.
constexpr uint128 power_of_ten(int exponent) { return powers_of_ten[static_cast<std::size_t>(exponent)]; }

constexpr uint128 magnitude(int128 v) {
    return v < 0 ? 0 - static_cast<uint128>(v) : static_cast<uint128>(v);
}

constexpr int128 with_sign(uint128 v, bool negative) { return static_cast<int128>(negative ? 0 - v : v); }

/// `v / divisor`, halves rounded away from zero; the divisor is below 2^127.
constexpr uint128 divide_half_up(uint128 v, uint128 divisor) {
    uint128 const quotient = v / divisor;
    return quotient + ((v - quotient * divisor) * 2 >= divisor ? 1U : 0U);
}

/// Precision and scale of a decimal type.
struct decimal_shape {
    int precision;
    int scale;

    friend constexpr bool operator==(decimal_shape const&, decimal_shape const&) = default;
};

// The result types are those of Spark's DecimalPrecision with allowPrecisionLoss=true.

/// Brings a shape within 38 digits: digits before the point are kept, those behind it are cut down to 6.
constexpr decimal_shape adjust_shape(int precision, int scale) {
    if (precision <= most_decimal_digits) return {precision, scale};
    int const whole_digits = precision - scale;
    return {most_decimal_digits, std::max(most_decimal_digits - whole_digits, std::min(scale, 6))};
}

/// Brings a shape within 38 digits by cutting it off, as sum and avg do.
constexpr decimal_shape bound_shape(int precision, int scale) {
    return {std::min(precision, most_decimal_digits), std::min(scale, most_decimal_digits)};
}

constexpr decimal_shape sum_shape(decimal_shape a, decimal_shape b) { // also of a difference
    int const scale = std::max(a.scale, b.scale);
    return adjust_shape(std::max(a.precision - a.scale, b.precision - b.scale) + scale + 1, scale);
}

constexpr decimal_shape product_shape(decimal_shape a, decimal_shape b) {
    return adjust_shape(a.precision + b.precision + 1, a.scale + b.scale);
}

constexpr decimal_shape quotient_shape(decimal_shape a, decimal_shape b) {
    int const scale = std::max(6, a.scale + b.precision + 1);
    return adjust_shape(a.precision - a.scale + b.scale + scale, scale);
}

constexpr decimal_shape remainder_shape(decimal_shape a, decimal_shape b) {
    int const scale = std::max(a.scale, b.scale);
    return adjust_shape(std::min(a.precision - a.scale, b.precision - b.scale) + scale, scale);
}

/// The type of two decimals made alike, as for comparison and coalesce.
constexpr decimal_shape wider_shape(decimal_shape a, decimal_shape b) {
    int const scale = std::max(a.scale, b.scale);
    return bound_shape(std::max(a.precision - a.scale, b.precision - b.scale) + scale, scale);
}

/// A 256-bit number, for what lies between two decimals and their result.
struct uint256 {
    uint128 high = 0;
    uint128 low = 0;

    friend constexpr auto operator<=>(uint256 const&, uint256 const&) = default;
};

constexpr uint256 multiply_wide(uint128 a, uint128 b) {
    constexpr uint128 half = static_cast<std::uint64_t>(-1);
    uint128 const low = (a & half) * (b & half);
    uint128 const cross = (a >> 64U) * (b & half);
    uint128 const middle = (a & half) * (b >> 64U) + (low >> 64U) + (cross & half);
    return {(a >> 64U) * (b >> 64U) + (cross >> 64U) + (middle >> 64U), (middle << 64U) | (low & half)};
}

struct wide_quotient {
    uint128 quotient;
    uint128 remainder;
};

/// `v / divisor` where the quotient has 128 bits (`v.high < divisor`) and the divisor fewer than 128.
constexpr wide_quotient divide_wide(uint256 v, uint128 divisor) {
    if (v.high == 0) return {v.low / divisor, v.low % divisor};
    uint128 quotient = 0;
    uint128 rest = v.high;
    for (int bit = 127; bit >= 0; --bit) {
        rest = rest << 1U | (v.low >> static_cast<unsigned>(bit) & 1U);
        quotient <<= 1U;
        if (rest >= divisor) {
            rest -= divisor;
            quotient |= 1U;
        }
    }
    return {quotient, rest};
}

/// `v / 10^digits`, halves rounded up; nothing when the result has more than 38 digits.
constexpr std::optional<uint128> shift_right_half_up(uint256 v, int digits) {
    if (digits > most_decimal_digits) { // only the first digit that is dropped counts for rounding
        uint128 const high = v.high / 10;
        v = {high, divide_wide({v.high % 10, v.low}, 10).quotient};
        --digits;
    }
    uint128 const divisor = power_of_ten(digits);
    if (v.high >= divisor) return std::nullopt;
    auto const [quotient, remainder] = divide_wide(v, divisor);
    uint128 const rounded = quotient + (digits > 0 && remainder * 2 >= divisor ? 1U : 0U);
    return rounded < power_of_ten(most_decimal_digits) ? std::optional(rounded) : std::nullopt;
}

/// Why a text gave no decimal.
enum class decimal_outcome : std::uint8_t { good, malformed, out_of_range };

struct parsed_decimal {
    int128 unscaled = 0;
    decimal_outcome outcome = decimal_outcome::good;
};

/// Reads a decimal of a given shape: `[+-]digits[.digits][e[+-]digits]`, rounded half up.
constexpr parsed_decimal read_decimal(std::string_view text, decimal_shape shape) {
    constexpr parsed_decimal malformed{0, decimal_outcome::malformed};
    text = trimmed(text);
    bool const negative = !text.empty() && text.front() == '-';
    if (negative || (!text.empty() && text.front() == '+')) text.remove_prefix(1);

    std::size_t end = 0; // of the digits and the point
    std::size_t point = std::string_view::npos;
    for (;
         end < text.size() && (is_digit(text[end]) || (text[end] == '.' && point == std::string_view::npos));
         ++end) {
        if (text[end] == '.') point = end;
    }
    if (end == 0 || (end == 1 && point == 0)) return malformed;
    std::int64_t exponent = 0;
    if (end < text.size()) {
        if (text[end] != 'e' && text[end] != 'E') return malformed;
        std::string_view digits = text.substr(end + 1);
        bool const below = !digits.empty() && digits.front() == '-';
        if (below || (!digits.empty() && digits.front() == '+')) digits.remove_prefix(1);
        if (digits.empty() || digits.size() > 10) return malformed;
        for (char const c : digits) {
            if (!is_digit(c)) return malformed;
            exponent = exponent * 10 + (c - '0');
        }
        if (below) exponent = -exponent;
    }

    std::size_t first = 0; // the first digit that counts
    while (first < end && (text[first] == '0' || text[first] == '.')) ++first;
    if (first == end) return {};
    // `keep` digits from `first` on lie before the last place of the result.
    auto const whole_digits = static_cast<std::int64_t>(point == std::string_view::npos ? end : point);
    std::int64_t const skipped =
        static_cast<std::int64_t>(first) - (static_cast<std::int64_t>(first) > whole_digits ? 1 : 0);
    std::int64_t const keep = whole_digits - skipped + exponent + shape.scale;
    if (keep > shape.precision) return {0, decimal_outcome::out_of_range};
    if (keep < 0) return {};
    uint128 value = 0;
    std::size_t at = first;
    auto const next_digit = [&] {
        if (at == point) ++at;
        return at < end ? static_cast<unsigned>(text[at++] - '0') : 0U;
    };
    for (std::int64_t i = 0; i < keep; ++i) value = value * 10 + next_digit();
    if (next_digit() >= 5) ++value;
    if (value >= power_of_ten(shape.precision)) return {0, decimal_outcome::out_of_range};
    return {with_sign(value, negative), decimal_outcome::good};
}

/// Writes an unscaled value with its scale, as `-0.05`; at most 41 characters.
constexpr char* write_decimal(char* out, int128 unscaled, int scale) {
    if (unscaled < 0) *out++ = '-';
    char digits[40]{};
    int n = 0;
    uint128 rest = magnitude(unscaled);
    while (rest > std::numeric_limits<std::uint64_t>::max()) {
        digits[n++] = static_cast<char>('0' + static_cast<int>(rest % 10));
        rest /= 10;
    }
    for (auto small = static_cast<std::uint64_t>(rest); small != 0; small /= 10) {
        digits[n++] = static_cast<char>('0' + static_cast<int>(small % 10));
    }
    while (n <= scale) digits[n++] = '0';
    while (n > 0) {
        if (n == scale) *out++ = '.';
        *out++ = digits[--n];
    }
    return out;
}

} // namespace detail

/// A number with `P` digits, `S` of them behind the point: Spark's decimal(P,S).
///
/// Cost    16 bytes; arithmetic in 128-bit integers, wider only where an intermediate result needs it.
/// Errors  what does not fit is an empty optional, never a wrong value.
/// Example `weir::decimal<10, 2>::parse("19.99")`
template <int P, int S>
class decimal {
    static_assert(1 <= P && P <= detail::most_decimal_digits, "the precision of a decimal is 1 to 38");
    static_assert(0 <= S && S <= P, "the scale of a decimal is 0 to its precision");

public:
    static constexpr int precision = P;
    static constexpr int scale = S;
    static constexpr detail::decimal_shape shape{P, S};

    /// Zero.
    constexpr decimal() = default;

    /// The decimal `unscaled / 10^S`, which must have at most `P` digits.
    static constexpr decimal from_unscaled(detail::int128 unscaled) {
        decimal result;
        result.unscaled_ = unscaled;
        return result;
    }
    /// The decimal `unscaled / 10^S`, or nothing when it has more than `P` digits.
    static constexpr std::optional<decimal> checked(detail::int128 unscaled) {
        if (detail::magnitude(unscaled) >= detail::power_of_ten(P)) return std::nullopt;
        return from_unscaled(unscaled);
    }

    /// Another decimal, rounded half up.
    template <int P2, int S2>
    static constexpr std::optional<decimal> from(decimal<P2, S2> const& other) {
        detail::uint128 value = detail::magnitude(other.unscaled());
        if constexpr (S < S2) {
            value = detail::divide_half_up(value, detail::power_of_ten(S2 - S));
        } else if constexpr (S > S2) {
            if (value >= detail::power_of_ten(detail::most_decimal_digits - (S - S2))) return std::nullopt;
            value *= detail::power_of_ten(S - S2);
        }
        return checked(detail::with_sign(value, other.unscaled() < 0));
    }
    /// A whole number.
    template <std::integral T>
    static constexpr std::optional<decimal> from(T value) {
        return from(decimal<20, 0>::from_unscaled(value));
    }
    /// A double, by its shortest text, rounded half up; nothing for NaN and infinities.
    static std::optional<decimal> from(double value) {
        char text[32];
        char const* const end = std::to_chars(text, text + 32, value, std::chars_format::scientific).ptr;
        return parse({text, static_cast<std::size_t>(end - text)});
    }
    /// A float: Spark widens it to double first.
    static std::optional<decimal> from(float value) { return from(static_cast<double>(value)); }

    /// Reads a text as Spark's `cast(text as decimal(P,S))`: `1.5`, `.5`, `5.`, `1e2`; trimmed, rounded half
    /// up.
    static constexpr std::optional<decimal> parse(std::string_view text) {
        detail::parsed_decimal const parsed = detail::read_decimal(text, shape);
        if (parsed.outcome != detail::decimal_outcome::good) return std::nullopt;
        return from_unscaled(parsed.unscaled);
    }

    /// The value times 10^S.
    [[nodiscard]] constexpr detail::int128 unscaled() const { return unscaled_; }
    [[nodiscard]] constexpr bool is_zero() const { return unscaled_ == 0; }

    /// The nearest double.
    [[nodiscard]] double to_double() const {
        constexpr detail::uint128 exact = detail::uint128{1} << 53U;
        if constexpr (S <= 22) { // both operands are exact, so the division rounds once
            if (detail::magnitude(unscaled_) <= exact) {
                return static_cast<double>(static_cast<std::int64_t>(unscaled_))
                       / static_cast<double>(detail::power_of_ten(S));
            }
        }
        char text[48];
        char const* const end = detail::write_decimal(text, unscaled_, S);
        double value = 0;
        std::from_chars(text, end, value);
        return value;
    }
    /// The whole part, or nothing when it does not fit `T`.
    template <std::integral T>
    [[nodiscard]] constexpr std::optional<T> to_integer() const {
        detail::int128 const whole = unscaled_ / static_cast<detail::int128>(detail::power_of_ten(S));
        if (whole < static_cast<detail::int128>(std::numeric_limits<T>::min())
            || whole > static_cast<detail::int128>(std::numeric_limits<T>::max())) {
            return std::nullopt;
        }
        return static_cast<T>(whole);
    }

    constexpr decimal operator-() const { return from_unscaled(-unscaled_); }

    /// Compares by value, whatever the scales: 1.50 equals 1.5.
    template <int P2, int S2>
    friend constexpr std::strong_ordering operator<=>(decimal const& a, decimal<P2, S2> const& b) {
        return compare(a.unscaled_, S, b.unscaled(), S2);
    }
    template <int P2, int S2>
    friend constexpr bool operator==(decimal const& a, decimal<P2, S2> const& b) {
        return compare(a.unscaled_, S, b.unscaled(), S2) == 0;
    }

private:
    static constexpr std::strong_ordering compare(detail::int128 a, int a_scale, detail::int128 b,
                                                  int b_scale) {
        if (a_scale == b_scale) return a <=> b;
        if (a_scale > b_scale) return 0 <=> compare(b, b_scale, a, a_scale);
        auto const unit = static_cast<detail::int128>(detail::power_of_ten(b_scale - a_scale));
        if (detail::int128 const whole = b / unit; a != whole) return a <=> whole;
        return detail::int128{0} <=> b % unit;
    }

    detail::int128 unscaled_ = 0;
};

/// Appends a decimal, plain and with its scale: `1.50`.
template <int P, int S>
inline void append_number(std::string& out, decimal<P, S> const& value) {
    char buffer[48];
    out.append(buffer, detail::write_decimal(buffer, value.unscaled(), S));
}

namespace detail {

// Spelt out, since GCC 12 crashes on a shape as a template argument here.
template <class A, class B>
using decimal_sum = decimal<sum_shape(A::shape, B::shape).precision, sum_shape(A::shape, B::shape).scale>;
template <class A, class B>
using decimal_product =
    decimal<product_shape(A::shape, B::shape).precision, product_shape(A::shape, B::shape).scale>;
template <class A, class B>
using decimal_quotient =
    decimal<quotient_shape(A::shape, B::shape).precision, quotient_shape(A::shape, B::shape).scale>;
template <class A, class B>
using decimal_remainder =
    decimal<remainder_shape(A::shape, B::shape).precision, remainder_shape(A::shape, B::shape).scale>;

/// A magnitude as the decimal `Result` with a sign, or nothing when it has too many digits.
template <class Result>
constexpr std::optional<Result> signed_decimal(std::optional<uint128> value, bool negative) {
    if (!value.has_value() || *value >= power_of_ten(Result::precision)) return std::nullopt;
    return Result::from_unscaled(with_sign(*value, negative));
}

/// a + b; nothing on overflow.
template <int P1, int S1, int P2, int S2>
constexpr auto add_decimals(decimal<P1, S1> const& a, decimal<P2, S2> const& b)
    -> std::optional<decimal_sum<decimal<P1, S1>, decimal<P2, S2>>> {
    using result = decimal_sum<decimal<P1, S1>, decimal<P2, S2>>;
    constexpr int scale = std::max(S1, S2);
    if constexpr (std::max(P1 - S1, P2 - S2) + scale + 1 <= most_decimal_digits) {
        return result::from_unscaled(a.unscaled() * static_cast<int128>(power_of_ten(scale - S1))
                                     + b.unscaled() * static_cast<int128>(power_of_ten(scale - S2)));
    } else {
        uint256 const x = multiply_wide(magnitude(a.unscaled()), power_of_ten(scale - S1));
        uint256 const y = multiply_wide(magnitude(b.unscaled()), power_of_ten(scale - S2));
        bool const a_negative = a.unscaled() < 0;
        bool const b_negative = b.unscaled() < 0;
        if (a_negative == b_negative) {
            uint128 const low = x.low + y.low;
            uint256 const sum{x.high + y.high + (low < x.low ? 1U : 0U), low};
            return signed_decimal<result>(shift_right_half_up(sum, scale - result::scale), a_negative);
        }
        bool const swap = x < y;
        uint256 const& large = swap ? y : x;
        uint256 const& small = swap ? x : y;
        uint256 const difference{large.high - small.high - (large.low < small.low ? 1U : 0U),
                                 large.low - small.low};
        return signed_decimal<result>(shift_right_half_up(difference, scale - result::scale),
                                      swap ? b_negative : a_negative);
    }
}

/// a - b; nothing on overflow.
template <int P1, int S1, int P2, int S2>
constexpr auto subtract_decimals(decimal<P1, S1> const& a, decimal<P2, S2> const& b) {
    return add_decimals(a, -b);
}

/// a * b; nothing on overflow.
template <int P1, int S1, int P2, int S2>
constexpr auto multiply_decimals(decimal<P1, S1> const& a, decimal<P2, S2> const& b)
    -> std::optional<decimal_product<decimal<P1, S1>, decimal<P2, S2>>> {
    using result = decimal_product<decimal<P1, S1>, decimal<P2, S2>>;
    if constexpr (P1 + P2 + 1 <= most_decimal_digits) {
        return result::from_unscaled(a.unscaled() * b.unscaled());
    } else {
        uint256 const product = multiply_wide(magnitude(a.unscaled()), magnitude(b.unscaled()));
        return signed_decimal<result>(shift_right_half_up(product, S1 + S2 - result::scale),
                                      (a.unscaled() < 0) != (b.unscaled() < 0));
    }
}

/// a / b, rounded half up; nothing on overflow. `b` is not zero: the caller reports DIVIDE_BY_ZERO.
template <int P1, int S1, int P2, int S2>
constexpr auto divide_decimals(decimal<P1, S1> const& a, decimal<P2, S2> const& b)
    -> std::optional<decimal_quotient<decimal<P1, S1>, decimal<P2, S2>>> {
    using result = decimal_quotient<decimal<P1, S1>, decimal<P2, S2>>;
    constexpr int shift = result::scale - S1 + S2; // never negative
    uint128 const divisor = magnitude(b.unscaled());
    uint128 const dividend = magnitude(a.unscaled());
    bool const negative = (a.unscaled() < 0) != (b.unscaled() < 0);
    if constexpr (P1 + shift <= most_decimal_digits) {
        return signed_decimal<result>(divide_half_up(dividend * power_of_ten(shift), divisor), negative);
    } else {
        uint128 quotient = dividend / divisor;
        uint128 rest = dividend % divisor;
        for (int left = shift; left > 0;) {
            int const digits = std::min(left, most_decimal_digits);
            if (quotient >= power_of_ten(most_decimal_digits - digits)) return std::nullopt;
            auto const next = divide_wide(multiply_wide(rest, power_of_ten(digits)), divisor);
            quotient = quotient * power_of_ten(digits) + next.quotient;
            rest = next.remainder;
            left -= digits;
        }
        return signed_decimal<result>(quotient + (rest * 2 >= divisor ? 1U : 0U), negative);
    }
}

/// The whole part of a / b and what is left, both operands brought to one scale; `b` is not zero.
template <int P1, int S1, int P2, int S2>
constexpr wide_quotient divide_aligned(decimal<P1, S1> const& a, decimal<P2, S2> const& b) {
    constexpr int scale = std::max(S1, S2);
    uint256 dividend = multiply_wide(magnitude(a.unscaled()), power_of_ten(scale - S1));
    uint256 const divisor = multiply_wide(magnitude(b.unscaled()), power_of_ten(scale - S2));
    // At most one of them was scaled up: a dividend that is not smaller meets a divisor below 2^127.
    if (dividend < divisor) return {0, dividend.low};
    if (dividend.high >= divisor.low) { // a quotient that fits no type
        dividend.high %= divisor.low;
        return {static_cast<uint128>(-1), divide_wide(dividend, divisor.low).remainder};
    }
    return divide_wide(dividend, divisor.low);
}

/// a % b with the sign of `a`. `b` is not zero: the caller reports REMAINDER_BY_ZERO.
template <int P1, int S1, int P2, int S2>
constexpr auto remainder_of_decimals(decimal<P1, S1> const& a, decimal<P2, S2> const& b)
    -> std::optional<decimal_remainder<decimal<P1, S1>, decimal<P2, S2>>> {
    using result = decimal_remainder<decimal<P1, S1>, decimal<P2, S2>>;
    return signed_decimal<result>(divide_aligned(a, b).remainder, a.unscaled() < 0);
}

/// a div b: the whole part, or nothing when it does not fit bigint. `b` is not zero.
template <int P1, int S1, int P2, int S2>
constexpr std::optional<std::int64_t> whole_quotient_of_decimals(decimal<P1, S1> const& a,
                                                                 decimal<P2, S2> const& b) {
    uint128 const quotient = divide_aligned(a, b).quotient;
    bool const negative = (a.unscaled() < 0) != (b.unscaled() < 0);
    if (quotient > static_cast<uint128>(std::numeric_limits<std::int64_t>::max()) + (negative ? 1U : 0U)) {
        return std::nullopt;
    }
    return static_cast<std::int64_t>(with_sign(quotient, negative));
}

} // namespace detail
} // namespace weir
