// SPDX-License-Identifier: BSL-1.0
// rate and rate_micro_batch: sources that make rows by the clock, or by the batch, for tests and load.
#pragma once

#include <weir/core/clock.hpp>
#include <weir/core/error.hpp>
#include <weir/core/time.hpp>
#include <weir/schema/column_set.hpp>
#include <weir/schema/flight.hpp>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace weir {

/// A row of rate and rate_micro_batch.
struct rate_row {
    weir::timestamp timestamp;
    std::int64_t value;
};

/// What rate can be told.
struct rate_options {
    std::int64_t rows_per_second = 1;
    std::chrono::seconds ramp_up_time{0}; // how long the rate takes to get there
};

/// What rate_micro_batch can be told.
struct rate_micro_batch_options {
    std::int64_t rows_per_batch = 0; // required
    millis start_timestamp{0};
    millis advance_millis_per_batch{1000};
};

namespace detail {

/// How many rows have been made `seconds` after the start.
/// Source  Spark RateStreamProvider.valueAtSecond.
constexpr std::int64_t rate_value_at(std::int64_t seconds, std::int64_t per_second, std::int64_t ramp_up) {
    if (ramp_up <= 0) return seconds * per_second;
    std::int64_t const step = per_second / (ramp_up + 1);
    if (seconds <= ramp_up) return seconds == 1 ? 0 : (seconds - 1) * step * seconds / 2;
    return rate_value_at(ramp_up, per_second, ramp_up) + (seconds - ramp_up) * per_second;
}

struct rate_source {
    static constexpr std::string_view format = "rate";
    using schema = rate_row;
    rate_options options;

    template <class S, column_set Needed, bool Streaming>
    class reader {
    public:
        explicit reader(rate_source const& source) : options_(source.options) {
            if (options_.rows_per_second <= 0) {
                throw query_error("INVALID_PARAMETER", "rate: rows_per_second is "
                                                           + std::to_string(options_.rows_per_second)
                                                           + "; write a number above 0");
            }
        }
        void use_clock(clock const& by) {
            clock_ = &by;
            start_time_ = by.now();
        }
        void freeze() {
            frozen_ = true;
            limit_ = seconds_now();
        }
        bool prepare(bool) {
            start_ = end_;
            std::int64_t const now = frozen_ ? limit_ : seconds_now();
            if (now <= end_) return false;
            end_ = now;
            return true;
        }
        template <class Push, class Bad>
        std::int64_t read(Push&& push, Bad&&) {
            std::int64_t const first = value_at(start_);
            std::int64_t const last = value_at(end_);
            // The rows of the batch lie evenly over its seconds.
            double const micros_per_row = last == first
                                              ? 0
                                              : static_cast<double>((end_ - start_) * micros_per_second)
                                                    / static_cast<double>(last - first);
            for (std::int64_t v = first; v < last; ++v) {
                auto const offset =
                    static_cast<std::int64_t>(static_cast<double>(v - first) * micros_per_row);
                rate_row const row{weir::timestamp(start_time_) + std::chrono::seconds(start_)
                                       + std::chrono::microseconds(offset / 1000 * 1000),
                                   v};
                push(struct_ref<rate_row>{&row});
            }
            return last - first;
        }
        void commit() {}
        [[nodiscard]] std::string description() const {
            return "RateStreamV2[rowsPerSecond=" + std::to_string(options_.rows_per_second)
                   + ", rampUpTimeSeconds=" + std::to_string(options_.ramp_up_time.count())
                   + ", numPartitions=default]";
        }
        [[nodiscard]] std::string start_offset() const { return std::to_string(start_); }
        [[nodiscard]] std::string end_offset() const { return std::to_string(end_); }
        [[nodiscard]] std::string latest_offset() const { return std::to_string(end_); }

    private:
        [[nodiscard]] std::int64_t seconds_now() const {
            return std::chrono::duration_cast<std::chrono::seconds>(clock_->now() - start_time_).count();
        }
        [[nodiscard]] std::int64_t value_at(std::int64_t seconds) const {
            return rate_value_at(seconds, options_.rows_per_second, options_.ramp_up_time.count());
        }

        rate_options options_;
        clock const* clock_ = &wall_clock::instance();
        millis start_time_ = wall_clock::instance().now();
        bool frozen_ = false;
        std::int64_t limit_ = 0;
        std::int64_t start_ = 0;
        std::int64_t end_ = 0;
    };
};

struct rate_micro_batch_source {
    static constexpr std::string_view format = "rate-micro-batch";
    using schema = rate_row;
    rate_micro_batch_options options;

    template <class S, column_set Needed, bool Streaming>
    class reader {
    public:
        explicit reader(rate_micro_batch_source const& source) : options_(source.options) {
            if (options_.rows_per_batch <= 0) {
                throw query_error("INVALID_PARAMETER", "rate_micro_batch: rows_per_batch is "
                                                           + std::to_string(options_.rows_per_batch)
                                                           + "; write a number above 0");
            }
        }
        void freeze() {
            frozen_ = true;
            left_ = 1;
        }
        bool prepare(bool) {
            if (frozen_ && left_-- <= 0) return false;
            start_ = batch_++;
            return true;
        }
        template <class Push, class Bad>
        std::int64_t read(Push&& push, Bad&&) {
            weir::timestamp const at{options_.start_timestamp + start_ * options_.advance_millis_per_batch};
            for (std::int64_t i = 0; i < options_.rows_per_batch; ++i) {
                rate_row const row{at, start_ * options_.rows_per_batch + i};
                push(struct_ref<rate_row>{&row});
            }
            return options_.rows_per_batch;
        }
        void commit() {}
        [[nodiscard]] std::string description() const {
            return "RatePerMicroBatchStream[rowsPerBatch=" + std::to_string(options_.rows_per_batch)
                   + ", numPartitions=default, startTimestamp="
                   + std::to_string(options_.start_timestamp.count())
                   + ", advanceMsPerBatch=" + std::to_string(options_.advance_millis_per_batch.count()) + "]";
        }
        [[nodiscard]] std::string start_offset() const { return offset(start_); }
        [[nodiscard]] std::string end_offset() const { return offset(batch_); }
        [[nodiscard]] std::string latest_offset() const { return offset(batch_); }

    private:
        [[nodiscard]] std::string offset(std::int64_t batch) const {
            millis const at = options_.start_timestamp + batch * options_.advance_millis_per_batch;
            return "{\"offset\":" + std::to_string(batch * options_.rows_per_batch)
                   + ",\"timestamp\":" + std::to_string(at.count()) + "}";
        }

        rate_micro_batch_options options_;
        bool frozen_ = false;
        std::int64_t left_ = 0;
        std::int64_t start_ = 0;
        std::int64_t batch_ = 0;
    };
};

} // namespace detail

/// Rows by the clock: so many a second from the start of the query on, with the values 0, 1, 2, ….
///
/// Rows    out {timestamp: timestamp, value: bigint}.
/// Source  Spark's format("rate").
inline detail::rate_source rate(rate_options options = {}) { return {options}; }

/// The same number of rows with every batch, their times and values known beforehand: batch k has the values
/// from k * rows_per_batch on, all at start_timestamp + k * advance_millis_per_batch.
///
/// Rows    out {timestamp: timestamp, value: bigint}.
/// Errors  when the query starts: weir::query_error, rows_per_batch is not above 0.
/// Source  Spark's format("rate-micro-batch").
inline detail::rate_micro_batch_source rate_micro_batch(rate_micro_batch_options options) {
    return {options};
}

} // namespace weir
