// SPDX-License-Identifier: BSL-1.0
// inline_query: a query in a service's own loop, on the caller's thread.
#pragma once

#include <weir/exec/aggregate.hpp>
#include <weir/exec/deduplicate.hpp>
#include <weir/exec/leaf.hpp>
#include <weir/exec/limit.hpp>
#include <weir/exec/order_by.hpp>
#include <weir/exec/select.hpp>
#include <weir/exec/union_with.hpp>
#include <weir/exec/watermark.hpp>
#include <weir/exec/where.hpp>
#include <weir/exec/with_watermark.hpp>
#include <weir/plan/rules.hpp>
#include <weir/schema/row.hpp>

#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <span>
#include <type_traits>
#include <utility>

namespace weir {

namespace detail {

template <class Executor, std::size_t... I>
constexpr std::size_t find_input(std::string_view name, std::index_sequence<I...>) {
    std::size_t found = not_found;
    ((Executor::template leaf<I>::plan_type::name.view() == name ? found = I : found), ...);
    return found;
}

template <class Executor, class T, std::size_t... I>
constexpr std::size_t find_input_of_type(std::index_sequence<I...>) {
    std::size_t found = not_found;
    std::size_t n = 0;
    ((std::is_same_v<typename Executor::template leaf<I>::schema, T> ? (found = I, ++n) : n), ...);
    return n == 1 ? found : not_found;
}

template <class Executor, fixed_string Name, class T>
constexpr verdict check_push() {
    constexpr auto all = std::make_index_sequence<Executor::inputs>{};
    if constexpr (Name.size() != 0) {
        constexpr std::size_t i = find_input<Executor>(Name, all);
        if constexpr (i == not_found) {
            return fault("no input \"", Name.view(), "\" in this query; name it in input<T, \"", Name.view(), "\">()");
        } else if constexpr (!std::is_same_v<typename Executor::template leaf<i>::schema, T>) {
            return fault("row of another type pushed into input \"", Name.view(), "\"; push the struct that input<> names");
        } else {
            return {};
        }
    } else if constexpr (find_input_of_type<Executor, T>(all) == not_found) {
        return Executor::inputs == 1 ? fault("row of another type pushed; push the struct that input<> names")
                                     : fault("several inputs: which one is pushed into is open; name it, push<\"name\">(row)");
    } else {
        return {};
    }
}

template <class Executor, fixed_string Name, class T>
constexpr std::size_t input_index() {
    constexpr auto all = std::make_index_sequence<Executor::inputs>{};
    if constexpr (Name.size() != 0) {
        return find_input<Executor>(Name, all);
    } else {
        return find_input_of_type<Executor, T>(all);
    }
}

} // namespace detail

/// A query that runs in the caller's loop: no thread, no lock, no allocation once warm.
///
/// Rows    each push goes through the whole fused plan; what comes out is handed to the sink before push returns.
/// Time    every push acts as a micro-batch followed by its no-data batch: late is what the watermark before the push
///         says, and what the new watermark closes comes out during the push. A span is one micro-batch.
/// State   in memory, until the watermark frees it.
/// Cost    per row that of a hand-written loop; rows of a span keep their window's accumulators in registers.
/// Errors  run time: those of its expressions; the query can be used on, the row is lost.
template <class Plan, output_mode Mode, class Sink, class LateRows = detail::ignore_late_rows>
class inline_query_type {
    static constexpr detail::demand wanted{detail::first_columns(schema_of<typename Plan::schema>::size), false, false};
    using executor = detail::executor<Plan, wanted, Mode>;
    using cursor = typename executor::cursor;
    static constexpr std::size_t watermarks = detail::count_watermarks<Plan>();
    // Update and complete send something with every batch; append only when the watermark closes something.
    static constexpr bool every_push = executor::is_stateful && (!std::is_same_v<Mode, append_mode>);

    static constexpr std::size_t ahead = 16; // rows between asking for state and using it

public:
    inline_query_type(Plan const& plan, Sink sink, LateRows late_rows = {})
        : executor_(plan), cursor_(executor_.open()), sink_(std::move(sink)), late_rows_(std::move(late_rows)) {
        if constexpr (watermarks > 0) context_.late_watermark = context_.watermark = 0;
        context_.late_rows = &late_rows_;
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
            push_one<detail::input_index<executor, Name, T>()>(row);
        }
    }

    /// Runs the rows of a block through the query, as one micro-batch.
    template <fixed_string Name = "", class T, std::size_t Extent>
    void push(std::span<T, Extent> rows) {
        using row_type = std::remove_const_t<T>;
        constexpr auto check = [] { return detail::check_push<executor, Name, row_type>(); };
        if constexpr (check().failed()) {
            detail::raise<check>();
        } else {
            push_block<detail::input_index<executor, Name, row_type>()>(std::span<row_type const>(rows));
        }
    }

    /// Moves the watermark to `to` without an event: rows and windows that end at or before it are late from now on,
    /// what it closes comes out. It never goes back.
    void advance_watermark(timestamp to) {
        std::int64_t const us = micros(to);
        if (us <= floor_) return;
        floor_ = us;
        end_batch();
    }

    /// The end of the input: emits and closes everything that is still open.
    void flush() {
        executor_.close(cursor_);
        context_.closing = true;
        context_.watermark = std::numeric_limits<std::int64_t>::max() - 1;
        finish();
        context_.closing = false;
        context_.watermark = context_.late_watermark;
    }

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

