// SPDX-License-Identifier: BSL-1.0
// The micro-batch engine: which batch comes next, with which watermark, and what it reports.
#pragma once

#include <weir/core/batch_time.hpp>
#include <weir/exec/all.hpp>
#include <weir/exec/static_plan.hpp>
#include <weir/exec/watermark.hpp>
#include <weir/format/bad_record.hpp>
#include <weir/runtime/batch_engine.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <limits>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace weir {

namespace detail {

// The readers of a plan's sources, in the order of its leaves.
template <class Executor, std::size_t... I>
auto find_readers(std::index_sequence<I...>)
    -> std::tuple<typename Executor::template leaf<I>::plan_type::source_type::template reader<
        typename Executor::template leaf<I>::schema, Executor::template leaf<I>::columns>...>;

/// One query's batches. Not thread-safe: one thread runs it.
template <class Plan, class Mode, class Sink, class LateRows, class BadRecords>
class micro_batch_engine final : public batch_engine {
    static constexpr demand wanted{first_columns(schema_of<typename Plan::schema>::size), false, true,
                                   !std::is_same_v<LateRows, ignore_late_rows>};
    using executor_type = executor<Plan, wanted, Mode>;
    static constexpr std::size_t inputs = executor_type::inputs;
    using readers = decltype(find_readers<executor_type>(std::make_index_sequence<inputs>{}));
    static constexpr bool has_watermark = count_watermarks<Plan>() > 0;
    // Whether the movement of the watermark alone is a reason for a batch.
    static constexpr bool wants_no_data_batch = has_watermark && watermark_frees<Plan, Mode>();

public:
    micro_batch_engine(Plan const& plan, Sink sink, LateRows late_rows, BadRecords bad_records,
                       watermark_policy policy, bool no_data_batches, clock& by)
        : executor_(plan),
          readers_(make_readers(plan, std::make_index_sequence<inputs>{})),
          sink_(std::move(sink)),
          late_rows_(std::move(late_rows)),
          bad_records_(std::move(bad_records)),
          tracker_(policy),
          no_data_batches_(no_data_batches),
          clock_(&by) {
        for_each_reader([&](auto& reader) {
            if constexpr (requires { reader.use_clock(by); }) reader.use_clock(by);
        });
        if constexpr (has_watermark) watermark_ = late_watermark_ = 0;
        seen_at_.assign(count_watermarks<Plan>(), by.now().count());
    }

    void freeze() override {
        for_each_reader([](auto& reader) { reader.freeze(); });
    }

    bool prepare(bool ignore_limits) override {
        auto const begin = std::chrono::steady_clock::now();
        due_.fill(false);
        std::size_t i = 0;
        bool any = false;
        for_each_reader([&](auto& reader) {
            due_[i] = reader.prepare(ignore_limits);
            any = due_[i] || any;
            ++i;
        });
        has_data_ = any;
        looking_ms_ = millis_since(begin);
        if constexpr (has_watermark && wants_no_data_batch) idle_inputs_move_watermark();
        return any
               || (!ignore_limits && no_data_batches_ && batch_id_ > 0
                   && ((wants_no_data_batch && watermark_ > late_watermark_) || due_now()));
    }

    [[nodiscard]] bool has_data() const override { return has_data_; }

    void run(streaming_query_progress& progress) override {
        batch_measures batch;
        batch.begin = std::chrono::steady_clock::now();
        batch.now = clock_->now();
        batch_context<LateRows> context{late_watermark_, watermark_, &late_rows_};
        context.together = inputs > 1;
        context.clock = batch_clock(batch.now);
        batch_time const time(context.clock);
        executor_.begin_batch();
        sink_.begin(batch_id_);
        auto const emit = [this](auto const& row, auto live) {
            if (live) sink_.row(row);
        };
        std::array<std::int64_t, inputs> rows{};
        try {
            auto cursor = executor_.open();
            read_inputs(cursor, context, emit, rows, std::make_index_sequence<inputs>{});
            executor_.close(cursor);
            executor_.finish(context, emit);
            // Only now: rows that come out of state may have an event time of their own.
            cursor = executor_.open();
            executor_.for_each_watermark(cursor,
                                         [&](event_time_report const& r) { batch.event_times.push_back(r); });
            executor_.close(cursor);
            sink_.end(batch_id_);
        } catch (...) {
            if constexpr (requires { sink_.abandon(std::current_exception()); })
                sink_.abandon(std::current_exception());
            add_context();
        }
        executor_.commit(batch_id_ + 1);
        for_each_reader([](auto& reader) { reader.commit(); });

        reports_ = batch.event_times;
        share_times(reports_);
        measure(batch, rows);
        reporter_.report(progress, std::move(batch));
        for (std::size_t i = 0; i < reports_.size(); ++i) {
            if (reports_[i].batch_rows > 0) seen_at_[i] = batch.now.count();
        }
        late_watermark_ = watermark_;
        if constexpr (has_watermark) watermark_ = tracker_.move(reports_, seen_at_, batch.now.count());
        ++batch_id_;
    }

private:
    template <std::size_t... I>
    static readers make_readers(Plan const& plan, std::index_sequence<I...>) {
        auto const sources = sources_of(plan);
        return readers(std::tuple_element_t<I, readers>(*std::get<I>(sources))...);
    }

