// SPDX-License-Identifier: BSL-1.0
// with_watermark: names the event time and says how late a row may come.
#pragma once

#include <weir/expr/column.hpp>
#include <weir/expr/window.hpp>
#include <weir/plan/relation.hpp>

#include <atomic>
#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <type_traits>
#include <utility>

namespace weir {

/// What else with_watermark can be told.
struct watermark_options {
    /// An input that brings no row for this long, by the query's clock, no longer holds the watermark back.
    std::optional<std::chrono::milliseconds> idle_after{};
};

namespace detail {

template <class Input, std::size_t Column, std::int64_t DelayMicros>
struct watermark_plan : relation_interface<watermark_plan<Input, Column, DelayMicros>> {
    using schema = typename Input::schema;
    using input_type = Input;
    static constexpr bool is_streaming = Input::is_streaming;
    static constexpr bool rejected = Input::rejected;
    static constexpr std::size_t event_time = Column;
    static constexpr std::int64_t delay = DelayMicros;

    Input input;
    watermark_options options;

    std::uint64_t id; // the same in copies of one plan, which move one watermark; 0: it stands for itself

    constexpr watermark_plan(Input i, watermark_options o, std::uint64_t n)
        : input(std::move(i)), options(o), id(n) {}
};

inline std::uint64_t next_watermark_id() {
    static std::atomic<std::uint64_t> last{0};
    return ++last;
}

template <class S, std::size_t EventTime, fixed_string Time, fixed_string Delay>
constexpr verdict check_watermark() {
    using time = col_node<Time>;
    verdict const v = time::template check<S>();
    if (v.failed()) return v;
    using type = result_value<time, S>;
    fixed_length const delay = parse_length(Delay.view(), "watermark delay");
    if constexpr (!std::same_as<type, timestamp> && !std::same_as<type, unknown_type>) {
        return fault("watermark on \"", Time.view(), "\" of type ", type_name<type>().view(),
                     "; event time is a timestamp, cast the column first");
    } else if constexpr (time::template where<S>.way.depth != 0) {
        return fault("watermark on the field \"", Time.view(), "\"; select it as a column of its own first");
    } else if constexpr (EventTime != not_found) {
        return fault("watermark on \"", Time.view(), "\" after one on \"", schema_of<S>::names[EventTime],
                     "\"; a stream has one event time, keep one with_watermark");
    } else {
        if (parse_interval(Delay.view()).value.months == 0 && delay.problem.failed()) return delay.problem;
        if (parse_interval(Delay.view()).failed()) return parse_interval(Delay.view()).outcome;
        if (interval_micros(parse_interval(Delay.view()).value, 31).value_or(-1) < 0) {
            return fault("watermark delay \"", Delay.view(),
                         "\" is negative; write how late a row may be, such as \"10 seconds\"");
        }
        return {};
    }
}

template <fixed_string Time, fixed_string Delay>
struct watermark_operator : operator_base {
    watermark_options options;

    constexpr explicit watermark_operator(watermark_options o) : options(o) {}

    template <relation Input>
    constexpr auto operator()(Input const& input) const {
        using S = typename Input::schema;
        constexpr auto check = [] { return check_watermark<S, Input::event_time, Time, Delay>(); };
        if constexpr (Input::rejected || check().failed()) {
            if constexpr (!Input::rejected) raise<check>();
            return reject_plan(input);
        } else {
            // A month counts as 31 days, as in Spark: a delay may be generous, never short.
            constexpr std::int64_t delay =
                interval_micros(parse_interval(Delay.view()).value, 31).value_or(0);
            return watermark_plan<Input, col_node<Time>::template where<S>.way.column, delay>(
                input, options, std::is_constant_evaluated() ? 0 : next_watermark_id());
        }
    }
};

} // namespace detail

/// Declares the column `Time` to be the event time and `Delay` how far behind the newest row a row may be.
///
/// Rows    in {Schema}, out {Schema}.
/// Null    a null time does not move the watermark.
/// Time    after each batch: the newest time seen, less the delay, cut to milliseconds; it never goes back. A
///         row or window that ends at or before it is late for the stateful operators above.
/// Errors  compile time: no such column, one that is no timestamp, a delay that is none or negative, a second
///         watermark.
/// Source  Spark Dataset.withWatermark.
template <fixed_string Time, fixed_string Delay>
constexpr auto with_watermark(watermark_options const& options = {}) {
    return detail::watermark_operator<Time, Delay>(options);
}

} // namespace weir
