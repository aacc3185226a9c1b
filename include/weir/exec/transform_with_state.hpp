// SPDX-License-Identifier: BSL-1.0
// How transform_with_state runs: rows by key, then timers, then what has outlived its time is removed.
#pragma once

#include <weir/core/due_queue.hpp>
#include <weir/exec/keyed_executor.hpp>
#include <weir/exec/processor_entry.hpp>
#include <weir/exec/processor_variables.hpp>
#include <weir/plan/transform_with_state.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace weir::detail {

template <class Input, class Key, class P, class TimeMode, class Initial, class Schema, std::size_t Time,
          demand Wanted, class Mode>
class executor<transform_plan<Input, Key, P, TimeMode, Initial, Schema, Time>, Wanted, Mode>
    : public keyed_executor<Input, processor_rows<Input, Key, P, TimeMode>,
                            std::is_same_v<TimeMode, time_mode_event_time>, Wanted, Mode> {
    using plan = transform_plan<Input, Key, P, TimeMode, Initial, Schema, Time>;
    using S = typename Input::schema;
    using store = processor_rows<Input, Key, P, TimeMode>;
    using base = keyed_executor<Input, store, std::is_same_v<TimeMode, time_mode_event_time>, Wanted, Mode>;
    using base::dropped_;
    using base::input_;
    using base::is_late;
    using base::store_;
    using base::times_of;

    static constexpr bool by_event_time = std::is_same_v<TimeMode, time_mode_event_time>;
    static constexpr bool by_clock = std::is_same_v<TimeMode, time_mode_processing_time>;
    static constexpr bool may_end = values_may_end<TimeMode>;
    using number = typename store::number;
    using key_type = typename store::key_type;

    static constexpr bool has_initial = !std::is_same_v<Initial, no_initial_state>;

    template <class Group>
    struct initial_row_of {
        struct type {
            std::uint32_t number = 0;
            group_row_of<typename Group::schema> row;
        };
    };
    struct nothing {};
    static auto find_initial_rows() {
        if constexpr (has_initial) {
            return std::vector<typename initial_row_of<Initial>::type>{};
        } else {
            return nothing{};
        }
    }

public:
    explicit executor(plan const& p) : base(p.input, p.key), processor_(p.processor) {
        name_state_variables<may_end>(processor_, context_);
        if constexpr (requires { processor_.init(); }) processor_.init();
        if constexpr (has_initial) load(p.initial);
    }
    executor(executor const&) = delete;
    executor& operator=(executor const&) = delete;
    ~executor() {
        if constexpr (requires { processor_.close(); }) {
            try {
                processor_.close();
            } catch (...) { // the query has ended; there is nobody to tell
            }
        }
    }

    void begin_batch() {
        base::begin_batch();
        context_.updated = context_.removed = dropped_ = 0;
        if (store_.any_touched()) [[unlikely]]
            let_go(); // rows of a batch that failed
    }
    [[nodiscard]] std::int64_t rows() const { return context_.rows; }
    [[nodiscard]] std::int64_t updated() const { return context_.updated; }
    [[nodiscard]] std::size_t bytes() const {
        return store_.bytes() + context_.timers.bytes() + ends_.bytes();
    }

    template <std::size_t I, class Row, class Live, class Context, class Next>
    [[gnu::always_inline]] void push(typename base::cursor& c, Row const& row, Live live, Context& context,
                                     Next&& next) {
        input_.template push<I>(c.below, row, live, context, [&](auto const& r, auto l) {
            if (!l || is_late(r, context)) return;
            if constexpr (one_row_each<Input>()) {
                if (context.single) {
                    handle_rows(store_.find_or_add(r), store_.only(r), context, next);
                    return;
                }
            }
            store_.add(r);
        });
    }

    template <class Context, class Next>
    void finish(Context& context, Next&& next) {
        this->take_rest(context);
        if constexpr (has_initial) handle_initial(context);
        store_.for_each_touched([&](number n, group_rows<S> rows) {
            if (rows.empty()) { // a key with initial state alone
                context_.earliest_end = lives_on;
                unbind(n);
            } else {
                handle_rows(n, rows, context, next);
            }
        });
        refresh_queues();
        if constexpr (has_timers<P>()) expire_timers(context, next);
        if constexpr (may_end) remove_dead(context);
        store_.entries().compact();
    }

    [[nodiscard]] std::int64_t next_expiry() const {
        std::int64_t const below = base::next_expiry();
        if (!by_event_time || context_.timers.empty()) return below;
        // A timer expires when the watermark has reached it.
        std::int64_t const ms = context_.timers.earliest();
        return std::min(below, ms >= no_expiry / 1000 ? no_expiry - 1 : ms * 1000);
    }
    template <class F>
    void for_each_operator(F&& f) {
        operator_report report{"transformWithStateExec", rows(),   updated(),
                               context_.removed,         dropped_, static_cast<std::int64_t>(bytes())};
        if constexpr (may_end) {
            settle();
            report.next_timeout = ends_.earliest();
            if constexpr (by_clock && has_timers<P>())
                report.next_timeout = std::min(report.next_timeout, context_.timers.earliest());
        }
        f(report);
        base::for_each_operator(f);
    }

private:
    // The processor's variables.

    template <class F>
    [[gnu::always_inline]] void for_each_variable(F&& f) {
        for_each_state_variable(processor_, f);
    }
    [[gnu::always_inline]] void bind(number n, batch_clock const& clock) {
        auto& entry = store_.entries()[n];
        if constexpr (has_timers<P>()) context_.number = n;
        context_.clock = &clock;
        if constexpr (may_end) {
            context_.earliest_end = lives_on;
            for_each_variable(
                [&](auto i, auto& variable) { variable.bind(element<i>(entry.cells), entry.ends[i]); });
        } else {
            for_each_variable([&](auto i, auto& variable) { variable.bind(element<i>(entry.cells)); });
        }
    }

    // After a call: what it wrote ends some day; a key that holds nothing is forgotten.
    [[gnu::always_inline]] void unbind(number n) {
        auto& entry = store_.entries()[n];
        bool empty = true;
        for_each_variable([&](auto i, auto&) { empty = empty && element<i>(entry.cells).empty(); });
        if (empty) {
            store_.entries().erase(n);
            return;
        }
        enqueue_end(n);
        if constexpr (has_timers<P>()) {
            if (context_.timers.size() > most_timers_) [[unlikely]]
                fill_queues();
        }
    }
    [[gnu::always_inline]] void enqueue_end(number n) {
        if constexpr (may_end) {
            auto& entry = store_.entries()[n];
            if (context_.earliest_end != lives_on
                && (entry.queued == no_time || context_.earliest_end < entry.queued)) {
                ends_.push(context_.earliest_end, n);
                entry.queued = context_.earliest_end;
            }
        }
    }

    // Rows, timers, initial state.

    // Calls the processor for a key, and passes on what it gives.
    template <class Call, class Context, class Next>
    [[gnu::always_inline]] void call(number n, Context& context, Next& next, Call&& handler) {
        batch_times const times = times_of(context);
        bind(n, context.clock);
        try {
            for_each_given(handler(store_.entries().key(n), timer_values(times)), [&](auto const& value) {
                check_time(value, times);
                pass_value<Schema>(value, next);
            });
        } catch (...) {
            unbind(n);
            throw;
        }
    }
    template <class Context, class Next>
    [[gnu::always_inline]] void handle_rows(number n, group_rows<S> rows, Context& context, Next& next) {
        call(n, context, next, [&](key_type const& key, timer_values const& times) {
            return call_input_rows<P, key_type, S>(processor_, key, rows, times);
        });
        unbind(n);
    }

    template <class T>
    static void check_time([[maybe_unused]] T const& value, [[maybe_unused]] batch_times const& times) {
        if constexpr (Time != not_found) {
            std::int64_t const us = event_time_of(schema_of<Schema>::template get<Time>(value));
            if (times.watermark_ms != no_time && floor_div(us, 1000) < times.watermark_ms) {
                throw query_error("EMITTING_ROWS_OLDER_THAN_WATERMARK_NOT_ALLOWED",
                                  "a processor gives out a row behind the watermark ("
                                      + std::to_string(times.watermark_ms) + " ms)");
            }
        }
    }

    static constexpr std::size_t timer_member = [] {
        return []<class... Ms>(type_list<Ms...>) {
            std::array<bool, sizeof...(Ms) + 1> const is{std::is_same_v<Ms, timers>..., false};
            for (std::size_t i = 0; i < sizeof...(Ms); ++i) {
                if (is[i]) return i;
            }
            return not_found;
        }(member_types<P>{});
    }();

    template <class Context, class Next>
    void expire_timers(Context& context, Next& next) {
        auto& queue = context_.timers;
        if (queue.empty()) return;
        std::int64_t const threshold = base::template reached<by_clock>(context);
        expired_.clear();
        while (!queue.empty() && queue.front().time <= threshold) {
            due_queue::element const e = queue.pop();
            if (!expired_.empty() && expired_.back().time == e.time && expired_.back().number == e.number)
                continue; // registered twice
            expired_.push_back(e);
        }
        for (due_queue::element const& e : expired_) {
            auto& timer = element<timer_member>(store_.entries()[e.number].cells);
            if (!timer.has(e.time)) continue; // deleted
            if constexpr (handles_timers<P, key_type>) {
                using given = decltype(processor_.handle_expired_timer(
                    std::declval<key_type const&>(), std::declval<timer_values const&>(),
                    std::declval<expired_timer_info const&>()));
                if constexpr (std::is_void_v<given>) {
                    bind(e.number, context.clock);
                    batch_times const times = times_of(context);
                    processor_.handle_expired_timer(store_.entries().key(e.number), timer_values(times),
                                                    expired_timer_info(e.time));
                } else {
                    call(e.number, context, next, [&](key_type const& key, timer_values const& times) {
                        return processor_.handle_expired_timer(key, times, expired_timer_info(e.time));
                    });
                }
            }
            timer.remove(e.time);
            unbind(e.number);
        }
    }

    template <class Group>
    void load(Group const& initial) {
        using from = typename Group::schema;
        using description = std::remove_cvref_t<decltype(initial.key)>;
        for (auto const& row : initial.input.collect()) {
            auto const key = initial.key.template in_flight<from>(row);
            auto& kept = initial_.emplace_back();
            kept.number = store_.find_or_add_key(description::template owned<key_type>(key));
            assign_row<from>(kept.row, row);
        }
    }
    template <class Context>
    void handle_initial(Context& context) {
        if (initial_.empty()) return;
        batch_times const times = times_of(context);
        for (auto const& initial : initial_) {
            bind(initial.number, context.clock);
            processor_.handle_initial_state(store_.entries().key(initial.number), initial.row,
                                            timer_values(times));
            enqueue_end(initial.number);
            store_.touch(initial.number); // it is let go when all of its initial rows have been handled
        }
        initial_.clear();
        initial_.shrink_to_fit();
    }

    // Ends and queues.

    template <class Context>
    void remove_dead(Context& context) {
        if (ends_.empty()) return;
        std::int64_t const now = context.clock.now();
        while (!ends_.empty() && ends_.front().time <= now) {
            due_queue::element const e = ends_.pop();
            auto& entry = store_.entries()[e.number];
            if (entry.queued != e.time) continue;
            entry.queued = no_time;
            context_.earliest_end = lives_on;
            for_each_variable([&]<class V>(auto i, V&) {
                if constexpr (!std::is_same_v<V, timers>) {
                    auto& cell = element<i>(entry.cells);
                    context_.removed += cell.remove_dead(now, entry.ends[i], context_.rows);
                    context_.earliest_end = std::min(context_.earliest_end, cell.next_end(entry.ends[i]));
                }
            });
            unbind(e.number);
        }
    }

    // The table may have changed its size, and with it the numbers of the keys.
    void refresh_queues() {
        if constexpr (has_timers<P>() || may_end) {
            if (generation_ != store_.entries().generation()) [[unlikely]]
                fill_queues();
        }
    }
    // Puts a time in front at which something is due.
    void settle() {
        refresh_queues();
        while (!ends_.empty() && store_.entries()[ends_.front().number].queued != ends_.front().time)
            ends_.pop();
        if constexpr (by_clock && has_timers<P>()) {
            auto& queue = context_.timers;
            while (!queue.empty()
                   && !element<timer_member>(store_.entries()[queue.front().number].cells)
                           .has(queue.front().time))
                queue.pop();
        }
    }
    void fill_queues() {
        generation_ = store_.entries().generation();
        context_.timers.clear();
        ends_.clear();
        store_.entries().for_each([&](number n) {
            auto& entry = store_.entries()[n];
            std::int64_t end = lives_on;
            for_each_variable([&]<class V>(auto i, V&) {
                auto& cell = element<i>(entry.cells);
                if constexpr (std::is_same_v<V, timers>) {
                    for (std::int64_t const t : cell.times) context_.timers.push(t, n);
                } else {
                    if constexpr (may_end) end = std::min(end, cell.next_end(entry.ends[i]));
                }
            });
            if constexpr (may_end) {
                entry.queued = end == lives_on ? no_time : end;
                if (end != lives_on) ends_.push(end, n);
            }
        });
        most_timers_ = context_.timers.size() * 2 + 64;
    }

    void let_go() {
        store_.let_go([&](number n) {
            context_.earliest_end = lives_on;
            unbind(n);
        });
    }

    P processor_;
    variable_context context_;
    due_queue ends_;
    std::uint32_t generation_ = 0; // that of the table for which the queues were filled
    std::size_t most_timers_ = 64;
    std::vector<due_queue::element> expired_;
    [[no_unique_address]] decltype(find_initial_rows()) initial_;
};

} // namespace weir::detail
