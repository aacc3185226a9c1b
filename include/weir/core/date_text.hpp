// SPDX-License-Identifier: BSL-1.0
// Reads a date as Spark's cast from string does, and writes it as Spark's cast to string does.
#pragma once

#include <weir/core/bytes.hpp>
#include <weir/core/edit_distance.hpp>
#include <weir/core/fixed_string.hpp>
#include <weir/core/raise.hpp>
#include <weir/core/time.hpp>
#include <weir/core/verdict.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace weir {
namespace detail {

/// `epoch` in any case: the one special word whose meaning does not depend on the clock.
constexpr bool is_epoch_word(std::string_view text) {
    return text.size() == 5 && ascii_lower(text[0]) == 'e' && ascii_lower(text[1]) == 'p'
           && ascii_lower(text[2]) == 'o' && ascii_lower(text[3]) == 'c' && ascii_lower(text[4]) == 'h';
}

/// How many days later than today a word is: now, today, yesterday, tomorrow, in any case.
constexpr std::optional<int> days_of_word(std::string_view text) {
    if (text.empty() || is_digit(text.front())) return std::nullopt;
    if (equal_ignoring_case(text, "today") || equal_ignoring_case(text, "now")) return 0;
    if (equal_ignoring_case(text, "tomorrow")) return 1;
    if (equal_ignoring_case(text, "yesterday")) return -1;
    return std::nullopt;
}

/// The year and the month of `yyyy-MM-`, or a year above 9999 when the eight bytes are not of that form.
struct year_month {
    unsigned year;
    unsigned month;
};

constexpr year_month read_year_month(std::string_view text) {
    char const* const bytes = text.data();                                                  // at least eight
    std::uint64_t const x = load_little_endian<std::uint64_t>(bytes) ^ 0x2D30302D30303030U; // "0000-00-"
    if (((x | (x + 0x0006060006060606U)) & 0xFFF0F0FFF0F0F0F0U) != 0) return {10'000, 0};
    std::uint64_t const pairs = x * 10 + (x >> 8U);
    return {static_cast<unsigned>(pairs & 0xFFU) * 100 + static_cast<unsigned>(pairs >> 16U & 0xFFU),
            static_cast<unsigned>(pairs >> 40U & 0xFFU)};
}

constexpr bool is_valid_day(std::int64_t year, unsigned month, unsigned day) {
    return month - 1 < 12 && (day - 1 < 28 || (day != 0 && day <= days_in_month(year, month)));
}

/// Reads the digits at the front of a text and takes them off; fails when there are too few or too many.
constexpr bool take_digits(std::string_view& text, std::size_t fewest, std::size_t most, unsigned& value) {
    std::size_t n = 0;
    value = 0;
    while (n < text.size() && is_digit(text[n])) {
        if (n == most) return false;
        value = value * 10 + static_cast<unsigned>(text[n] - '0');
        ++n;
    }
    text.remove_prefix(n);
    return n >= fewest;
}

/// A day as it was read, and what follows it.
struct parsed_day {
    std::int64_t year = 0;
    unsigned month = 1;
    unsigned day = 1;
    bool whole = false; // the day of the month was given
    std::string_view rest;
};

/// Reads `[+-]y{4,most}[-[m]m[-[d]d]]`; checks digits, not the calendar.
constexpr std::optional<parsed_day> read_day(std::string_view text, std::size_t most_year_digits) {
    parsed_day result;
    bool const negative = !text.empty() && text.front() == '-';
    if (negative || (!text.empty() && text.front() == '+')) text.remove_prefix(1);
    unsigned year = 0;
    if (!take_digits(text, 4, most_year_digits, year)) return std::nullopt;
    result.year = negative ? -std::int64_t{year} : std::int64_t{year};
    if (!text.empty() && text.front() == '-') {
        text.remove_prefix(1);
        if (!take_digits(text, 1, 2, result.month)) return std::nullopt;
        if (!text.empty() && text.front() == '-') {
            text.remove_prefix(1);
            if (!take_digits(text, 1, 2, result.day)) return std::nullopt;
            result.whole = true;
        }
    }
    result.rest = text;
    return result;
}

constexpr std::optional<date> parse_date_slowly(std::string_view text) {
    text = trimmed(text);
    if (is_epoch_word(text)) return date{};
    std::optional<parsed_day> const day = read_day(text, 7);
    if (!day.has_value() || !is_valid_day(day->year, day->month, day->day)) return std::nullopt;
    if (!day->rest.empty() && (!day->whole || (day->rest.front() != ' ' && day->rest.front() != 'T')))
        return std::nullopt;
    std::int64_t const since_epoch = days_from_civil(day->year, day->month, day->day);
    if (since_epoch > std::numeric_limits<std::int32_t>::max()
        || since_epoch < std::numeric_limits<std::int32_t>::min()) {
        return std::nullopt;
    }
    return from_days(since_epoch);
}

/// Writes `yyyy-MM-dd`; a year above 9999 begins with `+`, one before 0 with `-`. At most 24 characters.
constexpr char* write_day(char* out, civil_date const& day) {
    if (day.year >= 0 && day.year <= 9999) [[likely]] {
        auto const year = static_cast<unsigned>(day.year);
        out = write_two_digits(out, year / 100);
        out = write_two_digits(out, year % 100);
    } else {
        *out++ = day.year < 0 ? '-' : '+';
        auto rest = static_cast<std::uint64_t>(day.year < 0 ? -day.year : day.year);
        char digits[20]{};
        std::size_t n = 0;
        for (; rest != 0 || n < 4; rest /= 10) digits[n++] = static_cast<char>('0' + rest % 10);
        while (n > 0) *out++ = digits[--n];
    }
    *out++ = '-';
    out = write_two_digits(out, day.month);
    *out++ = '-';
    return write_two_digits(out, day.day);
}

} // namespace detail

/// Reads a date as Spark's `cast(text as date)`.
///
/// Form    `[+-]yyyy[-[m]m[-[d]d[( |T)anything]]]`, or `epoch`; trimmed.
/// Null    nothing for a text that is no date (CAST_INVALID_INPUT under ANSI rules).
/// Cost    `yyyy-MM-dd` takes a fast path; no allocation.
constexpr std::optional<date> parse_date(std::string_view text) {
    if (text.size() == 10) {
        detail::year_month const ym = detail::read_year_month(text);
        if (ym.year <= 9999 && detail::is_digit(text[8]) && detail::is_digit(text[9])) [[likely]] {
            auto const day = static_cast<unsigned>((text[8] - '0') * 10 + (text[9] - '0'));
            if (!detail::is_valid_day(ym.year, ym.month, day)) return std::nullopt;
            return from_days(detail::days_from_civil(ym.year, ym.month, day));
        }
    }
    return detail::parse_date_slowly(text);
}

/// Appends a date as `yyyy-MM-dd`, `+10000-01-01` or `-0044-03-15`.
inline void append_date(std::string& out, date d) {
    char buffer[24];
    out.append(buffer, detail::write_day(buffer, detail::civil_from_days(days(d))));
}

namespace detail {

constexpr verdict check_date_literal(std::string_view text) {
    if (parse_date(text).has_value()) return {};
    return fault("not a date \"", text.substr(0, 60), R"("; write a date like "2024-01-31")");
}

} // namespace detail

namespace literals {

/// A date, checked when the program is compiled: `"2024-01-31"_date`.
///
/// Errors  compile time: `not a date "2024-13-01"; write a date like "2024-01-31"`.
template <fixed_string Text>
consteval date operator""_date() {
    constexpr auto check = [] { return detail::check_date_literal(Text); };
    if constexpr (check().failed()) {
        detail::raise<check>();
        return date{};
    } else {
        return *parse_date(Text);
    }
}

} // namespace literals
} // namespace weir
