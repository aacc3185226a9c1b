// SPDX-License-Identifier: BSL-1.0
// The sinks of the core: console, memory, foreach and foreach_batch.
//
// A sink has `name` (as in the progress report), `begin(batch_id)`, `row(row_in_flight)`, `end(batch_id)`, and
// `rows()`: how many rows the batch gave, or -1 where Spark does not tell. `Mode` is the output mode.
#pragma once

#include <weir/plan/output_mode.hpp>
#include <weir/sink/batch.hpp>

#include <cstdint>
#include <cstdio>
#include <exception>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace weir {

/// What console can be told. Source  Spark ConsoleSink.
struct console_options {
    int num_rows = 20;     // rows at most
    bool truncate = true;  // cells at most 20 characters long
};

namespace detail {

template <class S>
class console_sink {
public:
    static constexpr std::string_view name = "org.apache.spark.sql.execution.streaming.ConsoleTable$";

    explicit console_sink(console_options const& options)
        : text_(schema_of<S>::names, show_options{options.num_rows, options.truncate ? 20 : 0, false}) {}

    void begin(std::int64_t batch_id) {
        rows_ = 0;
        constexpr std::string_view rule = "-------------------------------------------\n";
        out_.assign(rule).append("Batch: ").append(std::to_string(batch_id)).append("\n").append(rule);
    }
    template <class Row>
    void row(Row const& row) {
        ++rows_;
        text_.template add_row<S>(row);
    }
    void end(std::int64_t) {
        out_ += text_.finish();
        std::fwrite(out_.data(), 1, out_.size(), stdout);
        std::fflush(stdout);
    }
    [[nodiscard]] std::int64_t rows() const { return rows_; }

private:
    table_text text_;
    std::string out_;
    std::int64_t rows_ = 0;
};

/// The rows that a memory sink holds, shared with whoever asks for its table.
template <class S>
class memory_table {
public:
    [[nodiscard]] std::vector<row<S>> snapshot() const {
        std::lock_guard const lock(mutex_);
        return rows_;
    }
    void append(std::vector<row<S>> more, bool replace) {
        std::lock_guard const lock(mutex_);
        if (replace) {
            rows_ = std::move(more);
        } else {
            rows_.insert(rows_.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
        }
    }

private:
    mutable std::mutex mutex_;
    std::vector<row<S>> rows_;
};

template <class S, class Mode>
class memory_sink {
public:
    static constexpr std::string_view name = "MemorySink";

    explicit memory_sink(std::shared_ptr<memory_table<S>> table) : table_(std::move(table)) {}

    void begin(std::int64_t) { batch_.clear(); }
    template <class Row>
    void row(Row const& row) {
        batch_.push_back(row_ref<S, Row>(row).to_owned());
    }
    void end(std::int64_t) {
        rows_ = static_cast<std::int64_t>(batch_.size());
        table_->append(std::move(batch_), std::is_same_v<Mode, complete_mode>);
        batch_.clear();
    }
    [[nodiscard]] std::int64_t rows() const { return rows_; }

private:
    std::shared_ptr<memory_table<S>> table_;
    std::vector<weir::row<S>> batch_;
    std::int64_t rows_ = 0;
};

template <class F>
concept foreach_writer = requires(F& f) {
    { f.open(std::int64_t{}, std::int64_t{}) } -> std::convertible_to<bool>;
};

template <class S, class F>
class foreach_sink {
public:
    static constexpr std::string_view name = "ForeachWriterTable";

    explicit foreach_sink(F f) : f_(std::move(f)) {}

    void begin(std::int64_t batch_id) {
        rows_ = 0;
        failed_ = nullptr;
        if constexpr (foreach_writer<F>) {
            opened_ = true; // close() is called even where open() throws after it has begun
            open_ = f_.open(std::int64_t{0}, batch_id);
        }
    }
    template <class Row>
    void row(Row const& row) {
        ++rows_;
        row_ref<S, Row> const lent(row);
        if constexpr (foreach_writer<F>) {
            if (!open_) return;
            try {
                f_.process(lent);
            } catch (...) {
                failed_ = std::current_exception();
                close();
                throw;
            }
        } else {
            f_(lent);
        }
    }
    void end(std::int64_t) { close(); }
    /// The batch failed elsewhere.
    void abandon(std::exception_ptr error) {
        failed_ = std::move(error);
        close();
    }
    [[nodiscard]] static std::int64_t rows() { return -1; }

private:
    void close() {
        if constexpr (foreach_writer<F>) {
            if (!std::exchange(opened_, false)) return;
            f_.close(failed_);
        }
    }

    F f_;
    std::int64_t rows_ = 0;
    bool open_ = false;
    bool opened_ = false;
    std::exception_ptr failed_;
};

template <class S, class F>
class foreach_batch_sink {
public:
    static constexpr std::string_view name = "ForeachBatchSink";

    explicit foreach_batch_sink(F f) : f_(std::move(f)) {}

    void begin(std::int64_t) { rows_.clear(); }
    template <class Row>
    void row(Row const& row) {
        rows_.push_back(row_ref<S, Row>(row).to_owned());
    }
    void end(std::int64_t batch_id) {
        batch<S> const whole(std::move(rows_));
        rows_ = {};
        f_(whole, batch_id);
    }
    [[nodiscard]] static std::int64_t rows() { return -1; }

private:
    F f_;
    std::vector<weir::row<S>> rows_;
};

} // namespace detail
} // namespace weir
