// expect: distinct aggregate on a stream: all values of a group would have to be kept; use approx_count_distinct, or drop_duplicates before the aggregate
// SPDX-License-Identifier: BSL-1.0
// A stream has no distinct aggregates.
#include <weir/expr/column.hpp>
#include <weir/expr/modified_aggregates.hpp>
#include <weir/plan/group_by.hpp>
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
                              | weir::agg(weir::count_distinct("symbol"_c).as<"n">()))
#else
                              | weir::agg(weir::count("symbol"_c).as<"n">()))
#endif
        .output_mode(weir::complete)
        .console()
        .start();
}
