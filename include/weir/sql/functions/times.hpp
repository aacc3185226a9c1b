// SPDX-License-Identifier: BSL-1.0
// The functions of dates and timestamps by their names in SQL.
#pragma once

#include <weir/expr/times.hpp>
#include <weir/sql/registry.hpp>

#include <string_view>

namespace weir::detail {

inline constexpr std::string_view sql_time_names =
    "date_format date_trunc trunc date_add date_sub datediff last_day add_months unix_seconds "
    "unix_millis unix_micros unix_timestamp timestamp_seconds timestamp_millis timestamp_micros "
    "unix_date date_from_unix_date to_date to_timestamp year quarter month dayofmonth dayofyear "
    "weekofyear dayofweek weekday hour minute second day date_diff";

template <>
inline constexpr auto sql_function<"date_format"> =
    [](auto const&... a) -> decltype(weir::date_format(a...)) { return weir::date_format(a...); };
template <>
inline constexpr auto sql_function<"date_trunc"> =
    [](auto const&... a) -> decltype(weir::date_trunc(a...)) { return weir::date_trunc(a...); };
template <>
inline constexpr auto sql_function<"trunc"> =
    [](auto const&... a) -> decltype(weir::trunc(a...)) { return weir::trunc(a...); };
template <>
inline constexpr auto sql_function<"date_add"> =
    [](auto const&... a) -> decltype(weir::date_add(a...)) { return weir::date_add(a...); };
template <>
inline constexpr auto sql_function<"date_sub"> =
    [](auto const&... a) -> decltype(weir::date_sub(a...)) { return weir::date_sub(a...); };
template <>
inline constexpr auto sql_function<"datediff"> =
    [](auto const&... a) -> decltype(weir::datediff(a...)) { return weir::datediff(a...); };
template <>
inline constexpr auto sql_function<"last_day"> =
    [](auto const&... a) -> decltype(weir::last_day(a...)) { return weir::last_day(a...); };
template <>
inline constexpr auto sql_function<"add_months"> =
    [](auto const&... a) -> decltype(weir::add_months(a...)) { return weir::add_months(a...); };
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
inline constexpr auto sql_function<"to_timestamp"> =
    [](auto const&... a) -> decltype(weir::to_timestamp(a...)) { return weir::to_timestamp(a...); };
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
inline constexpr auto sql_function<"hour"> =
    [](auto const&... a) -> decltype(weir::hour(a...)) { return weir::hour(a...); };
template <>
inline constexpr auto sql_function<"minute"> =
    [](auto const&... a) -> decltype(weir::minute(a...)) { return weir::minute(a...); };
template <>
inline constexpr auto sql_function<"second"> =
    [](auto const&... a) -> decltype(weir::second(a...)) { return weir::second(a...); };
template <>
inline constexpr auto sql_function<"day"> =
    [](auto const&... a) -> decltype(weir::dayofmonth(a...)) { return weir::dayofmonth(a...); };
template <>
inline constexpr auto sql_function<"date_diff"> =
    [](auto const&... a) -> decltype(weir::datediff(a...)) { return weir::datediff(a...); };

} // namespace weir::detail
