// expect: duration of std::chrono beside a column; write interval<"10 seconds">
// SPDX-License-Identifier: BSL-1.0
// Duration of std::chrono.
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
auto const query = weir::input<trade>() | weir::where("dt"_c + std::chrono::seconds(10) > "dt"_c);
#else
auto const query = weir::input<trade>() | weir::where("dt"_c + weir::interval<"10 seconds"> > "dt"_c);
#endif
