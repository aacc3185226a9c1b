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

/// What a time can be cut down to; `none` where a text names no unit.
enum class time_unit : std::int8_t {
    none,
    microsecond,
    millisecond,
    second,
    minute,
    hour,
    day,
    week,
    month,
    quarter,
    year
};

constexpr time_unit read_time_unit(std::string_view name) {
    struct spelling {
        std::string_view name;
        time_unit unit;
    };
    constexpr spelling spellings[] = {
        {"microsecond", time_unit::microsecond},
        {"millisecond", time_unit::millisecond},
        {"second", time_unit::second},
        {"minute", time_unit::minute},
        {"hour", time_unit::hour},
        {"day", time_unit::day},
        {"dd", time_unit::day},
        {"week", time_unit::week},
        {"month", time_unit::month},
        {"mon", time_unit::month},
        {"mm", time_unit::month},
        {"quarter", time_unit::quarter},
        {"year", time_unit::year},
        {"yyyy", time_unit::year},
        {"yy", time_unit::year},
    };
    for (spelling const& s : spellings) {
        if (equal_ignoring_case(s.name, name)) return s.unit;
    }
    return time_unit::none;
}

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

constexpr timestamp truncate(timestamp t, time_unit unit) {
    constexpr std::int64_t lengths[] = {
        1, 1, 1'000, micros_per_second, 60 * micros_per_second, 3'600 * micros_per_second, micros_per_day};
    if (unit <= time_unit::day) {
        std::int64_t const length = lengths[static_cast<std::size_t>(unit)];
        return from_micros(floor_div(micros(t), length) * length);
    }
    return from_micros(first_day(day_of(t), unit) * micros_per_day);
}

/// A unit that is part of the query's type.
template <fixed_string Name>
struct unit_name : expression_interface<unit_name<Name>> {
    template <class S>
    using result = std::int32_t;
    template <class S>
    static constexpr bool total = true;
    template <class S>
    static constexpr verdict check() {
        if constexpr (read_time_unit(Name.view()) == time_unit::none) {
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
        return static_cast<std::int32_t>(read_time_unit(Name.view()));
    }
};

template <bool Certain>
struct date_trunc_function {
    static constexpr std::string_view name = "date_trunc";
    template <class Unit, class T>
    static constexpr verdict check() {
        return check_kinds<Unit, T>(name, "id");
    }
    template <class Unit, class T>
    using result = nullable_if<timestamp, !Certain>;
    template <class Unit, class T>
    static constexpr bool total = true;
    template <class R, class T>
    static constexpr auto apply(std::int32_t unit_number, T const& t) {
        auto const unit = static_cast<time_unit>(unit_number);
        timestamp const cut = truncate(timestamp(t), unit);
        if constexpr (Certain) {
            return cut;
        } else {
            return unit == time_unit::none ? std::optional<timestamp>() : std::optional(cut);
        }
    }
};

struct trunc_function {
    static constexpr std::string_view name = "trunc";
    template <class T, class Unit>
    static constexpr verdict check() {
        return check_kinds<T, Unit>(name, "di");
    }
    template <class T, class Unit>
    using result = std::optional<date>;
    template <class T, class Unit>
    static constexpr bool total = true;
    template <class R, class T>
    static constexpr std::optional<date> apply(T const& t, std::int32_t unit_number) {
        auto const unit = static_cast<time_unit>(unit_number);
        return unit < time_unit::week ? std::optional<date>()
                                      : std::optional(from_days(first_day(day_of(t), unit)));
    }
};

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
template <expression E>
constexpr auto date_trunc(std::string_view unit, E const& e) {
    return detail::make_function<detail::date_trunc_function<false>>(
        static_cast<std::int32_t>(detail::read_time_unit(unit)), e);
}
/// A date cut down to a week, month, quarter or year: `trunc("day"_c, "month")`; null for other units.
///
/// Null    null where the date is null or the text names none of these units.
/// Errors  compile time: neither date nor timestamp.
/// Source  Spark functions.trunc.
template <expression E>
constexpr auto trunc(E const& e, std::string_view unit) {
    return detail::make_function<detail::trunc_function>(
        e, static_cast<std::int32_t>(detail::read_time_unit(unit)));
}

} // namespace weir
