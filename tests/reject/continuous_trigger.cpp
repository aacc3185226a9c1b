// expect: continuous trigger "1 second": there are only batches yet; write processing_time<"1 second">, or no trigger
// SPDX-License-Identifier: BSL-1.0
// Continuous trigger.
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
        .trigger(weir::continuous<"1 second">)
        .console()
        .start();
#else
    (void)weir::write_stream(weir::read_stream(trades))
        .trigger(weir::processing_time<"1 second">)
        .console()
        .start();
#endif
}
