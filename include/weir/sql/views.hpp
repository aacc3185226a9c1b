// SPDX-License-Identifier: BSL-1.0
// The tables of a SQL statement by name: views, and rows that are written in the statement itself.
#pragma once

#include <weir/plan/read.hpp>
#include <weir/schema/row.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace weir {

namespace detail {

/// A plan under a name that statements can use.
template <fixed_string Name, class Plan>
struct sql_view {
    static constexpr auto name = Name;
    using plan_type = Plan;
    Plan plan;
};

/// Rows of a statement: `values …`, `range(…)`, the one row of a select without from.
template <class Row>
struct values_source {
    using schema = Row;
    std::shared_ptr<std::vector<Row> const> rows;

    template <class S, column_set Needed, bool Streaming>
    class reader {
    public:
        explicit reader(values_source const& source) : rows_(source.rows) {}

        void freeze() {}
        bool prepare(bool) { return !std::exchange(read_, true); }
        template <class Push, class Bad>
        std::int64_t read(Push&& push, Bad&&) {
            for (Row const& row : *rows_) push(row);
            return static_cast<std::int64_t>(rows_->size());
        }
        void commit() {}
        [[nodiscard]] std::string description() const { return "LocalTable"; }
        [[nodiscard]] std::string start_offset() const { return "null"; }
        [[nodiscard]] std::string end_offset() const { return "null"; }
        [[nodiscard]] std::string latest_offset() const { return "null"; }

    private:
        std::shared_ptr<std::vector<Row> const> rows_;
        bool read_ = false;
    };
};

template <class Row>
auto values_plan(std::vector<Row> rows) {
    return read(values_source<Row>{std::make_shared<std::vector<Row> const>(std::move(rows))});
}

} // namespace detail

/// A plan under a name, for `sql`: `weir::view<"trades">(trades)`. It may be a stream.
/// Source  Spark Dataset.createTempView.
template <fixed_string Name, relation Plan>
constexpr auto view(Plan const& plan) {
    return detail::sql_view<Name, Plan>{plan};
}

} // namespace weir
