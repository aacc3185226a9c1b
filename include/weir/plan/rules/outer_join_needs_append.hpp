// SPDX-License-Identifier: BSL-1.0
// Spark's rule 21: outer joins of two streams and update mode.
#pragma once

#include <weir/plan/join.hpp>
#include <weir/plan/rules/facts.hpp>

#include <type_traits>

namespace weir::detail {

template <class Plan>
constexpr bool is_outer_stream_join() {
    if constexpr (is_stream_join<Plan>) {
        return keeps_left(Plan::kind) || keeps_right(Plan::kind);
    } else {
        return false;
    }
}
template <class Plan>
using joins_streams_outer = std::bool_constant<is_outer_stream_join<Plan>()>;

/// Spark's rule 21: a row without a partner is known to have none only when it can get none any more.
template <class Plan, class Mode>
constexpr verdict outer_join_needs_append() {
    if constexpr (std::is_same_v<Mode, update_mode> && any_below<joins_streams_outer, Plan>()) {
        return fault(
            "outer join of two streams in update mode: a row without a partner comes out once, when none "
            "can come; use append");
    }
    return {};
}

} // namespace weir::detail
