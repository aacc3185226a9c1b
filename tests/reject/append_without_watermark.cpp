// expect: append mode without watermark: no group of the aggregate is ever complete; group by a window of the with_watermark column, or use update or complete
// SPDX-License-Identifier: BSL-1.0
// In append mode a group goes out when the watermark has passed it.
#include <weir/expr/column.hpp>
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
    return weir::write_stream(weir::read_stream(trades) | weir::group_by("symbol"_c) | weir::count())
#ifdef WEIR_MISTAKE
        .output_mode(weir::append)
#else
        .output_mode(weir::update)
#endif
        .console()
        .start();
}
