// SPDX-License-Identifier: BSL-1.0
// Text files as a source.
#pragma once

#include <weir/core/verdict.hpp>
#include <weir/format/text_lines.hpp>
#include <weir/source/file_stream.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace weir {

namespace detail {

/// What `text_files` gives: where the files are and how to read them.
struct text_source {
    static constexpr std::string_view format = "text";
    using schema = text_line;

    std::string path;
    text_options options;

    /// Says why rows of the schema `S` cannot be read from it.
    template <class S>
    static constexpr verdict check() {
        return check_text_schema<S>();
    }

    template <class S, column_set Needed, bool Streaming>
    class reader : public file_stream<text_decoder<S, Needed>> {
    public:
        explicit reader(text_source const& source)
            : file_stream<text_decoder<S, Needed>>(source.path, source.options, Streaming) {}
    };
};

} // namespace detail

/// The lines of the text files in a folder, of one file, or of all that match a pattern.
///
/// Rows    out {value: string}: a row a line, or a file with `whole_text`.
/// Cost    no copies, no allocation a row.
/// Errors  weir::io_error: no such folder, a file that cannot be read; weir::data_error: a line that is too
///         long.
/// Source  Spark's format("text").
/// Example `weir::read_stream(weir::text_files("data/streaming_data"))`
inline detail::text_source text_files(std::string path, text_options options = {}) {
    return {std::move(path), std::move(options)};
}

} // namespace weir
