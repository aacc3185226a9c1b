// expect: comparison with null is never true; write "note"_c.is_null() or "note"_c.is_not_null()
// SPDX-License-Identifier: BSL-1.0
// Comparison with null.
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
auto const query = weir::input<trade>() | weir::where("symbol"_c == nullptr);
#else
auto const query = weir::input<trade>() | weir::where("symbol"_c.is_null());
#endif
