// SPDX-License-Identifier: BSL-1.0
// The recorded streaming cases: their JSON, and the comparison of batches. Nothing here knows of plans.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace parity {

struct member;

/// A JSON value; numbers without fraction or exponent are integers. A value that was read keeps its `source` text.
struct json {
    enum class kind : std::uint8_t { null, boolean, integer, real, string, array, object };

    kind is = kind::null;
    bool boolean = false;
    std::int64_t integer = 0;
    double real = 0;
    std::string string;
    std::vector<json> items;
    std::vector<member> members;
    std::string source;

    static json of(bool b);
    static json of(std::int64_t n);
    static json of(double x);
    static json of(std::string s);
    static json list();
    static json map();

    /// The member `name`, null if there is none.
    [[nodiscard]] json const& operator[](std::string_view name) const;
    [[nodiscard]] bool has(std::string_view name) const;
    [[nodiscard]] bool is_null() const { return is == kind::null; }
};
struct member {
    std::string first;
    json second;
};

/// Errors  std::runtime_error.
json parse_json(std::string_view text);
std::string text_of(json const& value);
/// Whether two values are equal: doubles up to a relative 1e-9, a missing member is null.
bool same(json const& a, json const& b);
/// Whether two lists of rows are equal, as multisets unless `ordered`.
bool same_rows(std::vector<json> const& a, std::vector<json> const& b, bool ordered);

struct state_numbers {
    std::string name;
    std::int64_t total = 0;
    std::int64_t updated = 0;
    std::int64_t removed = 0;
    std::int64_t dropped = 0;
};

struct batch_result {
    std::int64_t id = 0;
    std::vector<json> rows;
    std::optional<std::string> watermark;
    std::vector<state_numbers> state;
    std::int64_t input_rows = 0;
};

/// What to do with a recorded case; the C++ side of it.
struct driver {
    /// Adds the rows to an input; with none, new data without a row.
    std::function<void(std::string const& input, std::vector<json> const& rows)> add;
    /// Another file of the input, where the case has several a step.
    std::function<void(std::string const& input, std::vector<json> const& rows)> add_file;
    /// Lets the clock go on, where a query runs by one that is driven: then the runs of a case with the trigger `once`
    /// are one.
    std::function<void(std::int64_t seconds)> wait;
    /// Runs until nothing is left to do; gives the batches that ran.
    std::function<std::vector<batch_result>()> run;
    /// The text printed since the last call, of a console sink.
    std::function<std::string()> printed;
    /// The rows that the query over a memory sink gives.
    std::function<std::vector<json>()> sink_rows;
};

/// What is compared of a batch beside id, rows, watermark and number of input rows.
///
/// State is laid out as in Spark but for overlapping windows: Spark keeps one row a window and key, weir one a pane and
/// key. And Spark counts what it drops as late after partial aggregation, one a group, where weir counts rows: then only
/// whether something was dropped is compared.
enum class state_layout : std::uint8_t { same, panes };

/// One recorded case.
class recorded_case {
public:
    /// `name`: group/name. Read from streams/cases below the working directory.
    explicit recorded_case(std::string name);

    [[nodiscard]] std::string const& name() const { return name_; }
    [[nodiscard]] json const& data() const { return data_; }
    [[nodiscard]] bool no_data_batches() const;
    [[nodiscard]] bool policy_is_max() const;
    [[nodiscard]] std::optional<std::int64_t> max_files() const;
    /// Whether an inline query, which always runs its no-data batch, can do the same.
    [[nodiscard]] bool fits_inline() const;

    /// Runs the steps up to the first restart from a checkpoint. What differs is added to the mismatches.
    void run_streaming(driver const& d, state_layout layout);
    /// Runs the steps up to the first restart, as one block for each input that has rows in it.
    void run_inline(std::function<void(std::vector<member> const& rows_by_input)> const& push,
                    std::function<std::vector<json>()> const& taken);
    /// Compares the names of the columns.
    void check_columns(std::vector<std::string> const& names);

    /// Fails the test if something differed, and counts the case.
    void finish();

private:
    void mismatch(std::string const& where, std::string const& expected, std::string const& found);
    void check_batch(std::string const& where, json const& expected, batch_result const& found,
                     state_layout layout);

    std::string name_;
    json data_;
    std::vector<std::string> mismatches_;
    bool cut_ = false;
    bool inline_ran_ = false;
};

} // namespace parity
