// expect: join of two plans as arguments; write left | join(right, on<"id">)
// SPDX-License-Identifier: BSL-1.0
// A join is an operator on its left side.
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
    auto const trades = weir::table<trade>({});
#ifdef WEIR_MISTAKE
    auto const query = trades | weir::join(trades, trades, weir::on<"symbol">);
#else
    auto const query = trades | weir::join(trades, weir::on<"symbol">);
#endif
}
