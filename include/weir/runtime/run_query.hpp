// SPDX-License-Identifier: BSL-1.0
// Runs the batches of a query by its trigger: on a thread of its own, or on the caller's.
#pragma once

#include <weir/runtime/batch_engine.hpp>
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
#include <utility>

namespace weir::detail {

inline constexpr std::chrono::milliseconds polling_delay{10}; // Spark's spark.sql.streaming.pollingDelay

/// A query with its engine and its trigger.
class running_query final : public query_core {
public:
    running_query(std::optional<std::string> name, std::string_view plan_text, trigger_rule trigger,
                  clock& by, std::unique_ptr<batch_engine> engine)
        : query_core(std::move(name)),
          plan_text_(plan_text),
          trigger_(trigger),
          clock_(&by),
          engine_(std::move(engine)) {}
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
        if (trigger_.kind == trigger_kind::available_now) engine_->freeze();
        if (on_demand()) return;
        // So that nobody, the thread included, looks at thread_ before it is set.
        std::lock_guard const lock(join_mutex_);
        thread_ = std::thread([self = std::move(self)] { self->run(); });
    }

    void process_all_available() override {
        forbid_waiting_for_itself("process_all_available()");
        if (on_demand()) {
            std::lock_guard const one_at_a_time(batches_);
            rethrow_failure();
            if (!is_active()) return;
            on_this_thread const here(running_on_);
            try {
                while (!stopping() && engine_->prepare(false)) run_batch();
            } catch (...) {
                finish(std::current_exception());
                throw;
            }
            if (stopping()) {
                finish(nullptr);
            } else {
                set_status("Waiting for data to arrive", false, false);
            }
        } else {
            std::unique_lock lock(mutex_);
            // A look that began before this call may have missed what is there now.
            std::int64_t const wanted = idle_polls_ + 2;
            ended_.wait(lock, [&] { return idle_polls_ >= wanted || !active_; });
            lock.unlock();
            rethrow_failure();
        }
    }

    bool await(std::optional<std::chrono::milliseconds> timeout) override {
        forbid_waiting_for_itself("await_termination()");
        return query_core::await(timeout);
    }

    void stop() override {
        {
            std::lock_guard const lock(stop_mutex_);
            stop_ = true;
        }
        wake_.notify_all();
        if (on_own_thread()) return; // stopped by its own callback: the query ends after the batch
        if (on_demand()) {
            std::lock_guard const after_the_batch(batches_);
            finish(nullptr);
        } else {
            std::lock_guard const lock(join_mutex_);
            if (thread_.joinable()) thread_.join();
        }
    }
    [[nodiscard]] std::string explain() const override { return std::string(plan_text_); }

private:
    // Marks the thread that runs batches for as long as it does.
    class on_this_thread {
    public:
        explicit on_this_thread(std::atomic<std::thread::id>& mark) : mark_(mark) {
            mark_.store(std::this_thread::get_id());
        }
        on_this_thread(on_this_thread const&) = delete;
        on_this_thread& operator=(on_this_thread const&) = delete;
        ~on_this_thread() { mark_.store({}); }

    private:
        std::atomic<std::thread::id>& mark_;
    };

    [[nodiscard]] bool on_demand() const { return trigger_.kind == trigger_kind::on_demand; }
    [[nodiscard]] bool on_own_thread() const { return running_on_.load() == std::this_thread::get_id(); }

    void forbid_waiting_for_itself(char const* what) const {
        if (!on_own_thread()) return;
        throw query_error(
            "STREAM_WAITS_FOR_ITSELF",
            std::string(what)
                + " called by the query's own callback would wait for ever; call stop(), or wait on "
                  "another thread");
    }

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
        bool const data = engine_->has_data();
        set_status(data ? "Processing new data" : "No new data but cleaning up state", data, true);
        streaming_query_progress progress;
        progress.id = id();
        progress.run_id = run_id();
        progress.name = name();
        engine_->run(progress);
        query_registry::instance().progressed(progress);
        add_progress(std::move(progress));
    }

    // One look for data. Gives whether a batch ran.
    bool poll() {
        set_status("Getting offsets from sources", false, true);
        if (!engine_->prepare(trigger_.kind == trigger_kind::once)) {
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
        on_this_thread const here(running_on_);
        try {
            switch (trigger_.kind) {
            case trigger_kind::once:
                poll();
                break;
            case trigger_kind::available_now:
                while (!stopping() && poll()) {}
                break;
            case trigger_kind::processing_time:
                run_by_time();
                break;
            default:
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
        while (!stopping()) {
            millis const begin = clock_->now();
            poll();
            millis const next = next_batch_time(begin, trigger_.interval);
            if (clock_->now() >= next) continue;
            set_status("Waiting for next trigger", false, false);
            std::unique_lock lock(stop_mutex_);
            clock_->wait_until(next, lock, wake_, stop_);
        }
    }

    std::string_view plan_text_; // lies in the program
    trigger_rule trigger_;
    clock* clock_;
    std::unique_ptr<batch_engine> engine_;
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
