// SPDX-License-Identifier: BSL-1.0
// The console: each batch as a table, in the exact form of Spark's.
#pragma once

#include <weir/schema/schema.hpp>
#include <weir/sink/show_text.hpp>

#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>

namespace weir {

/// What console can be told.
/// Source  Spark ConsoleSink.
struct console_options {
    int num_rows = 20;    // rows at most
    bool truncate = true; // cells at most 20 characters long
};

namespace detail {

struct table_layout {
    int num_rows;
    int truncate;
    bool vertical;
};

/// The sink that prints. A sink has `name` (as in the progress report), `begin(batch_id)`, `row(row in
/// flight)`, `end(batch_id)`, and `rows()`: how many rows the batch gave, or -1 where Spark does not tell.
template <class S>
class console_sink {
public:
    static constexpr std::string_view name = "org.apache.spark.sql.execution.streaming.ConsoleTable$";

    explicit console_sink(console_options const& options)
        : text_(schema_of<S>::names, table_layout{options.num_rows, options.truncate ? 20 : 0, false}) {}

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

} // namespace detail
} // namespace weir
