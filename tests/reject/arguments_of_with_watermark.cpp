// expect: arguments of with_watermark are not between < and >; write with_watermark<"dt", "10 minutes">()
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
auto const query = weir::input<trade>() | weir::with_watermark("dt", "10 minutes");
#else
auto const query = weir::input<trade>() | weir::with_watermark<"dt", "10 minutes">();
#endif
