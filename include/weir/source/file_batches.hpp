// SPDX-License-Identifier: BSL-1.0
// Which files a file source reads next: listing, order, the files already seen, and the limits of a batch.
#pragma once

#include <weir/core/error.hpp>
#include <weir/core/hash.hpp>
#include <weir/fs/file.hpp>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <fnmatch.h>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <unistd.h>
#include <unordered_map>
#include <utility>
#include <vector>

namespace weir {

/// The options that every file source has. The options of a format hold fields of the same names and types.
///
/// Source  Spark's FileStreamOptions.
struct file_options {
    std::optional<std::int64_t> max_files_per_trigger{}; // at most so many files a batch
    std::optional<std::int64_t> max_bytes_per_trigger{}; // no further file once so many bytes are reached
    bool latest_first = false;                           // newest files first
    bool file_name_only = false;                         // two files of one name are the same file
    std::chrono::milliseconds max_file_age = std::chrono::hours(7 * 24); // older ones are not looked at
    std::int64_t max_cached_files = 10'000;  // files listed but not read that are kept for the next batches
    double discard_cached_input_ratio = 0.2; // fewer of them than this part of the limit: list again
    std::string path_glob_filter{};          // a pattern for file names
    bool recursive_file_lookup = false;      // folders in folders too
};

namespace detail {

/// The file options among the options of a format.
template <class Options>
file_options file_options_of(Options const& o) {
    return {o.max_files_per_trigger,
            o.max_bytes_per_trigger,
            o.latest_first,
            o.file_name_only,
            o.max_file_age,
            o.max_cached_files,
            o.discard_cached_input_ratio,
            o.path_glob_filter,
            o.recursive_file_lookup};
}

/// Whether Spark looks at a file or folder of this name at all.
constexpr bool is_visible(std::string_view name) {
    bool const hidden =
        (name.starts_with('_') && name.find('=') == std::string_view::npos) || name.starts_with('.');
    return !hidden && !name.ends_with("._COPYING_");
}

constexpr bool is_pattern(std::string_view path) {
    return path.find_first_of("*?[{") != std::string_view::npos;
}

/// A path as Spark's messages and logs show it: absolute, with the scheme `file:`.
inline std::string file_uri(std::string_view path) {
    std::string uri = "file:";
    if (!path.starts_with('/')) {
        std::string folder(256, '\0');
        while (::getcwd(folder.data(), folder.size()) == nullptr && errno == ERANGE)
            folder.resize(2 * folder.size());
        uri.append(folder.c_str());
        if (uri.back() != '/') uri.push_back('/');
        while (path.starts_with("./")) path.remove_prefix(2);
        if (path == ".") path = {};
    }
    uri.append(path);
    while (uri.size() > 6 && uri.back() == '/') uri.pop_back();
    return uri;
}

/// Lists what a path means: a file, the files in a folder, or either for each match of a pattern.
///
/// Errors  weir::io_error PATH_NOT_FOUND: no such path (a pattern may match nothing when the source streams).
template <class Files>
class file_lister {
public:
    file_lister(Files files, std::string path, file_options const& options, bool streaming)
        : files_(std::move(files)),
          path_(std::move(path)),
          filter_(options.path_glob_filter),
          recursive_(options.recursive_file_lookup),
          streaming_(streaming) {
        if (!is_pattern(path_)) {
            if (!files_.find(path_)) fs::throw_io_error("PATH_NOT_FOUND", "read", path_, ENOENT);
        } else if (!streaming_ && files_.glob(path_).empty()) {
            fs::throw_io_error("PATH_NOT_FOUND", "read", path_, ENOENT);
        }
    }

    [[nodiscard]] Files const& files() const { return files_; }
    [[nodiscard]] std::string const& path() const { return path_; }

