// SPDX-License-Identifier: BSL-1.0
// Days added and counted, and times from numbers and back; to_date and to_timestamp.
#pragma once

#include <weir/core/error.hpp>
#include <weir/expr/cast.hpp>
#include <weir/expr/time_fields.hpp>

#include <cmath>
#include <concepts>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

namespace weir {

namespace detail {

template <int Direction>
struct date_add_function {
    static constexpr std::string_view name = Direction > 0 ? "date_add" : "date_sub";
    template <class T, class N>
    static constexpr verdict check() {
        return check_kinds<T, N>(name, "di");
    }
    template <class T, class N>
    using result = date;
    template <class R, class T>
    static constexpr date apply(T const& t, std::int64_t n) {
        std::int64_t const day = day_of(t) + Direction * n;
        if (n != static_cast<std::int32_t>(n) || day != static_cast<std::int32_t>(day)) [[unlikely]] {
            throw_arithmetic_overflow("integer");
        }
        return from_days(day);
    }
};

struct datediff_function {
    static constexpr std::string_view name = "datediff";
    template <class A, class B>
    static constexpr verdict check() {
        return check_kinds<A, B>(name, "d");
    }
    template <class A, class B>
    using result = std::int32_t;
    template <class A, class B>
    static constexpr bool total = true;
    template <class R, class A, class B>
    static constexpr std::int32_t apply(A const& end, B const& start) {
        return static_cast<std::int32_t>(day_of(end) - day_of(start));
    }
};

struct last_day_function {
    static constexpr std::string_view name = "last_day";
    template <class T>
    static constexpr verdict check() {
        return check_kinds<T>(name, "d");
    }
    template <class T>
    using result = date;
    template <class T>
    static constexpr bool total = true;
    template <class R, class T>
    static constexpr date apply(T const& t) {
        std::int64_t const day = day_of(t);
        civil_date const c = civil_from_days(day);
        return from_days(day - c.day + days_in_month(c.year, c.month));
    }
};

struct add_months_function {
    static constexpr std::string_view name = "add_months";
    template <class T, class N>
    static constexpr verdict check() {
        return check_kinds<T, N>(name, "di");
    }
    template <class T, class N>
    using result = date;
    template <class R, class T>
    static constexpr date apply(T const& t, std::int64_t n) {
        if (n != static_cast<std::int32_t>(n)) [[unlikely]]
            throw_arithmetic_overflow("integer");
        civil_date const c = civil_from_days(day_of(t));
        std::int64_t const months = c.year * 12 + static_cast<std::int64_t>(c.month) - 1 + n;
        std::int64_t const year = floor_div(months, 12);
        auto const month = static_cast<unsigned>(months - year * 12) + 1;
        unsigned const last = days_in_month(year, month);
        std::int64_t const day = days_from_civil(year, month, c.day < last ? c.day : last);
        if (day != static_cast<std::int32_t>(day)) [[unlikely]]
            throw_arithmetic_overflow("integer");
        return from_days(day);
    }
};

/// unix_seconds, unix_millis, unix_micros: whole units since 1970, rounded down.
template <std::int64_t Micros>
struct unix_units {
    static constexpr std::string_view name = Micros == 1       ? "unix_micros"
                                             : Micros == 1'000 ? "unix_millis"
                                                               : "unix_seconds";
    template <class T>
    static constexpr verdict check() {
        return check_kinds<T>(name, "s");
    }
    template <class T>
    using result = std::int64_t;
    template <class T>
    static constexpr bool total = true;
    template <class R>
    static constexpr std::int64_t apply(timestamp t) {
        return floor_div(micros(t), Micros);
    }
};

struct unix_timestamp_function {
    template <class T>
    static constexpr verdict check() {
        return check_kinds<T>("unix_timestamp", "d");
    }
    template <class T>
    using result = std::int64_t;
    template <class T>
    static constexpr bool total = true;
    static constexpr void write(text& out, text const& t) {
        out << "unix_timestamp(" << t.view() << ", yyyy-MM-dd HH:mm:ss)";
    }
    template <class R, class T>
    static constexpr std::int64_t apply(T const& t) {
        return micros(timestamp(t)) / micros_per_second; // towards zero, other than unix_seconds
    }
};

/// timestamp_seconds, timestamp_millis, timestamp_micros.
template <std::int64_t Micros>
struct timestamp_units {
    static constexpr std::string_view name = Micros == 1       ? "timestamp_micros"
                                             : Micros == 1'000 ? "timestamp_millis"
                                                               : "timestamp_seconds";
    static constexpr bool fractions = Micros == micros_per_second;
    template <class T>
    static constexpr verdict check() {
        return check_kinds<T>(name, fractions ? "n" : "i");
    }
    template <class T>
    using result = nullable_if<timestamp, floating_column<T>>;
    template <class R, class T>
    static constexpr auto apply(T const& value) {
        if constexpr (integral_column<T>) {
            std::int64_t us = 0;
            if (__builtin_mul_overflow(std::int64_t{value}, Micros, &us)) [[unlikely]]
                throw_arithmetic_overflow("long");
            return from_micros(us);
        } else {
            return convert_to_timestamp(value);
        }
    }
};

struct unix_date_function {
    static constexpr std::string_view name = "unix_date";
    template <class T>
    static constexpr verdict check() {
        return check_kinds<T>(name, "d");
    }
    template <class T>
    using result = std::int32_t;
    template <class T>
    static constexpr bool total = true;
    template <class R, class T>
    static constexpr std::int32_t apply(T const& t) {
        return static_cast<std::int32_t>(day_of(t));
    }
};
struct date_from_unix_date_function {
    static constexpr std::string_view name = "date_from_unix_date";
    template <class T>
    static constexpr verdict check() {
        return check_kinds<T>(name, "i");
    }
    template <class T>
    using result = date;
    template <class R>
    static constexpr date apply(std::int64_t day) {
        if (day != static_cast<std::int32_t>(day)) [[unlikely]]
            throw_arithmetic_overflow("integer");
        return from_days(day);
    }
};

/// to_date and to_timestamp: casts with a name of their own.
template <class To>
struct to_time_function : cast_function<To, false> {
    static constexpr std::string_view name = std::same_as<To, date> ? "to_date" : "to_timestamp";
    template <class From>
    static constexpr verdict check() {
        if constexpr (castable<To, From>() && !std::same_as<From, void_type>) {
            return {};
        } else {
            return fault("cannot make a ", type_name<To>().view(), " of ", type_name<From>().view(),
                         cast_advice<To, From>());
        }
    }
    static constexpr void write(text& out, text const& argument) {
        out << name << '(' << argument.view() << ')';
    }
    template <class R, class From>
    static constexpr auto apply(From const& value) {
        if constexpr (std::same_as<From, To>) {
            return value;
        } else {
            return cast_function<To, false>::template apply<R>(value);
        }
    }
};

} // namespace detail

/// The date so many days later. Source  Spark functions.date_add.
/// Null    null where an argument is null.
/// Errors  compile time: neither date nor timestamp, days that are no integer. Run time: ARITHMETIC_OVERFLOW.
template <class E, class N>
    requires(detail::operand<E> && detail::operand<N>)
constexpr auto date_add(E const& e, N const& days) {
    return detail::make_function<detail::date_add_function<1>>(e, days);
}
/// The date so many days earlier. Source  Spark functions.date_sub.
template <class E, class N>
    requires(detail::operand<E> && detail::operand<N>)
constexpr auto date_sub(E const& e, N const& days) {
    return detail::make_function<detail::date_add_function<-1>>(e, days);
}
/// The days from `start` to `end`; times of day do not count. Source  Spark functions.datediff.
template <class E, class B>
    requires(detail::operand<E> && detail::operand<B>)
constexpr auto datediff(E const& end, B const& start) {
    return detail::make_function<detail::datediff_function>(end, start);
}
/// The last day of the month. Source  Spark functions.last_day.
template <expression E>
constexpr auto last_day(E const& e) {
    return detail::make_function<detail::last_day_function>(e);
}
/// The date so many months later; the last day of the month where it has no such day. Source  Spark
/// functions.add_months.
template <class E, class N>
    requires(detail::operand<E> && detail::operand<N>)
constexpr auto add_months(E const& e, N const& months) {
    return detail::make_function<detail::add_months_function>(e, months);
}
/// Whole seconds since 1970, rounded down. Source  Spark functions.unix_seconds.
template <expression E>
constexpr auto unix_seconds(E const& e) {
    return detail::make_function<detail::unix_units<detail::micros_per_second>>(e);
}
/// Whole milliseconds since 1970, rounded down. Source  Spark functions.unix_millis.
template <expression E>
constexpr auto unix_millis(E const& e) {
    return detail::make_function<detail::unix_units<1'000>>(e);
}
/// Microseconds since 1970. Source  Spark functions.unix_micros.
template <expression E>
constexpr auto unix_micros(E const& e) {
    return detail::make_function<detail::unix_units<1>>(e);
}
/// Whole seconds since 1970, cut towards zero. Source  Spark functions.unix_timestamp, of times.
template <expression E>
constexpr auto unix_timestamp(E const& e) {
    return detail::make_function<detail::unix_timestamp_function>(e);
}
/// The timestamp so many seconds after 1970; null for NaN and infinities. Source  Spark
/// functions.timestamp_seconds. Errors  compile time: no number. Run time: ARITHMETIC_OVERFLOW.
template <expression E>
constexpr auto timestamp_seconds(E const& e) {
    return detail::make_function<detail::timestamp_units<detail::micros_per_second>>(e);
}
/// The timestamp so many milliseconds after 1970. Source  Spark functions.timestamp_millis.
template <expression E>
constexpr auto timestamp_millis(E const& e) {
    return detail::make_function<detail::timestamp_units<1'000>>(e);
}
/// The timestamp so many microseconds after 1970. Source  Spark functions.timestamp_micros.
template <expression E>
constexpr auto timestamp_micros(E const& e) {
    return detail::make_function<detail::timestamp_units<1>>(e);
}
/// The days since 1970-01-01. Source  Spark functions.unix_date.
template <expression E>
constexpr auto unix_date(E const& e) {
    return detail::make_function<detail::unix_date_function>(e);
}
/// The date so many days after 1970-01-01. Source  Spark functions.date_from_unix_date.
template <expression E>
constexpr auto date_from_unix_date(E const& e) {
    return detail::make_function<detail::date_from_unix_date_function>(e);
}
/// The date of a text, by the rules of cast, or of a timestamp. Source  Spark functions.to_date, without a
/// pattern. Errors  compile time: no text, date or timestamp. Run time: CAST_INVALID_INPUT.
template <class E>
    requires detail::operand<E>
constexpr auto to_date(E const& e) {
    return detail::make_function<detail::to_time_function<date>>(e);
}
/// The timestamp of a text, by the rules of cast, of a date, or of seconds. Source  Spark
/// functions.to_timestamp. Errors  compile time: a type that has no cast. Run time: CAST_INVALID_INPUT.
template <class E>
    requires detail::operand<E>
constexpr auto to_timestamp(E const& e) {
    return detail::make_function<detail::to_time_function<timestamp>>(e);
}

} // namespace weir
