// SPDX-License-Identifier: BSL-1.0
// Rows in memory as a source: those of a table, and those of a range.
#pragma once

#include <weir/schema/column_set.hpp>
#include <weir/schema/flight.hpp>
#include <weir/schema/row.hpp>

#include <cstdint>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace weir {

namespace detail {

// A row of a schema, wherever it lies, in the form in which it travels.
template <class T>
constexpr decltype(auto) as_flight(T const& value) {
    if constexpr (is_row<T>) {
        return static_cast<T const&>(value);
    } else {
        return struct_ref<T>{&value};
    }
}

/// Rows in memory, shared by the copies of a plan.
template <class T>
struct table_source {
    static constexpr std::string_view format = "table";
    using schema = T;
    std::shared_ptr<std::vector<T> const> rows;

    template <class S, column_set Needed, bool Streaming>
    class reader {
    public:
        explicit reader(table_source const& source) : rows_(source.rows) {}

        void freeze() {}
        bool prepare(bool) { return !std::exchange(read_, true); }
        template <class Push, class Bad>
        std::int64_t read(Push&& push, Bad&&) {
            for (T const& row : *rows_) push(as_flight(row));
            return static_cast<std::int64_t>(rows_->size());
        }
        void commit() {}
        [[nodiscard]] std::string description() const { return "LocalTable"; }
        [[nodiscard]] std::string start_offset() const { return "null"; }
        [[nodiscard]] std::string end_offset() const { return "null"; }
        [[nodiscard]] std::string latest_offset() const { return "null"; }

    private:
        std::shared_ptr<std::vector<T> const> rows_;
        bool read_ = false;
    };
};

/// A range, read to its end in batches.
template <class Range>
struct range_source {
    static constexpr std::string_view format = "range";
    using value = std::remove_cvref_t<decltype(*std::begin(std::declval<Range&>()))>;
    using schema = value;

    std::shared_ptr<Range> range;

    template <class S, column_set Needed, bool Streaming>
    class reader {
        static constexpr std::int64_t batch_rows = std::int64_t{1} << 16;

    public:
        explicit reader(range_source const& source) : range_(source.range), at_(std::begin(*range_)) {}

        void freeze() {}
        bool prepare(bool ignore_limits) {
            all_ = ignore_limits;
            start_ = end_;
            return at_ != std::end(*range_);
        }
        template <class Push, class Bad>
        std::int64_t read(Push&& push, Bad&&) {
            std::int64_t n = 0;
            for (; at_ != std::end(*range_) && (all_ || n < batch_rows); ++at_, ++n) {
                auto&& row = *at_;
                push(as_flight(static_cast<value const&>(row)));
            }
            end_ += n;
            return n;
        }
        void commit() {}
        [[nodiscard]] std::string description() const { return "RangeSource"; }
        [[nodiscard]] std::string start_offset() const { return std::to_string(start_); }
        [[nodiscard]] std::string end_offset() const { return std::to_string(end_); }
        [[nodiscard]] std::string latest_offset() const { return "null"; }

    private:
        std::shared_ptr<Range> range_;
        decltype(std::begin(std::declval<Range&>())) at_;
        bool all_ = false;
        std::int64_t start_ = 0;
        std::int64_t end_ = 0;
    };
};

} // namespace detail

} // namespace weir
