// SPDX-License-Identifier: BSL-1.0
// Reads dates and timestamps by a pattern such as dd/MM/yyyy: the options date_format and timestamp_format.
#pragma once

#include <weir/core/bytes.hpp>
#include <weir/core/date_text.hpp>
#include <weir/core/error.hpp>
#include <weir/core/number_text.hpp>
#include <weir/core/time.hpp>
#include <weir/core/timestamp_text.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace weir::detail {

/// A pattern of Java's DateTimeFormatter, as Spark allows it, for reading.
///
/// Letters `y M L d E a h H k K m s S X x Z V z`, `'text'`, `[optional]`; names of months and days in
/// English. Errors  weir::query_error: a letter that is not among them.
class time_pattern {
public:
    explicit time_pattern(std::string pattern) : pattern_(std::move(pattern)) {
        bool quoted = false;
        for (char const c : pattern_) {
            if (c == '\'') quoted = !quoted;
            bool const letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
            if (!quoted && letter
                && std::string_view("yMLdEahHkKmsSXxZVzu").find(c) == std::string_view::npos) {
                std::string message = "cannot read by the pattern \"";
                message.append(pattern_).append("\": unknown letter ").push_back(c);
                throw query_error("INVALID_DATETIME_PATTERN.WITH_SUGGESTION", message);
            }
        }
    }

    /// The date that a text spells by the pattern.
    [[nodiscard]] std::optional<date> read_date(std::string_view text) const {
        parts p;
        if (!read(text, p)) return std::nullopt;
        return from_days(days_from_civil(p.year, p.month, p.day));
    }

    /// The timestamp that a text spells by the pattern, in UTC where it names no zone.
    [[nodiscard]] std::optional<timestamp> read_timestamp(std::string_view text) const {
        parts p;
        if (!read(text, p)) return std::nullopt;
        unsigned hours = p.hour;
        if (p.half >= 0) {
            if (p.hour_of_half < 0) return std::nullopt;
            hours = static_cast<unsigned>(p.half * 12 + p.hour_of_half);
        }
        std::int64_t const seconds = days_from_civil(p.year, p.month, p.day) * 86'400
                                     + static_cast<std::int64_t>(hours * 3'600 + p.minute * 60 + p.second)
                                     - p.zone;
        return timestamp_from(seconds, p.micros);
    }

private:
    struct parts {
        std::int64_t year = 1970;
        unsigned month = 1;
        unsigned day = 1;
        unsigned hour = 0;
        unsigned minute = 0;
        unsigned second = 0;
        int half = -1; // 0 before noon, 1 after it
        int hour_of_half = -1;
        int day_of_week = -1; // from Monday as 0
        std::int64_t micros = 0;
        int zone = 0;
    };

    bool read(std::string_view text, parts& p) const {
        if (!read(pattern_, text, p) || !text.empty()) return false;
        if (!is_valid_day(p.year, p.month, p.day) || p.hour > 23 || p.minute > 59 || p.second > 59)
            return false;
        return p.day_of_week < 0
               || floor_mod(days_from_civil(p.year, p.month, p.day) + 3, 7) == p.day_of_week;
    }

    // Takes off the text what the pattern matches.
    static bool read(std::string_view pattern, std::string_view& text, parts& p) {
        while (!pattern.empty()) {
            char const c = pattern.front();
            if (c == '\'') {
                std::size_t const end = pattern.find('\'', 1);
                std::string_view const literal = end == 1 ? "'" : pattern.substr(1, end - 1);
                if (!text.starts_with(literal)) return false;
                text.remove_prefix(literal.size());
                pattern.remove_prefix(end == std::string_view::npos ? pattern.size() : end + 1);
            } else if (c == '[') {
                std::size_t const end = end_of_section(pattern);
                std::string_view rest = text;
                parts tried = p;
                if (read(pattern.substr(1, end - 1), rest, tried)) {
                    text = rest;
                    p = tried;
                }
                pattern.remove_prefix(std::min(end + 1, pattern.size()));
            } else if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')) {
                std::size_t const n = std::min(pattern.find_first_not_of(c), pattern.size());
                pattern.remove_prefix(n);
                bool const packed = !pattern.empty() && is_number_letter(pattern.front());
                if (!read_letter(c, n, packed, text, p)) return false;
            } else {
                if (text.empty() || text.front() != c) return false;
                text.remove_prefix(1);
                pattern.remove_prefix(1);
            }
        }
        return true;
    }

    static std::size_t end_of_section(std::string_view pattern) {
        int depth = 0;
        for (std::size_t i = 0; i < pattern.size(); ++i) {
            depth += pattern[i] == '[' ? 1 : pattern[i] == ']' ? -1 : 0;
            if (depth == 0) return i;
        }
        return pattern.size();
    }

    static bool is_number_letter(char c) {
        return std::string_view("yuMLdhHkKmsS").find(c) != std::string_view::npos;
    }

