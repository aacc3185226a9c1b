// SPDX-License-Identifier: BSL-1.0
// The rule that at most one event time reaches a stateful operator: above a join there can be two.
#pragma once

#include <weir/plan/drop_duplicates.hpp>
#include <weir/plan/group_by.hpp>
#include <weir/plan/join.hpp>
#include <weir/plan/limit.hpp>
#include <weir/plan/order_by.hpp>
#include <weir/plan/union_with.hpp>
#include <weir/plan/where.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace weir::detail {

template <class S>
constexpr verdict several_event_times(column_set const& times, std::string_view where) {
    std::size_t const first = first_column(times);
    std::size_t second = first + 1;
    while (!times.has(second)) ++second;
    return fault("two event times \"", schema_of<S>::names[first], "\" and \"", schema_of<S>::names[second],
                 "\" reach ", where, "; select one of them, or cast the other to another type");
}

/// Looks for an operator with two event times; `wanted` are the columns that are read of the plan, since a
/// time that nobody reads does not count.
/// Source  Spark MULTIPLE_EVENT_TIME_COLUMNS.
template <class Plan>
struct event_time_rule {
    static constexpr verdict check(column_set const&) {
        if constexpr (requires { typename Plan::input_type; }) {
            using Input = typename Plan::input_type;
            return event_time_rule<Input>::check(first_columns(schema_of<typename Input::schema>::size));
        } else {
            return {};
        }
    }
};

template <class Input, class Condition>
struct event_time_rule<where_plan<Input, Condition>> {
    static constexpr verdict check(column_set const& wanted) {
        return event_time_rule<Input>::check(wanted | Condition::template reads<typename Input::schema>());
    }
};
template <class Input, fixed_string Name>
struct event_time_rule<alias_plan<Input, Name>> : event_time_rule<Input> {};
template <class Input, std::int64_t Rows>
struct event_time_rule<limit_plan<Input, Rows>> : event_time_rule<Input> {};
template <class Input, std::size_t Column, std::int64_t Delay>
struct event_time_rule<watermark_plan<Input, Column, Delay>> {
    static constexpr verdict check(column_set const& wanted) {
        return event_time_rule<Input>::check(wanted | one_column(Column));
    }
};
template <class Input, class... Keys>
struct event_time_rule<order_by_plan<Input, Keys...>> {
    static constexpr verdict check(column_set const& wanted) {
        return event_time_rule<Input>::check(
            (wanted | ... | Keys::expr::template reads<typename Input::schema>()));
    }
};
template <class Input, class Generator, class... Outputs>
struct event_time_rule<select_plan<Input, Generator, Outputs...>> {
    static constexpr verdict check(column_set const& wanted) {
        using S = typename Input::schema;
        column_set below;
        std::size_t i = 0;
        ((wanted.has(i) ? void(below |= Outputs::expr::template reads<S>()) : void(), ++i), ...);
        if constexpr (!std::is_same_v<Generator, no_generator>) below |= Generator::template reads<S>();
        return event_time_rule<Input>::check(below);
    }
};
template <class Left, class Right>
struct event_time_rule<union_plan<Left, Right>> {
    static constexpr verdict check(column_set const& wanted) {
        return first_fault(event_time_rule<Left>::check(wanted), event_time_rule<Right>::check(wanted));
    }
};
template <class Input, std::size_t... Columns>
struct event_time_rule<deduplicate_plan<Input, Columns...>> {
    static constexpr verdict check(column_set const& wanted) {
        column_set const read = (wanted | ... | one_column(Columns));
        column_set const times = event_times_of<Input>() & read;
        if (times.size() > 1) return several_event_times<typename Input::schema>(times, "drop_duplicates");
        return event_time_rule<Input>::check(read);
    }
};
template <class Input, class... Keys, class... Calls, class Outputs>
struct event_time_rule<aggregate_plan<Input, type_list<Keys...>, type_list<Calls...>, Outputs>> {
    static constexpr verdict check(column_set const&) {
        using S = typename Input::schema;
        column_set const keys = find_event_times<S, event_times_of<Input>(), typename Keys::expr...>();
        if (keys.size() > 1) {
            return several_event_times<
                typename aggregate_plan<Input, type_list<Keys...>, type_list<Calls...>, Outputs>::schema>(
                keys, "the keys of a group_by");
        }
        return event_time_rule<Input>::check(
            ((column_set{} | ... | Keys::expr::template reads<S>()) | ... | Calls::template reads<S>()));
    }
};
template <class Input, class Table, join_kind Kind, bool TableLeft, class Condition>
struct event_time_rule<lookup_plan<Input, Table, Kind, TableLeft, Condition>> {
    static constexpr verdict check(column_set const& wanted) {
        using sides = typename lookup_plan<Input, Table, Kind, TableLeft, Condition>::sides;
        column_set const read = wanted | condition_reads<sides, Condition>();
        return event_time_rule<Input>::check(
            columns_from(read, TableLeft ? sides::left : 0, TableLeft ? sides::right : sides::left));
    }
};
template <class Left, class Right, join_kind Kind, class Condition>
struct event_time_rule<stream_join_plan<Left, Right, Kind, Condition>> {
    static constexpr verdict check(column_set const& wanted) {
        using sides = typename stream_join_plan<Left, Right, Kind, Condition>::sides;
        column_set const read = wanted | condition_reads<sides, Condition>();
        return first_fault(
            one_side<Left>(columns_from(read, 0, sides::left), "the left side of a join"),
            one_side<Right>(columns_from(read, sides::left, sides::right), "the right side of a join"));
    }

private:
    template <class Side>
    static constexpr verdict one_side(column_set const& read, std::string_view where) {
        column_set const times = event_times_of<Side>() & read;
        if (times.size() > 1) return several_event_times<typename Side::schema>(times, where);
        return event_time_rule<Side>::check(read);
    }
};

/// The rule for a whole query.
template <class Plan>
constexpr verdict one_event_time() {
    return event_time_rule<Plan>::check(first_columns(schema_of<typename Plan::schema>::size));
}

} // namespace weir::detail
