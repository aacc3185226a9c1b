// SPDX-License-Identifier: BSL-1.0
// Days and months added and counted: date_add, add_months, months_between, timestampadd, timestampdiff and
// their like.
#pragma once

#include <weir/core/edit_distance.hpp>
#include <weir/core/error.hpp>
#include <weir/expr/time_fields.hpp>

#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace weir {

namespace detail {

template <int Direction>
struct date_add_function : time_function<date_add_function<Direction>> {
    static constexpr std::string_view name = Direction > 0 ? "date_add" : "date_sub";
    static constexpr std::string_view kinds = "Dj";
    using value = date;
    static constexpr date compute(date d, std::int32_t n) {
        return wrapped_date(days(d) + std::int64_t{Direction} * n);
    }
};

template <bool OneWord>
struct datediff_function : time_function<datediff_function<OneWord>> {
    static constexpr std::string_view name = OneWord ? "datediff" : "date_diff";
    static constexpr std::string_view kinds = "DD";
    static constexpr bool never_fails = true;
    using value = std::int32_t;
    static constexpr std::int32_t compute(date end, date start) {
        return static_cast<std::int32_t>(days(end) - days(start));
    }
};

struct last_day_function : time_function<last_day_function> {
    static constexpr std::string_view name = "last_day";
    static constexpr std::string_view kinds = "D";
    static constexpr bool never_fails = true;
    using value = date;
    static constexpr date compute(date d) {
        civil_date const c = civil_from_days(days(d));
        return from_days(days(d) - c.day + days_in_month(c.year, c.month));
    }
};

struct next_day_function : time_function<next_day_function> {
    static constexpr std::string_view name = "next_day";
    static constexpr std::string_view kinds = "Ds";
    using value = std::optional<date>;
    static constexpr std::int64_t weekday_of(std::string_view word) {
        constexpr std::string_view names[7] = {"monday", "tuesday",  "wednesday", "thursday",
                                               "friday", "saturday", "sunday"};
        for (std::size_t i = 0; i < 7; ++i) {
            for (std::size_t const n : {std::size_t{2}, std::size_t{3}, names[i].size()}) {
                if (equal_ignoring_case(names[i].substr(0, n), word)) return static_cast<std::int64_t>(i);
            }
        }
        return -1;
    }
    static value compute(date d, std::string_view word) {
        std::int64_t const wanted = weekday_of(word);
        if (wanted < 0) [[unlikely]] {
            throw query_error(
                "ILLEGAL_DAY_OF_WEEK",
                std::string("no day of the week \"").append(word).append("\"; write one like Mon or Monday"));
        }
        return checked_date(days(d) + 1 + floor_mod(wanted - (days(d) + 4), 7));
    }
};

struct add_months_function : time_function<add_months_function> {
    static constexpr std::string_view name = "add_months";
    static constexpr std::string_view kinds = "Di";
    using value = date;
    static constexpr date compute(date d, std::int32_t n) { return checked_date(months_later(days(d), n)); }
};

struct months_between_function : time_function<months_between_function> {
    static constexpr std::string_view name = "months_between";
    static constexpr std::string_view kinds = "TTb";
    using value = double;
    template <class... More>
    static constexpr void write(text& out, text const& a, text const& b, More const&... round_off) {
        out << name << '(' << a.view() << ", " << b.view() << ", ";
        if constexpr (sizeof...(More) == 0) {
            out << "true";
        } else {
            ((out << round_off.view()), ...);
        }
        out << ')';
    }
    static double compute(timestamp a, timestamp b, bool round_off = true) {
        civil_date const x = civil_from_days(day_of(a));
        civil_date const y = civil_from_days(day_of(b));
        auto const months = static_cast<double>((x.year - y.year) * 12 + static_cast<std::int64_t>(x.month)
                                                - static_cast<std::int64_t>(y.month));
        bool const both_last =
            x.day == days_in_month(x.year, x.month) && y.day == days_in_month(y.year, y.month);
        if (x.day == y.day || both_last) return months;
        std::int64_t const seconds =
            (static_cast<std::int64_t>(x.day) - static_cast<std::int64_t>(y.day)) * 86'400
            + micros_of_day(a) / micros_per_second - micros_of_day(b) / micros_per_second;
        double const exact = months + static_cast<double>(seconds) / (31.0 * 86'400);
        return round_off ? std::round(exact * 1e8) / 1e8 : exact;
    }
};

// By units: timestampadd and timestampdiff.

/// A unit of timestampadd: so many months, or so many microseconds.
struct unit_length {
    std::int64_t months = 0;
    std::int64_t microseconds = 0;

