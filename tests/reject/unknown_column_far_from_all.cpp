// expect: no column "volume" in {dt: timestamp, symbol: string, price: double}
// SPDX-License-Identifier: BSL-1.0
// Unknown column far from all.
#include <weir/testing.hpp>
#include <weir/weir.hpp>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <string>

using namespace weir::literals;

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

void run([[maybe_unused]] weir::memory_stream<trade> const& trades) {
#ifdef WEIR_MISTAKE
    (void)weir::write_stream(weir::read_stream(trades))
        .foreach([](auto const& row) { std::printf("%f", row["volume"_c] * 2.0); })
        .start();
#else
    (void)weir::write_stream(weir::read_stream(trades))
        .foreach([](auto const& row) { std::printf("%f", row["price"_c] * 2.0); })
        .start();
#endif
}
