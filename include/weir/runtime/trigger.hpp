// SPDX-License-Identifier: BSL-1.0
// Triggers: when a query looks for new data.
#pragma once

#include <weir/core/clock.hpp>
#include <weir/core/fixed_string.hpp>
#include <weir/expr/window.hpp>

#include <cstdint>

namespace weir {

namespace detail {

/// As soon as the batch before is done; looks again every 10 ms while there is nothing.
struct default_trigger {};
struct once_trigger {};
struct available_now_trigger {};
struct on_demand_trigger {};

template <fixed_string Interval>
struct processing_time_trigger {
    static constexpr fixed_length parsed = parse_length(Interval.view(), "trigger interval");
    static constexpr verdict check() {
        if (parsed.problem.failed()) return parsed.problem;
        if (parsed.us < 0)
            return fault("trigger interval \"", Interval.view(),
                         "\" is negative; write how often to look, such as \"2 seconds\"");
        return {};
    }
    static constexpr millis interval{parsed.us / 1000};
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

/// One batch of all that is there, then the query ends. Rate limits do not count. Source  Spark Trigger.Once.
inline constexpr detail::once_trigger once{};

/// All that is there when the query starts, in batches within the rate limits, then the query ends.
/// Source  Spark Trigger.AvailableNow.
inline constexpr detail::available_now_trigger available_now{};

/// No thread: batches run on the caller's thread, inside process_all_available().
inline constexpr detail::on_demand_trigger on_demand{};

} // namespace weir
