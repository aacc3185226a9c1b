// expect: where of a constant keeps every row or none; a column is written "price"_c
// SPDX-License-Identifier: BSL-1.0
// Constant for a condition.
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
auto const query = weir::input<trade>() | weir::where("symbol" == "BTC");
#else
auto const query = weir::input<trade>() | weir::where("symbol"_c == "BTC");
#endif
