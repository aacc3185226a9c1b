// expect: no column "prcie" in {dt: timestamp, symbol: string, price: double}; did you mean "price"?
// SPDX-License-Identifier: BSL-1.0
// A misspelt sort key names the column that was meant.
#include <weir/expr/column.hpp>
#include <weir/plan/order_by.hpp>
#include <weir/plan/source.hpp>

#include <string>

using namespace weir::literals;

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

#ifdef WEIR_MISTAKE
auto const query = weir::input<trade>() | weir::order_by("prcie"_c.desc());
#else
auto const query = weir::input<trade>() | weir::order_by("price"_c.desc());
#endif
