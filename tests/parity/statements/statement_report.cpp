// SPDX-License-Identifier: BSL-1.0
// Compares answers to statements with Spark's: columns, rows in order or as a multiset, errors.
#include "statement_report.hpp"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace parity {

namespace {

std::vector<std::string> lines_of(std::string_view text) {
    std::vector<std::string> lines;
    while (!text.empty()) {
        std::size_t const end = std::min(text.find('\n'), text.size());
        lines.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return lines;
}

std::vector<std::string> rows_of(answer const& a) {
    std::vector<std::string> rows(a.columns.empty() ? 0 : a.columns[0].values.size());
    for (std::size_t row = 0; row < rows.size(); ++row) {
        for (auto const& column : a.columns)
            rows[row].append(rows[row].empty() ? "[" : ", ").append(column.values[row]);
        rows[row] += ']';
    }
    return rows;
}

std::string list(std::vector<std::string> const& rows) {
    std::string out;
    for (auto const& row : rows) out.append(out.empty() ? "" : " ").append(row);
    return out.empty() ? "none" : out;
}

bool same_rows(std::vector<std::string> got, std::vector<std::string> const& expected,
               recorded_statement const& s) {
    if (got.size() != expected.size()) return false;
    for (std::size_t i = 0; i < expected.size(); ++i) {
        auto const from = got.begin() + static_cast<std::ptrdiff_t>(i);
        auto const to = s.ordered ? from + 1 : got.end();
        auto const found = std::find_if(
            from, to, [&](std::string const& row) { return same_json(row, expected[i], s.tolerance); });
        if (found == to) return false;
        std::iter_swap(from, found);
    }
    return true;
}

// A column as recordings have it: its name, where that is recorded, its type, whether it can be null.
std::string describe(column_answer const& column, bool named, bool nullable) {
    std::string out = "[";
    if (named) {
        write_string(out, column.name);
    } else {
        out += "null";
    }
    out += ", ";
    write_string(out, column.type);
    return out + (nullable ? ", true]" : ", false]");
}

// Names, types, and that nothing can be null which cannot in Spark; empty where they are the same.
std::string different_columns(answer const& a, std::string_view expected) {
    auto const lines = lines_of(expected);
    bool same = lines.size() == a.columns.size();
    std::string got;
    for (std::size_t i = 0; i < a.columns.size(); ++i) {
        column_answer const& column = a.columns[i];
        bool const named = i >= lines.size() || lines[i].rfind("[null", 0) != 0;
        std::string const own = describe(column, named, column.nullable);
        same = same
               && (same_json(own, lines[i], 0)
                   || (!column.nullable && same_json(describe(column, named, true), lines[i], 0)));
        got.append(i == 0 ? "" : " ").append(own);
    }
    return same ? std::string() : "columns " + got + " instead of " + list(lines);
}

std::string difference(recorded_statement const& s, answer const& a) {
    if (!a.rejected.empty()) {
        if (s.error == nullptr) return "does not compile: " + a.rejected;
        return a.rejected.find(" at ") == std::string::npos ? "no place in: " + a.rejected : std::string();
    }
    if (s.error != nullptr) {
        if (!s.refused && (a.error == s.error || (!a.error.empty() && std::strchr(s.error, '.') == nullptr)))
            return {};
        return (a.error.empty() ? "gives " + list(rows_of(a)) : "ends with " + a.error + " " + a.message)
               + " instead of " + s.error;
    }
    if (!a.error.empty()) return "ends with " + a.error + " " + a.message;
    if (std::string columns = different_columns(a, s.columns); !columns.empty()) return columns;
    auto const expected = lines_of(s.rows);
    auto const got = rows_of(a);
    return same_rows(got, expected, s) ? std::string()
                                       : "rows " + list(got) + " instead of " + list(expected);
}

} // namespace

void judge(recorded_statement const& s, answer const& a) {
    count(s.topic, s.text, difference(s, a), s.known);
}

} // namespace parity
