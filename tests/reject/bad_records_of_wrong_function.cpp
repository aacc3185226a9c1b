// expect: bad_records function does not take a record; write [](weir::bad_record const& record) { ... }
// SPDX-License-Identifier: BSL-1.0
// A function for bad records is called with the record.
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
        .bad_records([](std::string const&) {})
#else
        .bad_records([](weir::bad_record const&) {})
#endif
        .memory()
        .start();
}
