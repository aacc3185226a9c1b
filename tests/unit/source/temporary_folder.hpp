// SPDX-License-Identifier: BSL-1.0
// A folder for a test's files, and a reader of rows as text.
#pragma once

#include <weir/format/bad_record.hpp>
#include <weir/fs/file.hpp>
#include <weir/schema/flight.hpp>

#include "catch.hpp"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace test {

/// A folder that goes with everything in it when the object goes.
class temporary_folder {
public:
    temporary_folder() { REQUIRE(::mkdtemp(path_.data()) != nullptr); }
    temporary_folder(temporary_folder const&) = delete;
    temporary_folder& operator=(temporary_folder const&) = delete;
    ~temporary_folder() { remove(path_); }

    [[nodiscard]] std::string const& path() const { return path_; }
    [[nodiscard]] std::string path(std::string const& name) const { return path_ + "/" + name; }

    /// Writes a file; `seconds` is the time of its last change.
    std::string write(std::string const& name, std::string_view text,
                      std::int64_t seconds = 1'000'000) const {
        std::string const file = path(name);
        int const descriptor = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
        REQUIRE(descriptor >= 0);
        while (!text.empty()) {
            ssize_t const written = ::write(descriptor, text.data(), text.size());
            REQUIRE(written > 0);
            text.remove_prefix(static_cast<std::size_t>(written));
        }
        timespec const times[2] = {{seconds, 0}, {seconds, 0}};
        REQUIRE(::futimens(descriptor, times) == 0);
        ::close(descriptor);
        return file;
    }
    [[nodiscard]] std::string make_folder(std::string const& name) const {
        REQUIRE(::mkdir(path(name).c_str(), 0700) == 0);
        return path(name);
    }

private:
    static void remove(std::string const& path) {
        for (weir::fs::file_info const& entry : weir::fs::posix::list(path)) {
            if (entry.is_folder) {
                remove(entry.path);
            } else {
                ::unlink(entry.path.c_str());
            }
        }
        ::rmdir(path.c_str());
    }

    std::string path_ = "/tmp/weir-test-XXXXXX";
};

/// A bad record that outlives the call.
struct kept_bad_record {
    std::string text;
    std::string file;
    std::int64_t line;
    std::string column;
    std::string reason;
};

inline kept_bad_record keep(weir::bad_record const& r) {
    return {std::string(r.text), std::string(r.file), r.line, std::string(r.column), std::string(r.reason)};
}

/// The condition of the weir error that `f` throws, `none` when it throws none; its text goes to `what`.
template <class Error, class F>
std::string condition_of(F const& f, std::string& what) {
    try {
        f();
    } catch (Error const& e) {
        what = e.what();
        return e.condition();
    }
    return "none";
}
template <class Error, class F>
std::string condition_of(F const& f) {
    std::string what;
    return condition_of<Error>(f, what);
}

} // namespace test
