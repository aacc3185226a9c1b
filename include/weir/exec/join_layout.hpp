// SPDX-License-Identifier: BSL-1.0
// What a join of two streams reads and keeps of its sides, known from its plan.
#pragma once

#include <weir/exec/join_rows.hpp>
#include <weir/plan/join_bounds.hpp>

#include <cstddef>

namespace weir::detail {

/// What a join reads of its sides, and what follows from it.
template <class Plan, demand Wanted>
struct join_layout {
    using sides = typename Plan::sides;
    using condition = typename Plan::condition_type;
    static constexpr join_kind kind = Plan::kind;
    // Where neither side's nulls can be left out below the join, keys are compared as they are: null with
    // null.
    using parts = join_parts<sides, condition, kind == join_kind::full_outer>;

    static constexpr column_set read = Wanted.columns | parts::reads;
    static constexpr column_set left_read = columns_from(read, 0, sides::left);
    static constexpr column_set right_read = columns_from(read, sides::left, sides::right);

    // A row is kept with what is read above, and by the conditions on both sides.
    static constexpr column_set kept = Wanted.columns | parts::both_reads;
    static constexpr column_set left_kept = columns_from(kept, 0, sides::left);
    static constexpr column_set right_kept =
        columns_from(gives_left_only(kind) ? parts::both_reads : kept, sides::left, sides::right);
    using left_row = owned_row_t<typename Plan::left_type::schema, left_kept>;
    using right_row = owned_row_t<typename Plan::right_type::schema, right_kept>;

    // An event time that nobody reads is none: see Spark's pruning of columns.
    static constexpr column_set left_times = event_times_of<typename Plan::left_type>() & left_read;
    static constexpr column_set right_times = event_times_of<typename Plan::right_type>() & right_read;
    static constexpr std::size_t left_time = first_column(left_times);
    static constexpr std::size_t right_time = first_column(right_times);
    static constexpr join_bounds bounds =
        find_bounds<sides, condition, left_times | shift_columns(right_times, sides::left)>().with_own_times(
            left_time != not_found, right_time != not_found);

    static constexpr demand demand_of(column_set columns, std::size_t width) {
        if (Wanted.late_rows) columns |= first_columns(width); // they are handed over whole
        return {columns, false, Wanted.statistics, Wanted.late_rows};
    }
    static constexpr demand left_demand = demand_of(left_read, sides::left);
    static constexpr demand right_demand = demand_of(right_read, sides::right);
};

} // namespace weir::detail
