// expect: output mode of another type; write weir::append, weir::update or weir::complete
// SPDX-License-Identifier: BSL-1.0
// An output mode is one of weir's.
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
        .output_mode("append")
#else
        .output_mode(weir::append)
#endif
        .memory()
        .start();
}
