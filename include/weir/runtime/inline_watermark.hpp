// SPDX-License-Identifier: BSL-1.0
// The watermark of an inline query: that of its inputs, or as far as the caller has moved it.
#pragma once

#include <weir/core/clock.hpp>
#include <weir/exec/watermark.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace weir::detail {

/// How the watermark of an inline query over `Plan` moves; it never goes back.
template <class Plan>
class inline_watermark {
    static constexpr std::size_t watermarks = count_watermarks<Plan>();
    static constexpr bool several = watermarks > 1;

public:
    /// Looks whether an input that is silent lets the watermark go.
    template <class Executor, class Cursor>
    void look_at(Executor& executor, Cursor& cursor) {
        if constexpr (several) {
            executor.for_each_watermark(cursor, [&](event_time_report const& report) {
                inputs_.any_idles = inputs_.any_idles || report.idle_after_ms >= 0;
            });
        }
    }
    void use_policy([[maybe_unused]] watermark_policy policy) {
        if constexpr (several) inputs_.tracker = watermark_tracker(policy);
    }

    /// How far the caller has moved it.
    [[nodiscard]] std::int64_t floor() const { return floor_; }
    void raise_floor(std::int64_t to) { floor_ = to; }
    /// Of one input: the first event time with which it moves again.
    [[nodiscard]] std::int64_t next_change() const { return next_change_; }

    /// A row has come from a leaf.
    void see(std::size_t leaf, batch_clock const& clock)
        requires several
    {
        if (!inputs_.any_idles) return;
        std::int64_t const time = now(clock);
        for (std::size_t i = 0; i < watermarks; ++i) {
            if (leaves.first[i] <= leaf && leaf < leaves.end[i]) inputs_.seen_at[i] = time;
        }
    }

    /// Where it is after the rows so far; `before` is where it was.
    template <class Executor, class Cursor>
    std::int64_t move([[maybe_unused]] Executor& executor, [[maybe_unused]] Cursor& cursor,
                      std::int64_t before, [[maybe_unused]] batch_clock const& clock) {
        if constexpr (watermarks == 0) {
            return std::max(floor_, before);
        } else {
            std::int64_t moved = 0;
            std::array<event_time_report, watermarks> reports;
            std::size_t n = 0;
            executor.for_each_watermark(cursor,
                                        [&](event_time_report const& report) { reports[n++] = report; });
            if constexpr (several) {
                share_times(reports);
                moved = inputs_.tracker.move(reports, inputs_.seen_at, inputs_.any_idles ? now(clock) : 0);
            } else {
                moved = watermark_of(reports[0]);
                next_change_ = next_millisecond(reports[0].max);
            }
            return std::max({moved, floor_, before});
        }
    }

private:
    static constexpr auto leaves = find_watermark_leaves<Plan>();

    // Of several inputs: when each has brought a row last, in ms, for those that may fall silent.
    struct watermark_inputs {
        watermark_tracker tracker{watermark_policy::min};
        std::array<std::int64_t, watermarks> seen_at{};
        bool any_idles = false;
        bool begun = false;
    };
    struct no_inputs {};

    std::int64_t now(batch_clock const& clock) {
        std::int64_t const time = clock.now();
        if (!inputs_.begun) inputs_.seen_at.fill(time);
        inputs_.begun = true;
        return time;
    }

    std::int64_t next_change_ = no_watermark;
    std::int64_t floor_ = no_watermark;
    [[no_unique_address]] std::conditional_t<several, watermark_inputs, no_inputs> inputs_;
};

} // namespace weir::detail
