// SPDX-License-Identifier: BSL-1.0
// Reads files whose name ends in .gz as what they were before they were compressed, and all others as they
// are.
#pragma once

#include <weir/core/error.hpp>
#include <weir/fs/file.hpp>

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <zlib.h>

namespace weir::fs {

/// The inflated bytes of a gzip file, one after the other its members.
///
/// Cost    a buffer of 64 KiB and zlib's window.
/// Errors  weir::io_error: what is read is no gzip, or ends too soon.
template <readable Input>
class gzip_input {
public:
    gzip_input(Input input, std::string path) : input_(std::move(input)), path_(std::move(path)) {
        constexpr int widest_window = 15;
        constexpr int gzip_only = 16;
        if (::inflateInit2(&stream_, widest_window + gzip_only) != Z_OK) fail("no memory for zlib");
    }
    gzip_input(gzip_input const&) = delete;
    gzip_input& operator=(gzip_input const&) = delete;
    ~gzip_input() { ::inflateEnd(&stream_); }

    std::size_t read(char* to, std::size_t size) {
        stream_.next_out = reinterpret_cast<Bytef*>(to);
        stream_.avail_out = static_cast<uInt>(size < most ? size : most);
        std::size_t const asked = stream_.avail_out;
        while (stream_.avail_out == asked) {
            if (stream_.avail_in == 0 && !fill()) {
                if (inside_member_) fail("the compressed file ends too soon");
                return 0;
            }
            if (!inside_member_ && ::inflateReset(&stream_) != Z_OK) fail("zlib failed");
            inside_member_ = true;
            int const outcome = ::inflate(&stream_, Z_NO_FLUSH);
            if (outcome == Z_STREAM_END) {
                inside_member_ = false;
            } else if (outcome != Z_OK && outcome != Z_BUF_ERROR) {
                fail(stream_.msg != nullptr ? stream_.msg : "the compressed file is damaged");
            }
        }
        return asked - stream_.avail_out;
    }

private:
    static constexpr std::size_t most = std::size_t{1} << 30U;

    bool fill() {
        std::size_t const got = input_.read(buffer_, sizeof buffer_);
        stream_.next_in = reinterpret_cast<Bytef*>(buffer_);
        stream_.avail_in = static_cast<uInt>(got);
        return got != 0;
    }
    [[noreturn, gnu::cold]] void fail(char const* why) const {
        io_error e("FAILED_READ_FILE.NO_HINT", std::string("cannot inflate: ").append(why));
        e.with_context("file", path_);
        throw e;
    }

    Input input_;
    std::string path_;
    z_stream stream_{};
    bool inside_member_ = false;
    char buffer_[std::size_t{64} << 10U];
};

/// An open file, inflated while it is read when its name ends in `.gz`.
///
/// Cost    one branch a call.
template <filesystem Files>
class input_file {
public:
    using plain = typename Files::input;

    input_file() = default;
    input_file(Files const& files, std::string const& path) {
        if (path.ends_with(".gz")) {
            gzip_ = std::make_unique<gzip_input<plain>>(files.open(path), path);
        } else {
            plain_ = files.open(path);
        }
    }

    std::size_t read(char* to, std::size_t size) {
        return gzip_ != nullptr ? gzip_->read(to, size) : plain_.read(to, size);
    }

private:
    plain plain_{};
    std::unique_ptr<gzip_input<plain>> gzip_;
};

} // namespace weir::fs
