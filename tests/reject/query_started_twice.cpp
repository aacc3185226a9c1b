// expect: start() of a query that runs; call start() once, on write_stream(...)
// SPDX-License-Identifier: BSL-1.0
// A query that runs has been started.
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
    auto const query = weir::write_stream(weir::read_stream(trades)).console().start().start();
#else
    auto const query = weir::write_stream(weir::read_stream(trades)).console().start();
#endif
}
