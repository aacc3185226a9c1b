// expect: count() without group_by; write agg(count().as<"count">()) for all rows
// SPDX-License-Identifier: BSL-1.0
// Count without group_by.
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
auto const query = weir::input<trade>() | weir::count();
#else
auto const query = weir::input<trade>() | weir::agg(weir::count().as<"count">());
#endif
