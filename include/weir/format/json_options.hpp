// SPDX-License-Identifier: BSL-1.0
// The options of JSON files.
#pragma once

#include <weir/format/json_scalar.hpp>
#include <weir/format/json_text.hpp>
#include <weir/format/parse_mode.hpp>

#include <chrono>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>

namespace weir {

/// The options of JSON files, by Spark's names.
///
/// Example `weir::json_files("data/trading_data", {.max_files_per_trigger = 10})`
struct json_options {
    parse_mode mode = permissive;
    std::string column_name_of_corrupt_record = "_corrupt_record"; // gets the text of a bad record
    std::string date_format{};                                     // empty: as a cast from string reads it
    std::string timestamp_format{};
    bool enable_date_time_parsing_fallback = false; // what does not fit a format may be as a cast reads it
    bool multi_line = false;                        // a file is one value
    bool allow_comments = false;
    bool allow_unquoted_field_names = false;
    bool allow_single_quotes = true;
    bool allow_numeric_leading_zeros = false;
    bool allow_backslash_escaping_any_character = false;
    bool allow_unquoted_control_chars = false;
    bool allow_non_numeric_numbers = true;
    std::int64_t max_nesting_depth = 1'000;
    std::int64_t max_num_len = 1'000;                                       // characters of a number
    std::int64_t max_string_len = std::numeric_limits<std::int64_t>::max(); // characters of a string
    std::string line_sep{};                                                 // empty: \n, \r\n or \r
    std::int64_t max_line_bytes = 64LL << 20U;                              // a longer line is an error
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

namespace detail {

inline json_grammar json_grammar_of(json_options const& o) {
    auto const limit = [](std::int64_t most) { return static_cast<std::size_t>(most < 0 ? 0 : most); };
    return {o.allow_comments,
            o.allow_single_quotes,
            o.allow_unquoted_field_names,
            o.allow_numeric_leading_zeros,
            o.allow_backslash_escaping_any_character,
            o.allow_unquoted_control_chars,
            o.allow_non_numeric_numbers,
            limit(o.max_nesting_depth),
            limit(o.max_num_len),
            limit(o.max_string_len)};
}

inline json_formats json_formats_of(json_options const& o) {
    auto const pattern = [](std::string const& text) {
        return text.empty() ? std::optional<time_pattern>() : std::optional<time_pattern>(text);
    };
    return {pattern(o.date_format), pattern(o.timestamp_format), o.enable_date_time_parsing_fallback};
}

} // namespace detail
} // namespace weir
