// SPDX-License-Identifier: BSL-1.0
// inline_query_type: the running form of a query in a service's own loop.
#pragma once

#include <weir/core/batch_time.hpp>
#include <weir/exec/aggregate.hpp>
#include <weir/exec/alias.hpp>
#include <weir/exec/deduplicate.hpp>
#include <weir/exec/groups_with_state.hpp>
#include <weir/exec/join.hpp>
#include <weir/exec/join_table.hpp>
#include <weir/exec/leaf.hpp>
#include <weir/exec/limit.hpp>
#include <weir/exec/order_by.hpp>
#include <weir/exec/select.hpp>
#include <weir/exec/session.hpp>
#include <weir/exec/transform_with_state.hpp>
#include <weir/exec/union_with.hpp>
#include <weir/exec/watermark.hpp>
#include <weir/exec/where.hpp>
#include <weir/exec/with_watermark.hpp>
#include <weir/plan/rules/facts.hpp>
#include <weir/runtime/inline_inputs.hpp>
#include <weir/runtime/inline_watermark.hpp>
#include <weir/schema/row.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <ranges>
#include <span>
#include <type_traits>
#include <utility>

namespace weir {

/// A query that runs in the caller's loop: no thread, no lock, no allocation once warm.
///
/// Rows    each push goes through the whole fused plan; what comes out is handed to the sink before push
///         returns.
/// Time    every push acts as a micro-batch followed by its no-data batch: late is what the watermark before
///         the push says, and what the new watermark closes comes out during the push. A span is one
///         micro-batch.
/// State   in memory, until the watermark frees it.
/// Cost    per row that of a hand-written loop; rows of a span keep their window's accumulators in registers.
/// Errors  run time: those of its expressions; the query can be used on, the row is lost.
template <class Plan, output_mode Mode, class Sink, class LateRows = detail::ignore_late_rows>
class inline_query_type {
    static constexpr detail::demand wanted{detail::first_columns(schema_of<typename Plan::schema>::size),
                                           false, false, !std::is_same_v<LateRows, detail::ignore_late_rows>};
    using executor = detail::executor<Plan, wanted, Mode>;
    using cursor = typename executor::cursor;
    static constexpr std::size_t watermarks = detail::count_watermarks<Plan>();
    static constexpr bool several_watermarks = watermarks > 1;
    // Update and complete send something with every batch; append only when the watermark closes something.
    // The user's own state is called with every batch, during the push where that has one row.
    static constexpr bool immediate = detail::calls_during_push<Plan>();
    static constexpr bool every_push =
        executor::is_stateful && !immediate
        && (!std::is_same_v<Mode, append_mode> || detail::any_below<detail::keeps_user_state, Plan>());
    static constexpr bool by_clock = detail::any_below<detail::due_by_clock, Plan>();
    static constexpr bool loads_state = detail::any_below<detail::begins_with_state, Plan>();
    static constexpr bool expires_at_once = detail::any_below<detail::forgetting_at_once, Plan>();
    // Where no operator asks for a no-data batch there is none, and rows are judged by the watermark that the
    // push before ran with.
    static constexpr bool judges_a_push_behind = watermarks > 0 && !detail::watermark_frees<Plan, Mode>()
                                                 && detail::any_below<detail::joins_streams, Plan>();

    static constexpr std::size_t ahead = 16; // rows between asking for state and using it

public:
    inline_query_type(Plan const& plan, Sink sink, LateRows late_rows = {})
        : executor_(plan),
          cursor_(executor_.open()),
          sink_(std::move(sink)),
          late_rows_(std::move(late_rows)) {
        if constexpr (watermarks > 0) context_.late_watermark = context_.watermark = 0;
        context_.late_rows = &late_rows_;
        watermark_.look_at(executor_, cursor_);
    }
    inline_query_type(inline_query_type const&) = delete;
    inline_query_type& operator=(inline_query_type const&) = delete;
    ~inline_query_type() = default;

    /// Runs one row through the query.
    template <fixed_string Name = "", class T>
        requires detail::schema_like<T>
    [[gnu::always_inline]] void push(T const& row) {
        constexpr auto check = [] { return detail::check_push<executor, Name, T>(); };
        if constexpr (check().failed()) {
            detail::raise<check>();
        } else {
            auto const time = batch_begins();
            if constexpr (immediate) context_.single = !loads_state || version_ > 0;
            detail::for_each_fed<executor, Name, T>([&](auto i) __attribute__((always_inline)) {
                push_at<i>(cursor_, row);
                if constexpr (several_watermarks) watermark_.see(i, context_.clock);
            });
            after_push();
        }
    }

    template <fixed_string Name = "", class T>
        requires(!detail::schema_like<T> && !std::ranges::contiguous_range<T>)
    void push(T const&) {
        constexpr auto check = [] { return detail::check_push<executor, Name, T>(); };
        detail::raise<check>();
    }

