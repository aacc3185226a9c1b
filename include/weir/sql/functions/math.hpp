// SPDX-License-Identifier: BSL-1.0
// The functions of numbers by their names in SQL.
#pragma once

#include <weir/expr/bits.hpp>
#include <weir/expr/math.hpp>
#include <weir/expr/numerals.hpp>
#include <weir/expr/rand.hpp>
#include <weir/expr/rounding.hpp>
#include <weir/expr/trigonometry.hpp>
#include <weir/expr/try_arithmetic.hpp>
#include <weir/sql/registry.hpp>

#include <cstdint>
#include <string_view>

namespace weir::detail {

inline constexpr std::string_view sql_math_names =
    "abs sqrt cbrt pow exp ln log log10 log2 isnan round bround floor ceil pmod try_add "
    "try_subtract try_multiply try_divide try_mod power ceiling expm1 log1p hypot rint sign "
    "signum positive negative mod nanvl factorial width_bucket shiftleft shiftright "
    "shiftrightunsigned bit_count bit_get getbit sin cos tan cot sec csc asin acos atan atan2 "
    "sinh cosh tanh asinh acosh atanh degrees radians pi e bin conv rand random randn uuid";

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
inline constexpr auto sql_function<"floor"> = []<class E, class... N>(E const& e, N const&...)
    requires(sizeof...(N) < 2 && (is_written_integer<N> && ...))
{
    if constexpr (sizeof...(N) == 0) {
        return weir::floor(e);
    } else {
        return weir::floor<static_cast<std::int32_t>((N::written_value, ...))>(e);
    }
};
template <>
inline constexpr auto sql_function<"ceil"> = []<class E, class... N>(E const& e, N const&...)
    requires(sizeof...(N) < 2 && (is_written_integer<N> && ...))
{
    if constexpr (sizeof...(N) == 0) {
        return weir::ceil(e);
    } else {
        return weir::ceil<static_cast<std::int32_t>((N::written_value, ...))>(e);
    }
};
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
    [](auto const&... a) -> decltype(weir::power(a...)) { return weir::power(a...); };
template <>
inline constexpr auto sql_function<"ceiling"> =
    [](auto const&... a) -> decltype(weir::ceiling(a...)) { return weir::ceiling(a...); };
template <>
inline constexpr auto sql_function<"expm1"> =
    [](auto const&... a) -> decltype(weir::expm1(a...)) { return weir::expm1(a...); };
template <>
inline constexpr auto sql_function<"log1p"> =
    [](auto const&... a) -> decltype(weir::log1p(a...)) { return weir::log1p(a...); };
template <>
inline constexpr auto sql_function<"hypot"> =
    [](auto const&... a) -> decltype(weir::hypot(a...)) { return weir::hypot(a...); };
template <>
inline constexpr auto sql_function<"rint"> =
    [](auto const&... a) -> decltype(weir::rint(a...)) { return weir::rint(a...); };
template <>
inline constexpr auto sql_function<"sign"> =
    [](auto const&... a) -> decltype(weir::sign(a...)) { return weir::sign(a...); };
template <>
inline constexpr auto sql_function<"signum"> =
    [](auto const&... a) -> decltype(weir::signum(a...)) { return weir::signum(a...); };
template <>
inline constexpr auto sql_function<"positive"> =
    [](auto const&... a) -> decltype(weir::positive(a...)) { return weir::positive(a...); };
template <>
inline constexpr auto sql_function<"negative"> =
    [](auto const&... a) -> decltype(weir::negative(a...)) { return weir::negative(a...); };
template <>
inline constexpr auto sql_function<"mod"> =
    [](auto const&... a) -> decltype(weir::mod(a...)) { return weir::mod(a...); };
template <>
inline constexpr auto sql_function<"nanvl"> =
    [](auto const&... a) -> decltype(weir::nanvl(a...)) { return weir::nanvl(a...); };
template <>
inline constexpr auto sql_function<"factorial"> =
    [](auto const&... a) -> decltype(weir::factorial(a...)) { return weir::factorial(a...); };
template <>
inline constexpr auto sql_function<"width_bucket"> =
    [](auto const&... a) -> decltype(weir::width_bucket(a...)) { return weir::width_bucket(a...); };
template <>
inline constexpr auto sql_function<"shiftleft"> =
    [](auto const&... a) -> decltype(weir::shiftleft(a...)) { return weir::shiftleft(a...); };
template <>
inline constexpr auto sql_function<"shiftright"> =
    [](auto const&... a) -> decltype(weir::shiftright(a...)) { return weir::shiftright(a...); };
template <>
inline constexpr auto sql_function<"shiftrightunsigned"> =
    [](auto const&... a) -> decltype(weir::shiftrightunsigned(a...)) {
    return weir::shiftrightunsigned(a...);
};
template <>
inline constexpr auto sql_function<"bit_count"> =
    [](auto const&... a) -> decltype(weir::bit_count(a...)) { return weir::bit_count(a...); };
template <>
inline constexpr auto sql_function<"bit_get"> =
    [](auto const&... a) -> decltype(weir::bit_get(a...)) { return weir::bit_get(a...); };
template <>
inline constexpr auto sql_function<"getbit"> =
    [](auto const&... a) -> decltype(weir::getbit(a...)) { return weir::getbit(a...); };
template <>
inline constexpr auto sql_function<"sin"> =
    [](auto const&... a) -> decltype(weir::sin(a...)) { return weir::sin(a...); };
template <>
inline constexpr auto sql_function<"cos"> =
    [](auto const&... a) -> decltype(weir::cos(a...)) { return weir::cos(a...); };
template <>
inline constexpr auto sql_function<"tan"> =
    [](auto const&... a) -> decltype(weir::tan(a...)) { return weir::tan(a...); };
template <>
inline constexpr auto sql_function<"cot"> =
    [](auto const&... a) -> decltype(weir::cot(a...)) { return weir::cot(a...); };
template <>
inline constexpr auto sql_function<"sec"> =
    [](auto const&... a) -> decltype(weir::sec(a...)) { return weir::sec(a...); };
template <>
inline constexpr auto sql_function<"csc"> =
    [](auto const&... a) -> decltype(weir::csc(a...)) { return weir::csc(a...); };
template <>
inline constexpr auto sql_function<"asin"> =
    [](auto const&... a) -> decltype(weir::asin(a...)) { return weir::asin(a...); };
template <>
inline constexpr auto sql_function<"acos"> =
    [](auto const&... a) -> decltype(weir::acos(a...)) { return weir::acos(a...); };
template <>
inline constexpr auto sql_function<"atan"> =
    [](auto const&... a) -> decltype(weir::atan(a...)) { return weir::atan(a...); };
template <>
inline constexpr auto sql_function<"atan2"> =
    [](auto const&... a) -> decltype(weir::atan2(a...)) { return weir::atan2(a...); };
template <>
inline constexpr auto sql_function<"sinh"> =
    [](auto const&... a) -> decltype(weir::sinh(a...)) { return weir::sinh(a...); };
template <>
inline constexpr auto sql_function<"cosh"> =
    [](auto const&... a) -> decltype(weir::cosh(a...)) { return weir::cosh(a...); };
template <>
inline constexpr auto sql_function<"tanh"> =
    [](auto const&... a) -> decltype(weir::tanh(a...)) { return weir::tanh(a...); };
template <>
inline constexpr auto sql_function<"asinh"> =
    [](auto const&... a) -> decltype(weir::asinh(a...)) { return weir::asinh(a...); };
template <>
inline constexpr auto sql_function<"acosh"> =
    [](auto const&... a) -> decltype(weir::acosh(a...)) { return weir::acosh(a...); };
template <>
inline constexpr auto sql_function<"atanh"> =
    [](auto const&... a) -> decltype(weir::atanh(a...)) { return weir::atanh(a...); };
template <>
inline constexpr auto sql_function<"degrees"> =
    [](auto const&... a) -> decltype(weir::degrees(a...)) { return weir::degrees(a...); };
template <>
inline constexpr auto sql_function<"radians"> =
    [](auto const&... a) -> decltype(weir::radians(a...)) { return weir::radians(a...); };
template <>
inline constexpr auto sql_function<"pi"> =
    [](auto const&... a) -> decltype(weir::pi(a...)) { return weir::pi(a...); };
template <>
inline constexpr auto sql_function<"e"> =
    [](auto const&... a) -> decltype(weir::e(a...)) { return weir::e(a...); };
template <>
inline constexpr auto sql_function<"~"> = [](auto const& a) -> decltype(~a) { return ~a; };
template <>
inline constexpr auto sql_function<"&"> =
    [](auto const& a, auto const& b) -> decltype(a & b) { return a & b; };
template <>
inline constexpr auto sql_function<"|"> =
    [](auto const& a, auto const& b) -> decltype(a | b) { return a | b; };
template <>
inline constexpr auto sql_function<"^"> =
    [](auto const& a, auto const& b) -> decltype(a ^ b) { return a ^ b; };
template <>
inline constexpr auto sql_function<"<<"> =
    [](auto const& a, auto const& b) -> decltype(a << b) { return a << b; };
template <>
inline constexpr auto sql_function<">>"> =
    [](auto const& a, auto const& b) -> decltype(a >> b) { return a >> b; };
template <>
inline constexpr auto sql_function<">>>"> =
    [](auto const& a, auto const& b) { return make_function<shift_right_unsigned>(a, b); };
template <>
inline constexpr auto sql_function<"bin"> =
    [](auto const&... a) -> decltype(weir::bin(a...)) { return weir::bin(a...); };
template <>
inline constexpr auto sql_function<"conv"> =
    [](auto const&... a) -> decltype(weir::conv(a...)) { return weir::conv(a...); };
template <bool Normal>
auto sql_rand() {
    return rand_node<Normal, false>{{}, random_stream(fresh_seed())};
}
template <bool Normal, class Seed>
    requires is_written_integer<Seed>
constexpr auto sql_rand(Seed const&) {
    constexpr auto seed = static_cast<std::uint64_t>(static_cast<std::int64_t>(Seed::written_value));
    return rand_node<Normal, true, Seed>{{}, random_stream(seed)};
}
template <>
inline constexpr auto sql_function<"rand"> =
    [](auto const&... seed) -> decltype(sql_rand<false>(seed...)) { return sql_rand<false>(seed...); };
template <>
inline constexpr auto sql_function<"random"> =
    [](auto const&... seed) -> decltype(sql_rand<false>(seed...)) { return sql_rand<false>(seed...); };
template <>
inline constexpr auto sql_function<"randn"> =
    [](auto const&... seed) -> decltype(sql_rand<true>(seed...)) { return sql_rand<true>(seed...); };
template <>
inline constexpr auto sql_function<"uuid"> = [] { return weir::uuid(); };

} // namespace weir::detail
