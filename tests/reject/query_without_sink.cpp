// expect: query without a sink: its rows go nowhere; add console(), memory(), foreach(f) or foreach_batch(f) before start()
// SPDX-License-Identifier: BSL-1.0
// A query without a sink computes for nobody.
#include <weir/runtime/write_stream.hpp>
#include <weir/source/memory_stream.hpp>

#include <string>

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

auto start(weir::memory_stream<trade> trades) {
    return weir::write_stream(weir::read_stream(trades))
#ifdef WEIR_MISTAKE
        .start();
#else
        .console()
        .start();
#endif
}
