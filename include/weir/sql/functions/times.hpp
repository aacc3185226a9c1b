// SPDX-License-Identifier: BSL-1.0
// The functions of dates, timestamps and intervals by their names in SQL.
#pragma once

#include <weir/expr/times.hpp>
#include <weir/sql/registry.hpp>

#include <string_view>

namespace weir::detail {

inline constexpr std::string_view sql_time_names =
    "date_format trunc date_trunc date_sub last_day next_day add_months months_between unix_seconds "
    "unix_millis unix_micros unix_timestamp to_unix_timestamp from_unixtime timestamp_seconds "
    "timestamp_millis timestamp_micros unix_date date_from_unix_date to_date try_to_date "
    "to_timestamp try_to_timestamp to_timestamp_ltz to_timestamp_ntz year quarter month dayofmonth "
    "day dayofyear weekofyear dayofweek weekday dayname monthname hour minute second make_date "
    "make_timestamp make_timestamp_ltz make_timestamp_ntz try_make_timestamp try_make_timestamp_ltz "
    "try_make_timestamp_ntz make_interval try_make_interval make_dt_interval make_ym_interval "
    "from_utc_timestamp to_utc_timestamp convert_timezone current_timezone current_timestamp now "
    "current_date curdate localtimestamp date_add dateadd timestampadd datediff date_diff "
    "timestampdiff extract date_part datepart";

template <>
inline constexpr auto sql_function<"date_format"> =
    [](auto const&... a) -> decltype(weir::date_format(a...)) { return weir::date_format(a...); };
template <>
inline constexpr auto sql_function<"trunc"> =
    [](auto const&... a) -> decltype(weir::trunc(a...)) { return weir::trunc(a...); };
template <>
inline constexpr auto sql_function<"date_trunc"> =
    [](auto const&... a) -> decltype(weir::date_trunc(a...)) { return weir::date_trunc(a...); };
template <>
inline constexpr auto sql_function<"date_sub"> =
    [](auto const&... a) -> decltype(weir::date_sub(a...)) { return weir::date_sub(a...); };
template <>
inline constexpr auto sql_function<"last_day"> =
    [](auto const&... a) -> decltype(weir::last_day(a...)) { return weir::last_day(a...); };
template <>
inline constexpr auto sql_function<"next_day"> =
    [](auto const&... a) -> decltype(weir::next_day(a...)) { return weir::next_day(a...); };
template <>
inline constexpr auto sql_function<"add_months"> =
    [](auto const&... a) -> decltype(weir::add_months(a...)) { return weir::add_months(a...); };
template <>
inline constexpr auto sql_function<"months_between"> =
    [](auto const&... a) -> decltype(weir::months_between(a...)) { return weir::months_between(a...); };
template <>
inline constexpr auto sql_function<"unix_seconds"> =
    [](auto const&... a) -> decltype(weir::unix_seconds(a...)) { return weir::unix_seconds(a...); };
template <>
inline constexpr auto sql_function<"unix_millis"> =
    [](auto const&... a) -> decltype(weir::unix_millis(a...)) { return weir::unix_millis(a...); };
template <>
inline constexpr auto sql_function<"unix_micros"> =
    [](auto const&... a) -> decltype(weir::unix_micros(a...)) { return weir::unix_micros(a...); };
template <>
inline constexpr auto sql_function<"unix_timestamp"> =
    [](auto const&... a) -> decltype(weir::unix_timestamp(a...)) { return weir::unix_timestamp(a...); };
template <>
inline constexpr auto sql_function<"to_unix_timestamp"> =
    [](auto const&... a) -> decltype(weir::to_unix_timestamp(a...)) { return weir::to_unix_timestamp(a...); };
template <>
inline constexpr auto sql_function<"from_unixtime"> =
    [](auto const&... a) -> decltype(weir::from_unixtime(a...)) { return weir::from_unixtime(a...); };
template <>
inline constexpr auto sql_function<"timestamp_seconds"> =
    [](auto const&... a) -> decltype(weir::timestamp_seconds(a...)) { return weir::timestamp_seconds(a...); };
template <>
inline constexpr auto sql_function<"timestamp_millis"> =
    [](auto const&... a) -> decltype(weir::timestamp_millis(a...)) { return weir::timestamp_millis(a...); };
template <>
inline constexpr auto sql_function<"timestamp_micros"> =
    [](auto const&... a) -> decltype(weir::timestamp_micros(a...)) { return weir::timestamp_micros(a...); };
template <>
inline constexpr auto sql_function<"unix_date"> =
    [](auto const&... a) -> decltype(weir::unix_date(a...)) { return weir::unix_date(a...); };
template <>
inline constexpr auto sql_function<"date_from_unix_date"> =
    [](auto const&... a) -> decltype(weir::date_from_unix_date(a...)) {
    return weir::date_from_unix_date(a...);
};
template <>
inline constexpr auto sql_function<"to_date"> =
    [](auto const&... a) -> decltype(weir::to_date(a...)) { return weir::to_date(a...); };
template <>
inline constexpr auto sql_function<"try_to_date"> =
    [](auto const&... a) -> decltype(weir::try_to_date(a...)) { return weir::try_to_date(a...); };
template <>
inline constexpr auto sql_function<"to_timestamp"> =
    [](auto const&... a) -> decltype(weir::to_timestamp(a...)) { return weir::to_timestamp(a...); };
template <>
inline constexpr auto sql_function<"try_to_timestamp"> =
    [](auto const&... a) -> decltype(weir::try_to_timestamp(a...)) { return weir::try_to_timestamp(a...); };
template <>
inline constexpr auto sql_function<"to_timestamp_ltz"> =
    [](auto const&... a) -> decltype(weir::to_timestamp_ltz(a...)) { return weir::to_timestamp_ltz(a...); };
template <>
inline constexpr auto sql_function<"to_timestamp_ntz"> =
    [](auto const&... a) -> decltype(weir::to_timestamp_ntz(a...)) { return weir::to_timestamp_ntz(a...); };
template <>
inline constexpr auto sql_function<"year"> =
    [](auto const&... a) -> decltype(weir::year(a...)) { return weir::year(a...); };
template <>
inline constexpr auto sql_function<"quarter"> =
    [](auto const&... a) -> decltype(weir::quarter(a...)) { return weir::quarter(a...); };
template <>
inline constexpr auto sql_function<"month"> =
    [](auto const&... a) -> decltype(weir::month(a...)) { return weir::month(a...); };
template <>
inline constexpr auto sql_function<"dayofmonth"> =
    [](auto const&... a) -> decltype(weir::dayofmonth(a...)) { return weir::dayofmonth(a...); };
template <>
inline constexpr auto sql_function<"day"> =
    [](auto const&... a) -> decltype(weir::day(a...)) { return weir::day(a...); };
template <>
inline constexpr auto sql_function<"dayofyear"> =
    [](auto const&... a) -> decltype(weir::dayofyear(a...)) { return weir::dayofyear(a...); };
template <>
inline constexpr auto sql_function<"weekofyear"> =
    [](auto const&... a) -> decltype(weir::weekofyear(a...)) { return weir::weekofyear(a...); };
template <>
inline constexpr auto sql_function<"dayofweek"> =
    [](auto const&... a) -> decltype(weir::dayofweek(a...)) { return weir::dayofweek(a...); };
template <>
inline constexpr auto sql_function<"weekday"> =
    [](auto const&... a) -> decltype(weir::weekday(a...)) { return weir::weekday(a...); };
template <>
inline constexpr auto sql_function<"dayname"> =
    [](auto const&... a) -> decltype(weir::dayname(a...)) { return weir::dayname(a...); };
template <>
inline constexpr auto sql_function<"monthname"> =
    [](auto const&... a) -> decltype(weir::monthname(a...)) { return weir::monthname(a...); };
template <>
inline constexpr auto sql_function<"hour"> =
    [](auto const&... a) -> decltype(weir::hour(a...)) { return weir::hour(a...); };
template <>
inline constexpr auto sql_function<"minute"> =
    [](auto const&... a) -> decltype(weir::minute(a...)) { return weir::minute(a...); };
template <>
inline constexpr auto sql_function<"second"> =
    [](auto const&... a) -> decltype(weir::second(a...)) { return weir::second(a...); };
template <>
inline constexpr auto sql_function<"make_date"> =
    [](auto const&... a) -> decltype(weir::make_date(a...)) { return weir::make_date(a...); };
template <>
inline constexpr auto sql_function<"make_timestamp"> =
    [](auto const&... a) -> decltype(weir::make_timestamp(a...)) { return weir::make_timestamp(a...); };
template <>
inline constexpr auto sql_function<"make_timestamp_ltz"> =
    [](auto const&... a) -> decltype(weir::make_timestamp_ltz(a...)) {
    return weir::make_timestamp_ltz(a...);
};
template <>
inline constexpr auto sql_function<"make_timestamp_ntz"> =
    [](auto const&... a) -> decltype(weir::make_timestamp_ntz(a...)) {
    return weir::make_timestamp_ntz(a...);
};
template <>
inline constexpr auto sql_function<"try_make_timestamp"> =
    [](auto const&... a) -> decltype(weir::try_make_timestamp(a...)) {
    return weir::try_make_timestamp(a...);
};
template <>
inline constexpr auto sql_function<"try_make_timestamp_ltz"> =
    [](auto const&... a) -> decltype(weir::try_make_timestamp_ltz(a...)) {
    return weir::try_make_timestamp_ltz(a...);
};
template <>
inline constexpr auto sql_function<"try_make_timestamp_ntz"> =
    [](auto const&... a) -> decltype(weir::try_make_timestamp_ntz(a...)) {
    return weir::try_make_timestamp_ntz(a...);
};
template <>
inline constexpr auto sql_function<"make_interval"> =
    [](auto const&... a) -> decltype(weir::make_interval(a...)) { return weir::make_interval(a...); };
template <>
inline constexpr auto sql_function<"try_make_interval"> =
    [](auto const&... a) -> decltype(weir::try_make_interval(a...)) { return weir::try_make_interval(a...); };
template <>
inline constexpr auto sql_function<"make_dt_interval"> =
    [](auto const&... a) -> decltype(weir::make_dt_interval(a...)) { return weir::make_dt_interval(a...); };
template <>
inline constexpr auto sql_function<"make_ym_interval"> =
    [](auto const&... a) -> decltype(weir::make_ym_interval(a...)) { return weir::make_ym_interval(a...); };
template <>
inline constexpr auto sql_function<"from_utc_timestamp"> =
    [](auto const&... a) -> decltype(weir::from_utc_timestamp(a...)) {
    return weir::from_utc_timestamp(a...);
};
template <>
inline constexpr auto sql_function<"to_utc_timestamp"> =
    [](auto const&... a) -> decltype(weir::to_utc_timestamp(a...)) { return weir::to_utc_timestamp(a...); };
template <>
inline constexpr auto sql_function<"convert_timezone"> =
    [](auto const&... a) -> decltype(weir::convert_timezone(a...)) { return weir::convert_timezone(a...); };
template <>
inline constexpr auto sql_function<"current_timezone"> =
    [](auto const&... a) -> decltype(weir::current_timezone(a...)) { return weir::current_timezone(a...); };
template <>
inline constexpr auto sql_function<"current_timestamp"> =
    [](auto const&... a) -> decltype(weir::current_timestamp(a...)) { return weir::current_timestamp(a...); };
template <>
inline constexpr auto sql_function<"now"> =
    [](auto const&... a) -> decltype(weir::now(a...)) { return weir::now(a...); };
template <>
inline constexpr auto sql_function<"current_date"> =
    [](auto const&... a) -> decltype(weir::current_date(a...)) { return weir::current_date(a...); };
template <>
inline constexpr auto sql_function<"curdate"> =
    [](auto const&... a) -> decltype(weir::curdate(a...)) { return weir::curdate(a...); };
template <>
inline constexpr auto sql_function<"localtimestamp"> =
    [](auto const&... a) -> decltype(weir::localtimestamp(a...)) { return weir::localtimestamp(a...); };
template <>
inline constexpr auto sql_function<"extract"> =
    []<fixed_string Field>(constant_text<Field> const&, auto const& e) -> decltype(weir::extract<Field>(e)) {
    return weir::extract<Field>(e);
};
template <>
inline constexpr auto sql_function<"date_part"> =
    []<fixed_string Field>(constant_text<Field> const&,
                           auto const& e) -> decltype(weir::date_part<Field>(e)) {
    return weir::date_part<Field>(e);
};
template <>
inline constexpr auto sql_function<"datepart"> =
    []<fixed_string Field>(constant_text<Field> const&, auto const& e) -> decltype(weir::datepart<Field>(e)) {
    return weir::datepart<Field>(e);
};

// Two arguments are dates, or a date and days; three begin with a unit.
struct sql_add_units {
    template <fixed_string Unit, class N, class T>
    constexpr auto operator()(constant_text<Unit> const&, N const& n, T const& t) const
        -> decltype(weir::timestampadd<Unit>(n, t)) {
        return weir::timestampadd<Unit>(n, t);
    }
};
struct sql_add_days : sql_add_units {
    using sql_add_units::operator();
    template <class D, class N>
    constexpr auto operator()(D const& d, N const& n) const -> decltype(weir::date_add(d, n)) {
        return weir::date_add(d, n);
    }
};
struct sql_count_units {
    template <fixed_string Unit, class A, class B>
    constexpr auto operator()(constant_text<Unit> const&, A const& a, B const& b) const
        -> decltype(weir::timestampdiff<Unit>(a, b)) {
        return weir::timestampdiff<Unit>(a, b);
    }
};
struct sql_count_days : sql_count_units {
    using sql_count_units::operator();
    template <class A, class B>
    constexpr auto operator()(A const& a, B const& b) const -> decltype(weir::datediff(a, b)) {
        return weir::datediff(a, b);
    }
};
struct sql_count_days_apart : sql_count_units {
    using sql_count_units::operator();
    template <class A, class B>
    constexpr auto operator()(A const& a, B const& b) const -> decltype(weir::date_diff(a, b)) {
        return weir::date_diff(a, b);
    }
};
template <>
inline constexpr auto sql_function<"date_add"> = sql_add_days{};
template <>
inline constexpr auto sql_function<"dateadd"> = sql_add_days{};
template <>
inline constexpr auto sql_function<"timestampadd"> = sql_add_units{};
template <>
inline constexpr auto sql_function<"datediff"> = sql_count_days{};
template <>
inline constexpr auto sql_function<"date_diff"> = sql_count_days_apart{};
template <>
inline constexpr auto sql_function<"timestampdiff"> = sql_count_units{};

} // namespace weir::detail
