// SPDX-License-Identifier: BSL-1.0
// drop_duplicates, drop_duplicates_within_watermark and distinct: the first row of each key.
#pragma once

#include <weir/expr/column.hpp>
#include <weir/plan/relation.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

namespace weir {

namespace detail {

/// The delay of the watermark that a plan's event time carries.
template <class Plan>
constexpr std::int64_t delay_of_watermark() {
    if constexpr (requires { Plan::delay; }) {
        return Plan::delay;
    } else if constexpr (requires { typename Plan::left_type; }) {
        if constexpr (Plan::left_type::event_time != not_found) {
            return delay_of_watermark<typename Plan::left_type>();
        } else {
            return delay_of_watermark<typename Plan::right_type>();
        }
    } else if constexpr (requires { typename Plan::input_type; }) {
        return delay_of_watermark<typename Plan::input_type>();
    } else {
        return 0;
    }
}

/// Keeps the first row for each value of the columns at `Columns`.
template <class Input, std::size_t... Columns>
struct deduplicate_plan : relation_interface<deduplicate_plan<Input, Columns...>> {
    using schema = typename Input::schema;
    using input_type = Input;
    using key_columns = std::index_sequence<Columns...>;
    static constexpr bool is_streaming = Input::is_streaming;
    static constexpr bool rejected = Input::rejected;
    static constexpr std::size_t event_time = Input::event_time;
    /// Whether the event time is among the keys, so that the watermark frees state.
    static constexpr bool by_event_time = ((Columns == Input::event_time) || ...);

    Input input;

    constexpr explicit deduplicate_plan(Input i) : input(std::move(i)) {}
};

/// The same for as long as a repeat may come: a key is forgotten when the watermark reaches its row's time
/// plus the delay.
template <class Input, std::size_t... Columns>
struct deduplicate_within_plan : relation_interface<deduplicate_within_plan<Input, Columns...>> {
    using schema = typename Input::schema;
    using input_type = Input;
    using key_columns = std::index_sequence<Columns...>;
    static constexpr bool is_streaming = Input::is_streaming;
    static constexpr bool rejected = Input::rejected;
    static constexpr std::size_t event_time = Input::event_time;
    /// The delay of the watermark.
    static constexpr std::int64_t lifetime = delay_of_watermark<Input>();

    Input input;

    constexpr explicit deduplicate_within_plan(Input i) : input(std::move(i)) {}
};

template <class S, std::size_t... I>
constexpr verdict check_distinct(std::index_sequence<I...>) {
    verdict v;
    (void)((is_map<value_type_of<column_type<S, I>>>
                ? (v = fault("distinct on column \"", schema_of<S>::names[I], "\" of type ",
                             type_name<column_type<S, I>>().view(),
                             "; a map cannot be compared, drop the column"),
                   true)
                : false)
           || ...);
    return v;
}

constexpr verdict key_is_field(std::string_view name) {
    return fault("drop_duplicates by field \"", name, "\"; select it as a column of its own first");
}

template <class S, fixed_string... Names>
constexpr verdict check_duplicates() {
    if constexpr (sizeof...(Names) == 0) {
        return check_distinct<S>(std::make_index_sequence<schema_of<S>::size>{});
    } else if constexpr ((!col_node<Names>::template where<S>.found() || ...)) {
        return first_fault(col_node<Names>::template check<S>()...);
    } else if constexpr (((col_node<Names>::template where<S>.way.depth != 0) || ...)) {
        verdict v;
        (void)((col_node<Names>::template where<S>.way.depth != 0 && (v = key_is_field(Names.view()), true))
               || ...);
        return v;
    } else {
        return check_distinct<S>(std::index_sequence<col_node<Names>::template where<S>.way.column...>{});
    }
}

/// Spark's rules 3 and 28.
template <bool Streaming, std::size_t EventTime>
constexpr verdict check_within_watermark() {
    if (!Streaming) {
        return fault("drop_duplicates_within_watermark on a static table, which has no watermark; use "
                     "drop_duplicates");
    }
    if (EventTime == not_found) {
        return fault("drop_duplicates_within_watermark without watermark: it keeps keys for its delay; "
                     "put with_watermark before it, or use drop_duplicates");
    }
    return {};
}

// The indices of the columns named, of all where none is.
template <class S, fixed_string... Names>
constexpr auto key_indices() {
    if constexpr (sizeof...(Names) == 0) {
        return std::make_index_sequence<schema_of<S>::size>{};
    } else {
        return std::index_sequence<col_node<Names>::template where<S>.way.column...>{};
    }
}

template <bool Within, fixed_string... Names>
struct drop_duplicates_operator : operator_base {
    template <relation Input>
    constexpr auto operator()(Input const& input) const {
        using S = typename Input::schema;
        constexpr auto check = [] {
            if constexpr (Within) {
                return first_fault(check_duplicates<S, Names...>(),
                                   check_within_watermark<Input::is_streaming, Input::event_time>());
            } else {
                return check_duplicates<S, Names...>();
            }
        };
        if constexpr (Input::rejected || check().failed()) {
            if constexpr (!Input::rejected) raise<check>();
            return reject_plan(input);
        } else {
            return [&]<std::size_t... I>(std::index_sequence<I...>) {
                if constexpr (Within) {
                    return deduplicate_within_plan<Input, I...>(input);
                } else {
                    return deduplicate_plan<Input, I...>(input);
                }
            }(key_indices<S, Names...>());
        }
    }
};

} // namespace detail

/// Keeps the first row for each value of the named columns, of all columns when none is named.
///
/// Rows    in {Schema}, out {Schema}, same order.
/// Null    null is a value like any other.
/// Time    rows late by the watermark are dropped, whether or not the event time is named.
/// State   every key; freed by the watermark only when the event time is among the keys.
/// Errors  compile time: unknown column, a map; in complete mode.
/// Source  Spark Dataset.dropDuplicates.
template <fixed_string... Names>
constexpr auto drop_duplicates() {
    return detail::drop_duplicates_operator<false, Names...>{};
}

/// Keeps the first row for each value of the named columns, of all columns when none is named, as long as a
/// repeat may come: rows with one key whose times are not further apart than the watermark's delay are one
/// row.
///
/// Rows    in {Schema}, out {Schema}, same order.
/// Null    null is a value like any other; a null time is never late, and its key expires as if the time were
///         1970.
/// Time    rows late by the watermark are dropped.
/// State   every key, until the watermark reaches its first row's time plus the delay; repeats do not prolong
///         it.
/// Errors  compile time: unknown column, a map; without watermark; on a static table.
/// Source  Spark Dataset.dropDuplicatesWithinWatermark.
template <fixed_string... Names>
constexpr auto drop_duplicates_within_watermark() {
    return detail::drop_duplicates_operator<true, Names...>{};
}

/// Keeps the first of equal rows. As drop_duplicates of all columns.
/// Source  Spark Dataset.distinct.
constexpr auto distinct() { return detail::drop_duplicates_operator<false>{}; }

} // namespace weir
