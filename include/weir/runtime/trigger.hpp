// SPDX-License-Identifier: BSL-1.0
// Triggers: when a query looks for new data.
#pragma once

#include <weir/core/clock.hpp>
#include <weir/core/fixed_string.hpp>
#include <weir/core/raise.hpp>
#include <weir/expr/window.hpp>

#include <cstdint>

namespace weir {

namespace detail {

/// When batches run: `as_fast_as_possible`, the default, looks again every 10 ms while there is nothing.
enum class trigger_kind : std::uint8_t {
    as_fast_as_possible,
    processing_time,
    once,
    available_now,
    on_demand
};

/// A trigger as the running query sees it.
struct trigger_rule {
    trigger_kind kind = trigger_kind::as_fast_as_possible;
    millis interval{};
};

template <trigger_kind Kind, fixed_string Name>
struct plain_trigger : no_function<plain_trigger<Kind, Name>, Name> {
    static constexpr verdict check() { return {}; }
    static constexpr trigger_rule rule{Kind, {}};
};

template <fixed_string Interval>
struct processing_time_trigger
    : no_function<processing_time_trigger<Interval>, "weir::processing_time<...>"> {
    static constexpr fixed_length parsed = parse_length(Interval.view(), "trigger interval");
    static constexpr verdict check() {
        if (parsed.problem.failed()) return parsed.problem;
        if (parsed.us < 0)
            return fault("trigger interval \"", Interval.view(),
                         "\" is negative; write how often to look, such as \"2 seconds\"");
        return {};
    }
    static constexpr trigger_rule rule{trigger_kind::processing_time, millis{parsed.us / 1000}};
};

template <fixed_string Interval>
struct continuous_trigger : no_function<continuous_trigger<Interval>, "weir::continuous<...>"> {
    static constexpr verdict check() {
        return fault("continuous trigger \"", Interval.view(),
                     "\": there are only batches yet; write processing_time<\"1 second\">, or no trigger");
    }
    static constexpr trigger_rule rule{};
};

/// When the batch after one at `now` is due: at the next multiple of the interval.
/// Source  Spark ProcessingTimeExecutor.nextBatchTime.
constexpr millis next_batch_time(millis now, millis interval) {
    return interval.count() == 0 ? now : now / interval * interval + interval;
}

} // namespace detail

/// A batch every `Interval`, at its multiples since 1970; a batch that takes longer is followed at once.
/// Source  Spark Trigger.ProcessingTime.
template <fixed_string Interval>
inline constexpr detail::processing_time_trigger<Interval> processing_time{};

/// One batch of all that is there, then the query ends. Rate limits do not count.
/// Source  Spark Trigger.Once.
inline constexpr detail::plain_trigger<detail::trigger_kind::once, "weir::once"> once{};

/// All that is there when the query starts, in batches within the rate limits, then the query ends.
/// Source  Spark Trigger.AvailableNow.
inline constexpr detail::plain_trigger<detail::trigger_kind::available_now, "weir::available_now">
    available_now{};

/// Spark's continuous processing, which is not there yet.
/// Source  Spark Trigger.Continuous.
template <fixed_string Interval>
inline constexpr detail::continuous_trigger<Interval> continuous{};

/// No thread: batches run on the caller's thread, inside process_all_available().
inline constexpr detail::plain_trigger<detail::trigger_kind::on_demand, "weir::on_demand"> on_demand{};

} // namespace weir
