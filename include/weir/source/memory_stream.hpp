// SPDX-License-Identifier: BSL-1.0
// memory_stream: a source that a test, or a program, adds rows to.
#pragma once

#include <weir/format/json_value.hpp>
#include <weir/source/table.hpp>

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace weir {

namespace detail {

/// The rows of a memory stream. What is added goes into the next batch of each query that reads it.
template <class T>
struct memory_rows {
    std::mutex mutex;
    std::vector<T> rows;
    std::int64_t additions = 0;

    void add(std::vector<T> more) {
        std::lock_guard const lock(mutex);
        rows.insert(rows.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
        ++additions;
    }
};

} // namespace detail

/// A stream whose rows are added by hand. Each add() between two batches is new data, even with no row.
///
/// Rows    out {T}, in the order of adding. Rows added to several streams before a batch are in that batch
///         together.
/// State   all rows ever added, so that every query that reads the stream sees them from the start.
/// Source  Spark MemoryStream.
/// Example `memory_stream<trade> trades; trades.add({"2024-01-01 00:00:10"_ts, 3,
///         1.5});`
template <class T>
class memory_stream {
public:
    using schema = T;
    static constexpr std::string_view format = "memory";

    /// One row, given by its values.
    void add(T row) { add_rows({std::move(row)}); }
    /// Several rows: `add({{…}, {…}})`.
    void add(std::initializer_list<T> rows) { add_rows(std::vector<T>(rows)); }
    /// The rows of a range.
    template <class Range>
        requires(
            !std::is_convertible_v<Range, T>
            && requires(Range const& r) { requires std::is_constructible_v<T, decltype(*std::begin(r))>; })
    void add(Range const& rows) {
        add_rows(std::vector<T>(std::begin(rows), std::end(rows)));
    }
    /// Anything else is no row of this stream.
    template <class Other>
        requires(
            !std::is_convertible_v<Other, T>
            && !requires(Other const& r) { requires std::is_constructible_v<T, decltype(*std::begin(r))>; })
    void add(Other const&) {
        constexpr auto check = [] {
            return detail::fault("row of another type added; add the struct that memory_stream<> names",
                                 detail::when_called<Other>);
        };
        detail::raise<check>();
    }
    /// New data without a row, as an empty file is.
    void add_nothing() { add_rows({}); }
    /// One row as JSON: a missing field is null.
    /// Errors  weir::data_error: text that does not fit.
    void add_json(std::string_view text) { add_rows({parse_json_value<T>(text)}); }

    /// How a query reads the stream: see the protocol of sources. A copy of the stream refers to the same
    /// rows.
    template <class S, detail::column_set Needed, bool Streaming>
    class reader {
    public:
        explicit reader(memory_stream const& stream) : shared_(stream.rows_) {}

        void freeze() {}
        bool prepare(bool) {
            std::lock_guard const lock(shared_->mutex);
            if (shared_->additions == seen_) return false;
            start_ = seen_;
            seen_ = shared_->additions;
            batch_.assign(shared_->rows.begin() + static_cast<std::ptrdiff_t>(taken_), shared_->rows.end());
            taken_ = shared_->rows.size();
            return true;
        }
        template <class Push, class Bad>
        std::int64_t read(Push&& push, Bad&&) {
            for (T const& row : batch_) push(detail::as_flight(row));
            auto const n = static_cast<std::int64_t>(batch_.size());
            batch_.clear();
            return n;
        }
        void commit() {}
        /// The same for readers of one stream.
        [[nodiscard]] void const* identity() const { return shared_.get(); }
        [[nodiscard]] std::string description() const { return "MemoryStream"; }
        [[nodiscard]] std::string start_offset() const {
            return start_ == 0 ? "null" : std::to_string(start_ - 1);
        }
        [[nodiscard]] std::string end_offset() const {
            return seen_ == 0 ? "null" : std::to_string(seen_ - 1);
        }
        [[nodiscard]] std::string latest_offset() const { return end_offset(); }

    private:
        std::shared_ptr<detail::memory_rows<T>> shared_;
        std::vector<T> batch_;
        std::size_t taken_ = 0;
        std::int64_t start_ = 0;
        std::int64_t seen_ = 0;
    };

private:
    void add_rows(std::vector<T> rows) { rows_->add(std::move(rows)); }

    std::shared_ptr<detail::memory_rows<T>> rows_ = std::make_shared<detail::memory_rows<T>>();
};

} // namespace weir
