// SPDX-License-Identifier: BSL-1.0
// Spark's rules 15 to 18 and 20: functions with state and output modes.
#pragma once

#include <weir/plan/rules/facts.hpp>

#include <type_traits>

namespace weir::detail {

/// Spark's rules 15 to 18 and 20: a function with state goes with the query's output mode, and with
/// aggregates only in append mode and below them.
template <class Plan, class Mode>
constexpr verdict state_function_fits_mode() {
    if constexpr (any_below<maps_groups, Plan>()) {
        if constexpr (has_aggregation<Plan>) {
            return fault("map_groups_with_state with an aggregate: its rows are updates; use "
                         "flat_map_groups_with_state in append mode below the aggregate");
        } else if constexpr (!std::is_same_v<Mode, update_mode>) {
            return fault(
                "map_groups_with_state in ", Mode::name,
                " mode: its rows are updates; use output_mode(update), or flat_map_groups_with_state");
        }
    } else if constexpr (any_below<updates_groups, Plan>()) {
        if constexpr (has_aggregation<Plan>) {
            return fault(
                "flat_map_groups_with_state in update mode with an aggregate: updated rows would count "
                "twice; use its append mode below the aggregate");
        } else if constexpr (!std::is_same_v<Mode, update_mode>) {
            return fault("flat_map_groups_with_state in update mode, the query in ", Mode::name,
                         " mode; name one mode in both places");
        }
    } else if constexpr (any_below<appends_groups, Plan>()) {
        if constexpr (state_above_aggregate<Plan>()) {
            return fault(
                "flat_map_groups_with_state above an aggregate: groups that change would come again; put "
                "it below, or use transform_with_state");
        } else if constexpr (!has_aggregation<Plan> && !std::is_same_v<Mode, append_mode>) {
            return fault("flat_map_groups_with_state in append mode, the query in ", Mode::name,
                         " mode; name one mode in both places");
        }
    }
    return {};
}

} // namespace weir::detail
