// expect: input<> in write_stream: nobody pushes into it; read a source, or make an inline_query of the plan
// SPDX-License-Identifier: BSL-1.0
// Nobody pushes into a query that runs by itself.
#include <weir/runtime/write_stream.hpp>
#include <weir/source/memory_stream.hpp>

#include <string>

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

auto start([[maybe_unused]] weir::memory_stream<trade> trades) {
#ifdef WEIR_MISTAKE
    return weir::write_stream(weir::input<trade>()).console().start();
#else
    return weir::write_stream(weir::read_stream(trades)).console().start();
#endif
}
