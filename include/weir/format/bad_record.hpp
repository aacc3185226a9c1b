// SPDX-License-Identifier: BSL-1.0
// What is told of a record that could not be read as its schema wants it.
#pragma once

#include <weir/core/error.hpp>
#include <weir/core/raise.hpp>

#include <cstdint>
#include <string>
#include <string_view>

namespace weir {

/// A record that could not be read as its schema wants it; valid during the call that hands it over.
///
/// Example `.bad_records([](weir::bad_record const& r) { fmt::print("{}:{}: {}\n", r.file, r.line, r.reason);
/// })`
struct bad_record {
    std::string_view text;   // the record as it stands in the file
    std::string_view file;   // where it is, empty when it is in no file
    std::int64_t line;       // the line on which it begins, from 1
    std::string_view column; // the first column that is bad, empty when the whole record is
    std::string_view reason; // such as `"x" is no int`

    /// A bad record has no columns: it could not be read.
    template <class Name>
    std::string_view operator[](Name const&) const {
        constexpr auto check = [] {
            return detail::fault(
                "column of a bad record, which could not be read; use its members text, file, line, "
                "column or reason",
                detail::when_called<Name>);
        };
        detail::raise<check>();
        return {};
    }
};

namespace detail {

/// Ends a query in the mode fail_fast.
///
/// Errors  weir::data_error, FAILED_READ_FILE.NO_HINT as in Spark, naming file, line and column.
[[noreturn, gnu::cold, gnu::noinline]] inline void throw_malformed_record(bad_record const& record) {
    constexpr std::string_view::size_type shown = 200;
    std::string message = "malformed record (MALFORMED_RECORD_IN_PARSING): ";
    message.append(record.reason).append(": ").append(record.text.substr(0, shown));
    if (record.text.size() > shown) message.append("...");
    message.append("; use weir::permissive or weir::drop_malformed to go on");
    data_error e("FAILED_READ_FILE.NO_HINT", message);
    if (!record.file.empty()) e.with_context("file", record.file);
    e.with_context("line", record.line);
    if (!record.column.empty()) e.with_context("column", record.column);
    throw e;
}

} // namespace detail
} // namespace weir
