// SPDX-License-Identifier: BSL-1.0
// streams: the queries of this process, and who listens to them.
#pragma once

#include <weir/runtime/streaming_query.hpp>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace weir {

/// What can be said of a query without its handle.
struct query_info {
    std::string id;
    std::string run_id;
    std::optional<std::string> name;
};

/// Is told when queries start, progress and end. Called on the query's thread, between batches.
/// Source  Spark StreamingQueryListener.
class streaming_query_listener {
public:
    streaming_query_listener() = default;
    streaming_query_listener(streaming_query_listener const&) = delete;
    streaming_query_listener& operator=(streaming_query_listener const&) = delete;
    virtual ~streaming_query_listener() = default;

    /// A query has been started: called on the thread that started it, before its first batch.
    virtual void on_query_started(query_info const&) {}
    /// A batch is done: the report that last_progress() gives from now on.
    virtual void on_query_progress(streaming_query_progress const&) {}
    /// A query has ended. `failure` is null for one that was stopped or came to its end.
    virtual void on_query_terminated(query_info const&, std::exception_ptr const& /*failure*/) {}
};

namespace detail {

/// The active queries of the process.
class query_registry {
public:
    static query_registry& instance() {
        // Never destroyed: a query in a static may end later.
        static query_registry& the_registry = *new query_registry;
        return the_registry;
    }

    /// Errors  weir::query_error: an active query has the name already.
    void started(query_core const& query) {
        query_info const info = describe(query);
        std::unique_lock lock(mutex_);
        for (query_info const& other : active_) {
            if (info.name && other.name == info.name) {
                throw query_error("STREAMING_QUERY_NAME_EXISTS",
                                  "a query with the name \"" + *info.name
                                      + "\" is active; stop it or choose another name");
            }
        }
        active_.push_back(info);
        tell(lock, [&](streaming_query_listener& l) { l.on_query_started(info); });
    }
    void progressed(streaming_query_progress const& progress) {
        std::unique_lock lock(mutex_);
        tell(lock, [&](streaming_query_listener& l) { l.on_query_progress(progress); });
    }
    void ended(query_core const& query, std::exception_ptr const& failure) {
        query_info const info = describe(query);
        std::unique_lock lock(mutex_);
        auto const gone = std::find_if(active_.begin(), active_.end(),
                                       [&](query_info const& i) { return i.run_id == info.run_id; });
        if (gone == active_.end()) return;
        active_.erase(gone);
        any_terminated_ = true;
        if (failure && !failure_) failure_ = failure;
        changed_.notify_all();
        tell(lock, [&](streaming_query_listener& l) { l.on_query_terminated(info, failure); });
    }

    [[nodiscard]] std::vector<query_info> active() const {
        std::lock_guard const lock(mutex_);
        return active_;
    }
    bool await_any(std::optional<std::chrono::milliseconds> timeout) {
        std::unique_lock lock(mutex_);
        auto const any = [&] { return any_terminated_; };
        if (timeout) {
            if (!changed_.wait_for(lock, *timeout, any)) return false;
        } else {
            changed_.wait(lock, any);
        }
        if (failure_) std::rethrow_exception(failure_);
        return true;
    }
    void reset_terminated() {
        std::lock_guard const lock(mutex_);
        any_terminated_ = false;
        failure_ = nullptr;
    }
    void add(std::shared_ptr<streaming_query_listener> listener) {
        std::lock_guard const lock(mutex_);
        listeners_.push_back(std::move(listener));
    }
    void remove(std::shared_ptr<streaming_query_listener> const& listener) {
        std::lock_guard const lock(mutex_);
        std::erase(listeners_, listener);
    }

private:
    static query_info describe(query_core const& query) { return {query.id(), query.run_id(), query.name()}; }

    // Listeners are called without the lock: they may start and stop queries.
    template <class F>
    void tell(std::unique_lock<std::mutex>& lock, F&& f) {
        auto const listeners = listeners_;
        lock.unlock();
        for (auto const& l : listeners) {
            try {
                f(*l);
            } catch (std::exception const& e) {
                // A listener looks on: what it throws is not the query's failure.
                std::fprintf(stderr, "weir: a streaming_query_listener threw: %s\n", e.what());
            } catch (...) {
                std::fputs("weir: a streaming_query_listener threw\n", stderr);
            }
        }
    }

    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<query_info> active_;
    bool any_terminated_ = false; // since the last reset
    std::exception_ptr failure_;  // the first of those that ended so
    std::vector<std::shared_ptr<streaming_query_listener>> listeners_;
};

} // namespace detail

/// The queries of this process.
/// Source  Spark StreamingQueryManager.
struct streams_manager {
    /// The queries that run now.
    [[nodiscard]] std::vector<query_info> active() const {
        return detail::query_registry::instance().active();
    }
    /// The query with this id, if it runs.
    [[nodiscard]] std::optional<query_info> get(std::string_view id) const {
        auto queries = active();
        for (query_info& info : queries) {
            if (info.id == id) return std::move(info);
        }
        return std::nullopt;
    }
    /// Waits until some query has ended since the last reset_terminated().
    /// Errors  rethrows what ended it.
    void await_any_termination() const { detail::query_registry::instance().await_any(std::nullopt); }
    /// The same, at most for `timeout`; tells whether one has.
    bool await_any_termination(std::chrono::milliseconds timeout) const {
        return detail::query_registry::instance().await_any(timeout);
    }
    /// Forgets the queries that have ended.
    void reset_terminated() const { detail::query_registry::instance().reset_terminated(); }
    /// Tells `listener` of all queries of the process from now on. It is shared: a query's thread may be in
    /// it while it is removed.
    void add_listener(std::shared_ptr<streaming_query_listener> listener) const {
        detail::query_registry::instance().add(std::move(listener));
    }
    /// Tells `listener` of nothing more; what runs in it now runs to its end.
    void remove_listener(std::shared_ptr<streaming_query_listener> const& listener) const {
        detail::query_registry::instance().remove(listener);
    }
};

/// Spark's manager of queries: `weir::streams.active()`.
inline constexpr streams_manager streams{};

} // namespace weir
