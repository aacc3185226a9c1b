// SPDX-License-Identifier: BSL-1.0
// CSV files as a source.
#pragma once

#include <weir/core/verdict.hpp>
#include <weir/format/csv.hpp>
#include <weir/source/file_stream.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace weir {

namespace detail {

/// What `csv_files` gives: where the files are and how to read them.
struct csv_source {
    static constexpr std::string_view format = "csv";
    std::string path;
    csv_options options;

    /// Says why rows of the schema `S` cannot be read from it.
    template <class S>
    static constexpr verdict check() {
        return check_csv_schema<S>();
    }

    template <class S, column_set Needed, bool Streaming>
    class reader : public file_stream<csv_decoder<S, Needed>> {
    public:
        explicit reader(csv_source const& source)
            : file_stream<csv_decoder<S, Needed>>(source.path, source.options, Streaming) {}
    };
};

} // namespace detail

/// The records of the CSV files in a folder, of one file, or of all that match a pattern.
///
/// Rows    out {the row type}: columns by position, see csv_decoder.
/// Null    an empty field is null; a record in which a column is null that cannot be null is a bad record.
/// Cost    only columns that the plan reads are converted.
/// Errors  weir::io_error: no such folder, a file that cannot be read; weir::data_error: see
///         csv_options::mode.
/// Source  Spark's format("csv").
/// Example `weir::read_stream<trade>(weir::csv_files("trades", {.sep = ";",
///         .header = true}))`
inline detail::csv_source csv_files(std::string path, csv_options options = {}) {
    return {std::move(path), std::move(options)};
}

} // namespace weir
