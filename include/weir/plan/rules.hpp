// SPDX-License-Identifier: BSL-1.0
// The rules about whole queries: which plans can run as a stream, in which output mode. One function a rule,
// each with the number of Spark's rule.
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

#include <type_traits>

namespace weir::detail {

// ---- facts about a plan

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

/// Whether a plan has an operator that asks for a batch when the watermark has moved.
template <class Plan>
constexpr bool watermark_frees() {
    return any_below<moves_with_watermark, Plan>();
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

// ---- the rules

/// Spark's rule 8: in append mode a group goes out when the watermark has passed it, so it must have an event
/// time.
template <class Plan, class Mode>
constexpr verdict append_needs_watermark() {
    if constexpr (std::is_same_v<Mode, append_mode> && has_aggregation<Plan>) {
        using top = typename decltype(top_aggregation<Plan>())::type;
        if constexpr (top::event_time == not_found) {
            return fault("append mode without watermark: no group of the aggregate is ever complete; "
                         "group by a window of the with_watermark column, or use update or complete");
        }
    }
    return {};
}

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

/// Spark's rule 35: rows of a stream can be sorted only where all of them come with every batch.
template <class Plan, class Mode>
constexpr verdict sort_needs_complete() {
    if constexpr (any_below<sorts, Plan>()
                  && !(std::is_same_v<Mode, complete_mode> && has_aggregation<Plan>)) {
        return fault(
            "order_by on a stream: its last row never comes; sort above an aggregate in complete mode, or in "
            "foreach_batch");
    }
    return {};
}

/// Spark's rule 40: an aggregate gives out rows behind the watermark, and rows again, in all modes but
/// append; no operator that keeps state by event time may stand above it then.
template <class Plan, class Mode>
constexpr verdict chained_state_needs_append() {
    if constexpr (!std::is_same_v<Mode, append_mode> && any_below<state_over_aggregate, Plan>()) {
        return fault("stateful operator above an aggregate in ", Mode::name,
                     " mode: rows that change below would count twice; use append");
    }
    return {};
}

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

template <class Plan>
constexpr bool joins_above_aggregate() {
    if constexpr (is_stream_join<Plan>) {
        return has_aggregation<typename Plan::left_type> || has_aggregation<typename Plan::right_type>;
    } else {
        return false;
    }
}
template <class Plan>
using aggregate_below_join = std::bool_constant<joins_above_aggregate<Plan>()>;

/// Spark's rule 40, of joins.
template <class Plan, class Mode>
constexpr verdict join_above_aggregate_needs_append() {
    if constexpr (!std::is_same_v<Mode, append_mode> && any_below<aggregate_below_join, Plan>()) {
        return fault("join of streams above an aggregate in ", Mode::name,
                     " mode: groups that change would be joined twice; use append");
    }
    return {};
}

/// The name of an aggregate over distinct values in a plan or below it; empty where there is none.
template <class Agg, class... Args>
constexpr std::string_view distinct_name(type_identity<aggregate_call<Agg, Args...>>) {
    if constexpr (requires { Agg::is_distinct; }) {
        return Agg::name;
    } else {
        return {};
    }
}
template <class Call>
constexpr std::string_view distinct_name(type_identity<Call>) {
    return {};
}
template <class... Calls>
constexpr bool any_distinct(type_list<Calls...>) {
    return (!distinct_name(type_identity<Calls>{}).empty() || ...);
}
template <class Plan>
constexpr bool aggregates_distinct() {
    if constexpr (is_aggregation<Plan>) {
        return any_distinct(typename Plan::calls_list{});
    } else {
        return false;
    }
}
template <class Plan>
using has_distinct = std::bool_constant<aggregates_distinct<Plan>()>;

/// Spark's rule 11: the distinct values of a group would be kept for good.
template <class Plan>
constexpr verdict no_distinct_aggregates() {
    if constexpr (any_below<has_distinct, Plan>()) {
        return fault("distinct aggregate on a stream: all values of a group would have to be kept; "
                     "use approx_count_distinct, or drop_duplicates before the aggregate");
    }
    return {};
}

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

/// Spark's rules 15 to 18 and 20: a function with state goes with the query's output mode, and with
/// aggregates only in append mode and below them.
template <class Plan, class Mode>
constexpr verdict state_function_fits_mode() {
    if constexpr (any_below<maps_groups, Plan>()) {
        if constexpr (has_aggregation<Plan>) {
            return fault("map_groups_with_state with an aggregate: its rows are updates; use "
                         "flat_map_groups_with_state in append mode below the aggregate");
        } else if constexpr (!std::is_same_v<Mode, update_mode>) {
            return fault(
                "map_groups_with_state in ", Mode::name,
                " mode: its rows are updates; use output_mode(update), or flat_map_groups_with_state");
        }
    } else if constexpr (any_below<updates_groups, Plan>()) {
        if constexpr (has_aggregation<Plan>) {
            return fault(
                "flat_map_groups_with_state in update mode with an aggregate: updated rows would count "
                "twice; use its append mode below the aggregate");
        } else if constexpr (!std::is_same_v<Mode, update_mode>) {
            return fault("flat_map_groups_with_state in update mode, the query in ", Mode::name,
                         " mode; name one mode in both places");
        }
    } else if constexpr (any_below<appends_groups, Plan>()) {
        if constexpr (state_above_aggregate<Plan>()) {
            return fault(
                "flat_map_groups_with_state above an aggregate: groups that change would come again; put "
                "it below, or use transform_with_state");
        } else if constexpr (!has_aggregation<Plan> && !std::is_same_v<Mode, append_mode>) {
            return fault("flat_map_groups_with_state in append mode, the query in ", Mode::name,
                         " mode; name one mode in both places");
        }
    }
    return {};
}

/// Spark's rule 40, of timeouts: what a key gives out when it times out may be behind the watermark.
template <class Plan>
constexpr verdict no_state_above_timeouts() {
    if constexpr (any_below<above_timeouts, Plan>()) {
        return fault("stateful operator above event_time_timeout: rows of a timeout are behind the watermark "
                     "and would "
                     "be late; use processing_time_timeout, or transform_with_state");
    }
    return {};
}

/// All rules about a plan and its output mode; empty when the query can run.
template <class Plan, class Mode>
constexpr verdict check_stream() {
    if constexpr (!Plan::is_streaming) {
        return fault(
            "static table in a streaming query: it has no stream to wait for; read it with read_stream, or "
            "use show(), collect() or count()");
    } else {
        return first_fault(append_needs_watermark<Plan, Mode>(), sessions_not_in_update<Plan, Mode>(),
                           complete_needs_aggregation<Plan, Mode>(), limit_not_in_update<Plan, Mode>(),
                           sort_needs_complete<Plan, Mode>(), chained_state_needs_append<Plan, Mode>(),
                           outer_join_needs_append<Plan, Mode>(),
                           join_above_aggregate_needs_append<Plan, Mode>(), one_event_time<Plan>(),
                           no_distinct_aggregates<Plan>(), one_state_function<Plan>(),
                           state_function_fits_mode<Plan, Mode>(), no_state_above_timeouts<Plan>());
    }
}

/// Spark's rules 1 and 38: a stream has no end, so no action can wait for its result.
template <class Plan>
constexpr verdict check_action(std::string_view action) {
    if constexpr (Plan::is_streaming) {
        return fault(
            action,
            " on a stream: it has no end, so there is no whole result; use write_stream(...).start()");
    } else {
        return {};
    }
}

} // namespace weir::detail
