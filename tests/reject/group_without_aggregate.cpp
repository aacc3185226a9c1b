// expect: group_by without an aggregate before the next operator; add agg(...) or count(), after group_by_key a function with state
// SPDX-License-Identifier: BSL-1.0
// Group_by without an aggregate.
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
auto const query = weir::input<trade>() | weir::group_by("symbol"_c) | weir::select("symbol"_c);
#else
auto const query =
    weir::input<trade>() | weir::group_by("symbol"_c) | weir::count() | weir::select("symbol"_c);
#endif
