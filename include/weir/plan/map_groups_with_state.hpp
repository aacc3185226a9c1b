// SPDX-License-Identifier: BSL-1.0
// map_groups_with_state: one row for each key and batch, with the user's own state.
#pragma once

#include <weir/plan/groups_with_state.hpp>

#include <utility>

namespace weir {

/// Calls `f(key, rows, state)` once a batch for each key that has rows, then once for each key that has timed
/// out; what it gives is the row that goes out.
///
/// Rows    out what `f` gives: a struct, whose fields are the columns, or a value, which becomes the column
///         `value`.
/// Time    a key times out when its timeout is before the clock or the watermark; with event_time_timeout,
///         rows late by the watermark are dropped. What goes out has no event time.
/// State   an `S` for each key until `f` removes it.
/// Errors  compile time: a function that does not fit, a stream in another mode than update,
///         event_time_timeout without watermark. Run time: what `f` throws.
/// Source  Spark KeyValueGroupedDataset.mapGroupsWithState.
/// Example examples/visits.cpp
template <class S, class Timeout, class F>
constexpr auto map_groups_with_state(Timeout, F f) {
    return detail::state_operator<S, Timeout, detail::map_mode, F, detail::no_initial_state>(std::move(f),
                                                                                             {});
}

/// The same, where `initial | group_by_key(…)` is a static plan that holds the state with which keys begin:
/// its fields are columns. `f` is called for each of its keys in the first batch, without rows where it has
/// none.
template <class S, class Timeout, class F, class Initial>
constexpr auto map_groups_with_state(Timeout, F f, Initial initial) {
    return detail::state_operator<S, Timeout, detail::map_mode, F, Initial>(std::move(f), std::move(initial));
}

} // namespace weir
