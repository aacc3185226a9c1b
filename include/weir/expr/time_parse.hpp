// SPDX-License-Identifier: BSL-1.0
// Times from texts and numbers, and numbers from times: to_date, to_timestamp, unix_timestamp and their like.
#pragma once

#include <weir/core/error.hpp>
#include <weir/core/time_pattern_reader.hpp>
#include <weir/expr/cast.hpp>
#include <weir/expr/date_format.hpp>
#include <weir/expr/time_fields.hpp>

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

namespace weir {

namespace detail {

// ---- units since 1970

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

// ---- texts

/// The types that the functions below give: a date, a timestamp, one without zone, or seconds since 1970.
enum class parsed_kind : std::uint8_t { date, timestamp, timestamp_ntz, seconds };

template <parsed_kind Kind>
using parsed_type = std::conditional_t<
    Kind == parsed_kind::date, date,
    std::conditional_t<Kind == parsed_kind::seconds, std::int64_t,
                       std::conditional_t<Kind == parsed_kind::timestamp, timestamp, timestamp_ntz>>>;

[[noreturn, gnu::cold, gnu::noinline]] inline void throw_cannot_parse_timestamp(std::string_view value,
                                                                                std::string_view pattern) {
    std::string message = "cannot read \"";
    message.append(value).append("\" by the pattern \"").append(pattern);
    message.append("\"; use try_to_timestamp to get null instead");
    throw cast_error("CANNOT_PARSE_TIMESTAMP", message);
}

/// A time read by a pattern; `Names` has a `name`, and times that are no text stay what they are.
template <class Names, parsed_kind Kind, bool Try>
struct parse_time_function {
    static constexpr std::string_view name = Names::name;
    using value = parsed_type<Kind>;

    template <class T, class P>
    static constexpr verdict check() {
        if constexpr (!fits_time_argument<'T', T>()) {
            return fault("argument 1 of ", name, " is ", type_name<T>().view(), time_argument_advice('T'));
        } else if constexpr (!fits_time_argument<'s', P>()) {
            return fault("argument 2 of ", name, " is ", type_name<P>().view(), time_argument_advice('s'));
        } else {
            return {};
        }
    }
    template <class T, class P>
    using result = nullable_if<value, Try || std::same_as<T, void_type> || std::same_as<P, void_type>>;

    static constexpr void write(text& out, text const& a, text const& b) {
        out << name << '(' << a.view() << ", " << b.view() << ')';
    }

