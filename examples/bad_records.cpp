// SPDX-License-Identifier: BSL-1.0
// Records that do not fit their schema: kept with nulls, left out, handed to a callback, or the end of the query.
#include <weir/weir.hpp>

#include <filesystem>
#include <iostream>
#include <optional>
#include <string>

using namespace weir::literals;

struct reading {
    std::string sensor;
    std::optional<weir::timestamp> at;
    std::optional<double> celsius;
    std::optional<std::string> _corrupt_record; // the text of a bad record, where the mode keeps it
};

// Reads the same file in one of the modes. What happens to bad records does not depend on whether somebody looks at them.
auto read(weir::parse_mode mode) {
    auto readings = weir::read_stream<reading>(weir::csv_files("data/readings", {.header = true, .mode = mode}));
    auto query = weir::write_stream(readings)
        .trigger(weir::available_now)
        .bad_records([](weir::bad_record const& bad) {
            std::cout << std::filesystem::path(bad.file).filename().string() << ':' << bad.line << ": " << bad.column
                      << (bad.column.empty() ? "" : ": ") << bad.reason << '\n';
        })
        .memory()
        .start();
    query.await_termination();
    return query.table();
}

int main() {
    std::cout << "permissive, the default: what is bad is null\n";
    read(weir::permissive).show({.truncate = 0});

    std::cout << "drop_malformed: only good records\n";
    read(weir::drop_malformed).show({.truncate = 0});

    std::cout << "fail_fast: the first bad record ends the query\n";
    try {
        read(weir::fail_fast);
    } catch (weir::error const& error) {
        std::cout << error.condition() << '\n';
    }
}
