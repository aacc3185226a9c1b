// SPDX-License-Identifier: BSL-1.0
// The functions of texts by their names in SQL.
#pragma once

#include <weir/expr/split.hpp>
#include <weir/expr/strings.hpp>
#include <weir/sql/registry.hpp>

#include <string_view>

namespace weir::detail {

inline constexpr std::string_view sql_string_names =
    "upper lower initcap length substring left right reverse repeat lpad rpad ascii contains "
    "startswith endswith instr locate replace trim ltrim rtrim concat concat_ws split like "
    "ucase lcase substr";

template <>
inline constexpr auto sql_function<"upper"> =
    [](auto const&... a) -> decltype(weir::upper(a...)) { return weir::upper(a...); };
template <>
inline constexpr auto sql_function<"lower"> =
    [](auto const&... a) -> decltype(weir::lower(a...)) { return weir::lower(a...); };
template <>
inline constexpr auto sql_function<"initcap"> =
    [](auto const&... a) -> decltype(weir::initcap(a...)) { return weir::initcap(a...); };
template <>
inline constexpr auto sql_function<"length"> =
    [](auto const&... a) -> decltype(weir::length(a...)) { return weir::length(a...); };
template <>
inline constexpr auto sql_function<"substring"> =
    [](auto const&... a) -> decltype(weir::substring(a...)) { return weir::substring(a...); };
template <>
inline constexpr auto sql_function<"left"> =
    [](auto const&... a) -> decltype(weir::left(a...)) { return weir::left(a...); };
template <>
inline constexpr auto sql_function<"right"> =
    [](auto const&... a) -> decltype(weir::right(a...)) { return weir::right(a...); };
template <>
inline constexpr auto sql_function<"reverse"> =
    [](auto const&... a) -> decltype(weir::reverse(a...)) { return weir::reverse(a...); };
template <>
inline constexpr auto sql_function<"repeat"> =
    [](auto const&... a) -> decltype(weir::repeat(a...)) { return weir::repeat(a...); };
template <>
inline constexpr auto sql_function<"lpad"> =
    [](auto const&... a) -> decltype(weir::lpad(a...)) { return weir::lpad(a...); };
template <>
inline constexpr auto sql_function<"rpad"> =
    [](auto const&... a) -> decltype(weir::rpad(a...)) { return weir::rpad(a...); };
template <>
inline constexpr auto sql_function<"ascii"> =
    [](auto const&... a) -> decltype(weir::ascii(a...)) { return weir::ascii(a...); };
template <>
inline constexpr auto sql_function<"contains"> =
    [](auto const&... a) -> decltype(weir::contains(a...)) { return weir::contains(a...); };
template <>
inline constexpr auto sql_function<"startswith"> =
    [](auto const&... a) -> decltype(weir::startswith(a...)) { return weir::startswith(a...); };
template <>
inline constexpr auto sql_function<"endswith"> =
    [](auto const&... a) -> decltype(weir::endswith(a...)) { return weir::endswith(a...); };
template <>
inline constexpr auto sql_function<"instr"> =
    [](auto const&... a) -> decltype(weir::instr(a...)) { return weir::instr(a...); };
template <>
inline constexpr auto sql_function<"locate"> =
    [](auto const&... a) -> decltype(weir::locate(a...)) { return weir::locate(a...); };
template <>
inline constexpr auto sql_function<"replace"> =
    [](auto const&... a) -> decltype(weir::replace(a...)) { return weir::replace(a...); };
template <>
inline constexpr auto sql_function<"trim"> =
    [](auto const&... a) -> decltype(weir::trim(a...)) { return weir::trim(a...); };
template <>
inline constexpr auto sql_function<"ltrim"> =
    [](auto const&... a) -> decltype(weir::ltrim(a...)) { return weir::ltrim(a...); };
template <>
inline constexpr auto sql_function<"rtrim"> =
    [](auto const&... a) -> decltype(weir::rtrim(a...)) { return weir::rtrim(a...); };
template <>
inline constexpr auto sql_function<"concat"> =
    [](auto const&... a) -> decltype(weir::concat(a...)) { return weir::concat(a...); };
template <>
inline constexpr auto sql_function<"concat_ws"> =
    [](auto const&... a) -> decltype(weir::concat_ws(a...)) { return weir::concat_ws(a...); };
template <>
inline constexpr auto sql_function<"split"> =
    [](auto const&... a) -> decltype(weir::split(a...)) { return weir::split(a...); };
template <>
inline constexpr auto sql_function<"like"> =
    [](auto const&... a) -> decltype(weir::like(a...)) { return weir::like(a...); };
template <>
inline constexpr auto sql_function<"ucase"> =
    [](auto const&... a) -> decltype(weir::upper(a...)) { return weir::upper(a...); };
template <>
inline constexpr auto sql_function<"lcase"> =
    [](auto const&... a) -> decltype(weir::lower(a...)) { return weir::lower(a...); };
template <>
inline constexpr auto sql_function<"substr"> =
    [](auto const&... a) -> decltype(weir::substring(a...)) { return weir::substring(a...); };

} // namespace weir::detail