    static constexpr value from_local(timestamp t) {
        if constexpr (Kind == parsed_kind::date) {
            return from_days(floor_div(micros(t), micros_per_day));
        } else if constexpr (Kind == parsed_kind::seconds) {
            return micros(t) / micros_per_second; // towards zero, other than unix_seconds
        } else {
            return value(t.time_since_epoch());
        }
    }
    template <class R, class T, class P>
    static constexpr auto apply(T const& t, P const& pattern) {
        using out = std::conditional_t<Try, std::optional<value>, value>;
        if constexpr (std::same_as<T, void_type> || std::same_as<P, void_type>) {
            return std::optional<value>();
        } else if constexpr (!string_column<T>) {
            return out(from_local(as_time_argument<'T'>(t)));
        } else {
            require_pattern(pattern, pattern_use::read);
            pattern_reader reader;
            std::optional<timestamp> read;
            if (reader.read(t, pattern)) {
                read = Kind == parsed_kind::timestamp_ntz ? reader.local() : reader.instant();
            }
            if constexpr (Try) {
                return read ? out(from_local(*read)) : out();
            } else {
                if (!read) [[unlikely]]
                    throw_cannot_parse_timestamp(t, pattern);
                return from_local(*read);
            }
        }
    }
};

/// to_date and to_timestamp without a pattern: casts with a name of their own.
template <class Names, class To, bool Try>
struct to_time_function : cast_function<To, Try> {
    static constexpr std::string_view name = Names::name;
    template <class From>
    static constexpr bool of_numbers = std::same_as<To, timestamp> && numeric_column<From>;
    template <class From>
    static constexpr verdict check() {
        if constexpr (castable<To, From>() || std::same_as<From, void_type>) {
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
            return cast_function<To, Try>::template apply<R>(value);
        }
    }
};

// Names of functions that differ in little else.
struct to_date_name {
    static constexpr std::string_view name = "to_date";
};
struct try_to_date_name {
    static constexpr std::string_view name = "try_to_date";
};
struct to_timestamp_name {
    static constexpr std::string_view name = "to_timestamp";
};
struct try_to_timestamp_name {
    static constexpr std::string_view name = "try_to_timestamp";
};
struct to_timestamp_ltz_name {
    static constexpr std::string_view name = "to_timestamp_ltz";
};
struct to_timestamp_ntz_name {
    static constexpr std::string_view name = "to_timestamp_ntz";
};
struct unix_timestamp_name {
    static constexpr std::string_view name = "unix_timestamp";
};
struct to_unix_timestamp_name {
    static constexpr std::string_view name = "to_unix_timestamp";
};

} // namespace detail

/// Whole seconds since 1970, rounded down. Source  Spark functions.unix_seconds.
template <class E>
    requires detail::operand<E>
constexpr auto unix_seconds(E const& e) {
    return detail::make_function<detail::unix_units<detail::micros_per_second>>(e);
}
/// Whole milliseconds since 1970, rounded down. Source  Spark functions.unix_millis.
template <class E>
    requires detail::operand<E>
constexpr auto unix_millis(E const& e) {
    return detail::make_function<detail::unix_units<1'000>>(e);
}
/// Microseconds since 1970. Source  Spark functions.unix_micros.
template <class E>
    requires detail::operand<E>
constexpr auto unix_micros(E const& e) {
    return detail::make_function<detail::unix_units<1>>(e);
}
/// The timestamp so many seconds after 1970; null for NaN and infinities. Source  Spark
/// functions.timestamp_seconds. Errors  compile time: no number. Run time: DATETIME_OVERFLOW.
template <class E>
    requires detail::operand<E>
constexpr auto timestamp_seconds(E const& e) {
    return detail::make_function<detail::timestamp_units<detail::micros_per_second>>(e);
}
/// The timestamp so many milliseconds after 1970. Source  Spark functions.timestamp_millis.
template <class E>
    requires detail::operand<E>
constexpr auto timestamp_millis(E const& e) {
    return detail::make_function<detail::timestamp_units<1'000>>(e);
}
/// The timestamp so many microseconds after 1970. Source  Spark functions.timestamp_micros.
template <class E>
    requires detail::operand<E>
constexpr auto timestamp_micros(E const& e) {
    return detail::make_function<detail::timestamp_units<1>>(e);
}
/// The days since 1970-01-01. Source  Spark functions.unix_date.
template <class E>
    requires detail::operand<E>
constexpr auto unix_date(E const& e) {
    return detail::make_function<detail::unix_date_function>(e);
}
/// The date so many days after 1970-01-01. Source  Spark functions.date_from_unix_date.
template <class E>
    requires detail::operand<E>
constexpr auto date_from_unix_date(E const& e) {
    return detail::make_function<detail::date_from_unix_date_function>(e);
}
/// The date of a text, by the rules of cast, or of a timestamp.
/// Errors  compile time: a type that has no cast. Run time: CAST_INVALID_INPUT. Source  Spark
/// functions.to_date.
template <class E>
    requires detail::operand<E>
constexpr auto to_date(E const& e) {
    return detail::make_function<detail::to_time_function<detail::to_date_name, date, false>>(e);
}
/// The same of a text that is written by a pattern of `date_format`: `to_date("s"_c, "dd/MM/yyyy")`.
/// Errors  run time: CANNOT_PARSE_TIMESTAMP, INVALID_DATETIME_PATTERN.
template <class E, class Pattern>
    requires(detail::operand<E> && detail::operand<Pattern>)
constexpr auto to_date(E const& e, Pattern const& pattern) {
    return detail::make_function<
        detail::parse_time_function<detail::to_date_name, detail::parsed_kind::date, false>>(e, pattern);
}
/// As to_date, with null where the text is no date.
/// Errors  compile time: a type that has no cast. Run time: none. Source  Spark functions.try_to_date.
template <class E>
    requires detail::operand<E>
constexpr auto try_to_date(E const& e) {
    return detail::make_function<detail::to_time_function<detail::try_to_date_name, date, true>>(e);
}
/// The same of a text that is written by a pattern of `date_format`: `try_to_date("s"_c, "dd/MM/yyyy")`.
/// Errors  run time: INVALID_DATETIME_PATTERN.
template <class E, class Pattern>
    requires(detail::operand<E> && detail::operand<Pattern>)
constexpr auto try_to_date(E const& e, Pattern const& pattern) {
    return detail::make_function<
        detail::parse_time_function<detail::try_to_date_name, detail::parsed_kind::date, true>>(e, pattern);
}
/// The timestamp of a text, by the rules of cast, of a date, or of seconds.
/// Errors  compile time: a type that has no cast. Run time: CAST_INVALID_INPUT. Source  Spark
/// functions.to_timestamp.
template <class E>
    requires detail::operand<E>
constexpr auto to_timestamp(E const& e) {
    return detail::make_function<detail::to_time_function<detail::to_timestamp_name, timestamp, false>>(e);
}
/// The same of a text that is written by a pattern of `date_format`: `to_timestamp("s"_c, "dd/MM/yyyy")`.
/// Errors  run time: CANNOT_PARSE_TIMESTAMP, INVALID_DATETIME_PATTERN.
template <class E, class Pattern>
    requires(detail::operand<E> && detail::operand<Pattern>)
constexpr auto to_timestamp(E const& e, Pattern const& pattern) {
    return detail::make_function<
        detail::parse_time_function<detail::to_timestamp_name, detail::parsed_kind::timestamp, false>>(
        e, pattern);
}
/// As to_timestamp, with null where the text is no timestamp.
/// Errors  compile time: a type that has no cast. Run time: none. Source  Spark functions.try_to_timestamp.
template <class E>
    requires detail::operand<E>
constexpr auto try_to_timestamp(E const& e) {
    return detail::make_function<detail::to_time_function<detail::try_to_timestamp_name, timestamp, true>>(e);
}
/// The same of a text that is written by a pattern of `date_format`: `try_to_timestamp("s"_c, "dd/MM/yyyy")`.
/// Errors  run time: INVALID_DATETIME_PATTERN.
template <class E, class Pattern>
    requires(detail::operand<E> && detail::operand<Pattern>)
constexpr auto try_to_timestamp(E const& e, Pattern const& pattern) {
    return detail::make_function<
        detail::parse_time_function<detail::try_to_timestamp_name, detail::parsed_kind::timestamp, true>>(
        e, pattern);
}
/// The same as to_timestamp.
/// Errors  compile time: a type that has no cast. Run time: CAST_INVALID_INPUT. Source  Spark
/// functions.to_timestamp_ltz.
template <class E>
    requires detail::operand<E>
constexpr auto to_timestamp_ltz(E const& e) {
    return detail::make_function<detail::to_time_function<detail::to_timestamp_ltz_name, timestamp, false>>(
        e);
}
/// The same of a text that is written by a pattern of `date_format`: `to_timestamp_ltz("s"_c, "dd/MM/yyyy")`.
/// Errors  run time: CANNOT_PARSE_TIMESTAMP, INVALID_DATETIME_PATTERN.
template <class E, class Pattern>
    requires(detail::operand<E> && detail::operand<Pattern>)
constexpr auto to_timestamp_ltz(E const& e, Pattern const& pattern) {
    return detail::make_function<
        detail::parse_time_function<detail::to_timestamp_ltz_name, detail::parsed_kind::timestamp, false>>(
        e, pattern);
}
/// What a clock shows by a text.
/// Errors  compile time: a type that has no cast. Run time: CAST_INVALID_INPUT. Source  Spark
/// functions.to_timestamp_ntz.
template <class E>
    requires detail::operand<E>
constexpr auto to_timestamp_ntz(E const& e) {
    return detail::make_function<
        detail::to_time_function<detail::to_timestamp_ntz_name, timestamp_ntz, false>>(e);
}
/// The same of a text that is written by a pattern of `date_format`: `to_timestamp_ntz("s"_c, "dd/MM/yyyy")`.
/// Errors  run time: CANNOT_PARSE_TIMESTAMP, INVALID_DATETIME_PATTERN.
template <class E, class Pattern>
    requires(detail::operand<E> && detail::operand<Pattern>)
constexpr auto to_timestamp_ntz(E const& e, Pattern const& pattern) {
    return detail::make_function<detail::parse_time_function<detail::to_timestamp_ntz_name,
                                                             detail::parsed_kind::timestamp_ntz, false>>(
        e, pattern);
}
/// Whole seconds since 1970, cut towards zero, of a time, or of a text written by a pattern of `date_format`.
/// Errors  run time: CANNOT_PARSE_TIMESTAMP. Source  Spark functions.unix_timestamp.
template <class E>
    requires detail::operand<E>
constexpr auto unix_timestamp(E const& e) {
    return detail::make_function<
        detail::parse_time_function<detail::unix_timestamp_name, detail::parsed_kind::seconds, false>>(
        e, detail::default_pattern{});
}
template <class E, class Pattern>
    requires(detail::operand<E> && detail::operand<Pattern>)
constexpr auto unix_timestamp(E const& e, Pattern const& pattern) {
    return detail::make_function<
        detail::parse_time_function<detail::unix_timestamp_name, detail::parsed_kind::seconds, false>>(
        e, pattern);
}
/// Whole seconds since 1970, cut towards zero, of a time, or of a text written by a pattern of `date_format`.
/// Errors  run time: CANNOT_PARSE_TIMESTAMP. Source  Spark functions.to_unix_timestamp.
template <class E>
    requires detail::operand<E>
constexpr auto to_unix_timestamp(E const& e) {
    return detail::make_function<
        detail::parse_time_function<detail::to_unix_timestamp_name, detail::parsed_kind::seconds, false>>(
        e, detail::default_pattern{});
}
template <class E, class Pattern>
    requires(detail::operand<E> && detail::operand<Pattern>)
constexpr auto to_unix_timestamp(E const& e, Pattern const& pattern) {
    return detail::make_function<
        detail::parse_time_function<detail::to_unix_timestamp_name, detail::parsed_kind::seconds, false>>(
        e, pattern);
}

} // namespace weir