    /// All visible files there are now, in the order of their paths.
    [[nodiscard]] std::vector<fs::file_info> list() const {
        std::vector<fs::file_info> found;
        if (is_pattern(path_)) {
            for (std::string const& match : files_.glob(path_)) {
                if (is_visible(fs::base_name(match))) add(match, found);
            }
        } else if (!add(path_, found)) {
            fs::throw_io_error("PATH_NOT_FOUND", "read", path_, ENOENT);
        }
        return found;
    }

private:
    bool add(std::string const& path, std::vector<fs::file_info>& found) const {
        std::optional<fs::file_info> const info = files_.find(path);
        if (!info) return false;
        if (info->is_folder) {
            add_folder(path, found);
        } else if (passes(path)) {
            found.push_back(*info);
        }
        return true;
    }

    void add_folder(std::string const& folder, std::vector<fs::file_info>& found) const {
        for (fs::file_info& entry : files_.list(folder)) {
            if (!is_visible(fs::base_name(entry.path))) continue;
            if (!entry.is_folder) {
                if (passes(entry.path)) found.push_back(std::move(entry));
            } else if (recursive_) {
                add_folder(entry.path, found);
            }
        }
    }

    [[nodiscard]] bool passes(std::string const& path) const {
        return filter_.empty()
               || ::fnmatch(filter_.c_str(), std::string(fs::base_name(path)).c_str(), 0) == 0;
    }

    Files files_;
    std::string path_;
    std::string filter_;
    bool recursive_;
    bool streaming_;
};

/// The files that were read, for as long as they could come up again.
///
/// State   one entry a file whose time lies within `max_age` of the newest one.
/// Source  Spark's SeenFilesMap.
class seen_files {
public:
    explicit seen_files(std::int64_t max_age, bool name_only) : max_age_(max_age), name_only_(name_only) {}

    [[nodiscard]] bool is_new(fs::file_info const& file) const {
        return file.modified >= purged_before_ && times_.find(key(file.path)) == times_.end();
    }
    void add(fs::file_info const& file) {
        times_.insert_or_assign(key(file.path), file.modified);
        newest_ = std::max(newest_, file.modified);
    }
    void purge() {
        if (__builtin_sub_overflow(newest_, max_age_, &purged_before_) || purged_before_ < 0)
            purged_before_ = 0;
        std::erase_if(times_, [this](auto const& entry) { return entry.second < purged_before_; });
    }
    [[nodiscard]] std::size_t size() const { return times_.size(); }

private:
    [[nodiscard]] std::string key(std::string_view path) const {
        return std::string(name_only_ ? fs::base_name(path) : path);
    }

    std::unordered_map<std::string, std::int64_t> times_;
    std::int64_t max_age_;
    std::int64_t newest_ = 0;
    std::int64_t purged_before_ = 0;
    bool name_only_;
};

/// Chooses the files of each batch.
///
/// Rows    a stream: files by the time of their last change, then by path, each once; static: all, by path.
/// Errors  weir::io_error where listing fails; weir::query_error for options that exclude each other.
/// Source  Spark's FileStreamSource.fetchMaxOffset.
template <class Files>
class file_batches {
public:
    file_batches(Files files, std::string path, file_options options, bool streaming)
        : options_(std::move(options)),
          lister_(std::move(files), std::move(path), options_, streaming),
          seen_(max_age(options_), options_.file_name_only),
          streaming_(streaming) {
        auto const refuse_below_one = [](std::optional<std::int64_t> limit, std::string_view name) {
            if (limit && *limit < 1) {
                throw query_error("INVALID_OPTION",
                                  std::string(name) + " must be above zero, not " + std::to_string(*limit));
            }
        };
        refuse_below_one(options_.max_files_per_trigger, "max_files_per_trigger");
        refuse_below_one(options_.max_bytes_per_trigger, "max_bytes_per_trigger");
        if (options_.max_files_per_trigger && options_.max_bytes_per_trigger) {
            throw query_error(
                "INVALID_OPTION",
                "max_files_per_trigger and max_bytes_per_trigger exclude each other; set one of them");
        }
    }

    [[nodiscard]] file_lister<Files> const& lister() const { return lister_; }
    /// The files of the batch, in order.
    [[nodiscard]] std::vector<fs::file_info> const& batch() const { return batch_; }
    /// The number of the batch; -1 before the first.
    [[nodiscard]] std::int64_t offset() const { return offset_; }

