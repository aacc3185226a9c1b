// SPDX-License-Identifier: BSL-1.0
// Spark's rule 35: order_by on a stream.
#pragma once

#include <weir/plan/rules/facts.hpp>

#include <type_traits>

namespace weir::detail {

/// Spark's rule 35: rows of a stream can be sorted only where all of them come with every batch.
template <class Plan, class Mode>
constexpr verdict sort_needs_complete() {
    if constexpr (any_below<sorts, Plan>()
                  && !(std::is_same_v<Mode, complete_mode> && has_aggregation<Plan>)) {
        return fault(
            "order_by on a stream: its last row never comes; sort above an aggregate in complete mode, or in "
            "foreach_batch");
    }
    return {};
}

} // namespace weir::detail
