// SPDX-License-Identifier: BSL-1.0
// date_format: a time written by a pattern such as yyyy-MM-dd HH:mm.
#pragma once

#include <weir/core/error.hpp>
#include <weir/expr/time_fields.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace weir {

namespace detail {

inline constexpr std::string_view month_names[] = {"January",   "February", "March",    "April",
                                                   "May",       "June",     "July",     "August",
                                                   "September", "October",  "November", "December"};
inline constexpr std::string_view weekday_names[] = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                     "Friday", "Saturday", "Sunday"};

inline void append_padded(std::string& out, std::int64_t value, std::size_t width) {
    std::string const digits = std::to_string(value < 0 ? -value : value);
    if (value < 0) out.push_back('-');
    if (digits.size() < width) out.append(width - digits.size(), '0');
    out.append(digits);
}

/// How many of a letter may stand together in a pattern; 0 for what is no letter of patterns.
constexpr std::size_t longest_run(char letter) {
    switch (letter) {
    case 'y':
        return 6;
    case 'S':
        return 9;
    case 'M':
    case 'E':
        return 4;
    case 'Q':
    case 'D':
    case 'X':
    case 'Z':
        return 3;
    case 'd':
    case 'H':
    case 'h':
    case 'K':
    case 'k':
    case 'm':
    case 's':
        return 2;
    case 'a':
        return 1;
    default:
        return 0;
    }
}

constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// Throws where a pattern has a letter that date_format does not know.
constexpr void check_time_pattern(std::string_view pattern) {
    for (std::size_t i = 0; i < pattern.size();) {
        char const c = pattern[i];
        if (c == '\'') {
            i = std::min(pattern.find('\'', i + 1), pattern.size() - 1) + 1;
            continue;
        }
        std::size_t const n = std::min(pattern.find_first_not_of(c, i), pattern.size()) - i;
        if (is_letter(c) && n > longest_run(c)) {
            std::string message = "cannot write by the pattern \"";
            message.append(pattern).append("\": unknown letters ").append(n, c);
            throw query_error("INVALID_DATETIME_PATTERN.WITH_SUGGESTION", message);
        }
        i += n;
    }
}

// Writes what `n` letters `c` stand for.
inline void append_time_field(std::string& out, char c, std::size_t n, civil_date const& day,
                              std::int64_t day_number, std::int64_t us) {
    std::int64_t const hour = us / (3'600 * micros_per_second);
    auto const short_name = [&](std::string_view name) {
        out.append(n == 3 || c == 'E' ? name.substr(0, n < 4 ? 3 : 20) : name);
    };
    switch (c) {
    case 'y':
        return append_padded(out, n == 2 ? floor_mod(day.year, 100) : day.year, n);
    case 'M':
        return n < 3 ? append_padded(out, day.month, n) : short_name(month_names[day.month - 1]);
    case 'd':
        return append_padded(out, day.day, n);
    case 'D':
        return append_padded(out, day_of_year(day_number), n);
    case 'E':
        return short_name(weekday_names[floor_mod(day_number + 3, 7)]);
    case 'Q':
        if (n == 3) out.push_back('Q');
        return append_padded(out, (day.month + 2) / 3, n == 2 ? 2 : 1);
    case 'H':
        return append_padded(out, hour, n);
    case 'k':
        return append_padded(out, hour == 0 ? 24 : hour, n);
    case 'K':
        return append_padded(out, hour % 12, n);
    case 'h':
        return append_padded(out, hour % 12 == 0 ? 12 : hour % 12, n);
    case 'a':
        out.append(hour < 12 ? "AM" : "PM");
        return;
    case 'm':
        return append_padded(out, us / (60 * micros_per_second) % 60, n);
    case 's':
        return append_padded(out, us / micros_per_second % 60, n);
    case 'S': {
        std::string digits;
        append_padded(digits, us % micros_per_second * 1'000, 9);
        out.append(digits, 0, n);
        return;
    }
    case 'X':
        out.push_back('Z');
        return;
    default: // Z
        out.append("+0000");
    }
}

// Writes a text in quotes, in which two quotes are one; gives how much of the pattern it was.
inline std::size_t append_quoted(std::string& out, std::string_view pattern) {
    if (pattern.starts_with("\'\'")) {
        out.push_back('\'');
        return 2;
    }
    std::size_t i = 1;
    while (i < pattern.size()) {
        bool const quote = pattern[i] == '\'';
        if (quote && pattern.substr(i, 2) != "\'\'") return i + 1;
        out.push_back(pattern[i]);
        i += quote ? 2 : 1;
    }
    return i;
}

inline std::string format_time(std::int64_t day_number, std::int64_t us, std::string_view pattern) {
    civil_date const day = civil_from_days(day_number);
    std::string out;
    while (!pattern.empty()) {
        char const c = pattern.front();
        std::size_t n = 1;
        if (c == '\'') {
            n = append_quoted(out, pattern);
        } else if (is_letter(c)) {
            n = std::min(pattern.find_first_not_of(c), pattern.size());
            append_time_field(out, c, n, day, day_number, us);
        } else {
            out.push_back(c);
        }
        pattern.remove_prefix(n);
    }
    return out;
}

struct date_format_function {
    static constexpr std::string_view name = "date_format";
    template <class T, class P>
    static constexpr verdict check() {
        return check_kinds<T, P>(name, "dt");
    }
    template <class T, class P>
    using result = std::string;
    template <class R, class T>
    static std::string apply(T const& t, std::string_view pattern) {
        return format_time(day_of(t), micros_of_day(t), pattern);
    }
};

} // namespace detail

/// A time written by a pattern: `date_format("dt"_c, "yyyy-MM-dd HH:mm:ss.SSS")`, in UTC and English.
///
/// Rows    letters y M d H h K k m s S a E D Q X Z, each as Java's DateTimeFormatter has it; `'text'`; all
/// else as it is. Null    null where the time is null. Cost    a new text; the pattern is read for each row.
/// Errors  compile time: neither date nor timestamp. When the query is built: query_error for other letters.
/// Source  Spark functions.date_format.
template <expression E, std::convertible_to<std::string_view> Pattern>
constexpr auto date_format(E const& e, Pattern const& pattern) {
    detail::check_time_pattern(pattern);
    return detail::make_function<detail::date_format_function>(e, pattern);
}

} // namespace weir
