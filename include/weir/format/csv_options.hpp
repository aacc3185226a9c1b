// SPDX-License-Identifier: BSL-1.0
// The options of CSV files.
#pragma once

#include <weir/format/parse_mode.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

namespace weir {

/// What becomes of a quoted field in which a quote is followed by more text, such as `"a"b,c"`.
enum class unescaped_quotes : std::uint8_t {
    stop_at_delimiter,     // all up to the next separator, quotes included
    stop_at_closing_quote, // the quote is text, the field goes on up to a quote that closes it
    back_to_delimiter,     // the text so far is split at its separators
    skip_value,            // the field is empty
    raise_error            // weir::data_error
};

/// The options of CSV files, by Spark's names and with its defaults for reading.
///
/// Example `weir::csv_files(dir, {.sep = ";", .header = true, .mode = weir::permissive})`
struct csv_options {
    std::string sep = ",";        // one or more characters; \t may be written \\t
    bool header = false;          // the first line of each file is no record
    parse_mode mode = permissive; // what becomes of a bad record
    std::string quote = "\"";     // empty: none
    std::string escape = "\\";    // "\"" for RFC 4180
    std::optional<std::string> char_to_escape_quote_escaping{}; // unset: escape, unless that is the quote
    std::string comment{};                                      // lines that begin with it are skipped
    std::string null_value{};                                   // stands for null; an empty field does too
    std::string empty_value{};                                  // what "" is read as
    std::string nan_value = "NaN";                              // beside Java's own NaN
    std::string positive_inf = "Inf";                           // beside Java's own Infinity
    std::string negative_inf = "-Inf";                          // beside Java's own -Infinity
    std::string date_format{};                                  // empty: as cast does
    std::string timestamp_format{};                             // empty: as cast does
    bool enable_date_time_parsing_fallback = false;             // what a format rejects is read as cast does
    bool multi_line = false;                                    // a quoted field may hold line ends
    std::string line_sep{};                                     // empty: \n, \r\n or \r
    std::int64_t max_line_bytes = 64LL << 20U;                  // a longer line is an error
    std::string encoding = "UTF-8"; // ISO-8859-1, US-ASCII; with multi_line UTF-16
    bool enforce_schema = true;     // false: the header must name the columns
    bool ignore_leading_white_space = false;
    bool ignore_trailing_white_space = false;
    std::int64_t max_columns = 20'480;      // more in a record are an error
    std::int64_t max_chars_per_column = -1; // more in a field are an error
    unescaped_quotes unescaped_quote_handling = unescaped_quotes::stop_at_delimiter;
    std::string column_name_of_corrupt_record = "_corrupt_record"; // gets the text of a bad record
    bool column_pruning = true; // false: a wrong number of fields is bad also when not all are read
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
