// SPDX-License-Identifier: BSL-1.0
// Reads a text file in blocks of whole lines, and splits a block in its lines.
#pragma once

#include <weir/core/error.hpp>
#include <weir/format/scan.hpp>

#include <algorithm>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace weir::detail {

/// Where lines end and how long they may be.
struct line_rules {
    std::string separator;                     // empty: \n, \r\n or \r
    std::int64_t max_line_bytes = 64LL << 20U; // NOLINT(readability-magic-numbers)
};

/// The place behind the last line end of a block that may go on; 0 when there is none.
inline std::size_t end_of_lines(std::string_view block, std::string_view separator) {
    if (separator.empty()) {
        if (std::size_t const at = block.rfind('\n'); at != std::string_view::npos) return at + 1;
        // The last one may be half of \r\n.
        std::size_t const at = block.substr(0, block.size() - 1).rfind('\r');
        return at == std::string_view::npos ? 0 : at + 1;
    }
    if (separator.size() == 1) return block.rfind(separator[0]) + 1; // npos + 1 is 0
    std::size_t end = 0;
    for (std::size_t at = 0; (at = block.find(separator, end)) != std::string_view::npos;)
        end = at + separator.size();
    return end;
}

/// Reads an input in blocks of whole lines.
///
/// A block is followed by `scan_padding` bytes that may be read. With the usual line ends every line in it
/// has one, the last line of the file too. A byte order mark at the beginning is dropped.
///
/// Cost    one copy of what is read, one of a line that two blocks share; memory for a block of 128 KiB or
///         the longest line.
/// Errors  weir::data_error for a line longer than `max_line_bytes`, naming its file and number.
template <class Input>
class block_reader {
public:
    explicit block_reader(line_rules rules) : rules_(std::move(rules)) {
        std::size_t const most = largest();
        buffer_.resize(std::min(usual_size, most) + scan_padding);
    }

    [[nodiscard]] line_rules const& rules() const { return rules_; }

    void open(Input input) {
        input_ = std::move(input);
        begin_ = end_ = 0;
        at_end_ = false;
        at_start_ = true;
    }

    /// The next block, valid until the next call; empty at the end. `path` and `line` name its place in
    /// errors.
    std::string_view next(std::string_view path, std::int64_t line) {
        if (begin_ != 0) std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
        end_ -= begin_;
        begin_ = 0;
        while (!at_end_) {
            if (end_ + scan_padding == buffer_.size()) grow(path, line);
            fill();
            if (at_end_) break;
            if (std::size_t const end = end_of_lines({buffer_.data(), end_}, rules_.separator); end != 0) {
                begin_ = end;
                return {buffer_.data(), end};
            }
        }
        if (end_ != 0 && rules_.separator.empty() && buffer_[end_ - 1] != '\n' && buffer_[end_ - 1] != '\r') {
            if (end_ + scan_padding == buffer_.size()) buffer_.resize(buffer_.size() + 1);
            buffer_[end_++] = '\n';
        }
        return {buffer_.data(), std::exchange(end_, std::size_t{0})};
    }

    /// All that is left of the input; followed by `scan_padding` bytes that may be read.
    std::string_view rest() {
        while (!at_end_) {
            if (buffer_.size() - end_ < usual_size) buffer_.resize(2 * buffer_.size() + usual_size);
            fill();
        }
        return {buffer_.data() + begin_, std::exchange(end_, begin_) - begin_};
    }

private:
    static constexpr std::size_t usual_size = std::size_t{128} << 10U;

    // A line of the largest size with its end; so a longer one cannot be whole in a block.
    [[nodiscard]] std::size_t largest() const {
        return static_cast<std::size_t>(std::max<std::int64_t>(rules_.max_line_bytes, 1))
               + std::max<std::size_t>(rules_.separator.size(), 1);
    }

    void grow(std::string_view path, std::int64_t line) {
        std::size_t const size = buffer_.size() - scan_padding;
        if (size >= largest()) {
            data_error e("FAILED_READ_FILE.NO_HINT", "a line is longer than "
                                                         + std::to_string(rules_.max_line_bytes)
                                                         + " bytes; set max_line_bytes or line_sep");
            e.with_context("file", path).with_context("line", line);
            throw e;
        }
        buffer_.resize(std::min(2 * size, largest()) + scan_padding);
    }

    void fill() {
        std::size_t const room = buffer_.size() - scan_padding;
        while (end_ < room && !at_end_) { // pieces from zlib are small, and each call is followed by a search
            std::size_t const got = input_.read(buffer_.data() + end_, room - end_);
            at_end_ = got == 0;
            end_ += got;
        }
        if (at_start_ && (end_ >= 3 || at_end_)) {
            at_start_ = false;
            if (end_ >= 3 && std::memcmp(buffer_.data(), "\xEF\xBB\xBF", 3) == 0) {
                std::memmove(buffer_.data(), buffer_.data() + 3, end_ - 3);
                end_ -= 3;
            }
        }
    }

    line_rules rules_;
    Input input_{};
    std::vector<char> buffer_;
    std::size_t begin_ = 0; // [begin_, end_) is the beginning of a line whose end is not read yet
    std::size_t end_ = 0;
    bool at_end_ = true;
    bool at_start_ = false;
};

/// Calls `f(line, number)` for each line of a block as `block_reader` gives it; gives the number of the next
/// line.
///
/// Cost    64 bytes at a time; no copies.
template <class F>
std::int64_t for_each_line(std::string_view block, std::string_view separator, std::int64_t number, F&& f) {
    if (!separator.empty()) {
        while (!block.empty()) {
            std::size_t const end = std::min(block.find(separator), block.size());
            f(block.substr(0, end), number++);
            block.remove_prefix(std::min(end + separator.size(), block.size()));
        }
        return number;
    }
    char const* const text = block.data();
    std::size_t const size = block.size();
    std::size_t begin = 0;
    std::uint64_t others = 0;
    for (std::size_t base = 0; base < size; base += 64) {
        std::uint64_t ends = find_bytes(text + base, others, '\n', '\r');
        if (size - base < 64) ends &= (std::uint64_t{1} << (size - base)) - 1;
        for (; ends != 0; ends &= ends - 1) {
            std::size_t const end = base + static_cast<std::size_t>(std::countr_zero(ends));
            if (end < begin) continue; // the \n of \r\n
            f(std::string_view(text + begin, end - begin), number++);
            begin = end + (text[end] == '\r' && end + 1 < size && text[end + 1] == '\n' ? 2 : 1);
        }
    }
    if (begin < size) f(block.substr(begin), number++);
    return number;
}

} // namespace weir::detail
