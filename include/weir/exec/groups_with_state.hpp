// SPDX-License-Identifier: BSL-1.0
// How map_groups_with_state and flat_map_groups_with_state run: a call for each key with rows, then one for
// each key that has timed out.
#pragma once

#include <weir/core/due_queue.hpp>
#include <weir/exec/keyed_executor.hpp>
#include <weir/plan/groups_with_state.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

namespace weir::detail {

/// What is kept for a key. Without timeouts it has a state exactly if it is stored.
template <class State, bool TimesOut>
struct state_entry {
    std::optional<State> state;
    std::int64_t timeout = no_time;
    std::int64_t queued = no_time; // the time of its element in the queue that counts
};
template <class State>
struct state_entry<State, false> {
    State state{};
    static constexpr std::int64_t timeout = no_time;
};

template <class Input, class Key, class State, class Timeout, class Function, class F, class Initial,
          class Schema, demand Wanted, class Mode>
class executor<state_plan<Input, Key, State, Timeout, Function, F, Initial, Schema>, Wanted, Mode>
    : public keyed_executor<Input,
                            keyed_rows<typename Input::schema, Key,
                                       state_entry<State, !std::is_same_v<Timeout, no_timeout_type>>>,
                            kind_of_timeout<Timeout> == timeout_kind::event_time, Wanted, Mode> {
    using plan = state_plan<Input, Key, State, Timeout, Function, F, Initial, Schema>;
    using S = typename Input::schema;
    using entry_type = state_entry<State, !std::is_same_v<Timeout, no_timeout_type>>;
    using store = keyed_rows<S, Key, entry_type>;
    using base =
        keyed_executor<Input, store, kind_of_timeout<Timeout> == timeout_kind::event_time, Wanted, Mode>;
    using base::dropped_;
    using base::input_;
    using base::is_late;
    using base::store_;
    using number = typename store::number;

    static constexpr timeout_kind timeouts = kind_of_timeout<Timeout>;
    static constexpr bool by_event_time = timeouts == timeout_kind::event_time;
    static constexpr bool by_clock = timeouts == timeout_kind::processing_time;
    static constexpr bool has_initial = !std::is_same_v<Initial, no_initial_state>;

public:
    explicit executor(plan const& p) : base(p.input, p.key), function_(p.function) {
        if constexpr (has_initial) load(p.initial);
    }

    void begin_batch() {
        base::begin_batch();
        updated_ = removed_ = dropped_ = 0;
        // Rows of a batch that failed.
        if (!pending_ && store_.any_touched()) [[unlikely]]
            let_go();
    }
    [[nodiscard]] std::int64_t rows() { return static_cast<std::int64_t>(store_.entries().size()); }
    [[nodiscard]] std::int64_t updated() const { return updated_; }
    [[nodiscard]] std::size_t bytes() const { return store_.bytes() + queue_.bytes(); }

    template <std::size_t I, class Row, class Live, class Context, class Next>
    [[gnu::always_inline]] void push(typename base::cursor& c, Row const& row, Live live, Context& context,
                                     Next&& next) {
        input_.template push<I>(c.below, row, live, context, [&](auto const& r, auto l) {
            if (!l || is_late(r, context)) return;
            if constexpr (one_row_each<Input>()) {
                if (context.single && !pending_) {
                    number const n = store_.find_or_add(r);
                    call(n, store_.only(r), false, context, next);
                    return;
                }
            }
            store_.add(r);
        });
    }

    template <class Context, class Next>
    void finish(Context& context, Next&& next) {
        this->take_rest(context);
        store_.for_each_touched([&](number n, group_rows<S> rows) { call(n, rows, false, context, next); });
        pending_ = false;
        if constexpr (timeouts != timeout_kind::none) time_out(context, next);
        store_.entries().compact();
    }

    [[nodiscard]] std::int64_t next_expiry() const {
        std::int64_t const below = base::next_expiry();
        if (!by_event_time || queue_.empty()) return below;
        // A key times out when its time is before the watermark.
        return std::min(below, past(queue_.earliest()));
    }
    template <class F2>
    void for_each_operator(F2&& f) {
        operator_report report{"flatMapGroupsWithState",          rows(), updated_, removed_, dropped_,
                               static_cast<std::int64_t>(bytes())};
        if constexpr (by_clock) {
            settle();
            if (!queue_.empty()) report.next_timeout = queue_.earliest() + 1;
        }
        f(report);
        base::for_each_operator(f);
    }

private:
    static constexpr std::int64_t past(std::int64_t ms) {
        return ms >= std::numeric_limits<std::int64_t>::max() / 1000 - 1 ? no_expiry - 1 : (ms + 1) * 1000;
    }

    template <class Context, class Next>
    [[gnu::always_inline]] void call(number n, group_rows<S> rows, bool timed_out, Context& context,
                                     Next& next) {
        batch_times const times = base::times_of(context);
        auto& entry = store_.entries()[n];
        group_state<State> state(state_of(n, entry), times, timeouts, timed_out);
        try {
            if constexpr (std::is_same_v<Function, map_mode>) {
                auto&& given = function_(store_.entries().key(n), rows, state);
                pass_value<Schema>(given, next);
            } else {
                for_each_given(function_(store_.entries().key(n), rows, state),
                               [&](auto const& value) { pass_value<Schema>(value, next); });
            }
        } catch (...) { // the call leaves nothing behind
            if (!store_.stored(n)) store_.entries().erase(n);
            throw;
        }
        keep(n, entry, state);
    }

    State const* state_of(number n, entry_type const& entry) {
        if constexpr (timeouts == timeout_kind::none) {
            return store_.stored(n) ? &entry.state : nullptr;
        } else {
            return entry.state ? &*entry.state : nullptr;
        }
    }

    // After a call: whether the key is stored, and when it times out.
    [[gnu::always_inline]] void keep(number n, entry_type& entry, group_state<State>& state) {
        std::int64_t const timeout = state.get_timeout_timestamp_ms().value_or(no_time);
        if (state.is_removed() && timeout == no_time) {
            ++removed_;
            store_.entries().erase(n);
            return;
        }
        if constexpr (timeouts == timeout_kind::none) {
            if (state.is_updated()) {
                ++updated_;
                store_.set_stored(n);
                entry.state = state.take();
            } else if (!store_.stored(n)) {
                store_.entries().erase(n);
            }
        } else {
            if (state.is_updated() || state.is_removed() || timeout != entry.timeout) {
                ++updated_;
                store_.set_stored(n);
            }
            if (!store_.stored(n)) {
                store_.entries().erase(n);
                return;
            }
            entry.timeout = timeout;
            if (state.is_updated()) {
                entry.state = state.take();
            } else if (state.is_removed()) {
                entry.state.reset();
            }
            if (timeout != no_time && (entry.queued == no_time || timeout < entry.queued))
                enqueue(n, timeout);
        }
    }

    // The queue, with the numbers that keys have now.
    due_queue& queue() {
        if (generation_ != store_.entries().generation()) [[unlikely]]
            fill_queue();
        return queue_;
    }
    void enqueue(number n, std::int64_t timeout) {
        if (queue_.size() > store_.entries().size() * 2 + 64) [[unlikely]] {
            store_.entries()[n].queued = no_time;
            fill_queue();
        }
        if (store_.entries()[n].queued == timeout) return;
        queue_.push(timeout, n);
        store_.entries()[n].queued = timeout;
    }
    void fill_queue() {
        generation_ = store_.entries().generation();
        queue_.clear();
        store_.entries().for_each([&](number n) {
            auto& entry = store_.entries()[n];
            entry.queued = entry.timeout;
            if (entry.timeout != no_time) queue_.push(entry.timeout, n);
        });
    }

    // Takes the first element out of the queue; gives the timeout of its key, or no_time if that is none or
    // has been put back for later.
    std::int64_t take(due_queue::element const& first) {
        auto& entry = store_.entries()[first.number];
        if (entry.queued != first.time) return no_time;
        entry.queued = no_time;
        if (entry.timeout == no_time) return no_time;
        if (entry.timeout > first.time) {
            queue_.push(entry.timeout, first.number);
            entry.queued = entry.timeout;
            return no_time;
        }
        return entry.timeout;
    }
    // Puts a true timeout in front.
    void settle() {
        while (!queue().empty()) {
            auto const first = queue_.front();
            auto const& entry = store_.entries()[first.number];
            if (entry.queued == first.time && entry.timeout == first.time) return;
            take(queue_.pop());
        }
    }

    template <class Context, class Next>
    void time_out(Context& context, Next& next) {
        if (queue().empty()) return;
        std::int64_t const threshold = base::template reached<by_clock>(context);
        due_.clear();
        while (!queue_.empty() && queue_.earliest() < threshold) {
            auto const first = queue_.pop();
            if (take(first) != no_time) due_.push_back(first.number);
        }
        for (number const n : due_) call(n, store_.no_rows(), true, context, next);
    }

    void let_go() {
        store_.let_go([&](number n) {
            if (!store_.stored(n)) store_.entries().erase(n);
        });
    }

    template <class Group>
    void load(Group const& initial) {
        using from = typename Group::schema;
        for (auto const& row : initial.input.collect()) {
            auto const key = initial.key.template in_flight<from>(row);
            using description = std::remove_cvref_t<decltype(initial.key)>;
            number const n =
                store_.find_or_add_key(description::template owned<typename store::key_type>(key));
            auto& entry = store_.entries()[n];
            if (store_.stored(n)) {
                throw query_error("IllegalArgumentException",
                                  "the initial state has several rows of one key; leave one of each");
            }
            store_.set_stored(n);
            if constexpr (schema_like<State>) {
                entry.state = build<State, from>(row);
            } else {
                entry.state = own<State>(value_at<initial_column<from>>(row));
            }
            store_.touch(n);
            pending_ = true;
        }
    }

    F function_;
    due_queue queue_;
    std::uint32_t generation_ = 0; // that of the table for which it was filled
    std::vector<number> due_;
    bool pending_ = false; // the initial state waits for the first batch
    std::int64_t updated_ = 0;
    std::int64_t removed_ = 0;
};

} // namespace weir::detail
