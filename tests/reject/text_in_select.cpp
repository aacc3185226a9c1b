// expect: text given to select is a value, not a column; write "price"_c for the column, lit("...") for the value
// SPDX-License-Identifier: BSL-1.0
// Text for a column.
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
auto const query = weir::input<trade>() | weir::select("symbol", "price"_c);
#else
auto const query = weir::input<trade>() | weir::select("symbol"_c, "price"_c);
#endif
