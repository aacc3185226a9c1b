// SPDX-License-Identifier: BSL-1.0
// How the watermarks of a plan's inputs become the one that the query runs with.
#pragma once

#include <weir/core/time.hpp>
#include <weir/exec/executor.hpp>
#include <weir/plan/with_watermark.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>

namespace weir {

/// How the watermarks of several inputs become one: the least of them, or the greatest.
/// Source  Spark spark.sql.streaming.multipleWatermarkPolicy.
enum class watermark_policy : std::uint8_t { min, max };

namespace detail {

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

/// Copies of one with_watermark, as in a join of a stream with itself, move one watermark: each has seen what
/// any of them has.
/// Source  Spark WatermarkTracker, which counts by the node's id.
template <class Reports>
constexpr void share_times(Reports& reports) {
    for (event_time_report& r : reports) {
        if (r.id == 0) continue;
        for (event_time_report const& other : reports) {
            if (other.id == r.id) r.max = std::max(r.max, other.max);
        }
    }
}

/// Turns the watermarks of the inputs into that of the query. It never goes back.
class watermark_tracker {
public:
    explicit watermark_tracker(watermark_policy policy) : policy_(policy) {}

    /// The end of a batch at `now` (ms): `reports` are those of all with_watermark stages, `seen_at` tells
    /// when each has brought a row last.
    std::int64_t move(std::span<event_time_report const> reports, std::span<std::int64_t const> seen_at,
                      std::int64_t now) {
        if (reports.empty()) return no_watermark;
        std::optional<std::int64_t> found;
        std::optional<std::int64_t> newest;
        for (std::size_t i = 0; i < reports.size(); ++i) {
            std::int64_t const w = watermark_of(reports[i]);
            newest = std::max(newest.value_or(w), w);
            bool const silent = reports[i].idle_after_ms >= 0 && now - seen_at[i] >= reports[i].idle_after_ms;
            if (silent || (policy_ == watermark_policy::max && reports[i].max == no_watermark)) continue;
            found = !found ? w : policy_ == watermark_policy::min ? std::min(*found, w) : std::max(*found, w);
        }
        // Where every input is silent none holds the others back.
        current_ = std::max(current_, found ? *found : newest.value_or(0));
        return current_;
    }

private:
    watermark_policy policy_;
    std::int64_t current_ = 0;
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

/// Which leaves bring the rows of each with_watermark of a plan, in the order of for_each_watermark.
template <std::size_t Watermarks>
struct watermark_leaves {
    std::array<std::size_t, Watermarks> first{};
    std::array<std::size_t, Watermarks> end{};
    std::size_t found = 0;
    std::size_t leaves = 0;

    template <class Plan>
    constexpr void add() {
        if constexpr (requires { typename Plan::left_type; }) {
            add<typename Plan::left_type>();
            add<typename Plan::right_type>();
        } else if constexpr (requires { typename Plan::input_type; }) {
            if constexpr (requires { Plan::delay; }) {
                std::size_t const own = found++;
                first[own] = leaves;
                add<typename Plan::input_type>();
                end[own] = leaves;
            } else {
                add<typename Plan::input_type>();
            }
        } else {
            ++leaves;
        }
    }
};
template <class Plan>
constexpr auto find_watermark_leaves() {
    watermark_leaves<count_watermarks<Plan>()> found;
    found.template add<Plan>();
    return found;
}

} // namespace detail
} // namespace weir
