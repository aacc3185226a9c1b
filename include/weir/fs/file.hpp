// SPDX-License-Identifier: BSL-1.0
// Files over POSIX: an open file, what a folder holds, and the concept that lets tests swap all of it.
#pragma once

#include <weir/core/error.hpp>

#include <algorithm>
#include <cerrno>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <dirent.h>
#include <fcntl.h>
#include <glob.h>
#include <optional>
#include <string>
#include <string_view>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>
#include <vector>

namespace weir::fs {

/// What a listing says of a file.
struct file_info {
    std::string path;
    std::int64_t size = 0;
    std::int64_t modified = 0; // nanoseconds since 1970
    bool is_folder = false;

    friend bool operator==(file_info const&, file_info const&) = default;
};

/// Files by their paths, or by the time of their last change and then by path.
enum class file_order : std::uint8_t { path, oldest_first, newest_first };

/// Sorts files by `by`; of one time by path.
inline void sort_files(std::vector<file_info>& files, file_order by) {
    std::sort(files.begin(), files.end(), [by](file_info const& a, file_info const& b) {
        if (by == file_order::path || a.modified == b.modified) return a.path < b.path;
        return by == file_order::newest_first ? a.modified > b.modified : a.modified < b.modified;
    });
}

/// The part of a path behind its last slash.
constexpr std::string_view base_name(std::string_view path) {
    return path.substr(path.find_last_of('/') + 1); // npos + 1 is 0
}

/// Throws weir::io_error: `cannot <action>: <the system's text>`, with the file as context.
[[noreturn, gnu::cold, gnu::noinline]] inline void
throw_io_error(std::string_view condition, std::string_view action, std::string_view path, int number) {
    std::string message = "cannot ";
    message.append(action).append(": ").append(std::strerror(number));
    io_error e(std::string(condition), message);
    e.with_context("file", path);
    throw e;
}

/// Spark's condition for a file that cannot be read.
constexpr std::string_view read_condition(int number) {
    return number == ENOENT ? "FAILED_READ_FILE.FILE_NOT_EXIST" : "FAILED_READ_FILE.NO_HINT";
}

/// An open file; it is closed when the object goes.
class file {
public:
    file() = default;
    explicit file(int descriptor, std::string path) noexcept
        : descriptor_(descriptor), path_(std::move(path)) {}
    file(file&& other) noexcept
        : descriptor_(std::exchange(other.descriptor_, -1)), path_(std::move(other.path_)) {}
    file& operator=(file&& other) noexcept {
        std::swap(descriptor_, other.descriptor_);
        path_.swap(other.path_);
        return *this;
    }
    ~file() {
        if (descriptor_ >= 0) ::close(descriptor_);
    }

    /// Reads up to `size` bytes; 0 at the end of the file.
    /// Errors  weir::io_error.
    std::size_t read(char* to, std::size_t size) {
        for (;;) {
            ssize_t const got = ::read(descriptor_, to, size);
            if (got >= 0) return static_cast<std::size_t>(got);
            if (errno != EINTR) throw_io_error(read_condition(errno), "read", path_, errno);
        }
    }

    [[nodiscard]] int descriptor() const noexcept { return descriptor_; }
    [[nodiscard]] std::string const& path() const noexcept { return path_; }

private:
    int descriptor_ = -1;
    std::string path_;
};

/// The machine's own files.
class posix {
public:
    using input = file;

    /// What is known of a path, nothing when there is no such file.
    /// Errors  weir::io_error.
    [[nodiscard]] static std::optional<file_info> find(std::string const& path) {
        struct stat status{};
        if (::stat(path.c_str(), &status) != 0) {
            if (errno == ENOENT || errno == ENOTDIR) return std::nullopt;
            throw_io_error(read_condition(errno), "look at", path, errno);
        }
        return describe(path, status);
    }

