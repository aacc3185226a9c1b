// SPDX-License-Identifier: BSL-1.0
// Lays rows out as the table that show() and the console sink print.
#pragma once

#include <weir/core/number_text.hpp>
#include <weir/core/utf8.hpp>
#include <weir/schema/value_text.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace weir {

/// The options of a table: `num_rows`, `truncate` and `vertical`, as `show_options` has them.
template <class T>
concept table_options = requires(T const& options) {
    { options.num_rows } -> std::convertible_to<std::int64_t>;
    { options.truncate } -> std::convertible_to<std::int64_t>;
    { options.vertical } -> std::convertible_to<bool>;
};

/// Lays rows out as Spark's show() does.
///
/// Rows    the first `num_rows` that are added; what comes after them only makes the footer.
/// Cost    keeps the text of the cells until `finish`, and its memory for the next batch.
/// Source  Spark Dataset.showString.
/// Example `table_text table(schema_of<trade>::names, show_options{}); table.add_row<trade>(row);
/// table.finish()`
class table_text {
public:
    table_text(std::span<std::string_view const> names, table_options auto const& options)
        : num_rows_(clamped(options.num_rows)),
          truncate_(clamped(options.truncate)),
          vertical_(options.vertical),
          columns_(names.size()) {
        for (std::string_view const name : names) {
            std::size_t const from = text_.size();
            detail::append_escaped(text_, name);
            close_cell(from);
        }
    }

    /// Whether rows are still wanted; the row after that makes the footer, more are not needed.
    [[nodiscard]] bool wants_rows() const { return rows_ < num_rows_; }

    /// Adds a row of the schema `S`, owned or in flight.
    template <class S, class Row>
    void add_row(Row const& row) {
        if (!wants_rows()) {
            more_ = true;
            return;
        }
        ++rows_;
        [&]<std::size_t... I>(std::index_sequence<I...>) {
            (add_cell(detail::column_of<I>(row)), ...);
        }(std::make_index_sequence<schema_of<S>::size>{});
    }

    /// What show() prints, and no rows any more; `more` says that there are rows which were not added.
    [[nodiscard]] std::string finish(bool more = false) {
        std::string out;
        if (vertical_) {
            write_records(out);
        } else {
            write_table(out);
        }
        if (vertical_ && rows_ == 0) {
            out.append("(0 rows)");
        } else if (more || more_) {
            out.append("only showing top ");
            append_number(out, num_rows_);
            out.append(num_rows_ == 1 ? " row" : " rows");
        }
        out.push_back('\n');
        rows_ = 0;
        more_ = false;
        cells_.resize(columns_);
        text_.resize(columns_ == 0 ? 0 : cells_.back().end);
        return out;
    }

private:
    struct cell {
        std::size_t end;     // in text_, where it begins at the end of the one before
        std::size_t columns; // on the screen
    };

    static constexpr std::size_t narrowest = 3;

    static std::size_t clamped(std::int64_t n) { return n < 0 ? 0 : static_cast<std::size_t>(n); }

    void close_cell(std::size_t from) {
        cells_.push_back({text_.size(), detail::measure(std::string_view(text_).substr(from)).columns});
    }

    template <class T>
    void add_cell(T const& value) {
        std::size_t const from = text_.size();
        raw_.clear();
        append_value<text_form::cell>(raw_, value);
        detail::append_escaped(text_, raw_);
        if (truncate_ > 0) cut(from);
        close_cell(from);
    }

    /// Cuts the text from `from` on to `truncate_` UTF-16 units; half of a pair prints as a question mark.
    void cut(std::size_t from) {
        std::string_view const text = std::string_view(text_).substr(from);
        if (text.size() <= truncate_ || detail::measure(text).units <= truncate_) return;
        bool const dots = truncate_ >= 4;
        std::size_t const keep = dots ? truncate_ - 3 : truncate_;
        std::size_t bytes = 0;
        std::size_t units = 0;
        while (units < keep) {
            detail::decoded_character const c = detail::decode_character(text.substr(bytes));
            units += detail::utf16_units(c.point);
            if (units <= keep) bytes += c.bytes;
        }
        text_.resize(from + bytes);
        if (units > keep) text_.push_back('?');
        if (dots) text_.append("...");
    }

    [[nodiscard]] std::string_view text_of(std::size_t i) const {
        std::size_t const from = i == 0 ? 0 : cells_[i - 1].end;
        return std::string_view(text_).substr(from, cells_[i].end - from);
    }

    static void write_left(std::string& out, std::string_view text, std::size_t columns, std::size_t width) {
        out.append(text).append(width - columns, ' ');
    }

    void write_table(std::string& out) const {
        std::vector<std::size_t> widths(columns_, narrowest);
        for (std::size_t i = 0; i < cells_.size(); ++i) {
            widths[i % columns_] = std::max(widths[i % columns_], cells_[i].columns);
        }
        std::string rule = "+";
        for (std::size_t const width : widths) rule.append(width, '-').push_back('+');
        if (columns_ == 0) rule.push_back('+');
        rule.push_back('\n');
        out.reserve((rows_ + 5) * rule.size());
        out.append(rule);
        for (std::size_t row = 0; row <= rows_; ++row) {
            out.push_back('|');
            for (std::size_t column = 0; column < columns_; ++column) {
                std::size_t const i = row * columns_ + column;
                std::size_t const width = widths[column];
                if (truncate_ > 0) {
                    out.append(width - cells_[i].columns, ' ').append(text_of(i));
                } else {
                    write_left(out, text_of(i), cells_[i].columns, width);
                }
                out.push_back('|');
            }
            if (columns_ == 0) out.push_back('|');
            out.push_back('\n');
            if (row == 0) out.append(rule);
        }
        out.append(rule);
    }

    void write_records(std::string& out) const {
        std::size_t names = narrowest;
        std::size_t data = narrowest;
        for (std::size_t i = 0; i < cells_.size(); ++i) {
            std::size_t& width = i < columns_ ? names : data;
            width = std::max(width, cells_[i].columns);
        }
        for (std::size_t row = 0; row < rows_; ++row) {
            std::size_t const from = out.size();
            out.append("-RECORD ");
            append_number(out, row);
            std::size_t const header = out.size() - from;
            out.append(std::max(header, names + data + 5) - header, '-').push_back('\n');
            for (std::size_t column = 0; column < columns_; ++column) {
                std::size_t const i = (row + 1) * columns_ + column;
                out.push_back(' ');
                write_left(out, text_of(column), cells_[column].columns, names);
                out.append(" | ");
                write_left(out, text_of(i), cells_[i].columns, data);
                out.append(" \n");
            }
        }
    }

    std::size_t num_rows_;
    std::size_t truncate_;
    bool vertical_;
    bool more_ = false;
    std::size_t columns_;
    std::size_t rows_ = 0;
    std::string text_; // of all cells, those of the header first
    std::vector<cell> cells_;
    std::string raw_;
};

} // namespace weir