    [[nodiscard]] constexpr bool known() const { return months != 0 || microseconds != 0; }
};

constexpr unit_length find_unit_length(std::string_view name) {
    struct named {
        std::string_view name;
        unit_length length;
    };
    constexpr named units[] = {{"year", {12, 0}},
                               {"quarter", {3, 0}},
                               {"month", {1, 0}},
                               {"week", {0, 7 * micros_per_day}},
                               {"day", {0, micros_per_day}},
                               {"dayofyear", {0, micros_per_day}},
                               {"hour", {0, 3'600 * micros_per_second}},
                               {"minute", {0, 60 * micros_per_second}},
                               {"second", {0, micros_per_second}},
                               {"millisecond", {0, 1'000}},
                               {"microsecond", {0, 1}}};
    for (named const& u : units) {
        if (equal_ignoring_case(u.name, name)) return u.length;
    }
    return {};
}

template <fixed_string Unit>
constexpr verdict check_unit_length(std::string_view function) {
    if constexpr (find_unit_length(Unit.view()).known()) {
        return {};
    } else {
        return fault("no unit of time \"", Unit.view(), "\" in ", function, "; write one like day or month");
    }
}

template <fixed_string Unit>
struct timestampadd_function {
    static constexpr std::string_view name = "timestampadd";
    template <class N, class T>
    static constexpr verdict check() {
        if constexpr (!fits_time_argument<'l', N>()) {
            return fault("argument 2 of ", name, " is ", type_name<N>().view(), time_argument_advice('l'));
        } else if constexpr (!fits_time_argument<'T', T>()) {
            return fault("argument 3 of ", name, " is ", type_name<T>().view(), time_argument_advice('T'));
        } else {
            return check_unit_length<Unit>(name);
        }
    }
    template <class N, class T>
    using result = nullable_if<std::conditional_t<std::same_as<T, timestamp_ntz>, timestamp_ntz, timestamp>,
                               nullable_time_argument<'l', N> || nullable_time_argument<'T', T>>;
    static constexpr void write(text& out, text const& n, text const& t) {
        out << name << '(' << Unit.view() << ", " << n.view() << ", " << t.view() << ')';
    }
    template <class R, class N, class T>
    static constexpr auto apply(N const& n, T const& t) {
        if constexpr (std::same_as<N, void_type> || std::same_as<T, void_type>) {
            return std::optional<R>();
        } else {
            constexpr unit_length unit = find_unit_length(Unit.view());
            constexpr char kind = std::same_as<R, timestamp_ntz> ? 'N' : 'T';
            std::int64_t const count = as_time_argument<'l'>(n);
            std::int64_t us = micros(as_time_argument<kind>(t));
            std::int64_t by = 0;
            bool overflow = false;
            if constexpr (unit.months != 0) {
                std::int64_t const day = floor_div(us, micros_per_day);
                overflow =
                    __builtin_mul_overflow(count, unit.months, &by) || by != static_cast<std::int32_t>(by);
                std::int64_t moved = overflow ? 0 : months_later(day, by);
                overflow = overflow || __builtin_mul_overflow(moved, micros_per_day, &moved)
                           || __builtin_add_overflow(moved, us - day * micros_per_day, &us);
            } else {
                overflow = __builtin_mul_overflow(count, unit.microseconds, &by)
                           || __builtin_add_overflow(us, by, &us);
            }
            if (overflow) [[unlikely]]
                throw_datetime_overflow();
            return R(std::chrono::microseconds(us));
        }
    }
};

template <fixed_string Unit>
struct timestampdiff_function : time_function<timestampdiff_function<Unit>> {
    static constexpr std::string_view name = "timestampdiff";
    static constexpr std::string_view kinds = "TT";
    using value = std::int64_t;
    template <class... Ts>
    static constexpr verdict check() {
        return first_fault(time_function<timestampdiff_function>::template check<Ts...>(),
                           check_unit_length<Unit>(name));
    }
    static constexpr void write(text& out, text const& a, text const& b) {
        out << name << '(' << Unit.view() << ", " << a.view() << ", " << b.view() << ')';
    }
    /// Whole months from one time to another; the last one counts when its day and time are reached.
    static constexpr std::int64_t months_from(timestamp start, timestamp end) {
        civil_date const a = civil_from_days(day_of(start));
        civil_date const b = civil_from_days(day_of(end));
        std::int64_t const months =
            (b.year - a.year) * 12 + static_cast<std::int64_t>(b.month) - static_cast<std::int64_t>(a.month);
        std::int64_t const rest =
            (static_cast<std::int64_t>(b.day) - static_cast<std::int64_t>(a.day)) * micros_per_day
            + micros_of_day(end) - micros_of_day(start);
        if (months > 0 && rest < 0) return months - 1;
        return months < 0 && rest > 0 ? months + 1 : months;
    }
    static constexpr std::int64_t compute(timestamp start, timestamp end) {
        constexpr unit_length unit = find_unit_length(Unit.view());
        if constexpr (unit.months != 0) {
            return months_from(start, end) / unit.months;
        } else {
            std::int64_t us = 0;
            if (__builtin_sub_overflow(micros(end), micros(start), &us)) [[unlikely]]
                throw_arithmetic_overflow("long");
            return us / (unit.microseconds == 0 ? 1 : unit.microseconds);
        }
    }
};

} // namespace detail

/// The date so many days later.
/// Null    null where an argument is null, and nullable where one is a text; so for all functions of times.
/// Errors  compile time: neither date, timestamp nor text; days that are no int. Run time:
///         ARITHMETIC_OVERFLOW, CAST_INVALID_INPUT.
/// Source  Spark functions.date_add.
template <class E, class N>
    requires(detail::operand<E> && detail::operand<N>)
constexpr auto date_add(E const& e, N const& days) {
    return detail::make_function<detail::date_add_function<1>>(e, days);
}
/// The date so many days earlier.
/// Source  Spark functions.date_sub.
template <class E, class N>
    requires(detail::operand<E> && detail::operand<N>)
constexpr auto date_sub(E const& e, N const& days) {
    return detail::make_function<detail::date_add_function<-1>>(e, days);
}
/// The days from `start` to `end`; times of day do not count.
/// Source  Spark functions.datediff.
template <class E, class B>
    requires(detail::operand<E> && detail::operand<B>)
constexpr auto datediff(E const& end, B const& start) {
    return detail::make_function<detail::datediff_function<true>>(end, start);
}
/// The same.
/// Source  Spark functions.date_diff.
template <class E, class B>
    requires(detail::operand<E> && detail::operand<B>)
constexpr auto date_diff(E const& end, B const& start) {
    return detail::make_function<detail::datediff_function<false>>(end, start);
}
/// The last day of the month.
/// Source  Spark functions.last_day.
template <class E>
    requires detail::operand<E>
constexpr auto last_day(E const& e) {
    return detail::make_function<detail::last_day_function>(e);
}
/// The first date later than `e` that is such a day of the week: `next_day("d"_c, "Mon")`.
/// Errors  run time: ILLEGAL_DAY_OF_WEEK.
/// Source  Spark functions.next_day.
template <class E, class Day>
    requires(detail::operand<E> && detail::operand<Day>)
constexpr auto next_day(E const& e, Day const& day_of_week) {
    return detail::make_function<detail::next_day_function>(e, day_of_week);
}
/// The date so many months later; the last day of the month where it has no such day.
/// Source  Spark functions.add_months.
template <class E, class N>
    requires(detail::operand<E> && detail::operand<N>)
constexpr auto add_months(E const& e, N const& months) {
    return detail::make_function<detail::add_months_function>(e, months);
}
/// The months from `b` to `a`, a rest counted in 31sts, rounded to 8 digits unless the third argument is
/// false.
/// Source  Spark functions.months_between.
template <class A, class B, class... RoundOff>
    requires(detail::operand<A> && detail::operand<B> && sizeof...(RoundOff) <= 1)
constexpr auto months_between(A const& a, B const& b, RoundOff const&... round_off) {
    return detail::make_function<detail::months_between_function>(a, b, round_off...);
}
/// A time moved by so many units: `timestampadd<"month">(1, "t"_c)`; from microsecond to year, also quarter.
/// Errors  compile time: no unit. Run time: DATETIME_OVERFLOW.
/// Source  Spark SQL timestampadd.
template <fixed_string Unit, class N, class E>
    requires(detail::operand<N> && detail::operand<E>)
constexpr auto timestampadd(N const& count, E const& e) {
    return detail::make_function<detail::timestampadd_function<Unit>>(count, e);
}
/// The whole units from `start` to `end`: `timestampdiff<"hour">("a"_c, "b"_c)`.
/// Source  Spark SQL timestampdiff.
template <fixed_string Unit, class A, class B>
    requires(detail::operand<A> && detail::operand<B>)
constexpr auto timestampdiff(A const& start, B const& end) {
    return detail::make_function<detail::timestampdiff_function<Unit>>(start, end);
}

} // namespace weir
