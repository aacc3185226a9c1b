// SPDX-License-Identifier: BSL-1.0
// Reads a timestamp as Spark's cast from string does, and writes it as its cast to string and its files do.
#pragma once

#include <weir/core/bytes.hpp>
#include <weir/core/date_text.hpp>
#include <weir/core/fixed_string.hpp>
#include <weir/core/raise.hpp>
#include <weir/core/time.hpp>
#include <weir/core/verdict.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace weir {

/// The time zones known when no zone database is at hand: none beside UTC, GMT, UT, Z and offsets.
///
/// A type with the same member gives `parse_timestamp` more of them.
struct no_regions {
    /// The instant, in seconds since the epoch, at which clocks of `region` show `local_seconds`.
    [[nodiscard]] static constexpr std::optional<std::int64_t>
    to_utc([[maybe_unused]] std::string_view region, [[maybe_unused]] std::int64_t local_seconds) {
        return std::nullopt;
    }
};

namespace detail {

/// Seconds and microseconds as a timestamp, or nothing when 64 bits do not hold it; `fraction` is >= 0.
constexpr std::optional<timestamp> timestamp_from(std::int64_t seconds, std::int64_t fraction) {
    if (seconds < 0) { // lets the very first instants through, whose whole second does not fit
        ++seconds;
        fraction -= micros_per_second;
    }
    std::int64_t total = 0;
    if (__builtin_mul_overflow(seconds, micros_per_second, &total)
        || __builtin_add_overflow(total, fraction, &total)) {
        return std::nullopt;
    }
    return from_micros(total);
}

/// The seconds that `+h`, `+hh`, `+hhmm`, `+hhmmss`, `+[h]h:[m]m` or `+[h]h:mm:ss` spells; at most 18 hours.
constexpr std::optional<int> parse_zone_offset(std::string_view text) {
    bool const negative = text.front() == '-';
    text.remove_prefix(1);
    unsigned hours = 0;
    unsigned minutes = 0;
    unsigned seconds = 0;
    if (text.find(':') != std::string_view::npos) {
        if (!take_digits(text, 1, 2, hours) || text.front() != ':') return std::nullopt;
        text.remove_prefix(1);
        std::size_t const before = text.size();
        if (!take_digits(text, 1, 2, minutes)) return std::nullopt;
        if (!text.empty()) {
            if (before - text.size() != 2 || text.front() != ':') return std::nullopt;
            text.remove_prefix(1);
            if (!take_digits(text, 2, 2, seconds) || !text.empty()) return std::nullopt;
        }
    } else {
        if (text.empty() || text.size() > 6 || text.size() == 3 || text.size() == 5) return std::nullopt;
        std::string_view first = text.substr(0, 2);
        if (!take_digits(first, 1, 2, hours) || !first.empty()) return std::nullopt;
        if (text.size() > 2) {
            std::string_view second = text.substr(2, 2);
            if (!take_digits(second, 2, 2, minutes)) return std::nullopt;
        }
        if (text.size() > 4) {
            std::string_view third = text.substr(4, 2);
            if (!take_digits(third, 2, 2, seconds)) return std::nullopt;
        }
    }
    auto const total = static_cast<int>(hours * 3'600 + minutes * 60 + seconds);
    if (minutes > 59 || seconds > 59 || total > 18 * 3'600) return std::nullopt;
    return negative ? -total : total;
}

// Checks zones as `Regions` does, and moves nothing.
template <class Regions>
struct zone_left_out {
    Regions const& regions;

    [[nodiscard]] timestamp now() const
        requires requires(Regions const& r) { r.now(); }
    {
        return regions.now();
    }
};

template <class Regions>
inline constexpr bool leaves_zone_out = false;
template <class Regions>
inline constexpr bool leaves_zone_out<zone_left_out<Regions>> = true;

/// The instant at which clocks of a zone show `local_seconds`.
template <class Regions>
constexpr std::optional<std::int64_t> local_to_utc(std::string_view zone, std::int64_t local_seconds,
                                                   Regions const& regions) {
    if constexpr (leaves_zone_out<Regions>) {
        return local_to_utc(zone, local_seconds, regions.regions) ? std::optional(local_seconds)
                                                                  : std::nullopt;
    } else {
        if (zone == "Z") return local_seconds;
        std::string_view offset = zone;
        if (zone.starts_with("UTC") || zone.starts_with("GMT")) {
            offset.remove_prefix(3);
        } else if (zone.starts_with("UT")) {
            offset.remove_prefix(2);
        }
        if (offset.empty()) return local_seconds;
        if (offset.front() != '+' && offset.front() != '-') return regions.to_utc(zone, local_seconds);
        std::optional<int> const seconds = parse_zone_offset(offset);
        if (!seconds.has_value()) return std::nullopt;
        return local_seconds - *seconds;
    }
}

/// Regions that also tell the time, for texts that lean on it.
template <class Regions>
concept has_clock = requires(Regions const& regions) { regions.now(); };

/// Every form that a cast accepts.
template <class Regions>
constexpr std::optional<timestamp> parse_timestamp_slowly(std::string_view text, Regions const& regions) {
    text = trimmed(text);
    if (is_epoch_word(text)) return timestamp{};
    std::optional<parsed_day> day;
    if constexpr (has_clock<Regions>) {
        timestamp const now = regions.now();
        if (equal_ignoring_case(text, "now")) return now;
        std::int64_t const today = floor_div(micros(now), micros_per_day);
        if (std::optional<int> const later = days_of_word(text)) return timestamp(from_days(today + *later));
        if (text.starts_with('T')
            || text.substr(0, 3).find(':') != std::string_view::npos) { // a time of today
            civil_date const c = civil_from_days(today);
            day = parsed_day{c.year, c.month, c.day, true, text};
        } else {
            day = read_day(text, 6);
        }
    } else {
        day = read_day(text, 6);
    }
    if (!day.has_value() || !is_valid_day(day->year, day->month, day->day)) return std::nullopt;

    std::string_view rest = day->rest;
    std::string_view zone = "Z";
    unsigned hours = 0;
    unsigned minutes = 0;
    unsigned seconds = 0;
    std::int64_t fraction = 0;
    auto const take = [&rest](char separator, unsigned& value) {
        if (rest.front() != separator) return false;
        rest.remove_prefix(1);
        return take_digits(rest, 1, 2, value);
    };
    if (!rest.empty()) {
        if (is_digit(rest.front())) {
            if (!take_digits(rest, 1, 2, hours)) return std::nullopt;
        } else if (!day->whole || !take(rest.front() == 'T' ? 'T' : ' ', hours)) {
            return std::nullopt;
        }
        if (!rest.empty() && !take(':', minutes)) return std::nullopt;
        if (!rest.empty()) {
            if (!take(':', seconds)) return std::nullopt;
            if (!rest.empty() && rest.front() == '.') {
                rest.remove_prefix(1);
                for (std::int64_t unit = micros_per_second / 10; !rest.empty() && is_digit(rest.front());
                     unit /= 10) {
                    fraction += (rest.front() - '0') * unit;
                    rest.remove_prefix(1);
                }
            }
            if (!rest.empty()) zone = trimmed(rest);
        }
    }
    if (hours > 23 || minutes > 59 || seconds > 59) return std::nullopt;
    std::int64_t const local = days_from_civil(day->year, day->month, day->day) * 86'400
                               + static_cast<std::int64_t>(hours * 3'600 + minutes * 60 + seconds);
    std::optional<std::int64_t> const utc = local_to_utc(zone, local, regions);
    if (!utc.has_value()) return std::nullopt;
    return timestamp_from(*utc, fraction);
}

/// Writes `yyyy-MM-dd`, a separator and `HH:mm:ss`.
constexpr char* write_seconds(char* out, std::int64_t since_epoch, std::int64_t day, char separator) {
    auto const second_of_day = static_cast<unsigned>(since_epoch - day * 86'400);
    out = write_day(out, civil_from_days(day));
    *out++ = separator;
    out = write_two_digits(out, second_of_day / 3'600);
    *out++ = ':';
    out = write_two_digits(out, second_of_day / 60 % 60);
    *out++ = ':';
    return write_two_digits(out, second_of_day % 60);
}

/// Writes a timestamp as `append_timestamp` appends it; at most 40 characters.
constexpr char* write_timestamp(char* out, timestamp t) {
    std::int64_t const seconds = floor_div(micros(t), micros_per_second);
    auto const fraction = static_cast<unsigned>(floor_mod(micros(t), micros_per_second));
    out = write_seconds(out, seconds, floor_div(seconds, 86'400), ' ');
    if (fraction == 0) return out;
    *out++ = '.';
    out = write_two_digits(out, fraction / 10'000);
    out = write_two_digits(out, fraction / 100 % 100);
    out = write_two_digits(out, fraction % 100);
    while (out[-1] == '0') --out;
    return out;
}

/// Writes a timestamp as `append_iso_timestamp` appends it; at most 40 characters.
constexpr char* write_iso_timestamp(char* out, timestamp t) {
    std::int64_t const seconds = floor_div(micros(t), micros_per_second);
    auto const millis = static_cast<unsigned>(floor_mod(micros(t), micros_per_second)) / 1'000;
    out = write_seconds(out, seconds, floor_div(seconds, 86'400), 'T');
    *out++ = '.';
    *out++ = static_cast<char>('0' + millis / 100);
    out = write_two_digits(out, millis % 100);
    *out++ = 'Z';
    return out;
}

} // namespace detail

/// Reads a timestamp as Spark's `cast(text as timestamp)` with the session zone UTC.
///
/// Form    `[+-]yyyy[-[m]m[-[d]d[( |T)[h]h[:[m]m[:[s]s[.f*][ ][zone]]]]]]`, or `epoch`; trimmed. A zone is
///         `Z`, an offset, `UTC`, `GMT` or `UT` with or without an offset, or what `regions` knows.
/// Null    nothing for a text that is no timestamp (CAST_INVALID_INPUT under ANSI rules). A time without a
///         date and the words now, today, yesterday, tomorrow depend on the clock: nothing here.
/// Cost    `yyyy-MM-dd HH:mm:ss[.f*][Z]`, with a space or a T, takes a fast path; no allocation.
template <class Regions = no_regions>
constexpr std::optional<timestamp> parse_timestamp(std::string_view text, Regions const& regions = {}) {
    if (text.size() >= 19) {
        char const* const p = text.data();
        detail::year_month const ym = detail::read_year_month(text);
        // Zero in each byte that has what "00:00:00" has there.
        std::uint64_t const x = detail::load_little_endian<std::uint64_t>(p + 11) ^ 0x30303A30303A3030U;
        bool const in_form = ym.year <= 9999 && detail::is_digit(p[8]) && detail::is_digit(p[9])
                             && (p[10] == ' ' || p[10] == 'T')
                             && ((x | (x + 0x0606000606000606U)) & 0xF0F0FFF0F0FFF0F0U) == 0;
        if (in_form) [[likely]] {
            std::uint64_t const pairs = x * 10 + (x >> 8U);
            auto const hours = static_cast<unsigned>(pairs & 0xFFU);
            auto const minutes = static_cast<unsigned>(pairs >> 24U & 0xFFU);
            auto const seconds = static_cast<unsigned>(pairs >> 48U & 0xFFU);
            auto const day = static_cast<unsigned>((p[8] - '0') * 10 + (p[9] - '0'));
            if (!detail::is_valid_day(ym.year, ym.month, day) || hours > 23 || minutes > 59 || seconds > 59) {
                return std::nullopt;
            }
            char const* at = p + 19;
            char const* const end = p + text.size();
            unsigned fraction = 0;
            if (at != end && *at == '.') {
                ++at;
                for (unsigned unit = 100'000; at != end && detail::is_digit(*at); unit /= 10, ++at) {
                    fraction += static_cast<unsigned>(*at - '0') * unit;
                }
            }
            if (at != end && *at == 'Z') ++at;
            if (at == end) [[likely]] {
                std::int64_t const since_epoch =
                    detail::days_from_civil(ym.year, ym.month, day) * 86'400
                    + static_cast<std::int64_t>(hours * 3'600 + minutes * 60 + seconds);
                return from_micros(since_epoch * detail::micros_per_second + fraction);
            }
        }
    }
    return detail::parse_timestamp_slowly(text, regions);
}

/// Reads what a clock shows as Spark's `cast(text as timestamp_ntz)`: as `parse_timestamp`; a zone has to be
/// one, but moves nothing.
template <class Regions = no_regions>
constexpr std::optional<timestamp_ntz> parse_timestamp_ntz(std::string_view text,
                                                           Regions const& regions = {}) {
    std::optional<timestamp> const read =
        detail::parse_timestamp_slowly(text, detail::zone_left_out<Regions>{regions});
    return read ? std::optional(timestamp_ntz(read->time_since_epoch())) : std::nullopt;
}

/// Appends a timestamp in UTC as Spark's `cast(t as string)`: `2024-02-29 12:00:00.5`, without trailing
/// zeros.
inline void append_timestamp(std::string& out, timestamp t) {
    char buffer[40];
    out.append(buffer, detail::write_timestamp(buffer, t));
}

/// Appends a timestamp as the CSV and JSON writers do: `2024-02-29T12:00:00.500Z`, always three digits.
inline void append_iso_timestamp(std::string& out, timestamp t) {
    char buffer[40];
    out.append(buffer, detail::write_iso_timestamp(buffer, t));
}

namespace detail {

constexpr verdict check_timestamp_literal(std::string_view text) {
    if (parse_timestamp(text).has_value()) return {};
    return fault("not a timestamp \"", text.substr(0, 60),
                 R"("; write a timestamp like "2024-01-31 12:30:00")");
}

} // namespace detail

namespace literals {

/// A timestamp in UTC, checked when the program is compiled: `"2024-01-31 12:30:00"_ts`.
///
/// Errors  compile time: `not a timestamp "12:30"; write a timestamp like "2024-01-31 12:30:00"`.
template <fixed_string Text>
consteval timestamp operator""_ts() {
    constexpr auto check = [] { return detail::check_timestamp_literal(Text); };
    if constexpr (check().failed()) {
        detail::raise<check>();
        return timestamp{};
    } else {
        return *parse_timestamp(Text);
    }
}

} // namespace literals
} // namespace weir
