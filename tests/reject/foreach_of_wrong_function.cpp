// expect: foreach function does not take a row; write [](auto const& row) { ... }
// SPDX-License-Identifier: BSL-1.0
// A function for each row is called with the row alone.
#include <weir/expr/functions.hpp>
#include <weir/runtime/inline_query.hpp>
#include <weir/runtime/write_stream.hpp>
#include <weir/source/memory_stream.hpp>

#include <cstdint>
#include <string>

using namespace weir::literals;

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

auto start(weir::memory_stream<trade> trades) {
    return weir::write_stream(weir::read_stream(trades))
#ifdef WEIR_MISTAKE
        .foreach([](auto const&, int) {})
#else
        .foreach([](auto const&) {})
#endif
        .start();
}
