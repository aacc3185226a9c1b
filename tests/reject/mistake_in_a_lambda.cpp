// expect: prcie
// SPDX-License-Identifier: BSL-1.0
// Mistake in a lambda.
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
auto const query =
    weir::input<trade>() | weir::map([](trade const& t) { return trade{t.dt, t.symbol, t.prcie}; });
#else
auto const query =
    weir::input<trade>() | weir::map([](trade const& t) { return trade{t.dt, t.symbol, t.price}; });
#endif