    static bool read_letter(char c, std::size_t n, bool packed, std::string_view& text, parts& p) {
        unsigned value = 0;
        // One letter: as many digits as there are; more letters, or digits that follow at once: exactly so
        // many.
        auto const number = [&] { return take_digits_of(text, n, n == 1 && !packed ? 9 : n, value); };
        switch (c) {
        case 'y':
        case 'u': {
            if (n == 2) {
                if (!number()) return false;
                p.year = 2000 + value;
                return true;
            }
            bool const sign = !text.empty() && (text.front() == '-' || text.front() == '+');
            bool const negative = sign && text.front() == '-';
            if (sign) text.remove_prefix(1);
            if (!take_digits_of(text, n, n == 1 || sign ? 9 : n, value)) return false;
            p.year = negative ? -std::int64_t{value} : std::int64_t{value};
            return true;
        }
        case 'M':
        case 'L':
            if (n <= 2) return number() && (p.month = value, true);
            value = take_name(text, month_names, n == 3 ? 3 : 0);
            p.month = value;
            return value != 0;
        case 'd':
            return number() && (p.day = value, true);
        case 'E':
            value = take_name(text, day_names, n <= 3 ? 3 : 0);
            p.day_of_week = static_cast<int>(value) - 1;
            return value != 0;
        case 'a': {
            bool const after = text.size() >= 2 && ascii_lower(text[0]) == 'p';
            if (text.size() < 2 || (!after && ascii_lower(text[0]) != 'a') || ascii_lower(text[1]) != 'm')
                return false;
            p.half = after ? 1 : 0;
            text.remove_prefix(2);
            return true;
        }
        case 'h':
        case 'K':
            if (!number() || value > (c == 'h' ? 12U : 11U) || (c == 'h' && value == 0)) return false;
            p.hour_of_half = static_cast<int>(value % 12);
            return true;
        case 'H':
            return number() && (p.hour = value, true);
        case 'k':
            if (!number() || value == 0 || value > 24) return false;
            p.hour = value % 24;
            return true;
        case 'm':
            return number() && (p.minute = value, true);
        case 's':
            return number() && (p.second = value, true);
        case 'S': {
            // Spark reads one digit at least, and at most as many as there are letters.
            std::int64_t unit = micros_per_second / 10;
            std::size_t i = 0;
            p.micros = 0;
            for (; i < n && i < text.size() && is_digit(text[i]); ++i, unit /= 10) {
                p.micros += (text[i] - '0') * unit;
            }
            text.remove_prefix(i);
            return i != 0;
        }
        default:
            return take_zone(c, text, p);
        }
    }

    static bool take_digits_of(std::string_view& text, std::size_t fewest, std::size_t most,
                               unsigned& value) {
        std::string_view digits = text.substr(0, std::min(most, text.size()));
        std::size_t const before = digits.size();
        if (!take_digits(digits, fewest, 9, value)) return false;
        text.remove_prefix(before - digits.size());
        return true;
    }

    static bool take_zone(char c, std::string_view& text, parts& p) {
        p.zone = 0;
        if (c != 'x' && c != 'Z' && text.starts_with('Z')) {
            text.remove_prefix(1);
            return true;
        }
        if (c == 'V' || c == 'z') {
            for (std::string_view const name : {"UTC", "GMT", "UT"}) {
                if (!text.starts_with(name)) continue;
                text.remove_prefix(name.size());
                if (text.empty() || (text.front() != '+' && text.front() != '-')) return true;
                break;
            }
        }
        std::size_t n = 0;
        if (text.empty() || (text.front() != '+' && text.front() != '-')) return false;
        for (n = 1; n < text.size() && (is_digit(text[n]) || text[n] == ':'); ++n) {}
        std::optional<int> const offset = parse_zone_offset(text.substr(0, n));
        if (!offset) return false;
        p.zone = *offset;
        text.remove_prefix(n);
        return true;
    }

    // The number, from 1, of the name that the text begins with; 0 when it begins with none.
    template <std::size_t N>
    static unsigned take_name(std::string_view& text, std::string_view const (&names)[N],
                              std::size_t length) {
        for (std::size_t i = 0; i < N; ++i) {
            std::string_view const name = names[i].substr(0, length == 0 ? names[i].size() : length);
            if (equals_lower(text.substr(0, name.size()), name)) {
                text.remove_prefix(name.size());
                return static_cast<unsigned>(i + 1);
            }
        }
        return 0;
    }

    static constexpr std::string_view month_names[12] = {"january",   "february", "march",    "april",
                                                         "may",       "june",     "july",     "august",
                                                         "september", "october",  "november", "december"};
    static constexpr std::string_view day_names[7] = {"monday", "tuesday",  "wednesday", "thursday",
                                                      "friday", "saturday", "sunday"};

    std::string pattern_;
};

} // namespace weir::detail
