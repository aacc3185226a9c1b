// expect: aggregate on the right of |; write group_by(...) | agg(...), or agg(...) for all rows
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
auto const query = weir::input<trade>() | weir::sum("price"_c);
#else
auto const query = weir::input<trade>() | weir::agg(weir::sum("price"_c).as<"sum">());
#endif
