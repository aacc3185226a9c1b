// expect: filter function gives no boolean; return whether the row is kept
// SPDX-License-Identifier: BSL-1.0
// Filter function that gives no boolean.
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
auto const query = weir::input<trade>() | weir::filter([](trade const& t) { return t.symbol; });
#else
auto const query = weir::input<trade>() | weir::filter([](trade const& t) { return t.symbol == "BTC"; });
#endif
