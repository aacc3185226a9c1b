// SPDX-License-Identifier: BSL-1.0
// The file source that text, csv and json share: batches of files, read by the decoder of a format.
//
// A decoder turns the text of files into rows. It is a class with
//
//     explicit decoder(Options const&);            // Options also hold line_sep, max_line_bytes and
//     file_options bool whole_files() const;                    // decode() gets a whole file instead of a
//     line void begin_file(std::string_view path);      // valid until the next begin_file template <class
//     Push, class Bad> void decode(std::string_view text, std::int64_t line, Push&& push, Bad&& bad);
//
// and, where it can do better than line by line,
//
//     template <class Push, class Bad>             // a block of whole lines, see block_reader and
//     for_each_line; std::int64_t decode_block(std::string_view block, std::int64_t line, Push&& push, Bad&&
//     bad);
//                                                  // gives the number of the line behind the block
//
// The text stays valid while `decode` runs and may be read 64 bytes beyond its end; line ends are not part of
// a line. `push` takes a detail::decoded_row<S, Needed>, `bad` a weir::bad_record; a decoder calls `bad`
// before it applies the parse mode. Lines count from 1.
#pragma once

#include <weir/core/error.hpp>
#include <weir/format/bad_record.hpp>
#include <weir/format/lines.hpp>
#include <weir/fs/file.hpp>
#include <weir/fs/gzip.hpp>
#include <weir/schema/flight.hpp>
#include <weir/source/file_batches.hpp>

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace weir::detail {

struct ignore_any {
    template <class T>
    constexpr void operator()(T const&) const noexcept {}
};

/// What a file source needs of the decoder of a format; see the top of this file.
template <class T>
concept decoder =
    requires(T decode, T const& constant, std::string_view text, std::int64_t line, ignore_any ignore) {
        { constant.whole_files() } -> std::convertible_to<bool>;
        decode.begin_file(text);
        decode.decode(text, line, ignore, ignore);
    };

/// A decoder that takes blocks of lines.
template <class T>
concept block_decoder =
    decoder<T> && requires(T decode, std::string_view text, std::int64_t line, ignore_any ignore) {
        { decode.decode_block(text, line, ignore, ignore) } -> std::same_as<std::int64_t>;
    };

/// Reads the files of a path in batches; the reader of every file source derives from it.
///
/// Rows    those of each file in order, files in the order of file_batches; a file is read once.
/// State   the names of the files that were read, as long as max_file_age keeps them.
/// Cost    what the decoder takes; nothing virtual; memory for one block.
/// Errors  weir::io_error: PATH_NOT_FOUND when it is made, FAILED_READ_FILE.* for a file that cannot be read
///         or has gone since it was listed. weir::data_error: a line that is too long, a bad record in
///         fail_fast.
/// Source  Spark's FileStreamSource.
template <decoder Decoder, fs::filesystem Files = fs::posix>
class file_stream {
public:
    template <class Options>
    file_stream(std::string const& path, Options const& options, bool streaming, Files files = {})
        : batches_(std::move(files), path, file_options_of(options), streaming),
          decoder_(options),
          blocks_({options.line_sep, options.max_line_bytes}) {}

    /// From now on only the files that are there at this moment.
    void freeze() { batches_.freeze(); }

    /// Looks for new files and fixes those of the next batch; false when there are none.
    bool prepare(bool ignore_limits) {
        start_ = batches_.offset();
        return batches_.prepare(ignore_limits);
    }

    /// Pushes the rows of the prepared batch, in order; gives how many they were.
    template <class Push, class Bad>
    std::int64_t read(Push&& push, Bad&& bad) {
        std::int64_t rows = 0;
        auto const count_and_push = [&](auto const& row) {
            ++rows;
            push(row);
        };
        for (fs::file_info const& file : batches_.batch()) read_file(file.path, count_and_push, bad);
        return rows;
    }

    /// The batch is done.
    void commit() {}

    /// As in Spark's progress: `FileStreamSource[file:/data/in]`.
    [[nodiscard]] std::string description() const {
        return "FileStreamSource[" + file_uri(batches_.lister().path()) + "]";
    }
    [[nodiscard]] std::string start_offset() const { return offset_json(start_); }
    [[nodiscard]] std::string end_offset() const { return offset_json(batches_.offset()); }
    [[nodiscard]] std::string latest_offset() const { return "null"; } // Spark's file source does not tell it

    /// The files of the batch, for a log that a restart reads.
    [[nodiscard]] std::vector<fs::file_info> const& batch_files() const { return batches_.batch(); }
    /// Takes up where an earlier run stopped: the files of its batch `offset` are not read again.
    void restore(std::int64_t offset, std::vector<fs::file_info> const& files) {
        batches_.restore(offset, files);
    }

private:
    using input = fs::input_file<Files>;

    static std::string offset_json(std::int64_t offset) {
        return offset < 0 ? "null" : "{\"logOffset\":" + std::to_string(offset) + "}";
    }

    template <class Push, class Bad>
    void read_file(std::string const& path, Push const& push, Bad&& bad) {
        blocks_.open(input(batches_.lister().files(), path));
        decoder_.begin_file(path);
        std::int64_t line = 1;
        if (decoder_.whole_files()) {
            if (std::string_view const text = blocks_.rest(); !text.empty())
                decoder_.decode(text, line, push, bad);
            return;
        }
        for (;;) {
            std::string_view const block = blocks_.next(path, line);
            if (block.empty()) break;
            if constexpr (block_decoder<Decoder>) {
                line = decoder_.decode_block(block, line, push, bad);
            } else {
                line = for_each_line(block, blocks_.rules().separator, line,
                                     [&](std::string_view text, std::int64_t number) {
                                         decoder_.decode(text, number, push, bad);
                                     });
            }
        }
    }

    file_batches<Files> batches_;
    Decoder decoder_;
    block_reader<input> blocks_;
    std::int64_t start_ = -1;
};

} // namespace weir::detail
