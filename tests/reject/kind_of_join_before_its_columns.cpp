// expect: arguments of join that are no condition; write on<"id">, or "a.id"_c == "b.id"_c, then the kind, such as left_outer
// SPDX-License-Identifier: BSL-1.0
// The condition stands before the kind.
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
    auto const query = trades | weir::join(trades, weir::inner, weir::on<"symbol">);
#else
    auto const query = trades | weir::join(trades, weir::on<"symbol">, weir::inner);
#endif
}