    /// From now on only the files that are there at this moment.
    void freeze() {
        frozen_ = true;
        waiting_ = list_new();
    }

    /// Fixes the files of the next batch; false when there are none.
    bool prepare(bool ignore_limits) {
        bool const from_cache = !waiting_.empty();
        if (!from_cache && !frozen_) waiting_ = list_new();
        std::size_t const size = ignore_limits ? waiting_.size() : count_within_limits(waiting_);
        batch_.clear();
        for (std::size_t i = 0; i < size; ++i) batch_.push_back(std::move(waiting_[i]));
        waiting_.erase(waiting_.begin(), waiting_.begin() + static_cast<std::ptrdiff_t>(size));
        if (!frozen_ && !worth_keeping(waiting_.size())) waiting_.clear();
        if (batch_.empty()) return false;
        for (fs::file_info const& file : batch_) seen_.add(file);
        seen_.purge();
        ++offset_;
        return true;
    }

    /// Takes up where an earlier run stopped: the files of its batch `offset` are not read again.
    void restore(std::int64_t offset, std::vector<fs::file_info> const& files) {
        for (fs::file_info const& file : files) seen_.add(file);
        seen_.purge();
        offset_ = std::max(offset_, offset);
    }

private:
    static std::int64_t max_age(file_options const& o) {
        constexpr std::int64_t no_age = std::numeric_limits<std::int64_t>::max();
        bool const limited = o.max_files_per_trigger || o.max_bytes_per_trigger;
        std::int64_t nanoseconds = 0;
        if ((o.latest_first && limited)
            || __builtin_mul_overflow(std::int64_t{o.max_file_age.count()}, std::int64_t{1'000'000},
                                      &nanoseconds)) {
            return no_age;
        }
        return nanoseconds;
    }

    [[nodiscard]] std::vector<fs::file_info> list_new() const {
        std::vector<fs::file_info> files = lister_.list();
        if (!streaming_) return files;
        fs::sort_files(files,
                       options_.latest_first ? fs::file_order::newest_first : fs::file_order::oldest_first);
        seen_files names(0, true); // of the new files; of several with one name the first alone is taken
        std::vector<fs::file_info> fresh;
        for (fs::file_info& file : files) {
            if (!seen_.is_new(file)) continue;
            if (options_.file_name_only) {
                if (!names.is_new(file)) continue;
                names.add(file);
            }
            fresh.push_back(std::move(file));
        }
        return fresh;
    }

    [[nodiscard]] std::size_t count_within_limits(std::vector<fs::file_info> const& files) const {
        if (options_.max_files_per_trigger) {
            return std::min(files.size(), static_cast<std::size_t>(*options_.max_files_per_trigger));
        }
        if (!options_.max_bytes_per_trigger || files.empty()) return files.size();
        std::size_t count = 1; // one file at least, however large
        std::int64_t bytes = files.front().size;
        while (count < files.size() && bytes + files[count].size <= *options_.max_bytes_per_trigger)
            bytes += files[count++].size;
        return count;
    }

    [[nodiscard]] bool worth_keeping(std::size_t left) const {
        if (options_.latest_first
            || left > static_cast<std::size_t>(std::max<std::int64_t>(options_.max_cached_files, 0)))
            return false;
        if (options_.max_files_per_trigger) {
            return static_cast<double>(left) >= static_cast<double>(*options_.max_files_per_trigger)
                                                    * options_.discard_cached_input_ratio;
        }
        if (!options_.max_bytes_per_trigger) return false;
        std::int64_t bytes = 0;
        for (fs::file_info const& file : waiting_) bytes += file.size;
        return static_cast<double>(bytes)
               >= static_cast<double>(*options_.max_bytes_per_trigger) * options_.discard_cached_input_ratio;
    }

    file_options options_;
    file_lister<Files> lister_;
    seen_files seen_;
    std::vector<fs::file_info> batch_;
    std::vector<fs::file_info> waiting_; // listed, not read yet
    std::int64_t offset_ = -1;
    bool streaming_;
    bool frozen_ = false;
};

} // namespace detail
} // namespace weir
