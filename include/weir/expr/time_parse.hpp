// SPDX-License-Identifier: BSL-1.0
// Times from texts: to_date, to_timestamp, unix_timestamp and their like.
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

// Texts.

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

/// The date of a text, by the rules of cast, or of a timestamp.
/// Errors  compile time: a type that has no cast. Run time: CAST_INVALID_INPUT.
/// Source  Spark functions.to_date.
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
/// Errors  compile time: a type that has no cast. Run time: none.
/// Source  Spark functions.try_to_date.
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
/// Errors  compile time: a type that has no cast. Run time: CAST_INVALID_INPUT.
/// Source  Spark functions.to_timestamp.
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
/// Errors  compile time: a type that has no cast. Run time: none.
/// Source  Spark functions.try_to_timestamp.
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
/// Errors  compile time: a type that has no cast. Run time: CAST_INVALID_INPUT.
/// Source  Spark functions.to_timestamp_ltz.
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
/// Errors  compile time: a type that has no cast. Run time: CAST_INVALID_INPUT.
/// Source  Spark functions.to_timestamp_ntz.
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
/// Errors  run time: CANNOT_PARSE_TIMESTAMP.
/// Source  Spark functions.unix_timestamp.
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
/// Errors  run time: CANNOT_PARSE_TIMESTAMP.
/// Source  Spark functions.to_unix_timestamp.
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
