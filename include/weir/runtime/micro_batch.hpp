// SPDX-License-Identifier: BSL-1.0
// The micro-batch engine: which batch comes next, with which watermark, and what it reports.
#pragma once

#include <weir/exec/all.hpp>
#include <weir/exec/watermark.hpp>
#include <weir/format/bad_record.hpp>
#include <weir/plan/explain.hpp>
#include <weir/runtime/streaming_query.hpp>

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

/// How the watermarks of several inputs become one: the least of them, or the greatest.
/// Source  Spark spark.sql.streaming.multipleWatermarkPolicy.
enum class watermark_policy : std::uint8_t { min, max };

namespace detail {

// The readers of a plan's sources, in the order of its leaves.
template <class Executor, std::size_t... I>
auto find_readers(std::index_sequence<I...>)
    -> std::tuple<typename Executor::template leaf<I>::plan_type::source_type::template reader<
        typename Executor::template leaf<I>::schema, Executor::template leaf<I>::columns>...>;

template <class Plan>
constexpr auto sources_of(Plan const& plan) {
    if constexpr (requires { plan.left; }) {
        return std::tuple_cat(sources_of(plan.left), sources_of(plan.right));
    } else if constexpr (requires { plan.input; }) {
        return sources_of(plan.input);
    } else {
        return std::tuple(&plan.source.description);
    }
}

/// Turns the watermarks of the inputs into that of the query. It never goes back.
class watermark_tracker {
public:
    explicit watermark_tracker(watermark_policy policy) : policy_(policy) {}

    /// The end of a batch at `now` (ms): `reports` are those of all with_watermark stages.
    std::int64_t move(std::vector<event_time_report> const& reports, std::vector<std::int64_t> const& seen_at,
                      std::int64_t now) {
        if (reports.empty()) return no_watermark;
        std::optional<std::int64_t> found;
        std::optional<std::int64_t> newest;
        for (std::size_t i = 0; i < reports.size(); ++i) {
            std::int64_t const w = watermark_of(reports[i]);
            newest = std::max(newest.value_or(w), w);
            bool const silent = reports[i].idle_after_ms >= 0 && now - seen_at[i] >= reports[i].idle_after_ms;
            if (silent || (policy_ == watermark_policy::max && reports[i].max == no_watermark)) continue;
            found = !found ? w : policy_ == watermark_policy::min ? std::min(*found, w) : std::max(*found, w);
        }
        // Where every input is silent none holds the others back.
        current_ = std::max(current_, found ? *found : newest.value_or(0));
        return current_;
    }

private:
    watermark_policy policy_;
    std::int64_t current_ = 0;
};

/// One query's batches. Not thread-safe: one thread runs it.
template <class Plan, class Mode, class Sink, class LateRows, class BadRecords>
class micro_batch_engine {
    static constexpr demand wanted{first_columns(schema_of<typename Plan::schema>::size), false, true,
                                   !std::is_same_v<LateRows, ignore_late_rows>};
    using executor_type = executor<Plan, wanted, Mode>;
    static constexpr std::size_t inputs = executor_type::inputs;
    using readers = decltype(find_readers<executor_type>(std::make_index_sequence<inputs>{}));
    static constexpr bool has_watermark = count_watermarks<Plan>() > 0;
    // Whether the movement of the watermark alone is a reason for a batch.
    static constexpr bool wants_no_data_batch =
        has_watermark && !std::is_same_v<Mode, complete_mode> && watermark_frees<Plan>();

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

    /// From now on only the data that is there at this moment.
    void freeze() {
        for_each_reader([](auto& reader) { reader.freeze(); });
    }

    /// Looks for data; tells whether a batch is due. `ignore_limits`: all of it at once, and no batch without
    /// data.
    bool prepare(bool ignore_limits) {
        auto const begin = std::chrono::steady_clock::now();
        due_.fill(false);
        std::size_t i = 0;
        bool any = false;
        for_each_reader([&](auto& reader) {
            due_[i] = reader.prepare(ignore_limits);
            any = any || due_[i++];
        });
        has_data_ = any;
        looking_ms_ = since(begin);
        if constexpr (has_watermark && wants_no_data_batch) idle_inputs_move_watermark();
        return any
               || (!ignore_limits && no_data_batches_ && wants_no_data_batch && batch_id_ > 0
                   && watermark_ > late_watermark_);
    }

    [[nodiscard]] bool has_data() const { return has_data_; }

