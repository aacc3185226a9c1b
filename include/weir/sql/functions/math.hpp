// SPDX-License-Identifier: BSL-1.0
// The functions of numbers by their names in SQL.
#pragma once

#include <weir/expr/math.hpp>
#include <weir/expr/rounding.hpp>
#include <weir/expr/try_arithmetic.hpp>
#include <weir/sql/registry.hpp>

#include <string_view>

namespace weir::detail {

inline constexpr std::string_view sql_math_names =
    "abs sqrt cbrt pow exp ln log log10 log2 isnan round bround floor ceil pmod try_add "
    "try_subtract try_multiply try_divide try_mod power ceiling";

template <>
inline constexpr auto sql_function<"abs"> =
    [](auto const&... a) -> decltype(weir::abs(a...)) { return weir::abs(a...); };
template <>
inline constexpr auto sql_function<"sqrt"> =
    [](auto const&... a) -> decltype(weir::sqrt(a...)) { return weir::sqrt(a...); };
template <>
inline constexpr auto sql_function<"cbrt"> =
    [](auto const&... a) -> decltype(weir::cbrt(a...)) { return weir::cbrt(a...); };
template <>
inline constexpr auto sql_function<"pow"> =
    [](auto const&... a) -> decltype(weir::pow(a...)) { return weir::pow(a...); };
template <>
inline constexpr auto sql_function<"exp"> =
    [](auto const&... a) -> decltype(weir::exp(a...)) { return weir::exp(a...); };
template <>
inline constexpr auto sql_function<"ln"> =
    [](auto const&... a) -> decltype(weir::ln(a...)) { return weir::ln(a...); };
template <>
inline constexpr auto sql_function<"log"> =
    [](auto const&... a) -> decltype(weir::log(a...)) { return weir::log(a...); };
template <>
inline constexpr auto sql_function<"log10"> =
    [](auto const&... a) -> decltype(weir::log10(a...)) { return weir::log10(a...); };
template <>
inline constexpr auto sql_function<"log2"> =
    [](auto const&... a) -> decltype(weir::log2(a...)) { return weir::log2(a...); };
template <>
inline constexpr auto sql_function<"isnan"> =
    [](auto const&... a) -> decltype(weir::isnan(a...)) { return weir::isnan(a...); };
template <>
inline constexpr auto sql_function<"round"> =
    [](auto const&... a) -> decltype(weir::round(a...)) { return weir::round(a...); };
template <>
inline constexpr auto sql_function<"bround"> =
    [](auto const&... a) -> decltype(weir::bround(a...)) { return weir::bround(a...); };
template <>
inline constexpr auto sql_function<"floor"> =
    [](auto const&... a) -> decltype(weir::floor(a...)) { return weir::floor(a...); };
template <>
inline constexpr auto sql_function<"ceil"> =
    [](auto const&... a) -> decltype(weir::ceil(a...)) { return weir::ceil(a...); };
template <>
inline constexpr auto sql_function<"pmod"> =
    [](auto const&... a) -> decltype(weir::pmod(a...)) { return weir::pmod(a...); };
template <>
inline constexpr auto sql_function<"try_add"> =
    [](auto const&... a) -> decltype(weir::try_add(a...)) { return weir::try_add(a...); };
template <>
inline constexpr auto sql_function<"try_subtract"> =
    [](auto const&... a) -> decltype(weir::try_subtract(a...)) { return weir::try_subtract(a...); };
template <>
inline constexpr auto sql_function<"try_multiply"> =
    [](auto const&... a) -> decltype(weir::try_multiply(a...)) { return weir::try_multiply(a...); };
template <>
inline constexpr auto sql_function<"try_divide"> =
    [](auto const&... a) -> decltype(weir::try_divide(a...)) { return weir::try_divide(a...); };
template <>
inline constexpr auto sql_function<"try_mod"> =
    [](auto const&... a) -> decltype(weir::try_mod(a...)) { return weir::try_mod(a...); };
template <>
inline constexpr auto sql_function<"power"> =
    [](auto const&... a) -> decltype(weir::pow(a...)) { return weir::pow(a...); };
template <>
inline constexpr auto sql_function<"ceiling"> =
    [](auto const&... a) -> decltype(weir::ceil(a...)) { return weir::ceil(a...); };

} // namespace weir::detail
