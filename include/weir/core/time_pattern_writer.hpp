// SPDX-License-Identifier: BSL-1.0
// Times written by a pattern.
#pragma once

#include <weir/core/time.hpp>
#include <weir/core/time_pattern.hpp>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace weir::detail {

inline void append_padded(std::string& out, std::int64_t value, std::size_t width) {
    char digits[20]{};
    std::size_t n = 20;
    auto rest = value < 0 ? 0 - static_cast<std::uint64_t>(value) : static_cast<std::uint64_t>(value);
    for (; rest != 0 || 20 - n < width; rest /= 10) digits[--n] = static_cast<char>('0' + rest % 10);
    if (value < 0) out.push_back('-');
    out.append(digits + n, 20 - n);
}

/// A time in UTC as its day and the microseconds since midnight, for writing by a pattern.
class pattern_writer {
public:
    pattern_writer(std::int64_t day, std::int64_t us)
        : day_number_(day), us_(us), day_(civil_from_days(day)) {}

    /// Appends what a pattern without a fault gives.
    void write(std::string& out, std::string_view pattern) const {
        bool const has_era = pattern.find('G') != std::string_view::npos;
        while (!pattern.empty()) {
            pattern_piece const piece = take_piece(pattern);
            if (piece.letter == 0) {
                for (std::size_t i = 0; i < piece.text.size(); ++i) {
                    out.push_back(piece.text[i]);
                    if (piece.text[i] == '\'') ++i;
                }
            } else if (piece.letter != '[' && piece.letter != ']') {
                write_field(out, piece.letter, piece.n, has_era);
            }
        }
    }

private:
    static void write_name(std::string& out, std::string_view name, bool whole) {
        out.append(whole ? name : name.substr(0, 3));
    }
    void write_year(std::string& out, std::size_t n, bool has_era) const {
        std::int64_t const year = has_era && day_.year < 1 ? 1 - day_.year : day_.year;
        if (n == 2) return append_padded(out, (year < 0 ? -year : year) % 100, 2);
        constexpr std::int64_t limits[] = {1, 10, 100, 1'000, 10'000, 100'000, 1'000'000};
        if (n >= 4 && year >= limits[n]) out.push_back('+');
        append_padded(out, year, n);
    }
    void write_field(std::string& out, char letter, std::size_t n, bool has_era) const {
        std::int64_t const hour = us_ / (3'600 * micros_per_second);
        switch (letter) {
        case 'G':
            out.append(n == 4 ? (day_.year > 0 ? "Anno Domini" : "Before Christ")
                              : (day_.year > 0 ? "AD" : "BC"));
            return;
        case 'y':
            return write_year(out, n, has_era);
        case 'M':
        case 'L':
            return n < 3 ? append_padded(out, day_.month, n)
                         : write_name(out, month_names[day_.month - 1], n == 4);
        case 'Q':
        case 'q': {
            unsigned const quarter = (day_.month + 2) / 3;
            constexpr std::string_view names[] = {"1st", "2nd", "3rd", "4th"};
            if (n == 3) out.push_back('Q');
            if (n < 4) return append_padded(out, quarter, n == 2 ? 2 : 1);
            out.append(names[quarter - 1]).append(" quarter");
            return;
        }
        case 'd':
            return append_padded(out, day_.day, n);
        case 'D':
            return append_padded(out, day_number_ - days_from_civil(day_.year, 1, 1) + 1, n);
        case 'F':
            return append_padded(out, (day_.day - 1) % 7 + 1, 1);
        case 'E':
            return write_name(out, weekday_names[floor_mod(day_number_ + 3, 7)], n == 4);
        case 'a':
            out.append(hour < 12 ? "AM" : "PM");
            return;
        case 'H':
            return append_padded(out, hour, n);
        case 'k':
            return append_padded(out, hour == 0 ? 24 : hour, n);
        case 'K':
            return append_padded(out, hour % 12, n);
        case 'h':
            return append_padded(out, hour % 12 == 0 ? 12 : hour % 12, n);
        case 'm':
            return append_padded(out, us_ / (60 * micros_per_second) % 60, n);
        case 's':
            return append_padded(out, us_ / micros_per_second % 60, n);
        case 'S': {
            std::int64_t fraction = us_ % micros_per_second * 1'000;
            for (std::size_t i = n; i < 9; ++i) fraction /= 10;
            return append_padded(out, fraction, n);
        }
        case 'V':
            out.append("UTC");
            return;
        case 'z':
        case 'v':
            out.append(n == 4 ? "Coordinated Universal Time" : "UTC");
            return;
        case 'O':
            out.append("GMT");
            return;
        case 'X':
            out.push_back('Z');
            return;
        case 'x':
            out.append(n == 1 ? "+00" : n % 2 == 0 ? "+0000" : "+00:00");
            return;
        default: // Z
            out.append(n < 4 ? "+0000" : n == 4 ? "GMT" : "Z");
        }
    }

    std::int64_t day_number_;
    std::int64_t us_;
    civil_date day_;
};

} // namespace weir::detail
