// SPDX-License-Identifier: BSL-1.0
// The functions that choose a value by their names in SQL.
#pragma once

#include <weir/expr/choice.hpp>
#include <weir/expr/conditional.hpp>
#include <weir/expr/inspection.hpp>
#include <weir/expr/nulls.hpp>
#include <weir/sql/registry.hpp>

#include <string_view>

namespace weir::detail {

inline constexpr std::string_view sql_conditional_names =
    "coalesce greatest least nullif nvl ifnull if isnull isnotnull nvl2 zeroifnull nullifzero equal_null "
    "typeof assert_true raise_error";

template <>
inline constexpr auto sql_function<"coalesce"> =
    [](auto const&... a) -> decltype(weir::coalesce(a...)) { return weir::coalesce(a...); };
template <>
inline constexpr auto sql_function<"greatest"> =
    [](auto const&... a) -> decltype(weir::greatest(a...)) { return weir::greatest(a...); };
template <>
inline constexpr auto sql_function<"least"> =
    [](auto const&... a) -> decltype(weir::least(a...)) { return weir::least(a...); };
template <>
inline constexpr auto sql_function<"nullif"> =
    [](auto const&... a) -> decltype(weir::nullif(a...)) { return weir::nullif(a...); };
template <>
inline constexpr auto sql_function<"nvl"> =
    [](auto const&... a) -> decltype(weir::nvl(a...)) { return weir::nvl(a...); };
template <>
inline constexpr auto sql_function<"ifnull"> =
    [](auto const&... a) -> decltype(weir::ifnull(a...)) { return weir::ifnull(a...); };
template <>
inline constexpr auto sql_function<"if"> =
    [](auto const&... a) -> decltype(weir::if_(a...)) { return weir::if_(a...); };
template <>
inline constexpr auto sql_function<"isnull"> =
    [](auto const&... a) -> decltype(weir::is_null(a...)) { return weir::is_null(a...); };
template <>
inline constexpr auto sql_function<"isnotnull"> =
    [](auto const&... a) -> decltype(weir::is_not_null(a...)) { return weir::is_not_null(a...); };
template <>
inline constexpr auto sql_function<"nvl2"> =
    [](auto const&... a) -> decltype(weir::nvl2(a...)) { return weir::nvl2(a...); };
template <>
inline constexpr auto sql_function<"zeroifnull"> =
    [](auto const&... a) -> decltype(weir::zeroifnull(a...)) { return weir::zeroifnull(a...); };
template <>
inline constexpr auto sql_function<"nullifzero"> =
    [](auto const&... a) -> decltype(weir::nullifzero(a...)) { return weir::nullifzero(a...); };
template <>
inline constexpr auto sql_function<"equal_null"> =
    [](auto const&... a) -> decltype(weir::equal_null(a...)) { return weir::equal_null(a...); };
template <>
inline constexpr auto sql_function<"typeof"> =
    [](auto const&... a) -> decltype(weir::typeof_(a...)) { return weir::typeof_(a...); };
template <>
inline constexpr auto sql_function<"assert_true"> =
    [](auto const&... a) -> decltype(weir::assert_true(a...)) { return weir::assert_true(a...); };
template <>
inline constexpr auto sql_function<"raise_error"> =
    [](auto const&... a) -> decltype(weir::raise_error(a...)) { return weir::raise_error(a...); };

} // namespace weir::detail
