// SPDX-License-Identifier: BSL-1.0
// The options of text files.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace weir {

/// The options of text files, by Spark's names.
///
/// Example `weir::text_files("logs", {.max_files_per_trigger = 1})`
struct text_options {
    bool whole_text = false;                   // a file is one row
    std::string line_sep{};                    // empty: \n, \r\n or \r
    std::int64_t max_line_bytes = 64LL << 20U; // a longer line is an error
    std::optional<std::int64_t> max_files_per_trigger{};
    std::optional<std::int64_t> max_bytes_per_trigger{};
    bool latest_first = false;
    bool file_name_only = false;
    std::chrono::milliseconds max_file_age = std::chrono::hours(7 * 24);
    std::int64_t max_cached_files = 10'000;
    double discard_cached_input_ratio = 0.2;
    std::string path_glob_filter{};
    bool recursive_file_lookup = false;
};

} // namespace weir
