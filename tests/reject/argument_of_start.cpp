// expect: argument of start(); name the sink before it: console(), memory(), foreach(f) or foreach_batch(f)
// SPDX-License-Identifier: BSL-1.0
// Argument of start.
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
    (void)weir::write_stream(weir::read_stream(trades)).console().start("out");
#else
    (void)weir::write_stream(weir::read_stream(trades)).console().start();
#endif
}
