// expect: no column "pirce" in {dt: timestamp, symbol: string, price: double}; did you mean "price"?
// SPDX-License-Identifier: BSL-1.0
// Unknown column in rename.
#include <weir/testing.hpp>
#include <weir/weir.hpp>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <string>

using namespace weir::literals;

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

#ifdef WEIR_MISTAKE
auto const query = weir::input<trade>() | weir::with_column_renamed<"pirce", "p">();
#else
auto const query = weir::input<trade>() | weir::with_column_renamed<"price", "p">();
#endif
