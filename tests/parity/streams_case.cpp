// SPDX-License-Identifier: BSL-1.0
// The recorded streaming cases: reading them, comparing batches, counting what passed.
#include "streams_case.hpp"

#include <weir/core/error.hpp>

#include "catch.hpp"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace parity {

namespace {

json const nothing{};

/// Reads one JSON value.
class reader {
public:
    explicit reader(std::string_view text) : text_(text) {}

    json document() {
        json value = read();
        skip();
        if (at_ != text_.size()) fail();
        return value;
    }

private:
    [[noreturn]] void fail() const { throw std::runtime_error("bad JSON at offset " + std::to_string(at_)); }
    void skip() {
        while (at_ < text_.size() && std::string_view(" \n\r\t").find(text_[at_]) != std::string_view::npos)
            ++at_;
    }
    [[nodiscard]] char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
    void expect(char c) {
        skip();
        if (peek() != c) fail();
        ++at_;
    }
    bool take(std::string_view word) {
        if (text_.substr(at_, word.size()) != word) return false;
        at_ += word.size();
        return true;
    }

    json read() {
        skip();
        std::size_t const from = at_;
        json value = read_value();
        value.source = std::string(text_.substr(from, at_ - from));
        return value;
    }
    json read_value() {
        switch (peek()) {
        case '{':
            return read_object();
        case '[':
            return read_array();
        case '"':
            return json::of(read_string());
        default:
            break;
        }
        if (take("true")) return json::of(true);
        if (take("false")) return json::of(false);
        if (take("null")) return {};
        return read_number();
    }
    json read_object() {
        json value = json::map();
        expect('{');
        skip();
        if (peek() == '}') return ++at_, value;
        while (true) {
            skip();
            std::string name = read_string();
            expect(':');
            value.members.push_back({std::move(name), read()});
            skip();
            if (peek() == '}') return ++at_, value;
            expect(',');
        }
    }
    json read_array() {
        json value = json::list();
        expect('[');
        skip();
        if (peek() == ']') return ++at_, value;
        while (true) {
            value.items.push_back(read());
            skip();
            if (peek() == ']') return ++at_, value;
            expect(',');
        }
    }
    json read_number() {
        std::size_t const from = at_;
        while (at_ < text_.size()
               && std::string_view("+-.0123456789eE").find(text_[at_]) != std::string_view::npos)
            ++at_;
        if (from == at_) fail();
        std::string const number(text_.substr(from, at_ - from));
        if (number.find_first_of(".eE") == std::string::npos) {
            errno = 0;
            std::int64_t const n = std::strtoll(number.c_str(), nullptr, 10);
            if (errno == 0) return json::of(n);
        }
        return json::of(std::strtod(number.c_str(), nullptr));
    }
    std::string read_string() {
        expect('"');
        std::string out;
        while (peek() != '"') {
            if (at_ >= text_.size()) fail();
            char const c = text_[at_++];
            if (c != '\\') {
                out += c;
                continue;
            }
            char const e = text_[at_++];
            constexpr std::string_view from = "\"\\/bfnrt";
            constexpr std::string_view to = "\"\\/\b\f\n\r\t";
            if (e == 'u') {
                append_code_point(out, read_unit());
            } else if (std::size_t const i = from.find(e); i != std::string_view::npos) {
                out += to[i];
            } else {
                fail();
            }
        }
        ++at_;
        return out;
    }
    unsigned read_unit() {
        unsigned const high = hex4();
        if (high < 0xD800 || high >= 0xDC00) return high;
        if (!take("\\u")) fail();
        return 0x10000 + ((high - 0xD800) << 10U) + (hex4() - 0xDC00);
    }
    unsigned hex4() {
        if (at_ + 4 > text_.size()) fail();
        auto const n =
            static_cast<unsigned>(std::strtoul(std::string(text_.substr(at_, 4)).c_str(), nullptr, 16));
        at_ += 4;
        return n;
    }
    static void append_code_point(std::string& out, unsigned c) {
        auto const put = [&](unsigned byte) { out += static_cast<char>(static_cast<unsigned char>(byte)); };
        if (c < 0x80) return put(c);
        if (c < 0x800) return put(0xC0U | (c >> 6U)), put(0x80U | (c & 0x3FU));
        if (c < 0x10000)
            return put(0xE0U | (c >> 12U)), put(0x80U | ((c >> 6U) & 0x3FU)), put(0x80U | (c & 0x3FU));
        put(0xF0U | (c >> 18U));
        put(0x80U | ((c >> 12U) & 0x3FU));
        put(0x80U | ((c >> 6U) & 0x3FU));
        put(0x80U | (c & 0x3FU));
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

bool close(double a, double b) {
    if (a == b) return true;
    return std::abs(a - b) <= 1e-9 * std::max(std::abs(a), std::abs(b));
}

std::string text_of_rows(std::vector<json> const& rows) {
    std::string out;
    for (json const& r : rows) out.append("\n      ").append(text_of(r));
    return out.empty() ? " no rows" : out;
}

/// Counts the cases by group and prints the counts when the program ends.
class scoreboard {
public:
    scoreboard() = default;
    scoreboard(scoreboard const&) = delete;
    scoreboard& operator=(scoreboard const&) = delete;
    ~scoreboard() {
        if (groups_.size() < 2) return; // a single case, as CTest runs them
        std::printf("parity with Spark 4.3.0, cases passed by group (through inline_query too):\n");
        counts all;
        for (auto const& [group, c] : groups_) {
            print(group, c);
            all.passed += c.passed;
            all.run += c.run;
            all.inlined += c.inlined;
            all.cut += c.cut;
        }
        print("all", all);
    }
    void count(std::string const& group, bool passed, bool inlined, bool cut) {
        counts& c = groups_[group];
        ++c.run;
        c.passed += passed ? 1 : 0;
        c.inlined += passed && inlined ? 1 : 0;
        c.cut += cut ? 1 : 0;
    }

private:
    struct counts {
        int passed = 0;
        int run = 0;
        int inlined = 0;
        int cut = 0;
    };
    static void print(std::string const& group, counts const& c) {
        std::printf("  %-14s %3d of %3d (%d)%s\n", group.c_str(), c.passed, c.run, c.inlined,
                    c.cut > 0 ? (", " + std::to_string(c.cut) + " up to their restart").c_str() : "");
    }
    std::map<std::string, counts> groups_;
};

scoreboard& board() {
    static scoreboard the_board;
    return the_board;
}

// Spark names an operator with user state by the language of its function.
std::string_view operator_name(std::string_view recorded) {
    if (recorded == "applyInPandasWithState") return "flatMapGroupsWithState";
    if (recorded == "transformWithStateInPySparkExec") return "transformWithStateExec";
    return recorded;
}

bool starts_anew(json const& step) { return step.has("restart") || step.has("lose_last_commit"); }

} // namespace

json json::of(bool b) {
    json v;
    v.is = kind::boolean;
    v.boolean = b;
    return v;
}
json json::of(std::int64_t n) {
    json v;
    v.is = kind::integer;
    v.integer = n;
    v.real = static_cast<double>(n);
    return v;
}
json json::of(double x) {
    if (std::isnan(x)) return of(std::string("NaN"));
    if (std::isinf(x)) return of(std::string(x > 0 ? "Infinity" : "-Infinity"));
    json v;
    v.is = kind::real;
    v.real = x;
    return v;
}
json json::of(std::string s) {
    json v;
    v.is = kind::string;
    v.string = std::move(s);
    return v;
}
json json::list() {
    json v;
    v.is = kind::array;
    return v;
}
json json::map() {
    json v;
    v.is = kind::object;
    return v;
}

json const& json::operator[](std::string_view name) const {
    for (auto const& [key, value] : members) {
        if (key == name) return value;
    }
    return nothing;
}
bool json::has(std::string_view name) const {
    return std::any_of(members.begin(), members.end(), [&](auto const& m) { return m.first == name; });
}

json parse_json(std::string_view text) { return reader(text).document(); }

std::string text_of(json const& v) {
    using kind = json::kind;
    std::string out;
    switch (v.is) {
    case kind::null:
        return "null";
    case kind::boolean:
        return v.boolean ? "true" : "false";
    case kind::integer:
        return std::to_string(v.integer);
    case kind::real: {
        char digits[32];
        std::snprintf(digits, sizeof digits, "%.17g", v.real);
        return digits;
    }
    case kind::string:
        return '"' + v.string + '"';
    case kind::array:
        for (json const& item : v.items) out.append(out.empty() ? "" : ", ").append(text_of(item));
        return '[' + out + ']';
    case kind::object:
        for (auto const& [key, value] : v.members)
            out.append(out.empty() ? "" : ", ").append(key).append(": ").append(text_of(value));
        return '{' + out + '}';
    }
    return out;
}

bool same(json const& a, json const& b) {
    using kind = json::kind;
    bool const numbers =
        (a.is == kind::integer || a.is == kind::real) && (b.is == kind::integer || b.is == kind::real);
    if (numbers)
        return a.is == kind::integer && b.is == kind::integer ? a.integer == b.integer
                                                              : close(a.real, b.real);
    if (a.is != b.is) return false;
    switch (a.is) {
    case kind::boolean:
        return a.boolean == b.boolean;
    case kind::string:
        return a.string == b.string;
    case kind::array:
        return a.items.size() == b.items.size()
               && std::equal(a.items.begin(), a.items.end(), b.items.begin(), same);
    case kind::object: {
        auto const all_in = [](json const& one, json const& other) {
            return std::all_of(one.members.begin(), one.members.end(),
                               [&](auto const& m) { return same(m.second, other[m.first]); });
        };
        return all_in(a, b) && all_in(b, a);
    }
    default:
        return true;
    }
}

bool same_rows(std::vector<json> const& a, std::vector<json> const& b, bool ordered) {
    if (a.size() != b.size()) return false;
    if (ordered) return std::equal(a.begin(), a.end(), b.begin(), same);
    std::vector<json const*> left;
    for (json const& r : b) left.push_back(&r);
    for (json const& r : a) {
        auto const at =
            std::find_if(left.begin(), left.end(), [&](json const* other) { return same(r, *other); });
        if (at == left.end()) return false;
        left.erase(at);
    }
    return true;
}

recorded_case::recorded_case(std::string name) : name_(std::move(name)) {
    std::ifstream file("streams/cases/" + name_ + ".json");
    if (!file)
        throw std::runtime_error("cannot read streams/cases/" + name_
                                 + ".json; run this program in tests/parity");
    std::stringstream text;
    text << file.rdbuf();
    data_ = parse_json(text.str());
}

bool recorded_case::no_data_batches() const {
    return data_["conf"]["spark.sql.streaming.noDataMicroBatches.enabled"].string != "false";
}
bool recorded_case::policy_is_max() const {
    return data_["conf"]["spark.sql.streaming.multipleWatermarkPolicy"].string == "max";
}
std::optional<std::int64_t> recorded_case::max_files() const {
    json const& most = data_["source"]["maxFilesPerTrigger"];
    return most.is_null() ? std::nullopt : std::optional<std::int64_t>(std::stoll(most.string));
}
bool recorded_case::fits_inline() const {
    return no_data_batches() && data_["trigger"].string == "default" && data_["sink"].is_null()
           && data_["source"].is_null();
}

void recorded_case::mismatch(std::string const& where, std::string const& expected,
                             std::string const& found) {
    mismatches_.push_back(where + "\n    Spark: " + expected + "\n    weir:  " + found);
}

void recorded_case::check_batch(std::string const& where, json const& expected, batch_result const& found,
                                state_layout layout) {
    if (found.id != expected["batch"].integer)
        mismatch(where + " id", text_of(expected["batch"]), std::to_string(found.id));
    if (found.input_rows != expected["input_rows"].integer) {
        mismatch(where + " input rows", text_of(expected["input_rows"]), std::to_string(found.input_rows));
    }
    std::string const watermark = expected["watermark"].is_null() ? "none" : expected["watermark"].string;
    if (found.watermark.value_or("none") != watermark)
        mismatch(where + " watermark", watermark, found.watermark.value_or("none"));
    if (expected.has("rows") && !same_rows(expected["rows"].items, found.rows, data_["ordered"].boolean)) {
        mismatch(where + " rows", text_of_rows(expected["rows"].items), text_of_rows(found.rows));
    }
    auto const& state = expected["state"].items;
    if (state.size() != found.state.size()) {
        mismatch(where + " number of stateful operators", std::to_string(state.size()),
                 std::to_string(found.state.size()));
        return;
    }
    for (std::size_t i = 0; i < state.size(); ++i) {
        json const& e = state[i];
        state_numbers const& f = found.state[i];
        auto const number = [&](std::string const& what, std::int64_t n) {
            if (e[what].integer != n)
                mismatch(where + " " + f.name + " " + what, text_of(e[what]), std::to_string(n));
        };
        if (operator_name(e["operator"].string) != f.name)
            mismatch(where + " operator", e["operator"].string, f.name);
        if ((e["rows_dropped"].integer > 0) != (f.dropped > 0) && layout == state_layout::same) {
            mismatch(where + " " + f.name + " rows_dropped", text_of(e["rows_dropped"]),
                     std::to_string(f.dropped));
        }
        if (f.name != "stateStoreSave") number("rows_dropped", f.dropped);
        if (layout == state_layout::panes) continue;
        number("rows_total", f.total);
        number("rows_updated", f.updated);
        number("rows_removed", f.removed);
    }
}

void recorded_case::run_streaming(driver const& d, state_layout layout) {
    auto const& steps = data_["steps"].items;
    std::string const trigger = data_["trigger"].string;
    // The next step continues from the checkpoint.
    bool const ends_each_step = (trigger == "once" || trigger == "available_now") && !d.wait;
    for (std::size_t s = 0; s < steps.size(); ++s) {
        json const& step = steps[s];
        if (starts_anew(step) || (ends_each_step && s > 0)) {
            cut_ = true;
            return;
        }
        std::string const where = "step " + std::to_string(s);
        if (step.has("wait_s")) {
            if (!d.wait) {
                cut_ = true;
                return;
            }
            d.wait(step["wait_s"].integer);
        }
        json const& in = step["in"];
        if (in.is == json::kind::array) {
            for (json const& file : in.items) {
                for (auto const& [input, rows] : file.members) d.add_file(input, rows.items);
            }
        } else {
            for (auto const& [input, rows] : in.members) d.add(input, rows.items);
        }
        std::vector<batch_result> batches;
        std::string failure = "none";
        try {
            batches = d.run();
        } catch (weir::error const& e) {
            failure = e.condition();
        } catch (std::exception const& e) {
            failure = std::string("not a weir::error: ") + e.what();
        }
        std::string const expected_failure = step.has("error") ? step["error"]["class"].string : "none";
        if (failure != expected_failure) mismatch(where + " error", expected_failure, failure);
        if (failure != "none") return;

        auto const& out = step["out"].items;
        if (out.size() != batches.size()) {
            mismatch(where + " number of batches", std::to_string(out.size()),
                     std::to_string(batches.size()));
        }
        for (std::size_t b = 0; b < std::min(out.size(), batches.size()); ++b) {
            check_batch(where + " batch " + std::to_string(batches[b].id), out[b], batches[b], layout);
        }
        if (step.has("console")) {
            std::string const text = d.printed();
            if (text != step["console"].string)
                mismatch(where + " console", "\n" + step["console"].string, "\n" + text);
        }
        if (step.has("sink_rows")) {
            auto const rows = d.sink_rows();
            if (!same_rows(step["sink_rows"].items, rows, false)) {
                mismatch(where + " rows of the sink", text_of_rows(step["sink_rows"].items),
                         text_of_rows(rows));
            }
        }
    }
}

void recorded_case::run_inline(std::function<void(std::vector<member> const& rows_by_input)> const& push,
                               std::function<std::vector<json>()> const& taken) {
    auto const& steps = data_["steps"].items;
    for (std::size_t s = 0; s < steps.size(); ++s) {
        json const& step = steps[s];
        if (starts_anew(step)) return;
        inline_ran_ = true;
        std::string const where = "inline, step " + std::to_string(s);
        std::string failure = "none";
        try {
            push(step["in"].members);
        } catch (weir::error const& e) {
            failure = e.condition();
        }
        std::string const expected_failure = step.has("error") ? step["error"]["class"].string : "none";
        if (failure != expected_failure) mismatch(where + " error", expected_failure, failure);
        if (failure != "none") return;
        std::vector<json> expected;
        for (json const& batch : step["out"].items) {
            expected.insert(expected.end(), batch["rows"].items.begin(), batch["rows"].items.end());
        }
        auto const rows = taken();
        if (!same_rows(expected, rows, data_["ordered"].boolean)) {
            mismatch(where + " rows", text_of_rows(expected), text_of_rows(rows));
        }
    }
}

void recorded_case::check_columns(std::vector<std::string> const& names) {
    std::string expected;
    std::string found;
    for (json const& column : data_["output_schema"].items)
        expected.append(column["name"].string).append(" ");
    for (std::string const& name : names) found.append(name).append(" ");
    if (expected != found) mismatch("columns", expected, found);
}

void recorded_case::finish() {
    board().count(name_.substr(0, name_.find('/')), mismatches_.empty(), inline_ran_, cut_);
    std::string all;
    for (std::string const& m : mismatches_) all.append("\n  ").append(m);
    INFO(name_ << ": " << data_["about"].string << "\n  " << data_["dataframe"].string << data_["sql"].string
               << all);
    CHECK(mismatches_.empty());
}

} // namespace parity
