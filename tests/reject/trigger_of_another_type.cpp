// expect: trigger of another type; write weir::processing_time<"2 seconds">, weir::once, weir::available_now or weir::on_demand
// SPDX-License-Identifier: BSL-1.0
// A trigger is one of weir's.
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
        .trigger("2 seconds")
#else
        .trigger(weir::processing_time<"2 seconds">)
#endif
        .memory()
        .start();
}
