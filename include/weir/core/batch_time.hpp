// SPDX-License-Identifier: BSL-1.0
// The time that current_timestamp and its like give: one for all rows of a batch.
#pragma once

#include <weir/core/clock.hpp>
#include <weir/core/time.hpp>

namespace weir::detail {

/// The clock of the batch that runs on this thread, or null.
inline constinit thread_local batch_clock const* clock_of_thread = nullptr;

/// While it lives, the rows of this thread see the time of `clock`.
///
/// Cost    the clock is not read before a row asks for the time.
class batch_time {
public:
    [[gnu::always_inline]] explicit batch_time(batch_clock const& clock) : before_(clock_of_thread) {
        clock_of_thread = &clock;
    }
    batch_time(batch_time const&) = delete;
    batch_time& operator=(batch_time const&) = delete;
    [[gnu::always_inline]] ~batch_time() { clock_of_thread = before_; }

private:
    batch_clock const* before_;
};

/// The time of a statement, which may be part of a batch or of another statement: then it is theirs.
class statement_time {
    batch_clock own_;
    batch_time const time_{clock_of_thread != nullptr ? *clock_of_thread : own_};
};

inline timestamp time_of_batch() {
    return from_micros(clock_of_thread != nullptr ? clock_of_thread->micros() : batch_clock().micros());
}

} // namespace weir::detail
