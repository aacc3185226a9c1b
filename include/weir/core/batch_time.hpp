// SPDX-License-Identifier: BSL-1.0
// The time that current_timestamp and its like give: one for all rows of a batch.
#pragma once

#include <weir/core/time.hpp>

#include <chrono>
#include <optional>

namespace weir::detail {

inline std::optional<timestamp>& batch_time_of_thread() {
    thread_local std::optional<timestamp> time;
    return time;
}

/// While it lives, queries on this thread see one time; they see the system's clock otherwise.
class batch_time {
public:
    explicit batch_time(timestamp now) : before_(batch_time_of_thread()) { batch_time_of_thread() = now; }
    batch_time(batch_time const&) = delete;
    batch_time& operator=(batch_time const&) = delete;
    ~batch_time() { batch_time_of_thread() = before_; }

private:
    std::optional<timestamp> before_;
};

inline timestamp time_of_batch() {
    std::optional<timestamp> const& time = batch_time_of_thread();
    return time ? *time
                : std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now());
}

} // namespace weir::detail
