// expect: agg of nothing; write agg(sum("price"_c).as<"total">()), or count()
// SPDX-License-Identifier: BSL-1.0
// Agg of nothing.
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
auto const query = weir::input<trade>() | weir::group_by("symbol"_c) | weir::agg();
#else
auto const query = weir::input<trade>() | weir::group_by("symbol"_c) | weir::count();
#endif
