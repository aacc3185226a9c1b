// SPDX-License-Identifier: BSL-1.0
// The aggregate functions by their names in SQL.
#pragma once

#include <weir/expr/all_aggregates.hpp>
#include <weir/expr/ordered_aggregates.hpp>
#include <weir/sql/literals.hpp>
#include <weir/sql/registry.hpp>

#include <string_view>

namespace weir::detail {

inline constexpr std::string_view sql_aggregate_names =
    "count sum avg mean min max try_sum try_avg count_if variance var_samp var_pop stddev std "
    "stddev_samp stddev_pop skewness kurtosis first last first_value last_value any_value "
    "collect_list array_agg collect_set max_by min_by mode median percentile percentile_approx "
    "approx_percentile percentile_cont percentile_disc approx_count_distinct corr covar_pop "
    "covar_samp regr_count regr_avgx regr_avgy regr_sxx regr_syy regr_sxy regr_slope "
    "regr_intercept regr_r2 bool_and every bool_or some any bit_and bit_or bit_xor listagg "
    "string_agg";

template <>
inline constexpr auto sql_function<"count"> =
    [](auto const& a, auto const&... more) -> decltype(weir::count(a, more...)) {
    return weir::count(a, more...);
};
template <>
inline constexpr auto sql_function<"sum"> =
    [](auto const&... a) -> decltype(weir::sum(a...)) { return weir::sum(a...); };
template <>
inline constexpr auto sql_function<"avg"> =
    [](auto const&... a) -> decltype(weir::avg(a...)) { return weir::avg(a...); };
template <>
inline constexpr auto sql_function<"mean"> =
    [](auto const&... a) -> decltype(weir::mean(a...)) { return weir::mean(a...); };
template <>
inline constexpr auto sql_function<"min"> =
    [](auto const&... a) -> decltype(weir::min(a...)) { return weir::min(a...); };
template <>
inline constexpr auto sql_function<"max"> =
    [](auto const&... a) -> decltype(weir::max(a...)) { return weir::max(a...); };
template <>
inline constexpr auto sql_function<"try_sum"> =
    [](auto const&... a) -> decltype(weir::try_sum(a...)) { return weir::try_sum(a...); };
template <>
inline constexpr auto sql_function<"try_avg"> =
    [](auto const&... a) -> decltype(weir::try_avg(a...)) { return weir::try_avg(a...); };
template <>
inline constexpr auto sql_function<"count_if"> =
    [](auto const&... a) -> decltype(weir::count_if(a...)) { return weir::count_if(a...); };
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
inline constexpr auto sql_function<"std"> =
    [](auto const&... a) -> decltype(weir::std_(a...)) { return weir::std_(a...); };
template <>
inline constexpr auto sql_function<"stddev_samp"> =
    [](auto const&... a) -> decltype(weir::stddev_samp(a...)) { return weir::stddev_samp(a...); };
template <>
inline constexpr auto sql_function<"stddev_pop"> =
    [](auto const&... a) -> decltype(weir::stddev_pop(a...)) { return weir::stddev_pop(a...); };
template <>
inline constexpr auto sql_function<"skewness"> =
    [](auto const&... a) -> decltype(weir::skewness(a...)) { return weir::skewness(a...); };
template <>
inline constexpr auto sql_function<"kurtosis"> =
    [](auto const&... a) -> decltype(weir::kurtosis(a...)) { return weir::kurtosis(a...); };
template <>
inline constexpr auto sql_function<"first"> =
    [](auto const&... a) -> decltype(weir::first(a...)) { return weir::first(a...); };
template <>
inline constexpr auto sql_function<"last"> =
    [](auto const&... a) -> decltype(weir::last(a...)) { return weir::last(a...); };
template <>
inline constexpr auto sql_function<"first_value"> =
    [](auto const&... a) -> decltype(weir::first_value(a...)) { return weir::first_value(a...); };
template <>
inline constexpr auto sql_function<"last_value"> =
    [](auto const&... a) -> decltype(weir::last_value(a...)) { return weir::last_value(a...); };
template <>
inline constexpr auto sql_function<"any_value"> =
    [](auto const&... a) -> decltype(weir::any_value(a...)) { return weir::any_value(a...); };
template <>
inline constexpr auto sql_function<"collect_list"> =
    [](auto const&... a) -> decltype(weir::collect_list(a...)) { return weir::collect_list(a...); };
template <>
inline constexpr auto sql_function<"array_agg"> =
    [](auto const&... a) -> decltype(weir::array_agg(a...)) { return weir::array_agg(a...); };
template <>
inline constexpr auto sql_function<"collect_set"> =
    [](auto const&... a) -> decltype(weir::collect_set(a...)) { return weir::collect_set(a...); };
template <>
inline constexpr auto sql_function<"max_by"> =
    [](auto const&... a) -> decltype(weir::max_by(a...)) { return weir::max_by(a...); };
template <>
inline constexpr auto sql_function<"min_by"> =
    [](auto const&... a) -> decltype(weir::min_by(a...)) { return weir::min_by(a...); };
/// mode(x), and mode(x, true): of several the least.
struct sql_mode {
    template <class E>
    constexpr auto operator()(E const& e) const {
        return weir::mode(e);
    }
    template <class E, bool Least>
    constexpr auto operator()(E const& e, whole_literal<bool, Least> const&) const {
        if constexpr (Least) {
            return make_aggregate<ordered_mode<false>>(e);
        } else {
            return weir::mode(e);
        }
    }
};
template <>
inline constexpr auto sql_function<"mode"> = sql_mode{};
template <>
inline constexpr auto sql_function<"median"> =
    [](auto const&... a) -> decltype(weir::median(a...)) { return weir::median(a...); };
template <>
inline constexpr auto sql_function<"percentile"> =
    [](auto const&... a) -> decltype(weir::percentile(a...)) { return weir::percentile(a...); };
template <>
inline constexpr auto sql_function<"percentile_approx"> =
    [](auto const&... a) -> decltype(weir::percentile_approx(a...)) { return weir::percentile_approx(a...); };
template <>
inline constexpr auto sql_function<"approx_percentile"> =
    [](auto const&... a) -> decltype(weir::approx_percentile(a...)) { return weir::approx_percentile(a...); };
template <>
inline constexpr auto sql_function<"percentile_cont"> =
    [](auto const&... a) -> decltype(weir::percentile_cont(a...)) { return weir::percentile_cont(a...); };
template <>
inline constexpr auto sql_function<"percentile_disc"> =
    [](auto const&... a) -> decltype(weir::percentile_disc(a...)) { return weir::percentile_disc(a...); };
template <>
inline constexpr auto sql_function<"approx_count_distinct"> =
    [](auto const&... a) -> decltype(weir::approx_count_distinct(a...)) {
    return weir::approx_count_distinct(a...);
};
template <>
inline constexpr auto sql_function<"corr"> =
    [](auto const&... a) -> decltype(weir::corr(a...)) { return weir::corr(a...); };
template <>
inline constexpr auto sql_function<"covar_pop"> =
    [](auto const&... a) -> decltype(weir::covar_pop(a...)) { return weir::covar_pop(a...); };
template <>
inline constexpr auto sql_function<"covar_samp"> =
    [](auto const&... a) -> decltype(weir::covar_samp(a...)) { return weir::covar_samp(a...); };
template <>
inline constexpr auto sql_function<"regr_count"> =
    [](auto const&... a) -> decltype(weir::regr_count(a...)) { return weir::regr_count(a...); };
template <>
inline constexpr auto sql_function<"regr_avgx"> =
    [](auto const&... a) -> decltype(weir::regr_avgx(a...)) { return weir::regr_avgx(a...); };
template <>
inline constexpr auto sql_function<"regr_avgy"> =
    [](auto const&... a) -> decltype(weir::regr_avgy(a...)) { return weir::regr_avgy(a...); };
template <>
inline constexpr auto sql_function<"regr_sxx"> =
    [](auto const&... a) -> decltype(weir::regr_sxx(a...)) { return weir::regr_sxx(a...); };
template <>
inline constexpr auto sql_function<"regr_syy"> =
    [](auto const&... a) -> decltype(weir::regr_syy(a...)) { return weir::regr_syy(a...); };
template <>
inline constexpr auto sql_function<"regr_sxy"> =
    [](auto const&... a) -> decltype(weir::regr_sxy(a...)) { return weir::regr_sxy(a...); };
template <>
inline constexpr auto sql_function<"regr_slope"> =
    [](auto const&... a) -> decltype(weir::regr_slope(a...)) { return weir::regr_slope(a...); };
template <>
inline constexpr auto sql_function<"regr_intercept"> =
    [](auto const&... a) -> decltype(weir::regr_intercept(a...)) { return weir::regr_intercept(a...); };
template <>
inline constexpr auto sql_function<"regr_r2"> =
    [](auto const&... a) -> decltype(weir::regr_r2(a...)) { return weir::regr_r2(a...); };
template <>
inline constexpr auto sql_function<"bool_and"> =
    [](auto const&... a) -> decltype(weir::bool_and(a...)) { return weir::bool_and(a...); };
template <>
inline constexpr auto sql_function<"every"> =
    [](auto const&... a) -> decltype(weir::every(a...)) { return weir::every(a...); };
template <>
inline constexpr auto sql_function<"bool_or"> =
    [](auto const&... a) -> decltype(weir::bool_or(a...)) { return weir::bool_or(a...); };
template <>
inline constexpr auto sql_function<"some"> =
    [](auto const&... a) -> decltype(weir::some(a...)) { return weir::some(a...); };
template <>
inline constexpr auto sql_function<"any"> =
    [](auto const&... a) -> decltype(weir::any(a...)) { return weir::any(a...); };
template <>
inline constexpr auto sql_function<"bit_and"> =
    [](auto const&... a) -> decltype(weir::bit_and(a...)) { return weir::bit_and(a...); };
template <>
inline constexpr auto sql_function<"bit_or"> =
    [](auto const&... a) -> decltype(weir::bit_or(a...)) { return weir::bit_or(a...); };
template <>
inline constexpr auto sql_function<"bit_xor"> =
    [](auto const&... a) -> decltype(weir::bit_xor(a...)) { return weir::bit_xor(a...); };
template <>
inline constexpr auto sql_function<"listagg"> =
    [](auto const&... a) -> decltype(weir::listagg(a...)) { return weir::listagg(a...); };
template <>
inline constexpr auto sql_function<"string_agg"> =
    [](auto const&... a) -> decltype(weir::string_agg(a...)) { return weir::string_agg(a...); };

/// `first(x) ignore nulls` and its kin: the call with the flag that says so. As in Spark, first_value is
/// first then.
template <fixed_string Name, bool Last, class E>
constexpr auto sql_ignoring_nulls(aggregate_call<boundary_aggregate<Name, Last>, E> const& call) {
    constexpr whole_literal<bool, true> flag;
    if constexpr (Name.view() == "any_value") {
        return weir::any_value(element<0>(call.arguments), flag);
    } else if constexpr (Last) {
        return weir::last(element<0>(call.arguments), flag);
    } else {
        return weir::first(element<0>(call.arguments), flag);
    }
}

} // namespace weir::detail
