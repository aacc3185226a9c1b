// expect: no column "prcie" in {dt: timestamp, symbol: string, price: double}; did you mean "price"?
// SPDX-License-Identifier: BSL-1.0
// A misspelt column in where names the one that was meant.
#include <weir/expr/column.hpp>
#include <weir/plan/source.hpp>
#include <weir/plan/where.hpp>

#include <string>

using namespace weir::literals;

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

#ifdef WEIR_MISTAKE
auto const query = weir::input<trade>() | weir::where("prcie"_c > 5.0);
#else
auto const query = weir::input<trade>() | weir::where("price"_c > 5.0);
#endif
