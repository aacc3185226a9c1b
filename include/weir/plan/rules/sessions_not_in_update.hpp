// SPDX-License-Identifier: BSL-1.0
// Spark's rule 9: session windows and update mode.
#pragma once

#include <weir/plan/rules/facts.hpp>

#include <type_traits>

namespace weir::detail {

/// Spark's rule 9: a session that has gone out may become another one, so nothing could be updated.
template <class Plan, class Mode>
constexpr verdict sessions_not_in_update() {
    if constexpr (std::is_same_v<Mode, update_mode> && any_below<grouped_by_session, Plan>()) {
        return fault("session_window in update mode: a session that went out can merge with another, so that "
                     "its row is "
                     "never replaced; use append or complete");
    }
    return {};
}

} // namespace weir::detail
