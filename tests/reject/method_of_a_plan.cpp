// expect: method where of a plan: operators are applied with |; write plan | weir::where(...)
// SPDX-License-Identifier: BSL-1.0
// Method of a plan.
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
auto const query = weir::input<trade>().where("price"_c > 5);
#else
auto const query = weir::input<trade>() | weir::where("price"_c > 5);
#endif
