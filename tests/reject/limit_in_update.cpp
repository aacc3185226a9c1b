// expect: limit in update mode: rows that went out can change, so no row is among the first for good; use append, or complete above an aggregate
// SPDX-License-Identifier: BSL-1.0
// Rows that can change have no first ones.
#include <weir/plan/limit.hpp>
#include <weir/runtime/write_stream.hpp>
#include <weir/source/memory_stream.hpp>

#include <string>

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

auto start(weir::memory_stream<trade> trades) {
    return weir::write_stream(weir::read_stream(trades) | weir::limit<10>())
#ifdef WEIR_MISTAKE
        .output_mode(weir::update)
#else
        .output_mode(weir::append)
#endif
        .console()
        .start();
}