    template <std::size_t I, class T>
    [[gnu::always_inline]] void push_one(T const& row) {
        push_at<I>(cursor_, row);
        if constexpr (every_push) {
            end_batch();
        } else if constexpr (executor::is_stateful && watermarks == 1) {
            if (newest(cursor_) >= next_change_) [[unlikely]] end_batch();
        } else if constexpr (executor::is_stateful && watermarks > 1) {
            end_batch();
        }
    }

    // A function of its own with the cursor as a local: the loop has all registers, and keeps the cursor in them.
    template <std::size_t I, class T>
    [[gnu::noinline]] void push_block(std::span<T const> rows) {
        cursor local = cursor_;
        if (executor_.wants_prefetch(local) && rows.size() > ahead) {
            std::size_t const most = rows.size() - ahead;
            for (std::size_t i = 0; i < most; ++i) {
                executor_.template prefetch<I>(local, detail::struct_ref<T>{&rows[i + ahead]});
                push_at<I>(local, rows[i]);
            }
            for (std::size_t i = most; i < rows.size(); ++i) push_at<I>(local, rows[i]);
        } else {
            for (T const& row : rows) push_at<I>(local, row);
        }
        cursor_ = local;
        end_batch();
    }

    template <std::size_t I, class T>
    [[gnu::always_inline]] void push_at(cursor& at, T const& row) {
        executor_.template push<I>(at, detail::struct_ref<T>{&row}, detail::always_live{}, context_, emitter{&sink_});
    }

    [[gnu::always_inline]] std::int64_t newest(cursor& c) {
        std::int64_t max = detail::no_watermark;
        executor_.for_each_watermark(c, [&](detail::event_time_report const& report) { max = report.max; });
        return max;
    }

    // The end of a micro-batch, and its no-data batch: what the batch's rows give goes out under the watermark before
    // them, then the new watermark closes what it passes.
    [[gnu::noinline]] void end_batch() {
        if constexpr (!executor::is_stateful) return;
        std::int64_t const before = context_.watermark;
        std::int64_t const after = moved_watermark();
        if constexpr (every_push) {
            executor_.close(cursor_);
            finish();
            if (after > before && after >= executor_.next_expiry()) {
                context_.late_watermark = context_.watermark = after;
                finish();
            }
            context_.late_watermark = context_.watermark = after;
        } else {
            context_.late_watermark = context_.watermark = after;
            if (after > before && after >= executor_.next_expiry()) {
                executor_.close(cursor_);
                finish();
            }
        }
    }

    void finish() {
        executor_.finish(context_, emitter{&sink_});
        executor_.commit(++version_);
        executor_.begin_batch();
        cursor_ = executor_.open();
    }

    std::int64_t moved_watermark() {
        if constexpr (watermarks == 0) {
            return floor_ > context_.watermark ? floor_ : context_.watermark;
        } else {
            detail::watermark_minimum least;
            executor_.for_each_watermark(cursor_, [&](detail::event_time_report const& report) {
                least.add(report);
                if constexpr (watermarks == 1) next_change_ = detail::next_millisecond(report.max);
            });
            return std::max({least.value(), floor_, context_.watermark});
        }
    }

    executor executor_;
    cursor cursor_;
    Sink sink_;
    LateRows late_rows_;
    detail::batch_context<LateRows> context_{};
    std::int64_t next_change_ = detail::no_watermark;
    std::int64_t floor_ = detail::no_watermark;
    std::int64_t version_ = 0;
};

namespace detail {

template <class F>
struct late_row_sink {
    F f;
    template <class Schema, class Row>
    void operator()(type_identity<Schema>, Row const& row) {
        f(row_ref<Schema, Row>(row));
    }
};

/// What a rejected query is: it takes anything and does nothing, so that a mistake gives one error.
struct rejected_query {
    template <fixed_string Name = "">
    void push(auto const&) {}
    void advance_watermark(timestamp) {}
    void flush() {}
    [[nodiscard]] timestamp watermark() const { return {}; }
};

template <class Plan>
constexpr verdict check_inline() {
    return Plan::rejected || any_below<reads_source, Plan>()
               ? fault("inline_query over a source: its rows are pushed by the caller; begin the plan with input<T>()")
               : verdict{};
}

} // namespace detail

/// Makes a query that runs in the caller's loop. `sink` is called with each row that comes out, lent until it returns;
/// `late_rows`, if given, with each row that the watermark drops.
///
/// Errors  compile time: an output mode that does not fit the plan, a plan that reads a source.
/// Example examples/live_average.cpp
template <relation Plan, output_mode Mode, class Sink>
auto inline_query(Plan const& plan, Mode, Sink sink) {
    return inline_query(plan, Mode{}, std::move(sink), detail::ignore_late_rows{});
}
template <relation Plan, output_mode Mode, class Sink, class LateRows>
auto inline_query(Plan const& plan, Mode, Sink sink, LateRows late_rows) {
    constexpr auto check = [] {
        if constexpr (Plan::rejected) {
            return verdict{};
        } else {
            return detail::first_fault(detail::check_inline<Plan>(), detail::check_stream<Plan, Mode>());
        }
    };
    if constexpr (Plan::rejected) {
        return detail::rejected_query{};
    } else if constexpr (check().failed()) {
        detail::raise<check>();
        return detail::rejected_query{};
    } else if constexpr (std::is_same_v<LateRows, detail::ignore_late_rows>) {
        return inline_query_type<Plan, Mode, Sink>(plan, std::move(sink));
    } else {
        return inline_query_type<Plan, Mode, Sink, detail::late_row_sink<LateRows>>(plan, std::move(sink),
                                                                                   {std::move(late_rows)});
    }
}

} // namespace weir
