// expect: cannot compute string + string; cast both to numbers, or join texts by concat(...) in "(symbol + ?)"
// SPDX-License-Identifier: BSL-1.0
// Texts added.
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
auto const query = weir::input<trade>() | weir::select(("symbol"_c + "!").as<"s">());
#else
auto const query = weir::input<trade>() | weir::select(weir::concat("symbol"_c, "!").as<"s">());
#endif
