// expect: order_by on a stream: its last row never comes; sort above an aggregate in complete mode, or in foreach_batch
// SPDX-License-Identifier: BSL-1.0
// A stream has no last row, so it cannot be sorted.
#include <weir/expr/column.hpp>
#include <weir/plan/group_by.hpp>
#include <weir/plan/order_by.hpp>
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
    return weir::write_stream(weir::read_stream(trades)
#ifdef WEIR_MISTAKE
                              | weir::order_by("price"_c))
#else
                              | weir::group_by("price"_c) | weir::count() | weir::order_by("price"_c))
        .output_mode(weir::complete)
#endif
        .console()
        .start();
}
