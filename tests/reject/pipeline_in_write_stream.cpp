// expect: pipeline without a source in write_stream; put read_stream(...) | before it
// SPDX-License-Identifier: BSL-1.0
// A pipeline needs a source.
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
    auto const dear = weir::where("price"_c > 5.0);
#ifdef WEIR_MISTAKE
    (void)trades;
    return weir::write_stream(dear)
#else
    return weir::write_stream(weir::read_stream(trades) | dear)
#endif
        .memory()
        .start();
}
