// SPDX-License-Identifier: BSL-1.0
// Spark's rules 4 to 7: several functions with state.
#pragma once

#include <weir/plan/rules/facts.hpp>

namespace weir::detail {

/// Spark's rules 4 to 7: what one function with state gives out is no input for another.
template <class Plan>
constexpr verdict one_state_function() {
    if constexpr (any_below<state_functions, Plan>()) {
        using top = typename decltype(top_state_function<Plan>())::type;
        if constexpr (any_below<state_functions, typename top::input_type>()) {
            return fault(
                "two functions with state in one query: the rows of the lower one have no event time "
                "for the upper; keep one, or use transform_with_state");
        }
    }
    return {};
}

} // namespace weir::detail
