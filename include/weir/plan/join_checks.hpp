// SPDX-License-Identifier: BSL-1.0
// What is wrong with a join: its condition, its columns, its sides, what two streams lack.
#pragma once

#include <weir/plan/join_bounds.hpp>
#include <weir/plan/join_condition.hpp>
#include <weir/plan/join_kind.hpp>
#include <weir/plan/relation.hpp>

#include <cstddef>
#include <string_view>
#include <type_traits>

namespace weir::detail {

template <class E, class Sides>
constexpr verdict check_join_condition() {
    using C = typename Sides::C;
    verdict const v = E::template check<C>();
    if (v.failed()) return v;
    using type = result_value<E, C>;
    if constexpr (has_aggregate<E>()) {
        return fault("aggregate in a join condition: \"", shown<E>().view(),
                     "\" is known only after the rows are grouped; join before, or filter after agg(...)");
    } else if constexpr (!std::is_same_v<type, bool> && !std::is_same_v<type, unknown_type>) {
        return fault("join condition \"", shown<E>().view(), "\" is ", type_name<type>().view(),
                     ", not boolean; compare columns of both sides");
    } else {
        return {};
    }
}

template <fixed_string Name, class L, class R>
constexpr verdict check_join_column() {
    using column = col_node<Name>;
    verdict const v = first_fault(column::template check<L>(), column::template check<R>());
    if (v.failed()) return v;
    if constexpr (!column::template where<L>.found() || !column::template where<R>.found()) {
        return {};
    } else if constexpr (column::template where<L>.way.depth != 0
                         || column::template where<R>.way.depth != 0) {
        return fault("join on the field \"", Name.view(),
                     "\"; write the condition with an alias for each side");
    } else if constexpr (!comparable<result_of<column, L>, result_of<column, R>>()) {
        return fault("join on \"", Name.view(), "\" of type ",
                     short_type_name<result_value<column, L>>().view(), " with ",
                     short_type_name<result_value<column, R>>().view(), "; cast one of them");
    } else {
        return {};
    }
}

/// Which joins can run at all, by which sides are streams.
/// Source  Spark's rules 22 to 27.
constexpr verdict check_join_sides(join_kind kind, bool left_streaming, bool right_streaming) {
    std::string_view const name = name_of_kind(kind);
    if (left_streaming && right_streaming) {
        return kind != join_kind::left_anti
                   ? verdict{}
                   : fault(
                         "left_anti join of two streams: that a row has no partner is known only at the end "
                         "of the other stream; use left_outer with a bound of time and keep the nulls");
    }
    if (left_streaming && keeps_right(kind)) {
        return fault(name,
                     " join of a stream with a table on the right: which rows of the table have no partner "
                     "is known only at the end of the stream; use inner or left_outer");
    }
    if (right_streaming && (keeps_left(kind) || gives_left_only(kind))) {
        return fault(name,
                     " join of a table with a stream on the right: which rows of the table have a partner "
                     "is known only at the end of the stream; put the stream on the left");
    }
    return {};
}

/// Spark's rule 26, and that state is found by equal keys.
template <class Left, class Right, join_kind Kind, class Sides, class Condition>
constexpr verdict check_stream_join() {
    constexpr column_set left_times = event_times_of<Left>();
    constexpr column_set right_times = shift_columns(event_times_of<Right>(), Sides::left);
    constexpr join_bounds bounds = find_bounds<Sides, Condition, left_times | right_times>();
    if (std::is_same_v<decltype(Condition::keys), value_tuple<>>) {
        return fault(name_of_kind(Kind),
                     " join of two streams without equal keys: every row would meet every other; "
                     "add an equality of columns of both sides to the condition");
    }
    constexpr bool needs_left = keeps_left(Kind) || Kind == join_kind::left_semi;
    constexpr bool needs_right = keeps_right(Kind);
    bool const bounded =
        bounds.time_key != not_found || (needs_left && bounds.left) || (needs_right && bounds.right);
    if ((needs_left || needs_right) && !bounded) {
        return fault(name_of_kind(Kind),
                     " join of two streams without a bound of time: that a row has no partner "
                     "is never known; give both a watermark and compare their times, "
                     "as \"r.at\"_c <= \"l.at\"_c + interval<\"1 minute\">");
    }
    return {};
}

} // namespace weir::detail
