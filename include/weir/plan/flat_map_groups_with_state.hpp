// SPDX-License-Identifier: BSL-1.0
// flat_map_groups_with_state: any number of rows for each key and batch, with the user's own state.
#pragma once

#include <weir/plan/groups_with_state.hpp>

#include <utility>

namespace weir {

/// As map_groups_with_state, for a function that gives any number of rows: a std::optional or a range of a
/// struct.
///
/// Time    as map_groups_with_state.
/// Errors  compile time: as map_groups_with_state; the query must run in the mode named here, append or
///         update.
/// Source  Spark KeyValueGroupedDataset.flatMapGroupsWithState.
template <class S, output_mode Mode, class Timeout, class F>
constexpr auto flat_map_groups_with_state(Mode, Timeout, F f) {
    return detail::state_operator<S, Timeout, Mode, F, detail::no_initial_state>(std::move(f), {});
}

/// The same, with the state with which keys begin; see map_groups_with_state.
template <class S, output_mode Mode, class Timeout, class F, class Initial>
constexpr auto flat_map_groups_with_state(Mode, Timeout, F f, Initial initial) {
    return detail::state_operator<S, Timeout, Mode, F, Initial>(std::move(f), std::move(initial));
}

} // namespace weir
