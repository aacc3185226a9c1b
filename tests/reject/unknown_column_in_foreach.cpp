// expect: no column "prcie" in {dt: timestamp, symbol: string, price: double}; did you mean "price"?
// SPDX-License-Identifier: BSL-1.0
// A misspelt column of a row in a sink names the one that was meant.
#include <weir/expr/column.hpp>
#include <weir/runtime/write_stream.hpp>
#include <weir/source/memory_stream.hpp>

#include <string>

using namespace weir::literals;

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

double total = 0;

auto start(weir::memory_stream<trade> trades) {
    return weir::write_stream(weir::read_stream(trades))
#ifdef WEIR_MISTAKE
        .foreach([](auto const& row) { total += row["prcie"_c]; })
#else
        .foreach([](auto const& row) { total += row["price"_c]; })
#endif
        .start();
}