    /// The entries of a folder in the order of their names; what vanishes meanwhile is left out.
    ///
    /// Errors  weir::io_error, PATH_NOT_FOUND when there is no such folder.
    [[nodiscard]] static std::vector<file_info> list(std::string const& folder) {
        struct closer {
            DIR* stream;
            ~closer() { ::closedir(stream); }
        };
        DIR* const stream = ::opendir(folder.c_str());
        if (stream == nullptr) {
            throw_io_error(errno == ENOENT ? "PATH_NOT_FOUND" : read_condition(errno), "list", folder, errno);
        }
        closer const guard{stream};
        std::vector<file_info> entries;
        for (;;) {
            errno = 0;
            dirent const* const entry = ::readdir(stream);
            if (entry == nullptr) {
                if (errno != 0) throw_io_error(read_condition(errno), "list", folder, errno);
                break;
            }
            std::string_view const name = entry->d_name;
            if (name == "." || name == "..") continue;
            std::string path = folder;
            if (path.empty() || path.back() != '/') path.push_back('/');
            path.append(name);
            struct stat status{};
            if (::fstatat(::dirfd(stream), entry->d_name, &status, 0) != 0) {
                if (errno == ENOENT) continue;
                throw_io_error(read_condition(errno), "look at", path, errno);
            }
            entries.push_back(describe(std::move(path), status));
        }
        sort_files(entries, file_order::path);
        return entries;
    }

    /// The paths that match a pattern with `*`, `?`, `[…]` or `{a,b}`, in order; perhaps none.
    [[nodiscard]] static std::vector<std::string> glob(std::string const& pattern) {
        struct matches {
            glob_t found{};
            ~matches() { ::globfree(&found); }
        } result;
        int flags = 0;
#ifdef GLOB_BRACE
        flags |= GLOB_BRACE;
#endif
        int const outcome = ::glob(pattern.c_str(), flags, nullptr, &result.found);
        if (outcome == GLOB_NOMATCH) return {};
        if (outcome != 0) throw_io_error("FAILED_READ_FILE.NO_HINT", "list", pattern, errno);
        return {result.found.gl_pathv, result.found.gl_pathv + result.found.gl_pathc};
    }

    /// Opens a file to read it from its beginning.
    /// Errors  weir::io_error.
    [[nodiscard]] static input open(std::string const& path) {
        int descriptor = -1;
        do {
            descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
        } while (descriptor < 0 && errno == EINTR);
        if (descriptor < 0) throw_io_error(read_condition(errno), "open", path, errno);
        return file(descriptor, path);
    }

private:
    static file_info describe(std::string path, struct stat const& status) {
        return {std::move(path), static_cast<std::int64_t>(status.st_size),
                static_cast<std::int64_t>(status.st_mtim.tv_sec) * 1'000'000'000 + status.st_mtim.tv_nsec,
                S_ISDIR(status.st_mode)};
    }
};

/// What can be read piece by piece.
template <class T>
concept readable = std::movable<T> && requires(T input, char* to, std::size_t size) {
    { input.read(to, size) } -> std::same_as<std::size_t>;
};

/// The file operations that sources need; tests give one whose files fail or vanish.
///
/// Example `struct vanishing : weir::fs::posix { … };`
template <class T>
concept filesystem = readable<typename T::input> && requires(T const& files, std::string const& path) {
    { files.find(path) } -> std::same_as<std::optional<file_info>>;
    { files.list(path) } -> std::same_as<std::vector<file_info>>;
    { files.glob(path) } -> std::same_as<std::vector<std::string>>;
    { files.open(path) } -> std::same_as<typename T::input>;
};

/// Appends all that is left of an input to a text.
/// Errors  what reading throws.
template <readable Input>
void read_all(Input& input, std::string& text) {
    constexpr std::size_t step = std::size_t{64} << 10U;
    std::size_t size = text.size();
    for (;;) {
        text.resize(std::max(size + step, text.size()));
        if (text.size() - size < step) text.resize(2 * text.size());
        std::size_t const got = input.read(text.data() + size, text.size() - size);
        if (got == 0) break;
        size += got;
        if (text.size() - size < step) text.resize(2 * text.size());
    }
    text.resize(size);
}

/// The whole content of a file.
/// Errors  weir::io_error.
template <filesystem Files>
std::string read_whole(Files const& files, std::string const& path) {
    auto input = files.open(path);
    std::string text;
    read_all(input, text);
    return text;
}

} // namespace weir::fs
