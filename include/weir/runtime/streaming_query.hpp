// SPDX-License-Identifier: BSL-1.0
// streaming_query: the handle of a running query.
#pragma once

#include <weir/core/clock.hpp>
#include <weir/core/error.hpp>
#include <weir/runtime/progress.hpp>
#include <weir/runtime/table.hpp>
#include <weir/sink/memory.hpp>

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <unistd.h>
#include <utility>
#include <vector>

namespace weir {

/// What a query is doing now.
/// Source  Spark StreamingQueryStatus.
struct streaming_query_status {
    std::string message;
    bool is_data_available = false;
    bool is_trigger_active = false;
};

namespace detail {

/// A random identifier in the form of a UUID.
inline std::string random_uuid() {
    unsigned char bytes[16]{};
    if (getentropy(bytes, sizeof bytes) != 0) throw io_error("ENTROPY", "the system gives no random bytes");
    bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0fU) | 0x40U); // version 4
    bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3fU) | 0x80U);
    std::string out;
    for (std::size_t i = 0; i < sizeof bytes; ++i) {
        if (i == 4 || i == 6 || i == 8 || i == 10) out += '-';
        constexpr std::string_view digits = "0123456789abcdef";
        out += digits[bytes[i] >> 4U];
        out += digits[bytes[i] & 0xfU];
    }
    return out;
}

/// What the handle of a query needs of the query, whatever its plan is.
class query_core {
public:
    explicit query_core(std::optional<std::string> query_name) : name_(std::move(query_name)) {}
    query_core(query_core const&) = delete;
    query_core& operator=(query_core const&) = delete;
    virtual ~query_core() = default;

    [[nodiscard]] std::string const& id() const { return id_; }
    [[nodiscard]] std::string const& run_id() const { return run_id_; }
    [[nodiscard]] std::optional<std::string> const& name() const { return name_; }

    [[nodiscard]] bool is_active() const {
        std::lock_guard const lock(mutex_);
        return active_;
    }
    [[nodiscard]] streaming_query_status status() const {
        std::lock_guard const lock(mutex_);
        return status_;
    }
    [[nodiscard]] std::optional<streaming_query_progress> last_progress() const {
        std::lock_guard const lock(mutex_);
        if (recent_.empty()) return std::nullopt;
        return recent_[(oldest_ + recent_.size() - 1) % recent_.size()];
    }
    [[nodiscard]] std::vector<streaming_query_progress> recent_progress() const {
        std::lock_guard const lock(mutex_);
        std::vector<streaming_query_progress> all;
        for (std::size_t i = 0; i < recent_.size(); ++i)
            all.push_back(recent_[(oldest_ + i) % recent_.size()]);
        return all;
    }
    [[nodiscard]] std::exception_ptr exception() const {
        std::lock_guard const lock(mutex_);
        return failure_;
    }

    /// Waits for the end; false when it has not come in time. Rethrows what ended the query.
    virtual bool await(std::optional<std::chrono::milliseconds> timeout) {
        std::unique_lock lock(mutex_);
        auto const ended = [&] { return !active_; };
        if (timeout) {
            if (!ended_.wait_for(lock, *timeout, ended)) return false;
        } else {
            ended_.wait(lock, ended);
        }
        if (failure_) std::rethrow_exception(failure_);
        return true;
    }

    virtual void process_all_available() = 0;
    virtual void stop() = 0;
    [[nodiscard]] virtual std::string explain() const = 0;

protected:
    void set_status(std::string message, bool data, bool active_trigger) {
        std::lock_guard const lock(mutex_);
        status_ = {std::move(message), data, active_trigger};
    }
    void add_progress(streaming_query_progress progress) {
        constexpr std::size_t most_recent = 100;
        std::lock_guard const lock(mutex_);
        if (recent_.size() < most_recent) {
            recent_.push_back(std::move(progress));
        } else {
            recent_[oldest_] = std::move(progress);
            oldest_ = (oldest_ + 1) % most_recent;
        }
    }
    void end(std::exception_ptr failure) {
        std::lock_guard const lock(mutex_);
        if (!active_) return;
        active_ = false;
        failure_ = std::move(failure);
        status_ = {failure_ ? "Terminated with exception: " + describe(failure_) : "Stopped", false, false};
        ended_.notify_all();
    }

    static std::string describe(std::exception_ptr const& failure) {
        try {
            std::rethrow_exception(failure);
        } catch (std::exception const& e) {
            return e.what();
        } catch (...) {
            return "an exception that is no std::exception";
        }
    }

