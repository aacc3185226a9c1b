// SPDX-License-Identifier: BSL-1.0
// What + - * / do with dates, timestamps and intervals: result types, values, and Spark's names.
#pragma once

#include <weir/core/decimal.hpp>
#include <weir/core/error.hpp>
#include <weir/core/interval_types.hpp>
#include <weir/core/time.hpp>
#include <weir/core/timestamp_text.hpp>
#include <weir/schema/types.hpp>

#include <cmath>
#include <concepts>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

namespace weir::detail {

/// What an operator does to two operands of which one at least is a time or an interval.
enum class time_rule : std::uint8_t {
    none,
    shift_date,    // a date by months
    shift_days,    // a date by whole days of an interval
    shift_time,    // a timestamp, or a date made one, by an interval
    shift_text,    // a text that is a timestamp
    add_days,      // a date by a number of days
    between_dates, // two dates
    between_times, // two times, one at least a timestamp
    sum,           // two intervals of one kind
    product,       // an interval and a number
    quotient
};

template <class T>
concept clock_column = std::same_as<T, timestamp> || std::same_as<T, timestamp_ntz>;
template <class T>
concept time_column = clock_column<T> || std::same_as<T, date>;
template <class T>
concept any_interval = interval_column<T> || std::same_as<T, interval_value>;

/// The rule for `A Sign B`, `A` being the side that keeps its meaning when both are swapped.
template <char Sign, class A, class B>
constexpr time_rule time_rule_in_order() {
    if constexpr (Sign == '*' || Sign == '/') {
        if constexpr (interval_column<A> && numeric_column<B>) {
            return Sign == '*' ? time_rule::product : time_rule::quotient;
        } else {
            return time_rule::none;
        }
    } else if constexpr (Sign != '+' && Sign != '-') {
        return time_rule::none;
    } else if constexpr (std::same_as<A, date> && any_interval<B>) {
        if constexpr (is_year_month<B> || std::same_as<B, interval_value>) {
            return time_rule::shift_date;
        } else {
            return B::to == interval_part::day ? time_rule::shift_days : time_rule::shift_time;
        }
    } else if constexpr (clock_column<A> && any_interval<B>) {
        return time_rule::shift_time;
    } else if constexpr (string_column<A> && any_interval<B>) {
        return time_rule::shift_text;
    } else if constexpr (std::same_as<A, date> && integral_column<B> && sizeof(B) <= 4) {
        return time_rule::add_days;
    } else if constexpr (interval_column<A> && interval_column<B>) {
        return is_year_month<A> == is_year_month<B> ? time_rule::sum : time_rule::none;
    } else if constexpr (Sign == '-' && std::same_as<A, date> && std::same_as<B, date>) {
        return time_rule::between_dates;
    } else if constexpr (Sign == '-' && time_column<A> && time_column<B>) {
        return time_rule::between_times;
    } else {
        return time_rule::none;
    }
}

/// How an operator treats its operands; `swapped` where the right one is the time that moves.
template <char Sign, class A, class B>
struct time_operator {
    static constexpr bool swapped =
        time_rule_in_order<Sign, A, B>() == time_rule::none && (Sign == '+' || Sign == '*');
    using left = std::conditional_t<swapped, B, A>;
    using right = std::conditional_t<swapped, A, B>;
    static constexpr time_rule rule = time_rule_in_order<Sign, left, right>();
    static constexpr bool exists = rule != time_rule::none;
};

template <char Sign, class A, class B>
inline constexpr bool has_time_operator = time_operator<Sign, A, B>::exists;

// Types.

template <class T>
using any_range = std::conditional_t<is_year_month<T>, year_month_interval<>, day_time_interval<>>;

template <time_rule Rule, class A, class B>
constexpr auto time_operator_type() {
    if constexpr (Rule == time_rule::shift_date || Rule == time_rule::shift_days
                  || Rule == time_rule::add_days) {
        return type_identity<date>{};
    } else if constexpr (Rule == time_rule::shift_time) {
        return type_identity<std::conditional_t<std::same_as<A, date>, timestamp, A>>{};
    } else if constexpr (Rule == time_rule::shift_text) {
        return type_identity<std::string>{};
    } else if constexpr (Rule == time_rule::between_dates) {
        return type_identity<day_time_interval<interval_part::day, interval_part::day>>{};
    } else if constexpr (Rule == time_rule::between_times) {
        return type_identity<day_time_interval<>>{};
    } else if constexpr (Rule == time_rule::sum) {
        return type_identity<typename wider_interval<A, B>::type>{};
    } else {
        return type_identity<any_range<A>>{};
    }
}

template <char Sign, class A, class B>
using time_operator_result =
    typename decltype(time_operator_type<time_operator<Sign, A, B>::rule,
                                         typename time_operator<Sign, A, B>::left,
                                         typename time_operator<Sign, A, B>::right>())::type;

// Values.

[[noreturn, gnu::cold, gnu::noinline]] inline void throw_interval_overflow() {
    throw arithmetic_error("INTERVAL_ARITHMETIC_OVERFLOW.WITHOUT_SUGGESTION", "interval overflow");
}
[[noreturn, gnu::cold, gnu::noinline]] inline void throw_datetime_overflow() {
    throw arithmetic_error("DATETIME_OVERFLOW", "a date or timestamp is out of range");
}

/// The day so many months later; the last day of the month where it has no such day.
constexpr std::int64_t months_later(std::int64_t day, std::int64_t months) {
    civil_date const c = civil_from_days(day);
    std::int64_t const month = c.year * 12 + static_cast<std::int64_t>(c.month) - 1 + months;
    std::int64_t const year = floor_div(month, 12);
    auto const m = static_cast<unsigned>(month - year * 12) + 1;
    unsigned const last = days_in_month(year, m);
    return days_from_civil(year, m, c.day < last ? c.day : last);
}

/// The date of a day number; beyond 32 bits it begins anew.
/// Source  Spark, date_add.
constexpr date wrapped_date(std::int64_t day) {
    return from_days(static_cast<std::int32_t>(static_cast<std::uint32_t>(static_cast<std::uint64_t>(day))));
}
constexpr date checked_date(std::int64_t day) {
    if (day != static_cast<std::int32_t>(day)) [[unlikely]]
        throw_arithmetic_overflow("integer");
    return from_days(day);
}

/// Microseconds moved by months, then days, then microseconds; empty where they do not fit.
constexpr std::optional<std::int64_t> shifted_micros(std::int64_t us, interval_value const& by,
                                                     int direction) {
    if (by.months != 0) {
        std::int64_t const day = floor_div(us, micros_per_day);
        std::int64_t moved = months_later(day, std::int64_t{direction} * by.months);
        if (__builtin_mul_overflow(moved, micros_per_day, &moved)
            || __builtin_add_overflow(moved, us - day * micros_per_day, &us)) {
            return std::nullopt;
        }
    }
    std::int64_t shift = 0;
    if (__builtin_mul_overflow(std::int64_t{by.days} * direction, micros_per_day, &shift)
        || __builtin_add_overflow(us, shift, &us)) {
        return std::nullopt;
    }
    bool const overflow = direction > 0 ? __builtin_add_overflow(us, by.microseconds, &us)
                                        : __builtin_sub_overflow(us, by.microseconds, &us);
    return overflow ? std::nullopt : std::optional(us);
}

template <any_interval T>
constexpr interval_value as_interval_value(T const& interval) {
    if constexpr (std::same_as<T, interval_value>) {
        return interval;
    } else if constexpr (is_year_month<T>) {
        return {interval.months, 0, 0};
    } else {
        return {0, 0, interval.microseconds};
    }
}

/// Microseconds of any time, a date being its midnight.
template <time_column T>
constexpr std::int64_t micros_of(T const& t) {
    if constexpr (std::same_as<T, date>) {
        std::int64_t us = 0;
        if (__builtin_mul_overflow(days(t), micros_per_day, &us)) [[unlikely]]
            throw_arithmetic_overflow("long");
        return us;
    } else {
        return micros(t);
    }
}

template <class R, any_interval B>
constexpr R shift_time(std::int64_t us, B const& by, int direction) {
    std::optional<std::int64_t> const moved = shifted_micros(us, as_interval_value(by), direction);
    if (!moved) [[unlikely]]
        throw_datetime_overflow();
    return R(std::chrono::microseconds(*moved));
}

/// A count times or by a number, rounded half away from zero; `Divide` for by.
template <bool Divide, class Count, class N>
constexpr Count scaled_count(Count count, N const& n) {
    int128 value = 0;
    if constexpr (floating_column<N>) {
        double const exact = Divide ? static_cast<double>(count) / static_cast<double>(n)
                                    : static_cast<double>(count) * static_cast<double>(n);
        double const rounded = std::round(exact);
        if (!(std::fabs(rounded) < 9.3e18)) throw_interval_overflow();
        value = static_cast<int128>(rounded);
    } else {
        int128 numerator = static_cast<int128>(count);
        int128 divisor = 1;
        int128 factor = 0;
        if constexpr (is_decimal<N>) {
            factor = n.unscaled();
            (Divide ? numerator : divisor) *= static_cast<int128>(power_of_ten(N::scale));
        } else {
            factor = n;
        }
        if (Divide) {
            divisor = factor;
        } else if (__builtin_mul_overflow(numerator, factor, &numerator)) {
            throw_interval_overflow();
        }
        value = numerator / divisor;
        int128 const rest = numerator % divisor;
        int128 const twice = (rest < 0 ? -rest : rest) * 2;
        if (twice >= (divisor < 0 ? -divisor : divisor)) value += (rest < 0) == (divisor < 0) ? 1 : -1;
    }
    if (value > std::numeric_limits<Count>::max() || value < std::numeric_limits<Count>::min()) [[unlikely]]
        throw_interval_overflow();
    return static_cast<Count>(value);
}

template <char Sign, time_rule Rule, class R, class A, class B>
constexpr auto apply_time_rule(A const& a, B const& b) {
    constexpr int direction = Sign == '-' ? -1 : 1;
    if constexpr (Rule == time_rule::shift_date) {
        interval_value const by = as_interval_value(b);
        if (by.microseconds != 0) [[unlikely]] {
            throw query_error("INVALID_INTERVAL_WITH_MICROSECONDS_ADDITION",
                              "cannot add an interval with a time of day to a date; cast it to timestamp");
        }
        return checked_date(months_later(days(a), std::int64_t{direction} * by.months)
                            + std::int64_t{direction} * by.days);
    } else if constexpr (Rule == time_rule::shift_days) {
        return wrapped_date(days(a) + direction * (b.microseconds / micros_per_day));
    } else if constexpr (Rule == time_rule::add_days) {
        return wrapped_date(days(a) + std::int64_t{direction} * b);
    } else if constexpr (Rule == time_rule::shift_time) {
        return shift_time<R>(micros_of(a), b, direction);
    } else if constexpr (Rule == time_rule::shift_text) {
        std::optional<timestamp> const read = parse_timestamp(a);
        if (!read) throw_cast_invalid_input(a, "string", "timestamp");
        std::string out;
        append_timestamp(out, shift_time<timestamp>(micros(*read), b, direction));
        return out;
    } else if constexpr (Rule == time_rule::between_dates) {
        return R{(days(a) - days(b)) * micros_per_day};
    } else if constexpr (Rule == time_rule::between_times) {
        std::int64_t us = 0;
        if (__builtin_sub_overflow(micros_of(a), micros_of(b), &us)) [[unlikely]]
            throw_arithmetic_overflow("long");
        return R{us};
    } else {
        auto count = count_of(a);
        if constexpr (Rule == time_rule::sum) {
            bool const overflow = direction > 0 ? __builtin_add_overflow(count, count_of(b), &count)
                                                : __builtin_sub_overflow(count, count_of(b), &count);
            if (overflow) [[unlikely]]
                throw_interval_overflow();
        } else {
            if constexpr (Rule == time_rule::quotient) {
                bool zero = false;
                if constexpr (is_decimal<B>) {
                    zero = b.is_zero();
                } else {
                    zero = b == 0;
                }
                if (zero) [[unlikely]] {
                    throw arithmetic_error(
                        "INTERVAL_DIVIDED_BY_ZERO",
                        "division of an interval by zero; use try_divide to get null instead");
                }
            }
            count = scaled_count < Rule == time_rule::quotient > (count, b);
        }
        return R{count};
    }
}

/// The interval with the other sign.
template <any_interval T>
constexpr T negated(T const& interval) {
    T result = interval;
    bool overflow = false;
    if constexpr (std::same_as<T, interval_value>) {
        overflow = __builtin_sub_overflow(0, interval.months, &result.months)
                   || __builtin_sub_overflow(0, interval.days, &result.days)
                   || __builtin_sub_overflow(0, interval.microseconds, &result.microseconds);
    } else if constexpr (is_year_month<T>) {
        overflow = __builtin_sub_overflow(0, interval.months, &result.months);
    } else {
        overflow = __builtin_sub_overflow(0, interval.microseconds, &result.microseconds);
    }
    if (overflow) [[unlikely]]
        throw_interval_overflow();
    return result;
}

/// The value of `a Sign b`.
template <char Sign, class A, class B>
constexpr auto apply_time_operator(A const& a, B const& b) {
    using op = time_operator<Sign, A, B>;
    using R = time_operator_result<Sign, A, B>;
    if constexpr (op::swapped) {
        return apply_time_rule<Sign, op::rule, R>(b, a);
    } else {
        return apply_time_rule<Sign, op::rule, R>(a, b);
    }
}

/// The name of `a Sign b`, which depends on the types of the operands.
template <char Sign, class A, class B>
constexpr void write_time_operator(text& out, text const& a, text const& b) {
    using op = time_operator<Sign, A, B>;
    text const& left = op::swapped ? b : a;
    text const& right = op::swapped ? a : b;
    switch (op::rule) {
    case time_rule::shift_days:
        out << "date_add(" << left.view() << ", " << (Sign == '-' ? "(- " : "") << "extractansiintervaldays("
            << right.view() << (Sign == '-' ? ")))" : "))");
        break;
    case time_rule::add_days:
        out << (Sign == '-' ? "date_sub(" : "date_add(") << left.view() << ", " << right.view() << ')';
        break;
    case time_rule::shift_date:
    case time_rule::shift_time:
    case time_rule::shift_text:
        out << left.view() << ' ' << Sign << ' ' << right.view();
        break;
    default:
        out << '(' << left.view() << ' ' << Sign << ' ' << right.view() << ')';
    }
}

/// `a Sign b` as a function of its own, for operands whose types are known when it is made: it has Spark's
/// name.
template <char Sign, class A, class B>
struct time_operator_function {
    template <class X, class Y>
    using result = time_operator_result<Sign, X, Y>;
    static constexpr void write(text& out, text const& a, text const& b) {
        write_time_operator<Sign, A, B>(out, a, b);
    }
    template <class R, class X, class Y>
    static constexpr auto apply(X const& a, Y const& b) {
        return apply_time_operator<Sign>(a, b);
    }
};

} // namespace weir::detail
