// expect: function on the right of | without its parentheses; write distinct(), count()
// SPDX-License-Identifier: BSL-1.0
// Operator without its parentheses.
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
auto const query = weir::input<trade>() | weir::distinct;
#else
auto const query = weir::input<trade>() | weir::distinct();
#endif
