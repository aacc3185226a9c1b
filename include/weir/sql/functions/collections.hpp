// SPDX-License-Identifier: BSL-1.0
// The functions of arrays and maps by their names in SQL.
#pragma once

#include <weir/expr/generator.hpp>
#include <weir/sql/registry.hpp>

#include <string_view>

namespace weir::detail {

inline constexpr std::string_view sql_collection_names = "explode explode_outer posexplode posexplode_outer";

template <>
inline constexpr auto sql_function<"explode"> =
    [](auto const&... a) -> decltype(weir::explode(a...)) { return weir::explode(a...); };
template <>
inline constexpr auto sql_function<"explode_outer"> =
    [](auto const&... a) -> decltype(weir::explode_outer(a...)) { return weir::explode_outer(a...); };
template <>
inline constexpr auto sql_function<"posexplode"> =
    [](auto const&... a) -> decltype(weir::posexplode(a...)) { return weir::posexplode(a...); };
template <>
inline constexpr auto sql_function<"posexplode_outer"> =
    [](auto const&... a) -> decltype(weir::posexplode_outer(a...)) { return weir::posexplode_outer(a...); };

} // namespace weir::detail