    /// The values of a row are no row.
    template <fixed_string Name = "", class First, class Second, class... More>
    void push(First const&, Second const&, More const&...) {
        constexpr auto check = [] {
            return detail::fault("several values pushed; push one row, as push(trade{...})",
                                 detail::when_called<First>);
        };
        detail::raise<check>();
    }

    /// Runs the rows of a block through the query, as one micro-batch.
    ///
    /// Errors  run time: those of the query's expressions; the rows before the one that failed count, it and
    /// those after it do not.
    /// `rows` is a span, a vector or another contiguous range.
    template <fixed_string Name = "", std::ranges::contiguous_range Rows>
        requires(!detail::schema_like<Rows>)
    void push(Rows const& rows) {
        using row_type = std::ranges::range_value_t<Rows>;
        constexpr auto check = [] { return detail::check_push<executor, Name, row_type>(); };
        if constexpr (check().failed()) {
            detail::raise<check>();
        } else {
            auto const time = batch_begins();
            context_.single = false;
            push_fed<Name>(std::span<row_type const>(rows));
            end_batch();
        }
    }

    /// Runs blocks of several inputs through the query, as one micro-batch: `push<"trades", "quotes">(t, q)`.
    template <fixed_string First, fixed_string Second, fixed_string... More,
              std::ranges::contiguous_range... Rows>
        requires(sizeof...(Rows) == 2 + sizeof...(More))
    void push(Rows const&... rows) {
        push_together(detail::input_names<First, Second, More...>{},
                      std::span<std::ranges::range_value_t<Rows> const>(rows)...);
    }

    /// Moves the watermark to `to` without an event: rows and windows that end at or before it are late from
    /// now on, what it closes comes out. It never goes back.
    void advance_watermark(timestamp to) {
        std::int64_t const us = micros(to);
        if (us <= watermark_.floor()) return;
        auto const time = batch_begins();
        watermark_.raise_floor(us);
        end_batch();
    }

    /// A duration or a text is no time to move to.
    template <class Time>
        requires(!std::is_convertible_v<Time, timestamp>)
    void advance_watermark(Time const&) {
        constexpr auto check = [] {
            return detail::fault(
                "advance_watermark to what is no timestamp; write a time, such as now - 1s or "
                "\"2024-01-01 00:00:00\"_ts",
                detail::when_called<Time>);
        };
        detail::raise<check>();
    }

    /// The end of the input: emits and closes everything that is still open. Rows with an event time that are
    /// pushed after it are late.
    void flush() {
        auto const time = batch_begins();
        executor_.close(cursor_);
        context_.closing = true;
        context_.watermark = std::numeric_limits<std::int64_t>::max() - 1;
        finish();
        context_.closing = false;
        if constexpr (watermarks > 0) {
            context_.late_watermark =
                context_.watermark; // it is the end: whatever has an event time is late now
        } else {
            context_.watermark = context_.late_watermark;
        }
    }

    /// A batch without rows: state that has timed out by the clock comes out. Time passes between pushes only
    /// by this.
    void poll() {
        auto const time = batch_begins();
        context_.single = false;
        end_batch();
    }
    /// The clock by which state times out and processing time is told; the system's unless another is named.
    void use_clock(clock const& by) { context_.clock = detail::batch_clock(by); }

    /// How the watermarks of several inputs become one; the least of them unless told otherwise.
    void use_watermark_policy(watermark_policy policy) { watermark_.use_policy(policy); }

    /// The watermark in force: rows at or before it are late.
    [[nodiscard]] timestamp watermark() const { return from_micros(context_.late_watermark); }

private:
    struct emitter {
        Sink* sink;
        template <class Row, class Live>
        [[gnu::always_inline]] void operator()(Row const& row, Live live) const {
            if (live) (*sink)(row_ref<typename Plan::schema, Row>(row));
        }
    };

    // What it gives is the time of the batch for as long as it lives.
    [[nodiscard, gnu::always_inline]] detail::batch_time batch_begins() {
        context_.clock.restart();
        return detail::batch_time(context_.clock);
    }

    [[gnu::always_inline]] void after_push() {
        if constexpr (every_push) {
            end_batch();
        } else if constexpr (immediate) {
            bool due = watermarks > 1 || (loads_state && !context_.single);
            if constexpr (watermarks == 1) due = due || newest(cursor_) >= watermark_.next_change();
            if constexpr (by_clock) due = due || due_now();
            if (due) [[unlikely]]
                end_batch();
        } else if constexpr (expires_at_once) {
            end_batch();
        } else if constexpr (executor::is_stateful && watermarks == 1) {
            if (newest(cursor_) >= watermark_.next_change()) [[unlikely]]
                end_batch();
        } else if constexpr (executor::is_stateful && watermarks > 1) {
            end_batch();
        }
    }

