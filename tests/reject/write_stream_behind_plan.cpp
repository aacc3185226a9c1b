// expect: write_stream without a plan; write write_stream(plan), not plan | write_stream()
// SPDX-License-Identifier: BSL-1.0
// write_stream is no operator.
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
#ifdef WEIR_MISTAKE
    auto const query = weir::read_stream(trades) | weir::write_stream().console().start();
#else
    auto const query = weir::write_stream(weir::read_stream(trades)).console().start();
#endif
}
