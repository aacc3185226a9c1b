// expect: order_by of what is no column; write "price"_c or "price"_c.desc()
// SPDX-License-Identifier: BSL-1.0
// Text for a column.
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
auto const query = weir::input<trade>() | weir::order_by("price");
#else
auto const query = weir::input<trade>() | weir::order_by("price"_c);
#endif
