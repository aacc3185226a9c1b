// SPDX-License-Identifier: BSL-1.0
// Times as numbers since 1970: unix_seconds, timestamp_seconds, unix_date and their like.
#pragma once

#include <weir/core/error.hpp>
#include <weir/expr/cast.hpp>
#include <weir/expr/time_fields.hpp>

#include <concepts>
#include <cstdint>
#include <optional>
#include <string_view>

namespace weir {

namespace detail {

// Units since 1970.

/// unix_seconds, unix_millis, unix_micros: whole units since 1970, rounded down.
template <std::int64_t Micros>
struct unix_units {
    static constexpr std::string_view name = Micros == 1       ? "unix_micros"
                                             : Micros == 1'000 ? "unix_millis"
                                                               : "unix_seconds";
    template <class T>
    static constexpr verdict check() {
        return std::same_as<T, void_type> ? verdict{} : check_kinds<T>(name, "s");
    }
    template <class T>
    using result = nullable_if<std::int64_t, std::same_as<T, void_type>>;
    template <class T>
    static constexpr bool total = std::same_as<T, timestamp>;
    template <class R, class T>
    static constexpr auto apply(T const& t) {
        if constexpr (std::same_as<T, void_type>) {
            return std::optional<R>();
        } else {
            return floor_div(micros(t), Micros);
        }
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
        return std::same_as<T, void_type> ? verdict{} : check_kinds<T>(name, fractions ? "n" : "i");
    }
    template <class T>
    using result = nullable_if<timestamp, floating_column<T> || std::same_as<T, void_type>>;
    template <class R, class T>
    static constexpr auto apply(T const& value) {
        if constexpr (std::same_as<T, void_type>) {
            return std::optional<R>();
        } else if constexpr (integral_column<T>) {
            std::int64_t us = 0;
            if (__builtin_mul_overflow(std::int64_t{value}, Micros, &us)) [[unlikely]]
                throw_datetime_overflow();
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
        if constexpr (std::same_as<T, date> || std::same_as<T, void_type>) {
            return {};
        } else {
            return fault("argument 1 of ", name, " is ", type_name<T>().view(), "; cast it to date");
        }
    }
    template <class T>
    using result = nullable_if<std::int32_t, std::same_as<T, void_type>>;
    template <class T>
    static constexpr bool total = time_column<T>;
    template <class R, class T>
    static constexpr auto apply(T const& t) {
        if constexpr (std::same_as<T, void_type>) {
            return std::optional<R>();
        } else {
            return static_cast<std::int32_t>(day_of(t));
        }
    }
};
struct date_from_unix_date_function : time_function<date_from_unix_date_function> {
    static constexpr std::string_view name = "date_from_unix_date";
    static constexpr std::string_view kinds = "i";
    using value = date;
    static constexpr date compute(std::int32_t day) { return from_days(day); }
};

} // namespace detail

/// Whole seconds since 1970, rounded down.
/// Source  Spark functions.unix_seconds.
template <class E>
    requires detail::operand<E>
constexpr auto unix_seconds(E const& e) {
    return detail::make_function<detail::unix_units<detail::micros_per_second>>(e);
}
/// Whole milliseconds since 1970, rounded down.
/// Source  Spark functions.unix_millis.
template <class E>
    requires detail::operand<E>
constexpr auto unix_millis(E const& e) {
    return detail::make_function<detail::unix_units<1'000>>(e);
}
/// Microseconds since 1970.
/// Source  Spark functions.unix_micros.
template <class E>
    requires detail::operand<E>
constexpr auto unix_micros(E const& e) {
    return detail::make_function<detail::unix_units<1>>(e);
}
/// The timestamp so many seconds after 1970; null for NaN and infinities.
/// Errors  compile time: no number. Run time: DATETIME_OVERFLOW.
/// Source  Spark functions.timestamp_seconds.
template <class E>
    requires detail::operand<E>
constexpr auto timestamp_seconds(E const& e) {
    return detail::make_function<detail::timestamp_units<detail::micros_per_second>>(e);
}
/// The timestamp so many milliseconds after 1970.
/// Source  Spark functions.timestamp_millis.
template <class E>
    requires detail::operand<E>
constexpr auto timestamp_millis(E const& e) {
    return detail::make_function<detail::timestamp_units<1'000>>(e);
}
/// The timestamp so many microseconds after 1970.
/// Source  Spark functions.timestamp_micros.
template <class E>
    requires detail::operand<E>
constexpr auto timestamp_micros(E const& e) {
    return detail::make_function<detail::timestamp_units<1>>(e);
}
/// The days since 1970-01-01.
/// Source  Spark functions.unix_date.
template <class E>
    requires detail::operand<E>
constexpr auto unix_date(E const& e) {
    return detail::make_function<detail::unix_date_function>(e);
}
/// The date so many days after 1970-01-01.
/// Source  Spark functions.date_from_unix_date.
template <class E>
    requires detail::operand<E>
constexpr auto date_from_unix_date(E const& e) {
    return detail::make_function<detail::date_from_unix_date_function>(e);
}

} // namespace weir
