// expect: parentheses after weir::complete, which is a value; write weir::complete
// SPDX-License-Identifier: BSL-1.0
// An output mode is a value.
#include <weir/testing.hpp>
#include <weir/weir.hpp>

#include <string>

using namespace weir::literals;

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

void use() {
    weir::memory_stream<trade> trades;
    auto const counts = weir::read_stream(trades) | weir::group_by("symbol"_c) | weir::count();
#ifdef WEIR_MISTAKE
    auto const query = weir::write_stream(counts).output_mode(weir::complete()).console().start();
#else
    auto const query = weir::write_stream(counts).output_mode(weir::complete).console().start();
#endif
}
