// SPDX-License-Identifier: BSL-1.0
// The types of timestamp and date columns, and the calendar arithmetic beneath them.
#pragma once

#include <chrono>
#include <cstdint>

namespace weir {

/// An instant in UTC, to the microsecond: Spark's timestamp.
using timestamp = std::chrono::sys_time<std::chrono::microseconds>;

/// What a clock and a calendar show, in no zone, to the microsecond: Spark's timestamp_ntz.
using timestamp_ntz = std::chrono::local_time<std::chrono::microseconds>;

/// A day of the proleptic Gregorian calendar: Spark's date.
using date = std::chrono::sys_days;

/// Microseconds since 1970-01-01 00:00:00 UTC.
constexpr std::int64_t micros(timestamp t) { return t.time_since_epoch().count(); }

/// Microseconds from 1970-01-01 00:00:00 on the same clock.
constexpr std::int64_t micros(timestamp_ntz t) { return t.time_since_epoch().count(); }

/// The timestamp so many microseconds after 1970-01-01 00:00:00 UTC.
constexpr timestamp from_micros(std::int64_t since_epoch) {
    return timestamp(std::chrono::microseconds(since_epoch));
}

/// Days since 1970-01-01.
constexpr std::int64_t days(date d) { return d.time_since_epoch().count(); }

/// The date so many days after 1970-01-01.
constexpr date from_days(std::int64_t since_epoch) { return date(std::chrono::days(since_epoch)); }

namespace detail {

inline constexpr std::int64_t micros_per_second = 1'000'000;
inline constexpr std::int64_t micros_per_day = 86'400 * micros_per_second;

/// Division that rounds towards minus infinity; `b` is positive.
constexpr std::int64_t floor_div(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0 ? 1 : 0); }

/// What is left of the division that rounds towards minus infinity; never negative.
constexpr std::int64_t floor_mod(std::int64_t a, std::int64_t b) {
    std::int64_t const rest = a % b;
    return rest < 0 ? rest + b : rest;
}

/// A day as its year, month from 1 and day from 1.
struct civil_date {
    std::int64_t year;
    unsigned month;
    unsigned day;

    friend constexpr bool operator==(civil_date const&, civil_date const&) = default;
};

constexpr bool is_leap_year(std::int64_t year) {
    return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/// The number of days of a month; `month` is 1 to 12.
constexpr unsigned days_in_month(std::int64_t year, unsigned month) {
    return month != 2 ? 30U + ((month + (month >> 3U)) & 1U) : is_leap_year(year) ? 29U : 28U;
}

// Both conversions let the year begin in March, so that the leap day comes last, and count in eras of 400
// years.
// Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".

/// Days from 1970-01-01 to a valid day of the proleptic Gregorian calendar.
constexpr std::int64_t days_from_civil(std::int64_t year, unsigned month, unsigned day) {
    std::int64_t const y = year - (month <= 2 ? 1 : 0);
    std::int64_t const era = floor_div(y, 400);
    auto const year_of_era = static_cast<unsigned>(y - era * 400);
    unsigned const day_of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    unsigned const day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146'097 + static_cast<std::int64_t>(day_of_era) - 719'468;
}

/// The year, month and day of a day that is less than 500,000,000 days from 1970-01-01, in 32 bits.
/// Source: Neri and Schneider, "Euclidean affine functions and their application to calendar algorithms".
constexpr civil_date civil_from_near_days(std::int64_t since_epoch) {
    constexpr std::uint32_t eras = 3'670; // in front, so that nothing is negative
    auto const n = static_cast<std::uint32_t>(since_epoch + 719'468 + std::int64_t{146'097} * eras);
    std::uint32_t const quarters = 4 * n + 3;
    std::uint32_t const century = quarters / 146'097;
    std::uint32_t const day_of_century = quarters % 146'097 / 4;
    std::uint64_t const years = std::uint64_t{2'939'745} * (4 * day_of_century + 3);
    auto const year_of_century = static_cast<std::uint32_t>(years >> 32U);
    std::uint32_t const day_of_year = static_cast<std::uint32_t>(years) / 2'939'745 / 4;
    std::uint32_t const months = 2'141 * day_of_year + 197'913;
    std::uint32_t const month = months >> 16U;
    bool const next_year = day_of_year >= 306; // January and February
    return {std::int64_t{100} * century + year_of_century - std::int64_t{400} * eras + (next_year ? 1 : 0),
            next_year ? month - 12 : month, (months & 0xFFFFU) / 2'141 + 1};
}

/// The year, month and day that lie so many days after 1970-01-01.
constexpr civil_date civil_from_days(std::int64_t since_epoch) {
    constexpr std::int64_t near = 500'000'000;
    if (since_epoch > -near && since_epoch < near) [[likely]]
        return civil_from_near_days(since_epoch);
    std::int64_t const z = since_epoch + 719'468;
    std::int64_t const era = floor_div(z, 146'097);
    auto const day_of_era = static_cast<unsigned>(z - era * 146'097);
    unsigned const year_of_era =
        (day_of_era - day_of_era / 1'460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
    unsigned const day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    unsigned const shifted_month = (5 * day_of_year + 2) / 153;
    unsigned const day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    unsigned const month = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;
    return {static_cast<std::int64_t>(year_of_era) + era * 400 + (month <= 2 ? 1 : 0), month, day};
}

} // namespace detail
} // namespace weir
