// expect: trigger interval "-2 seconds" is negative; write how often to look, such as "2 seconds"
// SPDX-License-Identifier: BSL-1.0
// A trigger looks forward.
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
        .trigger(weir::processing_time<"-2 seconds">)
#else
        .trigger(weir::processing_time<"2 seconds">)
#endif
        .console()
        .start();
}
