// SPDX-License-Identifier: BSL-1.0
// The aggregate functions by their names in SQL.
#pragma once

#include <weir/expr/aggregates.hpp>
#include <weir/expr/collecting_aggregates.hpp>
#include <weir/sql/registry.hpp>

#include <string_view>

namespace weir::detail {

inline constexpr std::string_view sql_aggregate_names =
    "count sum avg min max variance var_samp var_pop stddev stddev_samp stddev_pop first last "
    "collect_list collect_set mean std first_value last_value array_agg";

template <>
inline constexpr auto sql_function<"count"> =
    [](auto const&... a) -> decltype(weir::count(a...)) { return weir::count(a...); };
template <>
inline constexpr auto sql_function<"sum"> =
    [](auto const&... a) -> decltype(weir::sum(a...)) { return weir::sum(a...); };
template <>
inline constexpr auto sql_function<"avg"> =
    [](auto const&... a) -> decltype(weir::avg(a...)) { return weir::avg(a...); };
template <>
inline constexpr auto sql_function<"min"> =
    [](auto const&... a) -> decltype(weir::min(a...)) { return weir::min(a...); };
template <>
inline constexpr auto sql_function<"max"> =
    [](auto const&... a) -> decltype(weir::max(a...)) { return weir::max(a...); };
template <>
inline constexpr auto sql_function<"variance"> =
    [](auto const&... a) -> decltype(weir::variance(a...)) { return weir::variance(a...); };
template <>
inline constexpr auto sql_function<"var_samp"> =
    [](auto const&... a) -> decltype(weir::var_samp(a...)) { return weir::var_samp(a...); };
template <>
inline constexpr auto sql_function<"var_pop"> =
    [](auto const&... a) -> decltype(weir::var_pop(a...)) { return weir::var_pop(a...); };
template <>
inline constexpr auto sql_function<"stddev"> =
    [](auto const&... a) -> decltype(weir::stddev(a...)) { return weir::stddev(a...); };
template <>
inline constexpr auto sql_function<"stddev_samp"> =
    [](auto const&... a) -> decltype(weir::stddev_samp(a...)) { return weir::stddev_samp(a...); };
template <>
inline constexpr auto sql_function<"stddev_pop"> =
    [](auto const&... a) -> decltype(weir::stddev_pop(a...)) { return weir::stddev_pop(a...); };
template <>
inline constexpr auto sql_function<"first"> =
    [](auto const&... a) -> decltype(weir::first(a...)) { return weir::first(a...); };
template <>
inline constexpr auto sql_function<"last"> =
    [](auto const&... a) -> decltype(weir::last(a...)) { return weir::last(a...); };
template <>
inline constexpr auto sql_function<"collect_list"> =
    [](auto const&... a) -> decltype(weir::collect_list(a...)) { return weir::collect_list(a...); };
template <>
inline constexpr auto sql_function<"collect_set"> =
    [](auto const&... a) -> decltype(weir::collect_set(a...)) { return weir::collect_set(a...); };
template <>
inline constexpr auto sql_function<"mean"> =
    [](auto const&... a) -> decltype(weir::avg(a...)) { return weir::avg(a...); };
template <>
inline constexpr auto sql_function<"std"> =
    [](auto const&... a) -> decltype(weir::stddev(a...)) { return weir::stddev(a...); };
template <>
inline constexpr auto sql_function<"first_value"> =
    [](auto const&... a) -> decltype(weir::first(a...)) { return weir::first(a...); };
template <>
inline constexpr auto sql_function<"last_value"> =
    [](auto const&... a) -> decltype(weir::last(a...)) { return weir::last(a...); };
template <>
inline constexpr auto sql_function<"array_agg"> =
    [](auto const&... a) -> decltype(weir::collect_list(a...)) { return weir::collect_list(a...); };

} // namespace weir::detail