    /// Runs the prepared batch.
    void run(streaming_query_progress& progress) {
        auto const begin = std::chrono::steady_clock::now();
        millis const now = clock_->now();
        batch_context<LateRows> context{late_watermark_, watermark_, &late_rows_, false};
        executor_.begin_batch();
        sink_.begin(batch_id_);
        auto const emit = [this](auto const& row, auto live) {
            if (live) sink_.row(row);
        };
        std::array<std::int64_t, inputs> rows{};
        std::vector<event_time_report> reports;
        try {
            auto cursor = executor_.open();
            read_inputs(cursor, context, emit, rows, std::make_index_sequence<inputs>{});
            executor_.for_each_watermark(cursor, [&](event_time_report const& r) { reports.push_back(r); });
            executor_.close(cursor);
            executor_.finish(context, emit);
            sink_.end(batch_id_);
        } catch (...) {
            if constexpr (requires { sink_.abandon(std::current_exception()); })
                sink_.abandon(std::current_exception());
            add_context();
        }
        executor_.commit(batch_id_ + 1);
        for_each_reader([](auto& reader) { reader.commit(); });

        for (std::size_t i = 0; i < reports.size(); ++i) {
            if (reports[i].batch_rows > 0) seen_at_[i] = now.count();
        }
        report(progress, begin, now, rows, reports);
        late_watermark_ = watermark_;
        reports_ = reports;
        if constexpr (has_watermark) watermark_ = tracker_.move(reports, seen_at_, now.count());
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

    static std::int64_t since(std::chrono::steady_clock::time_point begin) {
        return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin)
            .count();
    }

    void report(streaming_query_progress& p, std::chrono::steady_clock::time_point begin, millis now,
                std::array<std::int64_t, inputs> const& rows, std::vector<event_time_report> const& reports) {
        auto const took = std::chrono::steady_clock::now() - begin;
        double const seconds = std::chrono::duration<double>(took).count();
        double const wait = last_start_ ? std::chrono::duration<double>(begin - *last_start_).count()
                                        : std::numeric_limits<double>::quiet_NaN();
        last_start_ = begin;
        auto const rate = [](std::int64_t n, double over) { return static_cast<double>(n) / over; };

        p.at = timestamp(now);
        p.batch_id = batch_id_;
        p.duration_ms.add_batch = since(begin);
        p.duration_ms.latest_offset = looking_ms_;
        p.duration_ms.trigger_execution = p.duration_ms.add_batch + looking_ms_;
        p.batch_duration = p.duration_ms.trigger_execution;
        std::size_t i = 0;
        for_each_reader([&](auto& reader) {
            source_progress s;
            s.description = reader.description();
            s.start_offset = reader.start_offset();
            s.end_offset = reader.end_offset();
            s.latest_offset = reader.latest_offset();
            s.num_input_rows = rows[i++];
            s.input_rows_per_second = rate(s.num_input_rows, wait);
            s.processed_rows_per_second = rate(s.num_input_rows, seconds);
            p.num_input_rows += s.num_input_rows;
            p.sources.push_back(std::move(s));
        });
        p.input_rows_per_second = rate(p.num_input_rows, wait);
        p.processed_rows_per_second = rate(p.num_input_rows, seconds);

        if constexpr (has_watermark) {
            p.event_time.watermark = from_micros(watermark_);
            std::int64_t n = 0;
            double mean = 0;
            for (event_time_report const& r : reports) {
                if (r.batch_rows == 0) continue;
                timestamp const low = from_micros(floor_millis(r.batch_min));
                timestamp const high = from_micros(floor_millis(r.batch_max));
                p.event_time.min = std::min(p.event_time.min.value_or(low), low);
                p.event_time.max = std::max(p.event_time.max.value_or(high), high);
                n += r.batch_rows;
                mean += (r.batch_mean - mean) * static_cast<double>(r.batch_rows) / static_cast<double>(n);
            }
            if (n > 0) p.event_time.avg = from_micros(floor_millis(static_cast<std::int64_t>(mean)));
        }
        executor_.for_each_operator([&](operator_report const& r) {
            state_operator_progress s;
            s.operator_name = r.name;
            s.num_rows_total = r.rows_total;
            s.num_rows_updated = r.rows_updated;
            s.num_rows_removed = r.rows_removed;
            s.memory_used_bytes = r.memory_used_bytes;
            s.num_rows_dropped_by_watermark = r.rows_dropped_by_watermark;
            p.state_operators.push_back(std::move(s));
        });
        p.sink.description = Sink::name;
        p.sink.num_output_rows = sink_.rows();
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
    std::optional<std::chrono::steady_clock::time_point> last_start_;
};

} // namespace detail
} // namespace weir
