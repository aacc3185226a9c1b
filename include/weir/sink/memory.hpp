// SPDX-License-Identifier: BSL-1.0
// The memory sink: the rows of a query, kept where the program can read them.
#pragma once

#include <weir/schema/row.hpp>

#include <cstdint>
#include <iterator>
#include <memory>
#include <mutex>
#include <string_view>
#include <utility>
#include <vector>

namespace weir {

namespace detail {

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
            rows_.insert(rows_.end(), std::make_move_iterator(more.begin()),
                         std::make_move_iterator(more.end()));
        }
    }

private:
    mutable std::mutex mutex_;
    std::vector<row<S>> rows_;
};

/// Adds each batch to a table; `Replace`: puts it in the place of the one before, as complete mode wants.
template <class S, bool Replace>
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
        table_->append(std::move(batch_), Replace);
        batch_.clear();
    }
    [[nodiscard]] std::int64_t rows() const { return rows_; }

private:
    std::shared_ptr<memory_table<S>> table_;
    std::vector<weir::row<S>> batch_;
    std::int64_t rows_ = 0;
};

} // namespace detail
} // namespace weir
