// SPDX-License-Identifier: BSL-1.0
// extract, date_part and datepart: a field of a time or an interval by its name.
#pragma once

#include <weir/core/decimal.hpp>
#include <weir/core/edit_distance.hpp>
#include <weir/expr/time_fields.hpp>

#include <concepts>
#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>

namespace weir {

namespace detail {

enum class extracted_field : std::uint8_t {
    none,
    year,
    yearofweek,
    quarter,
    month,
    week,
    day,
    dayofweek,
    dayofweek_iso,
    doy,
    hour,
    minute,
    second
};

constexpr extracted_field find_extracted_field(std::string_view name) {
    struct spelling {
        std::string_view name;
        extracted_field field;
    };
    using enum extracted_field;
    constexpr spelling spellings[] = {{"year", year},
                                      {"y", year},
                                      {"years", year},
                                      {"yr", year},
                                      {"yrs", year},
                                      {"yearofweek", yearofweek},
                                      {"quarter", quarter},
                                      {"qtr", quarter},
                                      {"month", month},
                                      {"mon", month},
                                      {"mons", month},
                                      {"months", month},
                                      {"week", week},
                                      {"w", week},
                                      {"weeks", week},
                                      {"day", day},
                                      {"d", day},
                                      {"days", day},
                                      {"dayofweek", dayofweek},
                                      {"dow", dayofweek},
                                      {"dayofweek_iso", dayofweek_iso},
                                      {"dow_iso", dayofweek_iso},
                                      {"doy", doy},
                                      {"hour", hour},
                                      {"h", hour},
                                      {"hours", hour},
                                      {"hr", hour},
                                      {"hrs", hour},
                                      {"minute", minute},
                                      {"m", minute},
                                      {"min", minute},
                                      {"mins", minute},
                                      {"minutes", minute},
                                      {"second", second},
                                      {"s", second},
                                      {"sec", second},
                                      {"seconds", second},
                                      {"secs", second}};
    for (spelling const& s : spellings) {
        if (equal_ignoring_case(s.name, name)) return s.field;
    }
    return none;
}

/// Whether an interval of type `T` has a field.
template <any_interval T>
constexpr bool interval_has(extracted_field f) {
    using enum extracted_field;
    bool const of_months = f == year || f == month;
    bool const of_micros = f == day || f == hour || f == minute || f == second;
    return is_year_month<T> ? of_months : is_day_time<T> ? of_micros : of_months || of_micros;
}

using extracted_seconds = decimal<8, 6>;

enum class extract_style : std::uint8_t { extract, date_part, datepart };

template <extract_style Style, fixed_string Field>
struct extract_function {
    static constexpr extracted_field field = find_extracted_field(Field.view());

    template <class T>
    static constexpr verdict check() {
        constexpr bool fits = [] {
            if constexpr (any_interval<T>) {
                return interval_has<T>(field);
            } else {
                return field != extracted_field::none;
            }
        }();
        if constexpr (!any_interval<T> && !fits_time_argument<'T', T>()) {
            return fault("argument of extract is ", type_name<T>().view(), time_argument_advice('T'));
        } else if constexpr (!fits) {
            return fault("no field \"", Field.view(), "\" of ", type_name<T>().view(),
                         "; write one like year or second");
        } else {
            return {};
        }
    }
    template <class T>
    static constexpr auto find_type() {
        using enum extracted_field;
        if constexpr (field == second) {
            return type_identity<extracted_seconds>{};
        } else if constexpr (any_interval<T> && (field == month || field == hour || field == minute)) {
            return type_identity<std::int8_t>{};
        } else {
            return type_identity<std::int32_t>{};
        }
    }
    template <class T>
    using result = nullable_if<typename decltype(find_type<T>())::type, nullable_time_argument<'T', T>>;

    static constexpr void write(text& out, text const& e) {
        out << (Style == extract_style::extract     ? "extract("
                : Style == extract_style::date_part ? "date_part("
                                                    : "datepart(")
            << Field.view() << (Style == extract_style::date_part ? ", " : " FROM ") << e.view() << ')';
    }

    template <class R, class T>
    static constexpr auto apply(T const& value) {
        if constexpr (std::same_as<T, void_type>) {
            return std::optional<R>();
        } else if constexpr (any_interval<T>) {
            return of_interval<R>(as_interval_value(value), std::same_as<T, interval_value>);
        } else if constexpr (field >= extracted_field::hour) {
            return of_time<R>(micros_of_day(as_time_argument<'T'>(value)));
        } else {
            return static_cast<R>(of_day(days(as_time_argument<'D'>(value))));
        }
    }

private:
    template <class R>
    static constexpr R of_time(std::int64_t us) {
        if constexpr (field == extracted_field::second) {
            return R::from_unscaled(us % 60'000'000);
        } else {
            return static_cast<R>(field == extracted_field::hour ? us / 3'600'000'000 : us / 60'000'000 % 60);
        }
    }
    template <class R>
    static constexpr R of_interval(interval_value const& i, bool days_apart) {
        using enum extracted_field;
        if constexpr (field == second) {
            return R::from_unscaled(i.microseconds % 60'000'000);
        } else {
            std::int64_t const us = i.microseconds;
            return static_cast<R>(field == year    ? i.months / 12
                                  : field == month ? i.months % 12
                                  : field == day   ? (days_apart ? i.days : us / micros_per_day)
                                  : field == hour
                                      ? (days_apart ? us / 3'600'000'000 : us / 3'600'000'000 % 24)
                                      : us / 60'000'000 % 60);
        }
    }
    static constexpr std::int64_t of_day(std::int64_t d) {
        using enum extracted_field;
        if constexpr (field == week) {
            return week_of_year(d);
        } else if constexpr (field == yearofweek) {
            return civil_from_days(d - floor_mod(d + 3, 7) + 3).year;
        } else if constexpr (field == dayofweek) {
            return floor_mod(d + 4, 7) + 1;
        } else if constexpr (field == dayofweek_iso) {
            return floor_mod(d + 3, 7) + 1;
        } else if constexpr (field == doy) {
            return day_of_year(d);
        } else {
            civil_date const c = civil_from_days(d);
            return field == year      ? c.year
                   : field == quarter ? (c.month + 2) / 3
                   : field == month   ? c.month
                                      : c.day;
        }
    }
};

} // namespace detail

/// A field of a time or an interval by its name: `extract<"year">("d"_c)`; seconds have their fraction.
///
/// Null    null where the time is null.
/// Errors  compile time: no such field.
/// Source  Spark functions.extract.
template <fixed_string Field, class E>
    requires detail::operand<E>
constexpr auto extract(E const& e) {
    return detail::make_function<detail::extract_function<detail::extract_style::extract, Field>>(e);
}
/// The same.
/// Source  Spark functions.date_part.
template <fixed_string Field, class E>
    requires detail::operand<E>
constexpr auto date_part(E const& e) {
    return detail::make_function<detail::extract_function<detail::extract_style::date_part, Field>>(e);
}
/// The same.
/// Source  Spark functions.datepart.
template <fixed_string Field, class E>
    requires detail::operand<E>
constexpr auto datepart(E const& e) {
    return detail::make_function<detail::extract_function<detail::extract_style::datepart, Field>>(e);
}

} // namespace weir
