// SPDX-License-Identifier: BSL-1.0
// How the watermarks of a plan's inputs become the one that the query runs with.
#pragma once

#include <weir/core/time.hpp>
#include <weir/exec/executor.hpp>
#include <weir/plan/with_watermark.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>

namespace weir::detail {

inline constexpr std::int64_t micros_per_milli = 1'000;

/// The instant, cut to milliseconds: watermarks are kept in those.
constexpr std::int64_t floor_millis(std::int64_t us) {
    if (us < std::numeric_limits<std::int64_t>::min() + micros_per_milli)
        return us; // its millisecond begins before time
    return floor_div(us, micros_per_milli) * micros_per_milli;
}

/// The first instant after `us` at which the watermark of its input would be another one.
constexpr std::int64_t next_millisecond(std::int64_t us) {
    if (us == no_watermark || us > std::numeric_limits<std::int64_t>::max() - micros_per_milli) return us;
    return floor_millis(us) + micros_per_milli;
}

/// The watermark of one input in microseconds: its newest event time, less its delay. 0 before any row.
constexpr std::int64_t watermark_of(event_time_report const& report) {
    if (report.max <= 0) return 0; // none yet, or before 1970: a watermark is never below 0
    return std::max<std::int64_t>(0, floor_millis(report.max)
                                         - report.delay / micros_per_milli * micros_per_milli);
}

/// The least of the inputs' watermarks; an input that has brought no row counts as 0 and so holds all back.
/// Source  Spark WatermarkTracker, policy min.
class watermark_minimum {
public:
    constexpr void add(event_time_report const& report) { least_ = std::min(least_, watermark_of(report)); }
    [[nodiscard]] constexpr std::int64_t value() const {
        return least_ == std::numeric_limits<std::int64_t>::max() ? no_watermark : least_;
    }

private:
    std::int64_t least_ = std::numeric_limits<std::int64_t>::max();
};

/// How many with_watermark a plan has.
template <class Plan>
constexpr std::size_t count_watermarks() {
    if constexpr (requires { typename Plan::left_type; }) {
        return count_watermarks<typename Plan::left_type>() + count_watermarks<typename Plan::right_type>();
    } else if constexpr (requires { typename Plan::input_type; }) {
        return count_watermarks<typename Plan::input_type>() + (requires { Plan::delay; } ? 1 : 0);
    } else {
        return 0;
    }
}

} // namespace weir::detail
