// expect: arguments of window are not between < and >; write window<"dt", "10 minutes">()
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
auto const query = weir::input<trade>() | weir::group_by(weir::window("dt"_c, "10 minutes")) | weir::count();
#else
auto const query = weir::input<trade>() | weir::group_by(weir::window<"dt", "10 minutes">()) | weir::count();
#endif
