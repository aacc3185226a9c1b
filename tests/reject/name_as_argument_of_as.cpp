// expect: argument of as is not between < and >; write as<"name">()
// SPDX-License-Identifier: BSL-1.0
// Name as an argument.
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
auto const query = weir::input<trade>() | weir::select(("price"_c * 2).as("twice"));
#else
auto const query = weir::input<trade>() | weir::select(("price"_c * 2).as<"twice">());
#endif
