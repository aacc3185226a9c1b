// expect: no column "symbl" in {dt: timestamp, symbol: string, price: double}; did you mean "symbol"?
// SPDX-License-Identifier: BSL-1.0
// A misspelt key of drop_duplicates names the column that was meant.
#include <weir/plan/drop_duplicates.hpp>
#include <weir/plan/source.hpp>

#include <string>

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

#ifdef WEIR_MISTAKE
auto const query = weir::input<trade>() | weir::drop_duplicates<"symbl">();
#else
auto const query = weir::input<trade>() | weir::drop_duplicates<"symbol">();
#endif
