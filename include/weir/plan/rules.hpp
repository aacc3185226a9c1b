// SPDX-License-Identifier: BSL-1.0
// All rules about whole queries: which plans can run as a stream, in which output mode. Each is one function,
// those about the same operators in one header; those that need no output mode are checked by the operator
// itself, where the table says so.
//
// clang-format off
// Spark   it refuses                                          function                           reject test
// 1, 38   an action on a stream                               check_action                       show_on_stream
// 1, 38   collect()                                           check_action                       collect_on_stream
// 2       a query without a stream                            no_static_query                    static_table_in_write_stream
// 3       dropDuplicatesWithinWatermark of a table            check_within_watermark             within_watermark_of_table
// 4 - 6   two functions with state                            one_state_function                 two_functions_with_state
// 8       append, an aggregate without watermark              append_needs_watermark             append_without_watermark
// 9       update, a session window                            sessions_not_in_update             session_window_in_update
// 10      complete, no aggregate                              complete_needs_aggregation         complete_without_aggregate
// 11      an aggregate of distinct values                     no_distinct_aggregates             distinct_aggregate_on_stream
// 14      an initial state that is a stream                   check_initial_state                initial_state_from_stream
// 15      mapGroupsWithState, not update                      state_function_fits_mode           map_groups_in_append
// 16      flatMapGroupsWithState(update), not update          state_function_fits_mode           flat_map_groups_update_in_append
// 17      flatMapGroupsWithState(append), not append          state_function_fits_mode           flat_map_groups_append_in_update
// 18      flatMapGroupsWithState(update), an aggregate        state_function_fits_mode           flat_map_groups_update_with_aggregate
// 19      an event-time timeout without watermark             check_timeout                      event_time_timeout_without_watermark
// 20      flatMapGroupsWithState above an aggregate           state_function_fits_mode           flat_map_groups_above_aggregate
// 21      update, an outer join of streams                    outer_join_needs_append            outer_join_in_update
// 22, 25  an outer join of a stream with a table              check_join_sides                   right_outer_join_with_table
// 23      a left anti join of streams                         check_join_sides                   anti_join_of_streams
// 24      a left outer join of a table with a stream          check_join_sides                   left_outer_join_of_table_with_stream
// 26      an outer join of streams without a bound of time    check_stream_join                  outer_join_without_time_bound
// 28      dropDuplicatesWithinWatermark, no watermark         check_within_watermark             within_watermark_without_watermark
// 30      a union of a stream and a table                     check_union                        union_of_stream_and_table
// 33      update, a limit                                     limit_not_in_update                limit_in_update
// 34      offset on a stream                                  check_offset                       offset_on_stream
// 35      a sort, but above an aggregate in complete mode     sort_needs_complete                order_by_on_stream
// 40      state above an aggregate, not append                chained_state_needs_append         chained_aggregates_in_update
// 40      a join above an aggregate, not append               join_above_aggregate_needs_append  join_above_aggregate_in_update
// 40      state above an event-time timeout                   no_state_above_timeouts            state_above_event_time_timeout
// --      two event times of one plan                         one_event_time                     two_event_times
// --      a second watermark                                  check_watermark                    second_watermark
// --      an event time that is no timestamp                  check_watermark                    watermark_on_number
// --      a negative delay                                    check_watermark                    watermark_of_negative_delay
// --      a session window as the only key                    check_keys                         session_window_alone
// --      two windows in one group_by                         check_keys                         two_windows
// --      a slide longer than its window                      parse_window                       slide_longer_than_window
// --      a window of months                                  parse_length                       window_of_months
// --      window_time of what is no window                    window_time_function               window_time_of_timestamp
// --      a join of streams without equality                  check_stream_join                  join_of_streams_without_keys
// clang-format on
//
// Not here because weir has no such operator: 7 (functions of Python), 13, 29 (cogroup), 36 (sample), 39,
// and from 41 on. Grouping sets, rule 12, run on streams as in Spark, which never raises it; except and
// intersect, rules 31 and 32, are SQL's alone and refused there. cmake/rules.cmake checks that each rule has
// its function, its test and its entry in docs/errors.md.
#pragma once

#include <weir/plan/rules/append_needs_watermark.hpp>
#include <weir/plan/rules/chained_state_needs_append.hpp>
#include <weir/plan/rules/complete_needs_aggregation.hpp>
#include <weir/plan/rules/limit_not_in_update.hpp>
#include <weir/plan/rules/no_distinct_aggregates.hpp>
#include <weir/plan/rules/one_state_function.hpp>
#include <weir/plan/rules/outer_join_needs_append.hpp>
#include <weir/plan/rules/sessions_not_in_update.hpp>
#include <weir/plan/rules/sort_needs_complete.hpp>
#include <weir/plan/rules/state_function_fits_mode.hpp>
#include <weir/plan/rules/streaming_or_static.hpp>

namespace weir::detail {

/// All rules about a plan and its output mode; empty when the query can run.
template <class Plan, class Mode>
constexpr verdict check_stream() {
    if constexpr (!Plan::is_streaming) {
        return no_static_query<Plan>();
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

} // namespace weir::detail
