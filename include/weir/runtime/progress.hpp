// SPDX-License-Identifier: BSL-1.0
// What a query reports of each batch, with Spark's fields.
#pragma once

#include <weir/core/number_text.hpp>
#include <weir/core/timestamp_text.hpp>
#include <weir/schema/json_text.hpp>

#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace weir {

/// What one stateful operator did in a batch.
/// Source  Spark StateOperatorProgress.
struct state_operator_progress {
    std::string operator_name;
    std::int64_t num_rows_total = 0;
    std::int64_t num_rows_updated = 0;
    std::int64_t all_updates_time_ms = 0;
    std::int64_t num_rows_removed = 0;
    std::int64_t all_removals_time_ms = 0;
    std::int64_t commit_time_ms = 0;
    std::int64_t memory_used_bytes = 0;
    std::int64_t num_rows_dropped_by_watermark = 0;
};

/// What one source gave to a batch; offsets are JSON text.
/// Source  Spark SourceProgress.
struct source_progress {
    std::string description;
    std::string start_offset = "null";
    std::string end_offset = "null";
    std::string latest_offset = "null";
    std::int64_t num_input_rows = 0;
    double input_rows_per_second = 0;
    double processed_rows_per_second = 0;
};

/// Event times of a batch; the watermark is the one that it ran with. Empty where the query has no watermark.
struct event_time_progress {
    std::optional<timestamp> avg;
    std::optional<timestamp> max;
    std::optional<timestamp> min;
    std::optional<timestamp> watermark;
};

/// How long the parts of a batch took, in milliseconds.
/// Source  Spark's durationMs.
struct duration_progress {
    std::int64_t add_batch = 0;
    std::int64_t commit_offsets = 0;
    std::int64_t get_batch = 0;
    std::int64_t latest_offset = 0;
    std::int64_t query_planning = 0;
    std::int64_t trigger_execution = 0;
    std::int64_t wal_commit = 0;
};

/// What the sink took of a batch.
/// Source  Spark SinkProgress.
struct sink_progress {
    std::string description;
    std::int64_t num_output_rows = -1;
};

/// What a query did in one batch.
/// Source  Spark StreamingQueryProgress.
struct streaming_query_progress {
    std::string id;
    std::string run_id;
    std::optional<std::string> name;
    timestamp at{}; // when the batch began, by the query's clock
    std::int64_t batch_id = 0;
    std::int64_t batch_duration = 0; // ms
    std::int64_t num_input_rows = 0;
    double input_rows_per_second = 0;
    double processed_rows_per_second = 0;
    duration_progress duration_ms;
    event_time_progress event_time;
    std::vector<state_operator_progress> state_operators;
    std::vector<source_progress> sources;
    sink_progress sink;

    /// The report as Spark writes it, on one line.
    [[nodiscard]] std::string json() const;
};

namespace detail {

/// Writes the members of a JSON object.
class json_object {
public:
    explicit json_object(std::string& out) : out_(out) { out_ += '{'; }
    json_object(json_object const&) = delete;
    json_object& operator=(json_object const&) = delete;
    ~json_object() { out_ += '}'; }

    json_object& text(std::string_view key, std::string_view value) {
        name(key);
        append_json_string(out_, value);
        return *this;
    }
    json_object& number(std::string_view key, std::int64_t value) {
        name(key);
        out_ += std::to_string(value);
        return *this;
    }
    /// One digit behind the point, half up; what is not finite is left out.
    json_object& rate(std::string_view key, double value) {
        if (!std::isfinite(value)) return *this;
        name(key);
        append_number(out_, std::floor(value * 10 + 0.5) / 10);
        return *this;
    }
    json_object& raw(std::string_view key, std::string_view json) {
        name(key);
        out_ += json;
        return *this;
    }
    json_object& time(std::string_view key, std::optional<timestamp> const& value) {
        if (!value) return *this;
        std::string iso;
        append_iso_timestamp(iso, *value);
        return text(key, iso);
    }
    std::string& name(std::string_view key) {
        if (!std::exchange(first_, false)) out_ += ',';
        append_json_string(out_, key);
        return out_ += ':';
    }

private:
    std::string& out_;
    bool first_ = true;
};

inline void write_progress(std::string& out, state_operator_progress const& p) {
    json_object(out)
        .text("operatorName", p.operator_name)
        .number("numRowsTotal", p.num_rows_total)
        .number("numRowsUpdated", p.num_rows_updated)
        .number("allUpdatesTimeMs", p.all_updates_time_ms)
        .number("numRowsRemoved", p.num_rows_removed)
        .number("allRemovalsTimeMs", p.all_removals_time_ms)
        .number("commitTimeMs", p.commit_time_ms)
        .number("memoryUsedBytes", p.memory_used_bytes)
        .number("numRowsDroppedByWatermark", p.num_rows_dropped_by_watermark)
        .number("numShufflePartitions", 1)
        .number("numStateStoreInstances", 1);
}

inline void write_progress(std::string& out, source_progress const& p) {
    json_object(out)
        .text("description", p.description)
        .raw("startOffset", p.start_offset)
        .raw("endOffset", p.end_offset)
        .raw("latestOffset", p.latest_offset)
        .number("numInputRows", p.num_input_rows)
        .rate("inputRowsPerSecond", p.input_rows_per_second)
        .rate("processedRowsPerSecond", p.processed_rows_per_second);
}

template <class T>
void write_progress(std::string& out, std::vector<T> const& list) {
    out += '[';
    bool first = true;
    for (T const& item : list) {
        if (!std::exchange(first, false)) out += ',';
        write_progress(out, item);
    }
    out += ']';
}

} // namespace detail

inline std::string streaming_query_progress::json() const {
    std::string out;
    {
        detail::json_object object(out);
        object.text("id", id).text("runId", run_id);
        if (name) {
            object.text("name", *name);
        } else {
            object.raw("name", "null");
        }
        object.time("timestamp", at)
            .number("batchId", batch_id)
            .number("batchDuration", batch_duration)
            .number("numInputRows", num_input_rows)
            .rate("inputRowsPerSecond", input_rows_per_second)
            .rate("processedRowsPerSecond", processed_rows_per_second);
        detail::json_object(object.name("durationMs"))
            .number("addBatch", duration_ms.add_batch)
            .number("commitOffsets", duration_ms.commit_offsets)
            .number("getBatch", duration_ms.get_batch)
            .number("latestOffset", duration_ms.latest_offset)
            .number("queryPlanning", duration_ms.query_planning)
            .number("triggerExecution", duration_ms.trigger_execution)
            .number("walCommit", duration_ms.wal_commit);
        if (event_time.watermark) {
            detail::json_object(object.name("eventTime"))
                .time("avg", event_time.avg)
                .time("max", event_time.max)
                .time("min", event_time.min)
                .time("watermark", event_time.watermark);
        }
        detail::write_progress(object.name("stateOperators"), state_operators);
        detail::write_progress(object.name("sources"), sources);
        detail::json_object(object.name("sink"))
            .text("description", sink.description)
            .number("numOutputRows", sink.num_output_rows);
    }
    return out;
}

} // namespace weir
