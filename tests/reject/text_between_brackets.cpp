// expect: text between [ and ] of a row; write row["price"_c], the name with _c
// SPDX-License-Identifier: BSL-1.0
// Text between the brackets of a row.
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
        .foreach([](auto const& row) { std::printf("%f", static_cast<double>(row["price"])); })
        .start();
#else
    (void)weir::write_stream(weir::read_stream(trades))
        .foreach([](auto const& row) { std::printf("%f", static_cast<double>(row["price"_c])); })
        .start();
#endif
}
