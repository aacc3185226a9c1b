// expect: group_by without an aggregate in write_stream; add agg(...) or count()
// SPDX-License-Identifier: BSL-1.0
// A grouping is no plan yet.
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
#ifdef WEIR_MISTAKE
    return weir::write_stream(weir::read_stream(trades) | weir::group_by("symbol"_c))
#else
    return weir::write_stream(weir::read_stream(trades) | weir::group_by("symbol"_c) | weir::count())
#endif
        .output_mode(weir::complete)
        .memory()
        .start();
}
