// expect: unknown unit "secnds" in "2 secnds"; did you mean "seconds"?
// SPDX-License-Identifier: BSL-1.0
// A misspelt unit of a trigger names the one that was meant.
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
        .trigger(weir::processing_time<"2 secnds">)
#else
        .trigger(weir::processing_time<"2 seconds">)
#endif
        .console()
        .start();
}
