// expect: expression on the right of |; write select(...), where(...) or with_column<"name">(...)
// SPDX-License-Identifier: BSL-1.0
// Aggregate without agg.
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
auto const query = weir::input<trade>() | ("price"_c > 5);
#else
auto const query = weir::input<trade>() | weir::where("price"_c > 5);
#endif
