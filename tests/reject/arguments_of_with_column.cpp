// expect: arguments of with_column are not between < and >; write with_column<"volume">("amount"_c * "price"_c)
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
auto const query = weir::input<trade>() | weir::with_column("twice", "price"_c * 2);
#else
auto const query = weir::input<trade>() | weir::with_column<"twice">("price"_c * 2);
#endif
