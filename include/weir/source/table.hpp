// SPDX-License-Identifier: BSL-1.0
// table: rows written in the program, and from: the rows of a range.
#pragma once

#include <weir/plan/read.hpp>
#include <weir/schema/flight.hpp>
#include <weir/schema/row.hpp>

#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <memory>
#include <string>
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

/// A static table of the given rows.
///
/// Rows    out {T}, in the order given.
/// Errors  compile time: a `T` that is no schema.
/// Source  Spark createDataFrame.
/// Example `weir::table<weir::row_of<"name string, class string">>({{"LiLei", "class1"}})`
template <class T>
auto table(std::vector<T> rows) {
    return read(detail::table_source<T>{std::make_shared<std::vector<T> const>(std::move(rows))});
}
template <class T>
auto table(std::initializer_list<T> rows) {
    return table<T>(std::vector<T>(rows));
}

/// A stream of the values of a range: any range of a schema, read once, in batches of 65,536 rows.
///
/// Rows    out {the range's value type}.
/// State   an rvalue is moved into the plan, an lvalue is referred to and has to outlive the query. A range that can be
///         passed over once only gives its rows to one query.
/// Example `weir::from(trades | std::views::filter(is_valid))`
template <class Range>
    requires requires(Range& range) {
        std::begin(range);
        std::end(range);
    }
auto from(Range&& range) {
    using held = std::remove_reference_t<Range>;
    if constexpr (std::is_lvalue_reference_v<Range>) {
        return read_stream(detail::range_source<held>{std::shared_ptr<held>(std::shared_ptr<void>(), &range)});
    } else {
        return read_stream(detail::range_source<held>{std::make_shared<held>(std::move(range))});
    }
}

} // namespace weir
