// SPDX-License-Identifier: BSL-1.0
// A batch of rows at rest: what collect() gives and foreach_batch is handed.
#pragma once

#include <weir/plan/relation.hpp>
#include <weir/runtime/table.hpp>
#include <weir/schema/json_text.hpp>
#include <weir/schema/row.hpp>
#include <weir/sink/show_text.hpp>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

namespace weir {

/// Rows in memory that own their values: a random-access range of `row<Schema>`.
///
/// Cost    as a std::vector.
template <class Schema>
class batch {
public:
    using schema = Schema;
    using value_type = row<Schema>;
    using const_iterator = typename std::vector<value_type>::const_iterator;
    using iterator = const_iterator;

    batch() = default;
    explicit batch(std::vector<value_type> rows) : rows_(std::move(rows)) {}

    [[nodiscard]] const_iterator begin() const { return rows_.begin(); }
    [[nodiscard]] const_iterator end() const { return rows_.end(); }
    [[nodiscard]] std::size_t size() const { return rows_.size(); }
    [[nodiscard]] bool empty() const { return rows_.empty(); }
    [[nodiscard]] value_type const& operator[](std::size_t i) const { return rows_[i]; }

    /// How many rows there are.
    /// Source  Spark Dataset.count.
    [[nodiscard]] std::int64_t count() const { return static_cast<std::int64_t>(rows_.size()); }
    /// The rows themselves.
    [[nodiscard]] std::vector<value_type> const& collect() const { return rows_; }
    /// The rows as a static table, for further operators.
    [[nodiscard]] auto table() const { return weir::table<value_type>(rows_); }

    /// What show() prints.
    [[nodiscard]] std::string show_string(show_options const& options = {}) const {
        table_text text(schema_of<Schema>::names, options);
        for (value_type const& r : rows_) text.add_row<Schema>(r);
        return text.finish();
    }
    /// Prints the rows as Spark does.
    void show(show_options const& options = {}) const {
        std::string const text = show_string(options);
        std::fwrite(text.data(), 1, text.size(), stdout);
    }

    /// A JSON object a row, null fields left out.
    /// Source  Spark Dataset.toJSON.
    [[nodiscard]] std::vector<std::string> to_json() const {
        std::vector<std::string> lines;
        lines.reserve(rows_.size());
        for (value_type const& r : rows_) append_json_row<Schema>(lines.emplace_back(), r);
        return lines;
    }

private:
    std::vector<value_type> rows_;
};

/// Applies an operator to the rows of a batch, as to a static table: `batch | select("price"_c)`.
/// Cost    copies the rows.
template <class Schema, class Op>
auto operator|(batch<Schema> const& rows, Op const& op) {
    return rows.table() | op;
}

} // namespace weir
