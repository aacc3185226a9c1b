// expect: second sink of a query: it would replace the first; write to both in one foreach_batch
// SPDX-License-Identifier: BSL-1.0
// Second sink.
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
    (void)weir::write_stream(weir::read_stream(trades)).console().memory().start();
#else
    (void)weir::write_stream(weir::read_stream(trades)).console().start();
#endif
}
