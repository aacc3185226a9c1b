// SPDX-License-Identifier: BSL-1.0
// Reads numbers and booleans as Spark's casts from string do, and writes numbers as its casts to string do.
#pragma once

#include <weir/core/bytes.hpp>
#include <weir/core/edit_distance.hpp>

#include <bit>
#include <charconv>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace weir {
namespace detail {

/// The C++ types of tinyint to bigint, and their unsigned relatives.
template <class T>
concept whole_number = std::integral<T> && !std::same_as<T, bool> && !std::same_as<T, char>;

/// Writes a whole number; at most 20 characters.
template <whole_number T>
inline char* write_number(char* out, T value) {
    return std::to_chars(out, out + 20, value).ptr;
}

inline char* write_text(char* out, std::string_view text) {
    std::memcpy(out, text.data(), text.size());
    return out + text.size();
}

/// Writes what `to_chars` calls scientific, `d[.ddd]e(+|-)dd`, as Java does: `d.d[dd]E[-]d`.
template <std::floating_point T>
inline char* write_scientific(char* out, T value) {
    char text[48];
    char const* end = std::to_chars(text, text + 48, value, std::chars_format::scientific).ptr;
    if (text[1] == 'e' && value < std::numeric_limits<T>::min()) {
        // Java writes two digits at least. For normal numbers the second is then 0, not so for those below.
        end = std::to_chars(text, text + 48, value, std::chars_format::scientific, 1).ptr;
    }
    std::string_view const all(text, static_cast<std::size_t>(end - text));
    std::size_t const e = all.find('e');
    out = write_text(out, all.substr(0, e));
    if (e == 1) out = write_text(out, ".0");
    *out++ = 'E';
    if (all[e + 1] == '-') *out++ = '-';
    std::size_t first_digit = e + 2;
    while (first_digit + 1 < all.size() && all[first_digit] == '0') ++first_digit;
    return write_text(out, all.substr(first_digit));
}

/// Writes a number of millionths that is not negative, without the zeros at its end.
inline char* write_millionths(char* out, std::int64_t value) {
    out = write_number(out, static_cast<std::int32_t>(value / 1'000'000));
    auto const fraction = static_cast<unsigned>(value % 1'000'000);
    *out++ = '.';
    out = write_two_digits(out, fraction / 10'000);
    out = write_two_digits(out, fraction / 100 % 100);
    out = write_two_digits(out, fraction % 100);
    while (out[-1] == '0') --out;
    return out;
}

/// Writes a floating-point number as `append_number` appends it; at most 32 characters.
template <std::floating_point T>
inline char* write_number(char* out, T value) {
    if (value != value) return write_text(out, "NaN");
    if (__builtin_signbit(value)) {
        *out++ = '-';
        value = -value;
    }
    if (value < T{1e7}) {
        auto const whole = static_cast<std::int32_t>(value);
        if (static_cast<T>(whole) == value) return write_text(write_number(out, whole), ".0");
        if constexpr (std::same_as<T, double>) {
            if (value >= 1e-3) {
                // A number of at most 15 digits that reads back is the shortest one that does. Rounding need
                // not be right: a millionth too much fails the comparison.
                auto const millionths =
                    static_cast<std::int64_t>(value * 1e6 + 0.5); // NOLINT(bugprone-incorrect-roundings)
                if (static_cast<double>(millionths) / 1e6 == value) return write_millionths(out, millionths);
            }
        }
        // Not whole, so to_chars writes a point.
        if (value >= static_cast<T>(1e-3L))
            return std::to_chars(out, out + 30, value, std::chars_format::fixed).ptr;
    }
    if (value > std::numeric_limits<T>::max()) return write_text(out, "Infinity");
    return write_scientific(out, value);
}

/// A number's text taken apart: its digits as one whole number, and the power of ten to multiply with.
struct decimal_parts {
    std::uint64_t mantissa = 0;
    std::int64_t exponent = 0;
    bool exact = true; // the mantissa holds every digit
    bool negative = false;
    bool any_digit = false;
    char const* number = nullptr; // first and last of `digits[.digits][e[+-]digits]`
    char const* end = nullptr;
};

/// Reads a run of digits into a mantissa of at most 19 digits; gives the number of digits left out of it.
[[gnu::always_inline]] inline std::int64_t read_digits(char const*& at, char const* end,
                                                       decimal_parts& parts) {
    constexpr std::uint64_t room_for_one = 999'999'999'999'999'999;
    constexpr std::uint64_t room_for_eight = 99'999'999'999;
    while (end - at >= 8 && parts.mantissa <= room_for_eight) {
        auto const eight = load_little_endian<std::uint64_t>(at);
        if (!are_eight_digits(eight)) break;
        parts.mantissa = parts.mantissa * 100'000'000 + eight_digits_value(eight);
        at += 8;
    }
    while (at != end && is_digit(*at) && parts.mantissa <= room_for_one) {
        parts.mantissa = parts.mantissa * 10 + static_cast<std::uint64_t>(*at - '0');
        ++at;
    }
    char const* const taken = at;
    while (at != end && is_digit(*at)) {
        parts.exact = parts.exact && *at == '0';
        ++at;
    }
    return at - taken;
}

/// Reads `[+-]digits[.digits][e[+-]digits]`; `end` is where the number stops. False where there is none.
[[gnu::always_inline]] inline bool read_decimal_parts(std::string_view text, decimal_parts& parts) {
    char const* at = text.data();
    char const* const end = at + text.size();
    if (at != end && (*at == '-' || *at == '+')) parts.negative = *at++ == '-';
    parts.number = at;
    char const* const whole = at;
    parts.exponent = read_digits(at, end, parts);
    std::int64_t digits = at - whole;
    if (at != end && *at == '.') {
        char const* const fraction = ++at;
        std::int64_t const left_out = read_digits(at, end, parts);
        parts.exponent -= at - fraction - left_out;
        digits += at - fraction;
    }
    if (digits == 0) return false;
    if (at != end && (*at == 'e' || *at == 'E')) {
        ++at;
        bool const negative = at != end && *at == '-';
        if (at != end && (*at == '-' || *at == '+')) ++at;
        if (at == end || !is_digit(*at)) return false;
        std::int64_t exponent = 0;
        for (; at != end && is_digit(*at); ++at) {
            if (exponent < 1'000'000'000) exponent = exponent * 10 + (*at - '0');
        }
        parts.exponent += negative ? -exponent : exponent;
    }
    parts.end = at;
    return true;
}

constexpr bool equals_lower(std::string_view text, std::string_view lower) {
    if (text.size() != lower.size()) return false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (ascii_lower(text[i]) != lower[i]) return false;
    }
    return true;
}

/// `nan`, `inf`, `infinity` in any case, the last two with a sign; Java's own `NaN` takes a sign too.
template <std::floating_point T>
[[gnu::cold, gnu::noinline]] std::optional<T> parse_special_number(std::string_view text) {
    if (equals_lower(text, "nan") || text == "+NaN" || text == "-NaN")
        return std::numeric_limits<T>::quiet_NaN();
    bool const negative = !text.empty() && text.front() == '-';
    if (negative || (!text.empty() && text.front() == '+')) text.remove_prefix(1);
    constexpr T infinity = std::numeric_limits<T>::infinity();
    if (equals_lower(text, "inf") || equals_lower(text, "infinity")) return negative ? -infinity : infinity;
    return std::nullopt;
}

/// Java's hexadecimal form, `[+-]0x1.8p3[dDfF]`: the exponent must be there.
template <std::floating_point T>
[[gnu::cold, gnu::noinline]] std::optional<T> parse_hex_number(std::string_view text) {
    bool const negative = text.front() == '-';
    if (negative || text.front() == '+') text.remove_prefix(1);
    text.remove_prefix(2);
    std::size_t const p = text.find_first_of("pP");
    if (p == std::string_view::npos || p + 1 == text.size()) return std::nullopt;
    if (char const c = text.back(); !is_digit(c)) {
        if (ascii_lower(c) != 'd' && ascii_lower(c) != 'f') return std::nullopt;
        text.remove_suffix(1);
    }
    if (text.front() == '-' || !is_digit(text.back())) return std::nullopt;
    T value{};
    auto const [ptr, ec] =
        std::from_chars(text.data(), text.data() + text.size(), value, std::chars_format::hex);
    if (ptr != text.data() + text.size()) return std::nullopt;
    if (ec != std::errc{}) value = text[p + 1] == '-' ? T{0} : std::numeric_limits<T>::infinity();
    return negative ? -value : value;
}

/// Numbers that the exact path does not take: correctly rounded, out of range gives zero or infinity.
template <std::floating_point T>
[[gnu::noinline]] T parse_rounded(decimal_parts const& parts) {
    T value{};
    auto const [ptr, ec] = std::from_chars(parts.number, parts.end, value, std::chars_format::general);
    if (ec != std::errc{}) {
        // The mantissa has at most 19 digits, so the exponent alone tells too small from too large.
        value = parts.mantissa == 0 || parts.exponent < 0 ? T{0} : std::numeric_limits<T>::infinity();
    }
    return parts.negative ? -value : value;
}

/// A number of at most eight characters, digits and perhaps a point, without a loop. False when it is not
/// one.
template <std::floating_point T>
[[gnu::always_inline]] inline bool parse_short_number(std::string_view text, T& value) {
    constexpr std::uint64_t every_byte = 0x0101010101010101U;
    static constexpr T powers[] = {T{1e0}, T{1e1}, T{1e2}, T{1e3}, T{1e4}, T{1e5}, T{1e6}, T{1e7}};
    std::uint64_t word = load_padded_to_eight(text.data(), text.size());
    // The lowest byte that is a point has its high bit set here.
    std::uint64_t const others = word ^ '.' * every_byte;
    std::uint64_t const points = (others - every_byte) & ~others & 0x80 * every_byte;
    unsigned decimals = 0;
    if (points != 0) {
        if (text.size() == 1) return false;
        auto const at = static_cast<unsigned>(std::countr_zero(points)) / 8;
        decimals = 7 - at;
        std::uint64_t const before = (std::uint64_t{1} << (8 * at)) - 1;
        word = (word & before) << 8U | (word & ~before & ~(std::uint64_t{0xFF} << (8 * at))) | '0';
    }
    if (!are_eight_digits(word)) return false;
    std::uint32_t const digits = eight_digits_value(word);
    if (std::same_as<T, float> && digits > (1U << 24U)) return false;
    value = static_cast<T>(digits) / powers[decimals];
    return true;
}

/// A float or double as Java's `parseFloat` and `parseDouble` read it, with Spark's additions.
template <std::floating_point T>
inline std::optional<T> parse_floating(std::string_view text) {
    text = trimmed(text);
    if (!text.empty() && text.size() <= 9) [[likely]] {
        bool const negative = text.front() == '-';
        std::string_view const digits = text.substr(negative ? 1 : 0);
        T value{};
        if (!digits.empty() && digits.size() <= 8 && parse_short_number(digits, value)) [[likely]] {
            return negative ? -value : value;
        }
    }
    decimal_parts parts;
    if (!read_decimal_parts(text, parts)) return parse_special_number<T>(text);
    char const* const end = text.data() + text.size();
    if (parts.end != end) {
        char const c = ascii_lower(*parts.end);
        if (c == 'x' && parts.end == parts.number + 1 && *parts.number == '0')
            return parse_hex_number<T>(text);
        if ((c != 'd' && c != 'f') || parts.end + 1 != end) return std::nullopt;
    }
    // Clinger's fast path: both factors are exact, so one operation rounds once.
    constexpr bool is_double = std::same_as<T, double>;
    constexpr int most = is_double ? 22 : 10;
    constexpr std::uint64_t largest = std::uint64_t{1} << std::numeric_limits<T>::digits;
    static constexpr T powers[] = {T(1e0L),  T(1e1L),  T(1e2L),  T(1e3L),  T(1e4L),  T(1e5L),
                                   T(1e6L),  T(1e7L),  T(1e8L),  T(1e9L),  T(1e10L), T(1e11L),
                                   T(1e12L), T(1e13L), T(1e14L), T(1e15L), T(1e16L), T(1e17L),
                                   T(1e18L), T(1e19L), T(1e20L), T(1e21L), T(1e22L)};
    if (parts.exact && parts.mantissa <= largest && parts.exponent >= -most && parts.exponent <= most)
        [[likely]] {
        T const value = parts.exponent < 0 ? static_cast<T>(parts.mantissa) / powers[-parts.exponent]
                                           : static_cast<T>(parts.mantissa) * powers[parts.exponent];
        return parts.negative ? -value : value;
    }
    return parse_rounded<T>(parts);
}

} // namespace detail

/// Reads a double as Spark's `cast(text as double)`.
///
/// Form    Java's: `1`, `1.5`, `.5`, `5.`, `1e3`, `1.5d`, `1.5f`, `0x1p3`; `nan`, `inf`, `infinity` in any
///         case; trimmed. Too large is infinity, too small zero.
/// Null    nothing for anything else (CAST_INVALID_INPUT under ANSI rules).
/// Cost    up to 15 digits and exponents within ±22 take one multiplication or division; no allocation.
inline std::optional<double> parse_double(std::string_view text) {
    return detail::parse_floating<double>(text);
}

/// Reads a float as Spark's `cast(text as float)`: as `parse_double`, rounded once to a float.
inline std::optional<float> parse_float(std::string_view text) { return detail::parse_floating<float>(text); }

/// Reads a whole number as Spark's `cast(text as int)` and its sisters: trimmed, a sign and digits only.
///
/// Null    nothing for anything else and for a number that does not fit `T` (both CAST_INVALID_INPUT).
/// Cost    eight digits at a time; no allocation.
template <detail::whole_number T>
constexpr std::optional<T> parse_integer(std::string_view text) {
    text = detail::trimmed(text);
    if (text.empty()) return std::nullopt;
    bool const negative = text.front() == '-';
    if (negative || text.front() == '+') text.remove_prefix(1);
    if (text.empty()) return std::nullopt;
    if (text.size() <= 8) [[likely]] {
        std::uint64_t const eight = detail::load_padded_to_eight(text.data(), text.size());
        if (!detail::are_eight_digits(eight)) return std::nullopt;
        auto const value = static_cast<std::int64_t>(detail::eight_digits_value(eight));
        std::int64_t const signed_value = negative ? -value : value;
        if (!std::in_range<T>(signed_value)) return std::nullopt;
        return static_cast<T>(signed_value);
    }
    if (text.size() > 19) { // zeros in front do not count
        while (text.size() > 1 && text.front() == '0') text.remove_prefix(1);
        if (text.size() > 19 + (std::is_unsigned_v<T> ? 1U : 0U)) return std::nullopt;
    }
    char const* at = text.data();
    char const* const end = at + text.size();
    std::uint64_t value = 0;
    while (end - at >= 8) {
        auto const eight = detail::load_little_endian<std::uint64_t>(at);
        if (!detail::are_eight_digits(eight)) return std::nullopt;
        value = value * 100'000'000 + detail::eight_digits_value(eight);
        at += 8;
    }
    for (; at != end; ++at) {
        if (!detail::is_digit(*at)) return std::nullopt;
        auto const digit = static_cast<std::uint64_t>(*at - '0');
        if constexpr (std::is_unsigned_v<T>) { // only these reach 20 digits
            if (__builtin_mul_overflow(value, std::uint64_t{10}, &value)
                || __builtin_add_overflow(value, digit, &value)) {
                return std::nullopt;
            }
        } else {
            value = value * 10 + digit;
        }
    }
    constexpr auto largest = static_cast<std::uint64_t>(std::numeric_limits<T>::max());
    if (value > largest + (negative && std::is_signed_v<T> ? 1U : 0U)) return std::nullopt;
    if (negative && std::is_unsigned_v<T> && value != 0) return std::nullopt;
    return static_cast<T>(negative ? 0 - value : value);
}

/// Reads a boolean as Spark's `cast(text as boolean)`: t true y yes 1, f false n no 0; any case, trimmed.
constexpr std::optional<bool> parse_boolean(std::string_view text) {
    text = detail::trimmed(text);
    switch (text.size()) {
    case 1:
        switch (detail::ascii_lower(text[0])) {
        case 't':
        case 'y':
        case '1':
            return true;
        case 'f':
        case 'n':
        case '0':
            return false;
        default:
            return std::nullopt;
        }
    case 2:
        return detail::equals_lower(text, "no") ? std::optional(false) : std::nullopt;
    case 3:
        return detail::equals_lower(text, "yes") ? std::optional(true) : std::nullopt;
    case 4:
        return detail::equals_lower(text, "true") ? std::optional(true) : std::nullopt;
    case 5:
        return detail::equals_lower(text, "false") ? std::optional(false) : std::nullopt;
    default:
        return std::nullopt;
    }
}

/// Appends a whole number.
template <detail::whole_number T>
inline void append_number(std::string& out, T value) {
    char buffer[20];
    out.append(buffer, detail::write_number(buffer, value));
}

/// Appends a float or double as Spark prints it: Java's form with the fewest digits that read back.
///
/// Form    `1.0`, `0.001`, `1.0E-4` below 1e-3, `1.0E7` from 1e7 on, `-0.0`, `NaN`, `Infinity`, `-Infinity`.
template <std::floating_point T>
inline void append_number(std::string& out, T value) {
    char buffer[32];
    out.append(buffer, detail::write_number(buffer, value));
}

} // namespace weir
