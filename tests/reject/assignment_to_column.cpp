// expect: assignment to column "symbol"; compare with ==
// SPDX-License-Identifier: BSL-1.0
// A column is compared, not assigned.
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

auto btc(weir::memory_stream<trade> trades) {
#ifdef WEIR_MISTAKE
    return weir::read_stream(trades) | weir::where("symbol"_c = "BTC");
#else
    return weir::read_stream(trades) | weir::where("symbol"_c == "BTC");
#endif
}
