// SPDX-License-Identifier: BSL-1.0
// What a running query asks of the engine that runs its batches, and how a batch is reported; the same for
// all plans, so that it is compiled once.
#pragma once

#include <weir/core/clock.hpp>
#include <weir/exec/watermark.hpp>
#include <weir/runtime/progress.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace weir::detail {

/// Runs the batches of one query, one call a batch. Not thread-safe: one thread at a time.
class batch_engine {
public:
    batch_engine() = default;
    batch_engine(batch_engine const&) = delete;
    batch_engine& operator=(batch_engine const&) = delete;
    virtual ~batch_engine() = default;

    /// From now on only the data that is there at this moment.
    virtual void freeze() = 0;
    /// Looks for data; tells whether a batch is due. `ignore_limits`: all of it at once, and no batch without
    /// data.
    virtual bool prepare(bool ignore_limits) = 0;
    /// Whether the prepared batch has data.
    [[nodiscard]] virtual bool has_data() const = 0;
    /// Runs the prepared batch.
    virtual void run(streaming_query_progress& progress) = 0;
};

/// What an engine has measured of a batch.
struct batch_measures {
    std::int64_t batch_id = 0;
    millis now{}; // by the query's clock
    std::chrono::steady_clock::time_point begin;
    std::int64_t looking_ms = 0;
    bool has_watermark = false;
    std::int64_t watermark = no_watermark;
    std::vector<event_time_report> event_times;
    std::vector<source_progress> sources; // with their offsets and rows
    std::vector<operator_report> operators;
    std::string_view sink;
    std::int64_t rows_out = -1;
};

inline std::int64_t millis_since(std::chrono::steady_clock::time_point begin) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - begin)
        .count();
}

/// Turns what was measured into Spark's report of a batch.
class batch_reporter {
public:
    void report(streaming_query_progress& p, batch_measures&& batch) {
        double const seconds =
            std::chrono::duration<double>(std::chrono::steady_clock::now() - batch.begin).count();
        double const wait = last_start_ ? std::chrono::duration<double>(batch.begin - *last_start_).count()
                                        : std::numeric_limits<double>::quiet_NaN();
        last_start_ = batch.begin;
        auto const rate = [](std::int64_t n, double over) { return static_cast<double>(n) / over; };

        p.at = timestamp(batch.now);
        p.batch_id = batch.batch_id;
        p.duration_ms.add_batch = millis_since(batch.begin);
        p.duration_ms.latest_offset = batch.looking_ms;
        p.duration_ms.trigger_execution = p.duration_ms.add_batch + batch.looking_ms;
        p.batch_duration = p.duration_ms.trigger_execution;
        p.sources = std::move(batch.sources);
        for (source_progress& s : p.sources) {
            s.input_rows_per_second = rate(s.num_input_rows, wait);
            s.processed_rows_per_second = rate(s.num_input_rows, seconds);
            p.num_input_rows += s.num_input_rows;
        }
        p.input_rows_per_second = rate(p.num_input_rows, wait);
        p.processed_rows_per_second = rate(p.num_input_rows, seconds);
        if (batch.has_watermark) report_event_time(p.event_time, batch);
        for (operator_report const& r : batch.operators) {
            state_operator_progress s;
            s.operator_name = r.name;
            s.num_rows_total = r.rows_total;
            s.num_rows_updated = r.rows_updated;
            s.num_rows_removed = r.rows_removed;
            s.memory_used_bytes = r.memory_used_bytes;
            s.num_rows_dropped_by_watermark = r.rows_dropped_by_watermark;
            p.state_operators.push_back(std::move(s));
        }
        p.sink.description = batch.sink;
        p.sink.num_output_rows = batch.rows_out;
    }

private:
    static void report_event_time(event_time_progress& p, batch_measures const& batch) {
        p.watermark = from_micros(batch.watermark);
        std::int64_t n = 0;
        double mean = 0;
        for (event_time_report const& r : batch.event_times) {
            if (r.batch_rows == 0) continue;
            timestamp const low = from_micros(floor_millis(r.batch_min));
            timestamp const high = from_micros(floor_millis(r.batch_max));
            p.min = std::min(p.min.value_or(low), low);
            p.max = std::max(p.max.value_or(high), high);
            n += r.batch_rows;
            mean += (r.batch_mean - mean) * static_cast<double>(r.batch_rows) / static_cast<double>(n);
        }
        if (n > 0) p.avg = from_micros(floor_millis(static_cast<std::int64_t>(mean)));
    }

    std::optional<std::chrono::steady_clock::time_point> last_start_;
};

} // namespace weir::detail
