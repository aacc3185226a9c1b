// SPDX-License-Identifier: BSL-1.0
// Runs the batches of a query by its trigger: on a thread of its own, or on the caller's.
#pragma once

#include <weir/runtime/micro_batch.hpp>
#include <weir/runtime/streams.hpp>
#include <weir/runtime/trigger.hpp>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>

namespace weir::detail {

inline constexpr std::chrono::milliseconds polling_delay{10}; // Spark's spark.sql.streaming.pollingDelay

template <class Trigger>
inline constexpr bool is_processing_time = false;
template <fixed_string Interval>
inline constexpr bool is_processing_time<processing_time_trigger<Interval>> = true;

/// A query with its engine and its trigger.
template <class Engine, class Trigger>
class running_query final : public query_core {
    static constexpr bool on_demand_only = std::is_same_v<Trigger, on_demand_trigger>;
    static constexpr bool ends_by_itself =
        std::is_same_v<Trigger, once_trigger> || std::is_same_v<Trigger, available_now_trigger>;

public:
    template <class... Args>
    running_query(std::optional<std::string> name, std::string plan_text, clock& by, Args&&... args)
        : query_core(std::move(name)),
          plan_text_(std::move(plan_text)),
          clock_(&by),
          engine_(std::forward<Args>(args)..., by) {}
    running_query(running_query const&) = delete;
    running_query& operator=(running_query const&) = delete;
    ~running_query() override {
        // The last owner may be the query's own thread, which has nothing left to do then.
        if (thread_.joinable()) {
            if (thread_.get_id() == std::this_thread::get_id()) {
                thread_.detach();
            } else {
                stop();
            }
        }
        finish(nullptr);
    }

    /// Begins. The thread shares the query, so that it outlives a handle which goes while a batch runs.
    void start(std::shared_ptr<running_query> self) {
        if constexpr (std::is_same_v<Trigger, available_now_trigger>) engine_.freeze();
        if constexpr (!on_demand_only) {
            std::lock_guard const lock(
                join_mutex_); // thread_ is set before anyone, the thread too, can look at it
            thread_ = std::thread([self = std::move(self)] { self->run(); });
        }
    }

    void process_all_available() override {
        if constexpr (on_demand_only) {
            std::lock_guard const one_at_a_time(batches_);
            rethrow_failure();
            if (!is_active()) return;
            try {
                while (!stopping() && engine_.prepare(false)) run_batch();
            } catch (...) {
                finish(std::current_exception());
                throw;
            }
            set_status("Waiting for data to arrive", false, false);
        } else {
            std::unique_lock lock(mutex_);
            std::int64_t const wanted =
                idle_polls_ + 2; // a look that began before this call may have missed what is there now
            ended_.wait(lock, [&] { return idle_polls_ >= wanted || !active_; });
            lock.unlock();
            rethrow_failure();
        }
    }

    void stop() override {
        {
            std::lock_guard const lock(stop_mutex_);
            stop_ = true;
        }
        wake_.notify_all();
        if constexpr (on_demand_only) {
            finish(nullptr);
        } else {
            if (on_own_thread()) return; // stopped by its own callback: the query ends after the batch
            std::lock_guard const lock(join_mutex_);
            if (thread_.joinable()) thread_.join();
        }
    }
    [[nodiscard]] std::string explain() const override { return plan_text_; }

private:
    [[nodiscard]] bool on_own_thread() const { return running_on_.load() == std::this_thread::get_id(); }

    void finish(std::exception_ptr failure) {
        // Off the list first: whoever waits for the end may start a query of the same name at once.
        if (is_active()) query_registry::instance().ended(*this, failure);
        end(failure);
    }

    void rethrow_failure() const {
        if (auto const failure = exception()) std::rethrow_exception(failure);
    }

    [[nodiscard]] bool stopping() {
        std::lock_guard const lock(stop_mutex_);
        return stop_;
    }

    // Waits for `how_long`, or until the query is stopped.
    void pause(std::chrono::milliseconds how_long) {
        std::unique_lock lock(stop_mutex_);
        wake_.wait_for(lock, how_long, [&] { return stop_; });
    }

    void run_batch() {
        set_status(engine_.has_data() ? "Processing new data" : "No new data but cleaning up state",
                   engine_.has_data(), true);
        streaming_query_progress progress;
        progress.id = id();
        progress.run_id = run_id();
        progress.name = name();
        engine_.run(progress);
        query_registry::instance().progressed(progress);
        add_progress(std::move(progress));
    }

    // One look for data. Gives whether a batch ran.
    bool poll() {
        set_status("Getting offsets from sources", false, true);
        if (!engine_.prepare(std::is_same_v<Trigger, once_trigger>)) {
            set_status("Waiting for data to arrive", false, false);
            std::lock_guard const lock(mutex_);
            ++idle_polls_;
            ended_.notify_all();
            return false;
        }
        run_batch();
        return true;
    }

    void run() {
        running_on_.store(std::this_thread::get_id());
        try {
            if constexpr (std::is_same_v<Trigger, once_trigger>) {
                poll();
            } else if constexpr (std::is_same_v<Trigger, available_now_trigger>) {
                while (!stopping() && poll()) {}
            } else if constexpr (is_processing_time<Trigger>) {
                run_by_time();
            } else {
                while (!stopping()) {
                    if (!poll()) pause(polling_delay);
                }
            }
            finish(nullptr);
        } catch (...) {
            finish(std::current_exception());
        }
    }

    // At each multiple of the interval; a batch that took longer is followed at once, missed ticks are left
    // out.
    void run_by_time() {
        constexpr millis interval = trigger_interval();
        while (!stopping()) {
            millis const begin = clock_->now();
            poll();
            millis const next = next_batch_time(begin, interval);
            if (clock_->now() >= next) continue;
            set_status("Waiting for next trigger", false, false);
            std::unique_lock lock(stop_mutex_);
            clock_->wait_until(next, lock, wake_, stop_);
        }
    }
    static constexpr millis trigger_interval() {
        if constexpr (is_processing_time<Trigger>) {
            return Trigger::interval;
        } else {
            return millis(0);
        }
    }

    std::string plan_text_;
    clock* clock_;
    Engine engine_;
    std::mutex batches_;
    std::mutex stop_mutex_;
    std::condition_variable wake_;
    bool stop_ = false;
    std::int64_t idle_polls_ = 0;
    std::mutex join_mutex_;
    std::thread thread_;
    std::atomic<std::thread::id> running_on_{};
};

} // namespace weir::detail
