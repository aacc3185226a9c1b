// SPDX-License-Identifier: BSL-1.0
// What the rules ask about a plan and the plans below it.
#pragma once

#include <weir/plan/drop_duplicates.hpp>
#include <weir/plan/event_times.hpp>
#include <weir/plan/group_by.hpp>
#include <weir/plan/groups_with_state.hpp>
#include <weir/plan/join.hpp>
#include <weir/plan/limit.hpp>
#include <weir/plan/order_by.hpp>
#include <weir/plan/output_mode.hpp>
#include <weir/plan/select.hpp>
#include <weir/plan/source.hpp>
#include <weir/plan/transform_with_state.hpp>
#include <weir/plan/union_with.hpp>
#include <weir/plan/where.hpp>
#include <weir/plan/with_watermark.hpp>

#include <cstdint>
#include <type_traits>

namespace weir::detail {

template <class Plan>
inline constexpr bool is_aggregation = false;
template <class Input, class Keys, class Calls, class Outputs>
inline constexpr bool is_aggregation<aggregate_plan<Input, Keys, Calls, Outputs>> = true;

template <class Plan>
inline constexpr bool has_session_key = false;
template <class Input, class... Keys, class Calls, class Outputs>
inline constexpr bool has_session_key<aggregate_plan<Input, type_list<Keys...>, Calls, Outputs>> =
    (is_session<typename Keys::expr> || ...);
template <class Plan>
using grouped_by_session = std::bool_constant<has_session_key<Plan>>;

template <class Plan>
inline constexpr bool is_limit = false;
template <class Input, std::int64_t Rows>
inline constexpr bool is_limit<limit_plan<Input, Rows>> = true;

template <class Plan>
inline constexpr bool is_order_by = false;
template <class Input, class... Keys>
inline constexpr bool is_order_by<order_by_plan<Input, Keys...>> = true;

/// Whether `Fact` holds for a plan or any plan below it.
template <template <class> class Fact, class Plan>
constexpr bool any_below() {
    if constexpr (Fact<Plan>::value) {
        return true;
    } else if constexpr (requires { typename Plan::left_type; }) {
        return any_below<Fact, typename Plan::left_type>() || any_below<Fact, typename Plan::right_type>();
    } else if constexpr (requires { typename Plan::input_type; }) {
        return any_below<Fact, typename Plan::input_type>();
    } else {
        return false;
    }
}

template <class Plan>
using aggregates = std::bool_constant<is_aggregation<Plan>>;
template <class Plan>
inline constexpr bool has_aggregation = any_below<aggregates, Plan>();

template <class Plan>
inline constexpr bool is_source = false;
template <class Source, class Schema>
inline constexpr bool is_source<source_plan<Source, Schema>> = true;

template <class Plan>
using reads_source = std::bool_constant<is_source<Plan>>;
template <class Plan>
using limits = std::bool_constant<is_limit<Plan>>;
template <class Plan>
using sorts = std::bool_constant<is_order_by<Plan>>;

template <class Plan>
inline constexpr bool is_stateful_plan = is_aggregation<Plan>;
template <class Input, std::size_t... Columns>
inline constexpr bool is_stateful_plan<deduplicate_plan<Input, Columns...>> =
    deduplicate_plan<Input, Columns...>::by_event_time;
template <class Input, std::size_t... Columns>
inline constexpr bool is_stateful_plan<deduplicate_within_plan<Input, Columns...>> = true;

template <class Plan>
using keeps_state = std::bool_constant<is_stateful_plan<Plan>>;

template <class Plan>
inline constexpr bool is_deduplication = false;
template <class Input, std::size_t... Columns>
inline constexpr bool is_deduplication<deduplicate_plan<Input, Columns...>> = true;
template <class Input, std::size_t... Columns>
inline constexpr bool is_deduplication<deduplicate_within_plan<Input, Columns...>> = true;

template <class Plan>
inline constexpr bool is_state_function = false;
template <class Input, class Key, class State, class Timeout, class Function, class F, class Initial, class S>
inline constexpr bool is_state_function<state_plan<Input, Key, State, Timeout, Function, F, Initial, S>> =
    true;

/// Whether a plan is a map_groups_with_state or flat_map_groups_with_state of that mode, or with that
/// timeout.
template <class Plan, class Function>
constexpr bool has_function_mode() {
    if constexpr (is_state_function<Plan>) {
        return std::is_same_v<typename Plan::function_mode, Function>;
    } else {
        return false;
    }
}
template <class Plan, class Timeout>
constexpr bool has_timeout() {
    if constexpr (is_state_function<Plan>) {
        return std::is_same_v<typename Plan::timeout_type, Timeout>;
    } else {
        return false;
    }
}
template <class Plan>
inline constexpr bool is_transform = false;
template <class Input, class Key, class P, class TimeMode, class Initial, class S, std::size_t Time>
inline constexpr bool is_transform<transform_plan<Input, Key, P, TimeMode, Initial, S, Time>> = true;

template <class Plan, class... TimeModes>
constexpr bool has_time_mode() {
    if constexpr (is_transform<Plan>) {
        return (std::is_same_v<typename Plan::time_mode_type, TimeModes> || ...);
    } else {
        return false;
    }
}

template <class Plan>
using state_functions = std::bool_constant<is_state_function<Plan>>;
template <class Plan>
using maps_groups = std::bool_constant<has_function_mode<Plan, map_mode>()>;
template <class Plan>
using updates_groups = std::bool_constant<has_function_mode<Plan, update_mode>()>;
template <class Plan>
using appends_groups = std::bool_constant<has_function_mode<Plan, append_mode>()>;
template <class Plan>
using times_out_by_watermark = std::bool_constant<has_timeout<Plan, event_time_timeout_type>()>;

/// Whether a plan calls a user's function with its own state once a batch, and whether the clock makes some
/// due.
template <class Plan>
using keeps_user_state = std::bool_constant<is_state_function<Plan> || is_transform<Plan>>;
template <class Plan>
constexpr bool has_initial_state() {
    if constexpr (requires { typename Plan::initial_type; }) {
        return !std::is_same_v<typename Plan::initial_type, no_initial_state>;
    } else {
        return false;
    }
}
template <class Plan>
using begins_with_state = std::bool_constant<has_initial_state<Plan>()>;
template <class Plan>
using due_by_clock =
    std::bool_constant<has_timeout<Plan, processing_time_timeout_type>()
                       || has_time_mode<Plan, time_mode_processing_time, time_mode_by_use>()>;

template <class Plan>
inline constexpr bool is_stream_join = false;
template <class Left, class Right, join_kind Kind, class Condition>
inline constexpr bool is_stream_join<stream_join_plan<Left, Right, Kind, Condition>> = true;
template <class Plan>
using joins_streams = std::bool_constant<is_stream_join<Plan>>;

// Whether the watermark frees what a join keeps.
template <class Plan>
constexpr bool join_frees() {
    if constexpr (is_stream_join<Plan>) {
        constexpr column_set left = event_times_of<typename Plan::left_type>();
        constexpr column_set right =
            shift_columns(event_times_of<typename Plan::right_type>(), Plan::sides::left);
        constexpr join_bounds bounds =
            find_bounds<typename Plan::sides, typename Plan::condition_type, left | right>().with_own_times(
                !left.empty(), !right.empty());
        return bounds.frees_left() || bounds.frees_right();
    } else {
        return false;
    }
}

template <class Plan>
using moves_with_watermark =
    std::bool_constant<is_aggregation<Plan> || is_deduplication<Plan> || times_out_by_watermark<Plan>::value
                       || join_frees<Plan>()
                       || has_time_mode<Plan, time_mode_none, time_mode_event_time, time_mode_by_use>()>;

/// Whether a row may be forgotten at the end of its own batch: one whose time is null, above a watermark.
template <class Plan>
inline constexpr bool forgets_at_once = false;
template <class Input, std::size_t... Columns>
inline constexpr bool forgets_at_once<deduplicate_within_plan<Input, Columns...>> =
    is_nullable<column_type<typename Input::schema, Input::event_time>>;
// A row of a join can have its last chance for a partner in its own batch.
template <class Left, class Right, join_kind Kind, class Condition>
inline constexpr bool forgets_at_once<stream_join_plan<Left, Right, Kind, Condition>> = true;
template <class Plan>
using forgetting_at_once = std::bool_constant<forgets_at_once<Plan>>;

template <class Plan>
using deduplicates = std::bool_constant<is_deduplication<Plan>>;

/// Whether a plan has an operator that asks for a batch when the watermark has moved. In complete mode
/// aggregations free nothing; what is below them may.
template <class Plan, class Mode>
constexpr bool watermark_frees() {
    if constexpr (std::is_same_v<Mode, complete_mode>) {
        return any_below<deduplicates, Plan>();
    } else {
        return any_below<moves_with_watermark, Plan>();
    }
}

template <class Plan>
constexpr bool keeps_state_above_aggregate() {
    if constexpr (is_stateful_plan<Plan>) {
        return any_below<aggregates, typename Plan::input_type>();
    } else {
        return false;
    }
}
template <class Plan>
using state_over_aggregate = std::bool_constant<keeps_state_above_aggregate<Plan>()>;

/// The topmost aggregation of a plan that has one below it.
template <class Plan>
constexpr auto top_aggregation() {
    if constexpr (is_aggregation<Plan>) {
        return type_identity<Plan>{};
    } else if constexpr (requires { typename Plan::left_type; }) {
        if constexpr (has_aggregation<typename Plan::left_type>) {
            return top_aggregation<typename Plan::left_type>();
        } else {
            return top_aggregation<typename Plan::right_type>();
        }
    } else {
        return top_aggregation<typename Plan::input_type>();
    }
}

/// The topmost function with state of a plan that has one.
template <class Plan>
constexpr auto top_state_function() {
    if constexpr (is_state_function<Plan>) {
        return type_identity<Plan>{};
    } else if constexpr (requires { typename Plan::left_type; }) {
        if constexpr (any_below<state_functions, typename Plan::left_type>()) {
            return top_state_function<typename Plan::left_type>();
        } else {
            return top_state_function<typename Plan::right_type>();
        }
    } else {
        return top_state_function<typename Plan::input_type>();
    }
}

template <class Plan>
constexpr bool state_above_aggregate() {
    using top = typename decltype(top_state_function<Plan>())::type;
    return has_aggregation<typename top::input_type>;
}

template <class Plan>
constexpr bool is_above_timeouts() {
    if constexpr (is_aggregation<Plan> || is_deduplication<Plan> || keeps_user_state<Plan>::value) {
        return any_below<times_out_by_watermark, typename Plan::input_type>();
    } else {
        return false;
    }
}
template <class Plan>
using above_timeouts = std::bool_constant<is_above_timeouts<Plan>()>;

} // namespace weir::detail
