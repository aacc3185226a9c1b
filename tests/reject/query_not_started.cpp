// expect: query that is not started; add start() behind its sink
// SPDX-License-Identifier: BSL-1.0
// Query that is not started.
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
    weir::streaming_query query = weir::write_stream(weir::read_stream(trades)).console();
#else
    weir::streaming_query query = weir::write_stream(weir::read_stream(trades)).console().start();
#endif
}
