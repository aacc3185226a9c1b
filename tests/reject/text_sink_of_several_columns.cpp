// expect: text_files sink of 3 columns {dt: timestamp, symbol: string, price: double}; a line is one string, select one column
// SPDX-License-Identifier: BSL-1.0
// A line of a text file is one string.
#include <weir/testing.hpp>
#include <weir/weir.hpp>

#include <string>

using namespace weir::literals;

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

void use() {
    weir::memory_stream<trade> trades;
#ifdef WEIR_MISTAKE
    auto const query = weir::write_stream(weir::read_stream(trades)).text_files("out").start();
#else
    auto const query = weir::write_stream(weir::read_stream(trades)).console().start();
#endif
}
