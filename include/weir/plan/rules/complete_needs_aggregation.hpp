// SPDX-License-Identifier: BSL-1.0
// Spark's rule 10: complete mode and plans without an aggregate.
#pragma once

#include <weir/plan/rules/facts.hpp>

#include <type_traits>

namespace weir::detail {

/// Spark's rule 10: the complete result is kept only by an aggregation.
template <class Plan, class Mode>
constexpr verdict complete_needs_aggregation() {
    if constexpr (std::is_same_v<Mode, complete_mode> && !has_aggregation<Plan>) {
        return fault(
            "complete mode without an aggregate: the whole stream would be kept and sent with every batch; "
            "use append, or add group_by(...) | agg(...)");
    }
    return {};
}

} // namespace weir::detail
