// SPDX-License-Identifier: BSL-1.0
// The types of interval columns: year-month and day-time intervals, each with the range of its fields.
#pragma once

#include <weir/core/time.hpp>

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace weir {

/// A length of time as Spark's CalendarInterval: months and days have no fixed length, so they stay apart.
struct interval_value {
    std::int32_t months = 0;
    std::int32_t days = 0;
    std::int64_t microseconds = 0;

    friend constexpr bool operator==(interval_value const&, interval_value const&) = default;
};

/// A field of an interval; the type of an interval says from which to which it goes.
enum class interval_part : std::uint8_t { year, month, day, hour, minute, second };

/// A number of months; Spark's `interval year to month` and its narrower forms.
template <interval_part From = interval_part::year, interval_part To = interval_part::month>
struct year_month_interval {
    static_assert(From <= To && To <= interval_part::month);
    static constexpr interval_part from = From;
    static constexpr interval_part to = To;

    std::int32_t months = 0;

    friend constexpr bool operator==(year_month_interval const&, year_month_interval const&) = default;
    friend constexpr auto operator<=>(year_month_interval const&, year_month_interval const&) = default;
};

/// A number of microseconds, a day being 24 hours; Spark's `interval day to second` and its narrower forms.
template <interval_part From = interval_part::day, interval_part To = interval_part::second>
struct day_time_interval {
    static_assert(interval_part::day <= From && From <= To);
    static constexpr interval_part from = From;
    static constexpr interval_part to = To;

    std::int64_t microseconds = 0;

    friend constexpr bool operator==(day_time_interval const&, day_time_interval const&) = default;
    friend constexpr auto operator<=>(day_time_interval const&, day_time_interval const&) = default;
};

namespace detail {

template <class T>
inline constexpr bool is_year_month = false;
template <interval_part From, interval_part To>
inline constexpr bool is_year_month<year_month_interval<From, To>> = true;

template <class T>
inline constexpr bool is_day_time = false;
template <interval_part From, interval_part To>
inline constexpr bool is_day_time<day_time_interval<From, To>> = true;

/// A column of an interval that has an order: year-month or day-time.
template <class T>
concept interval_column = is_year_month<T> || is_day_time<T>;

inline constexpr std::array<std::string_view, 6> interval_part_names{"year", "month",  "day",
                                                                     "hour", "minute", "second"};

constexpr std::string_view part_name(interval_part part) {
    return interval_part_names[static_cast<std::size_t>(part)];
}

/// The range that holds both ranges.
template <class A, class B>
struct wider_interval;
template <interval_part F, interval_part T, interval_part G, interval_part U>
struct wider_interval<year_month_interval<F, T>, year_month_interval<G, U>> {
    using type = year_month_interval<(F < G ? F : G), (T > U ? T : U)>;
};
template <interval_part F, interval_part T, interval_part G, interval_part U>
struct wider_interval<day_time_interval<F, T>, day_time_interval<G, U>> {
    using type = day_time_interval<(F < G ? F : G), (T > U ? T : U)>;
};

/// The type of an interval whose fields go from `From` to `To`.
template <interval_part From, interval_part To>
struct interval_type {
    using type = day_time_interval<From, To>;
};
template <interval_part From, interval_part To>
    requires(To <= interval_part::month)
struct interval_type<From, To> {
    using type = year_month_interval<From, To>;
};

/// The count of months or microseconds that an interval is.
template <interval_column T>
constexpr auto count_of(T const& interval) {
    if constexpr (is_year_month<T>) {
        return interval.months;
    } else {
        return interval.microseconds;
    }
}

} // namespace detail
} // namespace weir
