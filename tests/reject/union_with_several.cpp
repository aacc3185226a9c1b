// expect: union_with several arguments; write union_with(a) | union_with(b)
// SPDX-License-Identifier: BSL-1.0
// A union takes one plan at a time.
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
    auto const trades = weir::input<trade>();
#ifdef WEIR_MISTAKE
    auto const query = trades | weir::union_with(trades, trades);
#else
    auto const query = trades | weir::union_with(trades) | weir::union_with(trades);
#endif
}
