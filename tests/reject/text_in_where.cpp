// expect: text given to where as a condition; write where<"price > 5">() or where("price"_c > 5)
// SPDX-License-Identifier: BSL-1.0
// Text for a condition.
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
auto const query = weir::input<trade>() | weir::where("price > 5");
#else
auto const query = weir::input<trade>() | weir::where<"price > 5">();
#endif