    template <fixed_string... Names, class... Ts>
    void push_together(detail::input_names<Names...>, std::span<Ts const>... rows) {
        constexpr auto check = [] {
            return detail::first_fault(detail::check_push<executor, Names, Ts>()...);
        };
        if constexpr (check().failed()) {
            detail::raise<check>();
        } else {
            auto const time = batch_begins();
            context_.single = false;
            (push_fed<Names>(rows), ...);
            end_batch();
        }
    }
    template <fixed_string Name, class T>
    void push_fed(std::span<T const> rows) {
        detail::for_each_fed<executor, Name, T>([&](auto i) {
            push_block<i>(rows);
            if constexpr (several_watermarks) {
                if (!rows.empty()) watermark_.see(i, context_.clock);
            }
        });
    }

    template <std::size_t I, class T>
    void push_block(std::span<T const> rows) {
        executor_.close(cursor_); // what came before the block is safe, whatever fails in it
        try {
            run_block<I>(rows);
        } catch (...) {
            recover<I>(rows);
            throw;
        }
    }

    // A row has failed, and the cursor of its block is gone: the rows before it whose effects were nowhere
    // else are run again.
    template <std::size_t I, class T>
    void recover(std::span<T const> rows) {
        if constexpr (detail::keeps_rows_in_cursor<executor, I>) {
            std::size_t const first = executor_.template first_unstored<I>();
            cursor_ = executor_.open();
            context_.late_rows = nullptr; // these have been told
            for (T const& row : rows.subspan(first, context_.row - first)) push_at<I>(cursor_, row);
            context_.late_rows = &late_rows_;
        } else {
            cursor_ = executor_.open();
        }
    }

    // A function of its own with the cursor as a local: the loop has all registers, and keeps the cursor in
    // them. It must not be caught here: a handler that looks at the cursor would keep it in memory.
    template <std::size_t I, class T>
    [[gnu::noinline]] void run_block(std::span<T const> rows) {
        cursor local = executor_.open();
        if (executor_.wants_prefetch(local) && rows.size() > ahead) {
            std::size_t const most = rows.size() - ahead;
            for (std::size_t i = 0; i < most; ++i) {
                executor_.template prefetch<I>(local, detail::struct_ref<T>{&rows[i + ahead]});
                push_at<I>(local, rows[i]);
            }
            for (std::size_t i = most; i < rows.size(); ++i) push_at<I>(local, rows[i]);
        } else {
            for (std::size_t i = 0; i < rows.size(); ++i) {
                if constexpr (detail::keeps_rows_in_cursor<executor, I>) context_.row = i;
                push_at<I>(local, rows[i]);
            }
        }
        cursor_ = local; // not returned: the caller's memory would be its place from the start
    }

    template <std::size_t I, class T>
    [[gnu::always_inline]] void push_at(cursor& at, T const& row) {
        executor_.template push<I>(at, detail::struct_ref<T>{&row}, detail::always_live{}, context_,
                                   emitter{&sink_});
    }

    [[gnu::always_inline]] std::int64_t newest(cursor& c) {
        std::int64_t max = detail::no_watermark;
        executor_.for_each_watermark(c, [&](detail::event_time_report const& report) { max = report.max; });
        return max;
    }

    [[gnu::always_inline]] bool due_now() {
        std::int64_t next = detail::no_expiry;
        executor_.for_each_operator(
            [&](detail::operator_report const& r) { next = r.next_timeout < next ? r.next_timeout : next; });
        return next != detail::no_expiry && next <= context_.clock.now();
    }

    // The end of a micro-batch, and its no-data batch: what the batch's rows give goes out under the
    // watermark before them, then the new watermark closes what it passes. Rows that pass from one operator
    // to the next then are judged by the one before.
    [[gnu::noinline]] void end_batch() {
        if constexpr (!executor::is_stateful) return;
        std::int64_t const before = context_.watermark;
        bool const pending = every_push || (immediate && (by_clock || !context_.single));
        if (pending) {
            executor_.close(cursor_);
            finish();
        }
        // Only now: rows that come out of state may have an event time of their own.
        std::int64_t const after = watermark_.move(executor_, cursor_, before, context_.clock);
        if ((after > before || expires_at_once) && after >= executor_.next_expiry()) {
            if (!pending) executor_.close(cursor_);
            context_.watermark = after;
            finish();
        }
        context_.late_watermark = judges_a_push_behind ? std::max(before, watermark_.floor()) : after;
        context_.watermark = after;
    }

    void finish() {
        try {
            executor_.finish(context_, emitter{&sink_});
        } catch (...) { // of the sink: the query can be used on
            context_.late_watermark = context_.watermark;
            reopen();
            throw;
        }
        executor_.commit(++version_);
        reopen();
    }
    void reopen() {
        executor_.begin_batch();
        cursor_ = executor_.open();
    }

    executor executor_;
    cursor cursor_;
    Sink sink_;
    LateRows late_rows_;
    detail::batch_context<LateRows> context_{};
    detail::inline_watermark<Plan> watermark_;
    std::int64_t version_ = 0;
};

} // namespace weir
