// SPDX-License-Identifier: BSL-1.0
// The clock that a query runs by. It is read once a poll, never per row, and tests can drive it.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <limits>
#include <mutex>

namespace weir {

/// Milliseconds since 1970, as processing time is counted.
using millis = std::chrono::milliseconds;

/// A clock that can be waited on.
class clock {
public:
    clock() = default;
    clock(clock const&) = delete;
    clock& operator=(clock const&) = delete;
    virtual ~clock() = default;

    /// The time since 1970.
    [[nodiscard]] virtual millis now() const = 0;
    /// Waits until `until`, or until `stop` gives true after `wake` was notified under `mutex`.
    virtual void wait_until(millis until, std::unique_lock<std::mutex>& lock, std::condition_variable& wake,
                            bool const& stop) = 0;
};

/// The system's clock.
class wall_clock final : public clock {
public:
    [[nodiscard]] millis now() const override {
        return std::chrono::duration_cast<millis>(std::chrono::system_clock::now().time_since_epoch());
    }
    void wait_until(millis until, std::unique_lock<std::mutex>& lock, std::condition_variable& wake,
                    bool const& stop) override {
        wake.wait_for(lock, until - now(), [&] { return stop; });
    }

    /// The one that queries use unless they are given another.
    static wall_clock& instance() {
        static wall_clock& the_clock = *new wall_clock; // never destroyed: a query in a static may end later
        return the_clock;
    }
};

/// A clock that stands until it is told the time; for tests.
///
/// Example `weir::manual_clock clock; … .clock(clock) …; clock.advance(10s);`
class manual_clock final : public clock {
public:
    explicit manual_clock(millis start = millis(0)) : now_(start) {}

    [[nodiscard]] millis now() const override {
        std::lock_guard const lock(mutex_);
        return now_;
    }
    /// Sets the time.
    void set(millis to) {
        std::lock_guard const lock(mutex_);
        now_ = to;
    }
    /// Moves the time on.
    void advance(millis by) {
        std::lock_guard const lock(mutex_);
        now_ += by;
    }
    void wait_until(millis until, std::unique_lock<std::mutex>& lock, std::condition_variable& wake,
                    bool const& stop) override {
        constexpr millis look_again{1}; // of real time: whoever moves this clock does not know who waits
        while (!stop && now() < until) wake.wait_for(lock, look_again, [&] { return stop; });
    }

private:
    mutable std::mutex mutex_;
    millis now_;
};

namespace detail {

/// The processing time of a batch: the clock is read when somebody asks, at most once a batch.
class batch_clock {
public:
    batch_clock() = default;
    explicit batch_clock(clock const& by) : by_(&by) {}
    /// A batch whose time is known.
    explicit batch_clock(millis now) : micros_(std::chrono::microseconds(now).count()) {}

    /// Milliseconds since 1970.
    [[nodiscard]] std::int64_t now() const {
        return std::chrono::floor<millis>(std::chrono::microseconds(micros())).count();
    }
    /// Microseconds since 1970.
    [[nodiscard]] std::int64_t micros() const {
        if (micros_ == unread) [[unlikely]]
            micros_ = read();
        return micros_;
    }
    /// A new batch begins.
    void restart() const { micros_ = unread; }

private:
    [[nodiscard]] std::int64_t read() const {
        using std::chrono::microseconds;
        if (by_ != nullptr) return microseconds(by_->now()).count();
        return std::chrono::duration_cast<microseconds>(std::chrono::system_clock::now().time_since_epoch())
            .count();
    }

    static constexpr std::int64_t unread = std::numeric_limits<std::int64_t>::min();
    clock const* by_ = nullptr;
    mutable std::int64_t micros_ = unread;
};

} // namespace detail

} // namespace weir
