// SPDX-License-Identifier: BSL-1.0
// Times cut down to a unit: date_trunc of timestamps, trunc of dates.
#pragma once

#include <weir/core/edit_distance.hpp>
#include <weir/expr/time_fields.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace weir {

namespace detail {

/// The first day of the week, month, quarter or year in which a day lies.
constexpr std::int64_t first_day(std::int64_t day, time_unit unit) {
    if (unit == time_unit::week) return day - floor_mod(day + 3, 7);
    if (unit < time_unit::week) return day;
    civil_date const c = civil_from_days(day);
    unsigned const month = unit == time_unit::year      ? 1
                           : unit == time_unit::quarter ? (c.month - 1) / 3 * 3 + 1
                                                        : c.month;
    return days_from_civil(c.year, month, 1);
}

[[gnu::always_inline]] constexpr timestamp truncate(timestamp t, time_unit unit) {
    constexpr std::int64_t lengths[] = {
        1, 1, 1'000, micros_per_second, 60 * micros_per_second, 3'600 * micros_per_second, micros_per_day};
    if (unit <= time_unit::day) {
        std::int64_t const length = lengths[static_cast<std::size_t>(unit)];
        return from_micros(floor_div(micros(t), length) * length);
    }
    return from_micros(first_day(day_of(t), unit) * micros_per_day);
}

/// A unit that is part of the query's type.
template <fixed_string Name, bool Certain = true>
struct unit_name : expression_interface<unit_name<Name, Certain>> {
    template <class S>
    using result = std::int32_t;
    template <class S>
    static constexpr bool total = true;
    template <class S>
    static constexpr verdict check() {
        if constexpr (Certain && read_time_unit(Name.view()) == time_unit::none) {
            return fault("no unit of time \"", Name.view(),
                         "\" in date_trunc; write one like \"hour\" or \"month\"");
        } else {
            return {};
        }
    }
    template <class S>
    static constexpr column_set reads() {
        return {};
    }
    static constexpr void write(text& out) { out << Name.view(); }
    template <class S, class Row>
    constexpr std::int32_t eval(Row const&) const {
        constexpr auto unit = static_cast<std::int32_t>(read_time_unit(Name.view())); // not read a row
        return unit;
    }
};

template <bool Certain>
struct date_trunc_function : time_function<date_trunc_function<Certain>> {
    static constexpr std::string_view name = "date_trunc";
    static constexpr std::string_view kinds = "uT";
    static constexpr bool never_fails = true;
    using value = nullable_if<timestamp, !Certain>;
    [[gnu::always_inline]] static constexpr value compute(time_unit unit, timestamp t) {
        if (!Certain && unit == time_unit::none) return value();
        return truncate(t, unit);
    }
};

struct trunc_function : time_function<trunc_function> {
    static constexpr std::string_view name = "trunc";
    static constexpr std::string_view kinds = "Du";
    static constexpr bool never_fails = true;
    using value = std::optional<date>;
    static constexpr value compute(date d, time_unit unit) {
        return unit < time_unit::week ? value() : value(from_days(first_day(days(d), unit)));
    }
};

// A unit that is a text of the query is read when the query is built or, better, compiled.
template <class Unit>
constexpr auto unit_argument(Unit const& unit) {
    if constexpr (std::convertible_to<Unit, std::string_view>) {
        return static_cast<std::int32_t>(read_time_unit(unit));
    } else {
        return unit;
    }
}
template <fixed_string Name>
constexpr unit_name<Name, false> unit_argument(constant_text<Name> const&) {
    return {};
}

} // namespace detail

/// A time cut down to a unit: `date_trunc<"hour">("dt"_c)`; units from microsecond to year, weeks begin on
/// Monday.
///
/// Null    null where the time is null.
/// Cost    a division and a multiplication; from week on, a few more.
/// Errors  compile time: no unit of time, neither date nor timestamp.
/// Source  Spark functions.date_trunc.
template <fixed_string Unit, expression E>
constexpr auto date_trunc(E const& e) {
    return detail::make_function<detail::date_trunc_function<true>>(detail::unit_name<Unit>{}, e);
}
/// The same in Spark's spelling: `date_trunc("hour", "dt"_c)`; null where the text names no unit.
template <class Unit, class E>
    requires(detail::operand<Unit> && detail::operand<E>)
constexpr auto date_trunc(Unit const& unit, E const& e) {
    return detail::make_function<detail::date_trunc_function<false>>(detail::unit_argument(unit), e);
}
/// A date cut down to a week, month, quarter or year: `trunc("day"_c, "month")`; null for other units.
///
/// Null    null where the date is null or the text names none of these units.
/// Errors  compile time: neither date nor timestamp.
/// Source  Spark functions.trunc.
template <class E, class Unit>
    requires(detail::operand<E> && detail::operand<Unit>)
constexpr auto trunc(E const& e, Unit const& unit) {
    return detail::make_function<detail::trunc_function>(e, detail::unit_argument(unit));
}

} // namespace weir