    template <class F>
    void for_each_reader(F&& f) {
        std::apply([&](auto&... reader) { (f(reader), ...); }, readers_);
    }

    template <class Cursor, class Context, class Emit, std::size_t... I>
    void read_inputs(Cursor& cursor, Context& context, Emit const& emit,
                     std::array<std::int64_t, inputs>& rows, std::index_sequence<I...>) {
        (read_input<I>(cursor, context, emit, rows[I]), ...);
    }
    template <std::size_t I, class Cursor, class Context, class Emit>
    [[gnu::noinline]] void read_input(Cursor& cursor, Context& context, Emit const& emit,
                                      std::int64_t& rows) {
        if (!due_[I]) return;
        // The cursor is a local of the reading loop, so that the loop can keep it in registers.
        Cursor local = cursor;
        rows = std::get<I>(readers_).read(
            [&](auto const& row) __attribute__((always_inline)) {
                executor_.template push<I>(local, row, always_live{}, context, emit);
            },
            bad_records_);
        cursor = local;
    }

    // Whether the clock alone makes some state due.
    bool due_now() {
        std::int64_t next = no_expiry;
        if constexpr (any_below<due_by_clock, Plan>()) {
            executor_.for_each_operator(
                [&](operator_report const& r) { next = std::min(next, r.next_timeout); });
        }
        return next != no_expiry && next <= clock_->now().count();
    }

    // An input that has gone silent stops holding the watermark back without a batch of its own.
    void idle_inputs_move_watermark() {
        bool any_idle = false;
        for (event_time_report const& r : reports_) any_idle = any_idle || r.idle_after_ms >= 0;
        if (any_idle)
            watermark_ = std::max(watermark_, tracker_.move(reports_, seen_at_, clock_->now().count()));
    }

    [[noreturn]] void add_context() {
        try {
            throw;
        } catch (weir::error& e) {
            e.with_context("batch", batch_id_);
            throw;
        }
    }

    void measure(batch_measures& batch, std::array<std::int64_t, inputs> const& rows) {
        batch.batch_id = batch_id_;
        batch.looking_ms = looking_ms_;
        batch.has_watermark = has_watermark;
        batch.watermark = watermark_;
        std::size_t i = 0;
        std::vector<void const*> seen;
        for_each_reader([&](auto& reader) {
            // As in Spark, a source that a plan uses twice is reported, and its rows are counted, once.
            if constexpr (requires { reader.identity(); }) {
                bool const again = std::find(seen.begin(), seen.end(), reader.identity()) != seen.end();
                if (again) {
                    ++i;
                    return;
                }
                seen.push_back(reader.identity());
            }
            source_progress s;
            s.description = reader.description();
            s.start_offset = reader.start_offset();
            s.end_offset = reader.end_offset();
            s.latest_offset = reader.latest_offset();
            s.num_input_rows = rows[i++];
            batch.sources.push_back(std::move(s));
        });
        executor_.for_each_operator([&](operator_report const& r) { batch.operators.push_back(r); });
        batch.sink = Sink::name;
        batch.rows_out = sink_.rows();
    }

    executor_type executor_;
    readers readers_;
    Sink sink_;
    LateRows late_rows_;
    BadRecords bad_records_;
    watermark_tracker tracker_;
    bool no_data_batches_;
    clock* clock_;

    std::array<bool, inputs> due_{};
    bool has_data_ = false;
    std::int64_t batch_id_ = 0;
    std::int64_t watermark_ = no_watermark;      // of the next batch
    std::int64_t late_watermark_ = no_watermark; // that of the last batch
    std::vector<event_time_report> reports_;
    std::vector<std::int64_t> seen_at_; // when each with_watermark saw a row last, ms
    std::int64_t looking_ms_ = 0;
    batch_reporter reporter_;
};

} // namespace detail
} // namespace weir
