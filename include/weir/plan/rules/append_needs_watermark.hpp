// SPDX-License-Identifier: BSL-1.0
// Spark's rule 8: append mode and aggregates.
#pragma once

#include <weir/plan/rules/facts.hpp>

#include <type_traits>

namespace weir::detail {

/// Spark's rule 8: in append mode a group goes out when the watermark has passed it, so it must have an event
/// time.
template <class Plan, class Mode>
constexpr verdict append_needs_watermark() {
    if constexpr (std::is_same_v<Mode, append_mode> && has_aggregation<Plan>) {
        using top = typename decltype(top_aggregation<Plan>())::type;
        if constexpr (top::event_time == not_found) {
            return fault("append mode without watermark: no group of the aggregate is ever complete; "
                         "group by a window of the with_watermark column, or use update or complete");
        }
    }
    return {};
}

} // namespace weir::detail
