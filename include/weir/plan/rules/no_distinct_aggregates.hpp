// SPDX-License-Identifier: BSL-1.0
// Spark's rule 11: aggregates of distinct values on a stream.
#pragma once

#include <weir/plan/rules/facts.hpp>

#include <string_view>
#include <type_traits>

namespace weir::detail {

/// The name of an aggregate over distinct values in a plan or below it; empty where there is none.
template <class Agg, class... Args>
constexpr std::string_view distinct_name(type_identity<aggregate_call<Agg, Args...>>) {
    if constexpr (requires { Agg::is_distinct; }) {
        return Agg::name;
    } else {
        return {};
    }
}
template <class Call>
constexpr std::string_view distinct_name(type_identity<Call>) {
    return {};
}
template <class... Calls>
constexpr bool any_distinct(type_list<Calls...>) {
    return (!distinct_name(type_identity<Calls>{}).empty() || ...);
}
template <class Plan>
constexpr bool aggregates_distinct() {
    if constexpr (is_aggregation<Plan>) {
        return any_distinct(typename Plan::calls_list{});
    } else {
        return false;
    }
}
template <class Plan>
using has_distinct = std::bool_constant<aggregates_distinct<Plan>()>;

/// Spark's rule 11: the distinct values of a group would be kept for good.
template <class Plan>
constexpr verdict no_distinct_aggregates() {
    if constexpr (any_below<has_distinct, Plan>()) {
        return fault("distinct aggregate on a stream: all values of a group would have to be kept; "
                     "use approx_count_distinct, or drop_duplicates before the aggregate");
    }
    return {};
}

} // namespace weir::detail
