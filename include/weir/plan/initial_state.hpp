// SPDX-License-Identifier: BSL-1.0
// The state that operators with the user's own state may begin with: a static plan by the same key.
#pragma once

#include <weir/plan/group_by_key.hpp>

#include <cstddef>
#include <type_traits>

namespace weir::detail {

struct no_initial_state {};

// The state in a row of the initial plan: a struct by its fields, a value from the column `value`, else the
// last.
template <class S>
constexpr std::size_t initial_column =
    index_of<S>("value") != not_found ? index_of<S>("value") : schema_of<S>::size - 1;

template <class Initial, class K>
constexpr verdict check_initial_key() {
    if constexpr (std::is_same_v<Initial, no_initial_state>) {
        return {};
    } else if constexpr (!is_keyed<Initial>) {
        return fault("initial state without key; write table | weir::group_by_key(...)");
    } else if constexpr (Initial::rejected) {
        return {};
    } else if constexpr (Initial::grouped_input::is_streaming) {
        return fault("initial state from a stream: it has no end; use a static table");
    } else if constexpr (!std::is_same_v<typename Initial::key_type, K>) {
        return fault("initial state by a key of type ", type_name<typename Initial::key_type>().view(),
                     ", the rows are grouped by ", type_name<K>().view(), "; use the same key");
    } else {
        return {};
    }
}
template <class Initial, class K, class State>
constexpr verdict check_initial_state() {
    verdict const v = check_initial_key<Initial, K>();
    if (v.failed()) return v;
    if constexpr (std::is_same_v<Initial, no_initial_state> || check_initial_key<Initial, K>().failed()) {
        return {};
    } else if constexpr (Initial::rejected) {
        return {};
    } else if constexpr (schema_like<State>) {
        return check_convert<State, typename Initial::schema>();
    } else {
        using from = column_type<typename Initial::schema, initial_column<typename Initial::schema>>;
        if constexpr (upcasts<State, from>()) {
            return {};
        } else {
            return fault("initial state is ", type_name<from>().view(), ", the state is ",
                         type_name<State>().view(), "; cast the column");
        }
    }
}
template <class Initial>
constexpr bool initial_rejected() {
    if constexpr (is_keyed<Initial>) {
        return Initial::rejected;
    } else {
        return false;
    }
}

} // namespace weir::detail
