// SPDX-License-Identifier: BSL-1.0
// The fields of a date or timestamp: year to second, days of week and year, quarter; all in UTC.
#pragma once

#include <weir/core/time.hpp>
#include <weir/core/time_pattern.hpp>
#include <weir/expr/time_function.hpp>

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace weir {

namespace detail {

/// The day on which a date or timestamp lies, counted from 1970-01-01.
template <class T>
constexpr std::int64_t day_of(T const& t) {
    if constexpr (std::same_as<T, date>) {
        return days(t);
    } else {
        return floor_div(micros(t), micros_per_day);
    }
}
/// The microseconds since midnight.
template <class T>
constexpr std::int64_t micros_of_day(T const& t) {
    if constexpr (std::same_as<T, date>) {
        return 0;
    } else {
        return floor_mod(micros(t), micros_per_day);
    }
}

/// A field of a day, or of a time where `Kind` is `T`: `Fn` has `field(t)`.
template <class Fn, char Kind = 'D'>
struct time_field {
    template <class T>
    static constexpr verdict check() {
        if constexpr (fits_time_argument<Kind, T>()) {
            return {};
        } else {
            return fault("argument 1 of ", Fn::name, " is ", type_name<T>().view(),
                         time_argument_advice(Kind));
        }
    }
    template <class T>
    using result = nullable_if<std::int32_t, nullable_time_argument<Kind, T>>;
    template <class T>
    static constexpr bool total = time_column<T>;
    template <class R, class T>
    [[gnu::always_inline]] static constexpr auto apply(T const& t) {
        if constexpr (std::same_as<T, void_type>) {
            return std::optional<R>();
        } else if constexpr (time_column<T>) {
            return static_cast<std::int32_t>(Fn::field(t));
        } else {
            return static_cast<std::int32_t>(Fn::field(as_time_argument<Kind>(t)));
        }
    }
};

constexpr std::int64_t day_of_year(std::int64_t day) {
    return day - days_from_civil(civil_from_days(day).year, 1, 1) + 1;
}

/// The week of a day in ISO 8601: weeks begin on Monday, and the first one has a Thursday.
constexpr std::int64_t week_of_year(std::int64_t day) {
    std::int64_t const thursday = day - floor_mod(day + 3, 7) + 3;
    return (day_of_year(thursday) - 1) / 7 + 1;
}

struct year_field : time_field<year_field> {
    static constexpr std::string_view name = "year";
    static constexpr std::int64_t field(auto const& t) { return civil_from_days(day_of(t)).year; }
};
struct quarter_field : time_field<quarter_field> {
    static constexpr std::string_view name = "quarter";
    static constexpr std::int64_t field(auto const& t) { return (civil_from_days(day_of(t)).month + 2) / 3; }
};
struct month_field : time_field<month_field> {
    static constexpr std::string_view name = "month";
    static constexpr std::int64_t field(auto const& t) { return civil_from_days(day_of(t)).month; }
};
struct dayofmonth_field : time_field<dayofmonth_field> {
    static constexpr std::string_view name = "dayofmonth";
    static constexpr std::int64_t field(auto const& t) { return civil_from_days(day_of(t)).day; }
};
struct day_field : dayofmonth_field {
    static constexpr std::string_view name = "day";
};
struct dayofyear_field : time_field<dayofyear_field> {
    static constexpr std::string_view name = "dayofyear";
    static constexpr std::int64_t field(auto const& t) { return day_of_year(day_of(t)); }
};
struct weekofyear_field : time_field<weekofyear_field> {
    static constexpr std::string_view name = "weekofyear";
    static constexpr std::int64_t field(auto const& t) { return week_of_year(day_of(t)); }
};
struct dayofweek_field : time_field<dayofweek_field> {
    static constexpr std::string_view name = "dayofweek";
    static constexpr std::int64_t field(auto const& t) { return floor_mod(day_of(t) + 4, 7) + 1; }
};
struct weekday_field : time_field<weekday_field> {
    static constexpr std::string_view name = "weekday";
    static constexpr std::int64_t field(auto const& t) { return floor_mod(day_of(t) + 3, 7); }
};
struct hour_field : time_field<hour_field, 'T'> {
    static constexpr std::string_view name = "hour";
    static constexpr std::int64_t field(auto const& t) {
        return micros_of_day(t) / (3'600 * micros_per_second);
    }
};
struct minute_field : time_field<minute_field, 'T'> {
    static constexpr std::string_view name = "minute";
    static constexpr std::int64_t field(auto const& t) {
        return micros_of_day(t) / (60 * micros_per_second) % 60;
    }
};
struct second_field : time_field<second_field, 'T'> {
    static constexpr std::string_view name = "second";
    static constexpr std::int64_t field(auto const& t) { return micros_of_day(t) / micros_per_second % 60; }
};

template <class Fn>
struct name_of_day : time_function<Fn> {
    static constexpr std::string_view kinds = "D";
    using value = std::string;
};
struct dayname_function : name_of_day<dayname_function> {
    static constexpr std::string_view name = "dayname";
    static std::string compute(date d) {
        return std::string(weekday_names[floor_mod(days(d) + 3, 7)].substr(0, 3));
    }
};
struct monthname_function : name_of_day<monthname_function> {
    static constexpr std::string_view name = "monthname";
    static std::string compute(date d) {
        return std::string(month_names[civil_from_days(days(d)).month - 1].substr(0, 3));
    }
};

} // namespace detail

/// The year.
/// Null    null where the time is null; so for all fields.
/// Errors  compile time: neither date nor timestamp.
/// Source  Spark functions.year.
template <class E>
    requires detail::operand<E>
constexpr auto year(E const& e) {
    return detail::make_function<detail::year_field>(e);
}
/// The quarter, 1 to 4.
/// Source  Spark functions.quarter.
template <class E>
    requires detail::operand<E>
constexpr auto quarter(E const& e) {
    return detail::make_function<detail::quarter_field>(e);
}
/// The month, 1 to 12.
/// Source  Spark functions.month.
template <class E>
    requires detail::operand<E>
constexpr auto month(E const& e) {
    return detail::make_function<detail::month_field>(e);
}
/// The day of the month, 1 to 31.
/// Source  Spark functions.dayofmonth.
template <class E>
    requires detail::operand<E>
constexpr auto dayofmonth(E const& e) {
    return detail::make_function<detail::dayofmonth_field>(e);
}
/// The same as `dayofmonth`.
/// Source  Spark functions.day.
template <class E>
    requires detail::operand<E>
constexpr auto day(E const& e) {
    return detail::make_function<detail::day_field>(e);
}
/// The day of the year, 1 to 366.
/// Source  Spark functions.dayofyear.
template <class E>
    requires detail::operand<E>
constexpr auto dayofyear(E const& e) {
    return detail::make_function<detail::dayofyear_field>(e);
}
/// The week of the year by ISO 8601, 1 to 53.
/// Source  Spark functions.weekofyear.
template <class E>
    requires detail::operand<E>
constexpr auto weekofyear(E const& e) {
    return detail::make_function<detail::weekofyear_field>(e);
}
/// The day of the week, from Sunday as 1 to Saturday as 7.
/// Source  Spark functions.dayofweek.
template <class E>
    requires detail::operand<E>
constexpr auto dayofweek(E const& e) {
    return detail::make_function<detail::dayofweek_field>(e);
}
/// The day of the week, from Monday as 0 to Sunday as 6.
/// Source  Spark functions.weekday.
template <class E>
    requires detail::operand<E>
constexpr auto weekday(E const& e) {
    return detail::make_function<detail::weekday_field>(e);
}
/// The hour, 0 to 23; 0 of a date.
/// Source  Spark functions.hour.
template <class E>
    requires detail::operand<E>
constexpr auto hour(E const& e) {
    return detail::make_function<detail::hour_field>(e);
}
/// The minute, 0 to 59.
/// Source  Spark functions.minute.
template <class E>
    requires detail::operand<E>
constexpr auto minute(E const& e) {
    return detail::make_function<detail::minute_field>(e);
}
/// The second, 0 to 59, without its fraction.
/// Source  Spark functions.second.
template <class E>
    requires detail::operand<E>
constexpr auto second(E const& e) {
    return detail::make_function<detail::second_field>(e);
}

/// The name of the day of the week: `Mon`.
/// Source  Spark functions.dayname.
template <class E>
    requires detail::operand<E>
constexpr auto dayname(E const& e) {
    return detail::make_function<detail::dayname_function>(e);
}
/// The name of the month: `Feb`.
/// Source  Spark functions.monthname.
template <class E>
    requires detail::operand<E>
constexpr auto monthname(E const& e) {
    return detail::make_function<detail::monthname_function>(e);
}

} // namespace weir
