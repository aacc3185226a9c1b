// SPDX-License-Identifier: BSL-1.0
// Times and intervals made of their fields: make_date, make_timestamp, make_interval and their like.
#pragma once

#include <weir/core/error.hpp>
#include <weir/core/time_zone.hpp>
#include <weir/expr/time_function.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace weir {

namespace detail {

[[noreturn, gnu::cold, gnu::noinline]] inline void throw_field_out_of_bounds() {
    throw arithmetic_error("DATETIME_FIELD_OUT_OF_BOUNDS.WITHOUT_SUGGESTION",
                           "there is no such date or time; check its fields");
}
[[noreturn, gnu::cold, gnu::noinline]] inline void throw_invalid_fraction_of_second() {
    throw arithmetic_error("INVALID_FRACTION_OF_SECOND", "seconds go from 0 to 59.999999, or are 60");
}

/// The day of its fields, or nothing.
constexpr std::optional<std::int64_t> day_of_fields(std::int32_t year, std::int32_t month, std::int32_t day) {
    if (month < 1 || month > 12 || day < 1 || day > 31
        || !is_valid_day(year, static_cast<unsigned>(month), static_cast<unsigned>(day))) {
        return std::nullopt;
    }
    std::int64_t const found =
        days_from_civil(year, static_cast<unsigned>(month), static_cast<unsigned>(day));
    return found == static_cast<std::int32_t>(found) ? std::optional(found) : std::nullopt;
}

struct make_date_function : time_function<make_date_function> {
    static constexpr std::string_view name = "make_date";
    static constexpr std::string_view kinds = "iii";
    using value = date;
    static constexpr date compute(std::int32_t year, std::int32_t month, std::int32_t day) {
        std::optional<std::int64_t> const found = day_of_fields(year, month, day);
        if (!found) [[unlikely]]
            throw_field_out_of_bounds();
        return from_days(*found);
    }
};

/// The functions that make a timestamp, by their names.
struct make_timestamp_name {
    static constexpr std::string_view name = "make_timestamp";
};
struct make_timestamp_ltz_name {
    static constexpr std::string_view name = "make_timestamp_ltz";
};
struct make_timestamp_ntz_name {
    static constexpr std::string_view name = "make_timestamp_ntz";
};
struct try_make_timestamp_name {
    static constexpr std::string_view name = "try_make_timestamp";
};
struct try_make_timestamp_ltz_name {
    static constexpr std::string_view name = "try_make_timestamp_ltz";
};
struct try_make_timestamp_ntz_name {
    static constexpr std::string_view name = "try_make_timestamp_ntz";
};

template <class Names, class T, bool Try>
struct make_timestamp_function : time_function<make_timestamp_function<Names, T, Try>> {
    static constexpr std::string_view name = Names::name;
    static constexpr std::string_view kinds = "iiiiids";
    using value = nullable_if<T, Try>;
    static value compute(std::int32_t year, std::int32_t month, std::int32_t day, std::int32_t hour,
                         std::int32_t minute, decimal<16, 6> seconds, std::string_view zone = "Z") {
        std::optional<std::int64_t> const found = day_of_fields(year, month, day);
        auto const us = static_cast<std::int64_t>(seconds.unscaled());
        bool const inside = found && hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && us >= 0
                            && us <= 60 * micros_per_second;
        if (!inside) {
            if constexpr (Try) return std::nullopt;
            if (found && us > 60 * micros_per_second && us < 61 * micros_per_second)
                throw_invalid_fraction_of_second();
            throw_field_out_of_bounds();
        }
        std::int64_t local =
            *found * 86'400 + std::int64_t{hour} * 3'600 + std::int64_t{minute} * 60 + us / micros_per_second;
        if (zone != "Z") local = zone_or_throw(zone).to_utc(local);
        std::optional<timestamp> const t = timestamp_from(local, us % micros_per_second);
        if (!t) {
            if constexpr (Try) return std::nullopt;
            throw_datetime_overflow();
        }
        return T(t->time_since_epoch());
    }
};

/// Adds `count` units to a total; false where it does not fit.
template <class Total>
constexpr bool add_units(Total& total, std::int64_t count, std::int64_t unit) {
    std::int64_t by = 0;
    return !__builtin_mul_overflow(count, unit, &by) && !__builtin_add_overflow(total, by, &total);
}

// The arguments that a call leaves out, as its name shows them.
template <class... Given>
constexpr void write_with_zeros(text& out, std::string_view name, std::size_t fields, bool seconds,
                                Given const&... given) {
    out << name << '(';
    std::size_t i = 0;
    ((out << (i++ == 0 ? "" : ", ") << given.view()), ...);
    for (; i < fields; ++i) out << (i == 0 ? "" : ", ") << (seconds && i + 1 == fields ? "0.000000" : "0");
    out << ')';
}

template <bool Try>
struct make_interval_function : time_function<make_interval_function<Try>> {
    static constexpr std::string_view name = Try ? "try_make_interval" : "make_interval";
    static constexpr std::string_view kinds = "iiiiiid";
    using value = nullable_if<interval_value, Try>;
    template <class... Given>
    static constexpr void write(text& out, Given const&... given) {
        write_with_zeros(out, name, 7, true, given...);
    }
    static constexpr value compute(std::int32_t years = 0, std::int32_t months = 0, std::int32_t weeks = 0,
                                   std::int32_t days = 0, std::int32_t hours = 0, std::int32_t minutes = 0,
                                   decimal<16, 6> seconds = {}) {
        interval_value out;
        bool const fits = add_units(out.months, years, 12) && add_units(out.months, months, 1)
                          && add_units(out.days, weeks, 7) && add_units(out.days, days, 1)
                          && add_units(out.microseconds, hours, 3'600'000'000)
                          && add_units(out.microseconds, minutes, 60'000'000)
                          && add_units(out.microseconds, static_cast<std::int64_t>(seconds.unscaled()), 1);
        if (!fits) {
            if constexpr (Try) return std::nullopt;
            throw_arithmetic_overflow("interval", "try_make_interval");
        }
        return out;
    }
};

struct make_dt_interval_function : time_function<make_dt_interval_function> {
    static constexpr std::string_view name = "make_dt_interval";
    static constexpr std::string_view kinds = "iiid";
    using value = day_time_interval<>;
    template <class... Given>
    static constexpr void write(text& out, Given const&... given) {
        write_with_zeros(out, name, 4, true, given...);
    }
    static constexpr value compute(std::int32_t days = 0, std::int32_t hours = 0, std::int32_t minutes = 0,
                                   decimal<16, 6> seconds = {}) {
        std::int64_t us = static_cast<std::int64_t>(seconds.unscaled());
        if (!add_units(us, days, micros_per_day) || !add_units(us, hours, 3'600'000'000)
            || !add_units(us, minutes, 60'000'000)) [[unlikely]] {
            throw_interval_overflow();
        }
        return {us};
    }
};

struct make_ym_interval_function : time_function<make_ym_interval_function> {
    static constexpr std::string_view name = "make_ym_interval";
    static constexpr std::string_view kinds = "ii";
    using value = year_month_interval<>;
    template <class... Given>
    static constexpr void write(text& out, Given const&... given) {
        write_with_zeros(out, name, 2, false, given...);
    }
    static constexpr value compute(std::int32_t years = 0, std::int32_t months = 0) {
        std::int32_t total = 0;
        if (!add_units(total, years, 12) || !add_units(total, months, 1)) [[unlikely]]
            throw_interval_overflow();
        return {total};
    }
};

} // namespace detail

/// The date of its year, month and day.
/// Errors  run time: DATETIME_FIELD_OUT_OF_BOUNDS.WITHOUT_SUGGESTION.
/// Source  Spark functions.make_date.
template <class Y, class M, class D>
    requires(detail::operand<Y> && detail::operand<M> && detail::operand<D>)
constexpr auto make_date(Y const& year, M const& month, D const& day) {
    return detail::make_function<detail::make_date_function>(year, month, day);
}
/// The timestamp of its year, month, day, hour, minute and second, in UTC or in the zone of a seventh
/// argument.
/// Errors  run time: DATETIME_FIELD_OUT_OF_BOUNDS.WITHOUT_SUGGESTION, INVALID_FRACTION_OF_SECOND,
///         INVALID_TIMEZONE.
/// Source  Spark functions.make_timestamp.
template <class... Fields>
    requires((sizeof...(Fields) == 6 || sizeof...(Fields) == 7) && (detail::operand<Fields> && ...))
constexpr auto make_timestamp(Fields const&... fields) {
    return detail::make_function<
        detail::make_timestamp_function<detail::make_timestamp_name, timestamp, false>>(fields...);
}
/// The same.
/// Errors  run time: DATETIME_FIELD_OUT_OF_BOUNDS.WITHOUT_SUGGESTION, INVALID_FRACTION_OF_SECOND,
///         INVALID_TIMEZONE.
/// Source  Spark functions.make_timestamp_ltz.
template <class... Fields>
    requires((sizeof...(Fields) == 6 || sizeof...(Fields) == 7) && (detail::operand<Fields> && ...))
constexpr auto make_timestamp_ltz(Fields const&... fields) {
    return detail::make_function<
        detail::make_timestamp_function<detail::make_timestamp_ltz_name, timestamp, false>>(fields...);
}
/// What a clock shows, of its year, month, day, hour, minute and second.
/// Errors  run time: DATETIME_FIELD_OUT_OF_BOUNDS.WITHOUT_SUGGESTION, INVALID_FRACTION_OF_SECOND,
///         INVALID_TIMEZONE.
/// Source  Spark functions.make_timestamp_ntz.
template <class... Fields>
    requires((sizeof...(Fields) == 6) && (detail::operand<Fields> && ...))
constexpr auto make_timestamp_ntz(Fields const&... fields) {
    return detail::make_function<
        detail::make_timestamp_function<detail::make_timestamp_ntz_name, timestamp_ntz, false>>(fields...);
}
/// As make_timestamp, with null where there is no such time.
/// Errors  run time: none but INVALID_TIMEZONE.
/// Source  Spark functions.try_make_timestamp.
template <class... Fields>
    requires((sizeof...(Fields) == 6 || sizeof...(Fields) == 7) && (detail::operand<Fields> && ...))
constexpr auto try_make_timestamp(Fields const&... fields) {
    return detail::make_function<
        detail::make_timestamp_function<detail::try_make_timestamp_name, timestamp, true>>(fields...);
}
/// The same.
/// Errors  run time: none but INVALID_TIMEZONE.
/// Source  Spark functions.try_make_timestamp_ltz.
template <class... Fields>
    requires((sizeof...(Fields) == 6 || sizeof...(Fields) == 7) && (detail::operand<Fields> && ...))
constexpr auto try_make_timestamp_ltz(Fields const&... fields) {
    return detail::make_function<
        detail::make_timestamp_function<detail::try_make_timestamp_ltz_name, timestamp, true>>(fields...);
}
/// As make_timestamp_ntz, with null where there is no such time.
/// Errors  run time: none but INVALID_TIMEZONE.
/// Source  Spark functions.try_make_timestamp_ntz.
template <class... Fields>
    requires((sizeof...(Fields) == 6) && (detail::operand<Fields> && ...))
constexpr auto try_make_timestamp_ntz(Fields const&... fields) {
    return detail::make_function<
        detail::make_timestamp_function<detail::try_make_timestamp_ntz_name, timestamp_ntz, true>>(fields...);
}
/// An interval of years, months, weeks, days, hours, minutes and seconds; the last ones may be left out.
/// Source  Spark functions.make_interval.
template <class... Fields>
    requires(sizeof...(Fields) <= 7 && (detail::operand<Fields> && ...))
constexpr auto make_interval(Fields const&... fields) {
    return detail::make_function<detail::make_interval_function<false>>(fields...);
}
/// As make_interval, with null where it does not fit.
/// Source  Spark functions.try_make_interval.
template <class... Fields>
    requires(sizeof...(Fields) <= 7 && (detail::operand<Fields> && ...))
constexpr auto try_make_interval(Fields const&... fields) {
    return detail::make_function<detail::make_interval_function<true>>(fields...);
}
/// A day-time interval of days, hours, minutes and seconds; the last ones may be left out.
/// Source  Spark functions.make_dt_interval.
template <class... Fields>
    requires(sizeof...(Fields) <= 4 && (detail::operand<Fields> && ...))
constexpr auto make_dt_interval(Fields const&... fields) {
    return detail::make_function<detail::make_dt_interval_function>(fields...);
}
/// A year-month interval of years and months; the last ones may be left out.
/// Source  Spark functions.make_ym_interval.
template <class... Fields>
    requires(sizeof...(Fields) <= 2 && (detail::operand<Fields> && ...))
constexpr auto make_ym_interval(Fields const&... fields) {
    return detail::make_function<detail::make_ym_interval_function>(fields...);
}

} // namespace weir
