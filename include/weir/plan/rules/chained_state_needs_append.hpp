// SPDX-License-Identifier: BSL-1.0
// Spark's rule 40: stateful operators above one whose rows may be late or come again.
#pragma once

#include <weir/plan/rules/facts.hpp>

#include <type_traits>

namespace weir::detail {

/// Spark's rule 40: an aggregate gives out rows behind the watermark, and rows again, in all modes but
/// append; no operator that keeps state by event time may stand above it then.
template <class Plan, class Mode>
constexpr verdict chained_state_needs_append() {
    if constexpr (!std::is_same_v<Mode, append_mode> && any_below<state_over_aggregate, Plan>()) {
        return fault("stateful operator above an aggregate in ", Mode::name,
                     " mode: rows that change below would count twice; use append");
    }
    return {};
}

template <class Plan>
constexpr bool joins_above_aggregate() {
    if constexpr (is_stream_join<Plan>) {
        return has_aggregation<typename Plan::left_type> || has_aggregation<typename Plan::right_type>;
    } else {
        return false;
    }
}
template <class Plan>
using aggregate_below_join = std::bool_constant<joins_above_aggregate<Plan>()>;

/// Spark's rule 40, of joins.
template <class Plan, class Mode>
constexpr verdict join_above_aggregate_needs_append() {
    if constexpr (!std::is_same_v<Mode, append_mode> && any_below<aggregate_below_join, Plan>()) {
        return fault("join of streams above an aggregate in ", Mode::name,
                     " mode: groups that change would be joined twice; use append");
    }
    return {};
}

/// Spark's rule 40, of timeouts: what a key gives out when it times out may be behind the watermark.
template <class Plan>
constexpr verdict no_state_above_timeouts() {
    if constexpr (any_below<above_timeouts, Plan>()) {
        return fault("stateful operator above event_time_timeout: rows of a timeout are behind the watermark "
                     "and would "
                     "be late; use processing_time_timeout, or transform_with_state");
    }
    return {};
}

} // namespace weir::detail
