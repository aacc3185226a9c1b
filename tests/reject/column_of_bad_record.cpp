// expect: column of a bad record, which could not be read; use its members text, file, line, column or reason
// SPDX-License-Identifier: BSL-1.0
// A bad record is no row.
#include <weir/testing.hpp>
#include <weir/weir.hpp>

#include <cstdio>
#include <string>

using namespace weir::literals;

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

void use() {
    weir::memory_stream<trade> trades;
    auto const query =
        weir::write_stream(weir::read_stream(trades))
#ifdef WEIR_MISTAKE
            .bad_records([](auto const& record) { std::puts(std::string(record["symbol"_c]).c_str()); })
#else
            .bad_records([](auto const& record) { std::puts(std::string(record.text).c_str()); })
#endif
            .console()
            .start();
}
