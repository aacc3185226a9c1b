// expect: no column "prcie" in {dt: timestamp, symbol: string, price: double}; did you mean "price"?
// SPDX-License-Identifier: BSL-1.0
// A misspelt column of a row in a lambda names the one that was meant.
#include <weir/expr/column.hpp>
#include <weir/plan/source.hpp>
#include <weir/plan/typed.hpp>

#include <string>

using namespace weir::literals;

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

#ifdef WEIR_MISTAKE
auto const query = weir::input<trade>() | weir::map([](auto const& row) { return row["prcie"_c] * 2; });
#else
auto const query = weir::input<trade>() | weir::map([](auto const& row) { return row["price"_c] * 2; });
#endif
