// SPDX-License-Identifier: BSL-1.0
// timers: the times at which a key wants to be called again.
#pragma once

#include <weir/core/time.hpp>
#include <weir/plan/state_variable.hpp>

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

namespace weir {

namespace detail {

struct timer_cell {
    std::vector<std::int64_t> times; // in order

    [[nodiscard]] bool empty() const { return times.empty(); }
    [[nodiscard]] bool has(std::int64_t ms) const {
        return std::binary_search(times.begin(), times.end(), ms);
    }
    void remove(std::int64_t ms) {
        auto const at = std::lower_bound(times.begin(), times.end(), ms);
        if (at != times.end() && *at == ms) times.erase(at);
    }
};

} // namespace detail

/// The timers of each key: handle_expired_timer is called for each that the watermark or the clock has
/// reached.
/// Source  Spark StatefulProcessorHandle.registerTimer, deleteTimer, listTimers.
class timers : public detail::state_variable<detail::timer_cell> {
    using base = detail::state_variable<detail::timer_cell>;

public:
    constexpr timers() : base({}, {}) {}

    /// Registers a timer at `ms` after 1970; one that is there already stays one.
    void register_timer(std::int64_t ms) {
        auto& times = cell().times;
        auto const at = std::lower_bound(times.begin(), times.end(), ms);
        if (at != times.end() && *at == ms) return;
        times.insert(at, ms);
        context().timers.push(ms, context().number);
    }
    void register_timer(timestamp at) { register_timer(detail::floor_div(micros(at), 1000)); }
    /// Deletes a timer, if it is there.
    void delete_timer(std::int64_t ms) { cell().remove(ms); }
    void delete_timer(timestamp at) { delete_timer(detail::floor_div(micros(at), 1000)); }
    /// The times of all timers, in order; until the next call.
    [[nodiscard]] std::span<std::int64_t const> list_timers() const {
        context().listed.assign(cell().times.begin(), cell().times.end());
        return context().listed;
    }
};

} // namespace weir