    mutable std::mutex mutex_;      // NOLINT(cppcoreguidelines-non-private-member-variables-in-classes)
    std::condition_variable ended_; // NOLINT(cppcoreguidelines-non-private-member-variables-in-classes)
    bool active_ = true;            // NOLINT(cppcoreguidelines-non-private-member-variables-in-classes)

private:
    std::string id_ = random_uuid();
    std::string run_id_ = random_uuid();
    std::optional<std::string> name_;
    std::exception_ptr failure_;
    streaming_query_status status_{"Initializing StreamExecution", false, false};
    std::vector<streaming_query_progress> recent_; // a ring
    std::size_t oldest_ = 0;
};

} // namespace detail

/// The handle of a running query. Movable; its destructor stops the query, so it is kept for as long as the
/// query is to run.
///
/// Errors  what a query throws, in a batch or in a callback, ends that query alone, and is rethrown by
///         await_termination() and process_all_available().
/// Source  Spark StreamingQuery.
class [[nodiscard("the destructor of a query's handle stops the query")]] streaming_query {
public:
    explicit streaming_query(std::shared_ptr<detail::query_core> core) : core_(std::move(core)) {}
    streaming_query(streaming_query&&) noexcept = default;
    streaming_query& operator=(streaming_query&& other) noexcept {
        if (core_) core_->stop();
        core_ = std::move(other.core_);
        return *this;
    }
    streaming_query(streaming_query const&) = delete;
    streaming_query& operator=(streaming_query const&) = delete;
    ~streaming_query() {
        if (core_) core_->stop();
    }

    /// The id of the query, which stays the same over restarts from one checkpoint.
    [[nodiscard]] std::string const& id() const { return core_->id(); }
    /// The id of this run.
    [[nodiscard]] std::string const& run_id() const { return core_->run_id(); }
    /// The name given by name(), if any.
    [[nodiscard]] std::optional<std::string> const& name() const { return core_->name(); }
    /// Whether the query still runs.
    [[nodiscard]] bool is_active() const { return core_->is_active(); }
    /// What it is doing now.
    [[nodiscard]] streaming_query_status status() const { return core_->status(); }
    /// The report of the last batch; empty before the first.
    [[nodiscard]] std::optional<streaming_query_progress> last_progress() const {
        return core_->last_progress();
    }
    /// The reports of the last hundred batches, oldest first.
    [[nodiscard]] std::vector<streaming_query_progress> recent_progress() const {
        return core_->recent_progress();
    }
    /// What ended the query, or null.
    [[nodiscard]] std::exception_ptr exception() const { return core_->exception(); }

    /// Waits until the query has ended. A query with the trigger on_demand has no thread that could end it:
    /// only stop() on another thread, or a batch there that fails, does.
    ///
    /// Errors  rethrows what ended it.
    void await_termination() { core_->await(std::nullopt); }
    /// Waits until the query has ended, at most `timeout`; tells whether it has.
    ///
    /// Errors  rethrows what ended it.
    bool await_termination(std::chrono::milliseconds timeout) { return core_->await(timeout); }
    template <class Number>
        requires std::is_arithmetic_v<Number>
    bool await_termination(Number) {
        constexpr auto check = [] {
            return detail::fault(
                "number given to await_termination: of seconds or of what? write 30s or 500ms, by "
                "std::chrono_literals",
                detail::when_called<Number>);
        };
        detail::raise<check>();
        return true;
    }
    /// A query that runs has been started.
    template <class... Args>
    streaming_query start(Args const&...) {
        constexpr auto check = [] {
            return detail::fault("start() of a query that runs; call start() once, on write_stream(...)",
                                 detail::when_called<Args...>);
        };
        detail::raise<check>();
        return streaming_query(nullptr);
    }
    /// Waits until everything that is there now has been processed. With the trigger on_demand the batches
    /// run here; with processing_time the answer comes with the second tick that finds nothing new, as the
    /// first may have looked before this call.
    ///
    /// Errors  rethrows what ended the query.
    void process_all_available() {
        auto const kept = core_; // a callback may let the handle go
        kept->process_all_available();
    }
    /// Ends the query after the batch that runs, and waits for that.
    void stop() { core_->stop(); }
    /// The plans of the query, as text.
    [[nodiscard]] std::string explain() const { return core_->explain(); }

private:
    std::shared_ptr<detail::query_core> core_;
};

/// The handle of a query with a memory sink: its rows so far are a table.
template <class Schema>
class [[nodiscard("the destructor of a query's handle stops the query")]] memory_query
    : public streaming_query {
public:
    memory_query(std::shared_ptr<detail::query_core> core, std::shared_ptr<detail::memory_table<Schema>> rows)
        : streaming_query(std::move(core)), rows_(std::move(rows)) {}

    /// The rows that have come out up to now, as a static table; in complete mode those of the last batch.
    [[nodiscard]] auto table() const { return weir::table<row<Schema>>(rows_->snapshot()); }

private:
    std::shared_ptr<detail::memory_table<Schema>> rows_;
};

} // namespace weir
