// SPDX-License-Identifier: BSL-1.0
// What is told of the rows that a watermark drops.
#pragma once

#include <weir/core/verdict.hpp>
#include <weir/sink/foreach.hpp>

#include <type_traits>

namespace weir::detail {

/// Says why `F` cannot be told of the late rows of `Plan`; empty when it can, or when only a call would show
/// it: late rows are those of the operator that drops them, whose columns may be others than those of the
/// query.
template <class F, class Plan>
constexpr verdict check_late_rows() {
    if constexpr (!std::is_class_v<F> || requires { &F::operator(); }) {
        return std::is_invocable_v<F&, lent_row<typename Plan::schema> const&>
                   ? verdict{}
                   : fault("late_rows function does not take a row; write [](auto const& row) { ... }");
    } else {
        return {};
    }
}

} // namespace weir::detail
