// expect: no column "symbl" in {dt: timestamp, symbol: string, price: double}; did you mean "symbol"?
// SPDX-License-Identifier: BSL-1.0
// A misspelt column of a row that an inline query hands out names the one that was meant.
#include <weir/expr/column.hpp>
#include <weir/runtime/inline_query.hpp>

#include <string>

using namespace weir::literals;

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

std::string last;

void serve(trade const& t) {
    auto live = weir::inline_query(weir::input<trade>(), weir::append,
#ifdef WEIR_MISTAKE
                                   [](auto const& row) { last = row["symbl"_c]; });
#else
                                   [](auto const& row) { last = row["symbol"_c]; });
#endif
    live.push(t);
}
