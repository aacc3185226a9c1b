// SPDX-License-Identifier: BSL-1.0
// Files for the benchmarks: a temporary folder, and the hand loops' reader of blocks of whole lines.
#pragma once

#include "huge_pages.hpp"

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <system_error>
#include <unistd.h>
#include <utility>
#include <vector>

namespace bench {

/// A folder under TMPDIR that is removed with everything in it when the object goes.
class temporary_folder {
public:
    temporary_folder() {
        std::string name = (std::filesystem::temp_directory_path() / "weir-bench-XXXXXX").string();
        if (mkdtemp(name.data()) == nullptr) throw std::system_error{errno, std::generic_category(), name};
        path_ = name;
    }
    temporary_folder(temporary_folder const&) = delete;
    temporary_folder& operator=(temporary_folder const&) = delete;
    ~temporary_folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }

    std::filesystem::path const& path() const noexcept { return path_; }

    /// Writes a file into the folder and gives its path.
    std::filesystem::path write(std::string const& name, std::string_view text) const {
        auto const file = path_ / name;
        std::ofstream out{file, std::ios::binary};
        out.write(text.data(), static_cast<std::streamsize>(text.size()));
        if (!out.flush()) throw std::system_error{errno, std::generic_category(), file.string()};
        return file;
    }

private:
    std::filesystem::path path_;
};

/// The files of a folder in the order of their names.
inline std::vector<std::filesystem::path> files_of(std::filesystem::path const& folder) {
    std::vector<std::filesystem::path> files;
    for (auto const& entry : std::filesystem::directory_iterator{folder}) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

/// A whole file as a string.
inline std::string read_file(std::filesystem::path const& file) {
    std::ifstream in{file, std::ios::binary};
    std::string text{std::istreambuf_iterator<char>{in}, std::istreambuf_iterator<char>{}};
    if (text.empty()) throw std::system_error{ENOENT, std::generic_category(), file.string()};
    return text;
}

/// Reads files in blocks that fit the L2 cache.
///
/// Every block ends with a newline (one is added to a last line without it) and is followed by `padding` readable
/// bytes, so that parsers may load ahead.
class line_blocks {
public:
    static constexpr std::size_t padding = 64;

    void open(std::filesystem::path const& file) {
        file_ = descriptor{::open(file.c_str(), O_RDONLY | O_CLOEXEC)};
        if (file_.value < 0) throw std::system_error{errno, std::generic_category(), file.string()};
        begin_ = end_ = 0;
        at_end_ = false;
    }

    /// The next block; empty at the end of the file. It is valid until the next call.
    std::string_view next() {
        std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
        end_ -= begin_;
        begin_ = 0;
        while (!at_end_) {
            if (end_ + 1 + padding >= buffer_.size())
                buffer_.resize(2 * buffer_.size()); // a line longer than that
            std::size_t const searched = end_;
            fill();
            if (at_end_) break;
            std::string_view const text{buffer_.data(), end_};
            if (auto const newline = text.rfind('\n'); newline != text.npos && newline >= searched) {
                begin_ = newline + 1;
                return text.substr(0, begin_);
            }
        }
        if (end_ != 0 && buffer_[end_ - 1] != '\n') buffer_[end_++] = '\n';
        return {buffer_.data(), std::exchange(end_, std::size_t{0})};
    }

private:
    struct descriptor {
        int value = -1;

        descriptor() = default;
        explicit descriptor(int fd) noexcept : value{fd} {}
        descriptor(descriptor&& other) noexcept : value{std::exchange(other.value, -1)} {}
        descriptor& operator=(descriptor&& other) noexcept {
            std::swap(value, other.value);
            return *this;
        }
        ~descriptor() {
            if (value >= 0) ::close(value);
        }
    };

    void fill() {
        ssize_t const got = ::read(file_.value, buffer_.data() + end_, buffer_.size() - end_ - 1 - padding);
        if (got < 0) throw std::system_error{errno, std::generic_category(), "read"};
        at_end_ = got == 0;
        end_ += static_cast<std::size_t>(got);
    }

    descriptor file_;
    std::vector<char> buffer_ = std::vector<char>(std::size_t{128} << 10);
    std::size_t begin_ = 0; // [begin_, end_) is the start of a line whose end is not read yet
    std::size_t end_ = 0;
    bool at_end_ = true;
};

} // namespace bench
