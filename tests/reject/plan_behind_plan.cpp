// expect: plan on the right of |; write join(other, on<"id">) or union_with(other)
// SPDX-License-Identifier: BSL-1.0
// Plan behind a plan.
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
auto const query = weir::input<trade>() | weir::input<trade>();
#else
auto const query = weir::input<trade>() | weir::union_with(weir::input<trade>());
#endif
