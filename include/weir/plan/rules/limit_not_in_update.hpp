// SPDX-License-Identifier: BSL-1.0
// Spark's rule 33: limit and update mode.
#pragma once

#include <weir/plan/rules/facts.hpp>

#include <type_traits>

namespace weir::detail {

/// Spark's rule 33: in update mode rows that went out may be replaced by others, so there are no first rows.
template <class Plan, class Mode>
constexpr verdict limit_not_in_update() {
    if constexpr (std::is_same_v<Mode, update_mode> && any_below<limits, Plan>()) {
        return fault(
            "limit in update mode: rows that went out can change, so no row is among the first for good; "
            "use append, or complete above an aggregate");
    }
    return {};
}

} // namespace weir::detail
