// expect: complete mode without an aggregate: the whole stream would be kept and sent with every batch; use append, or add group_by(...) | agg(...)
// SPDX-License-Identifier: BSL-1.0
// The complete result is kept only by an aggregate.
#include <weir/expr/column.hpp>
#include <weir/plan/where.hpp>
#include <weir/runtime/write_stream.hpp>
#include <weir/source/memory_stream.hpp>

#include <string>

using namespace weir::literals;

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

auto start(weir::memory_stream<trade> trades) {
    return weir::write_stream(weir::read_stream(trades) | weir::where("price"_c > 5.0))
#ifdef WEIR_MISTAKE
        .output_mode(weir::complete)
#else
        .output_mode(weir::append)
#endif
        .console()
        .start();
}
