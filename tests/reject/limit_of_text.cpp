// expect: limit of a text; write limit<10>()
// SPDX-License-Identifier: BSL-1.0
// A limit is a number.
#include <weir/testing.hpp>
#include <weir/weir.hpp>

#include <string>

using namespace weir::literals;

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

#ifdef WEIR_MISTAKE
auto const query = weir::input<trade>() | weir::limit<"10">();
#else
auto const query = weir::input<trade>() | weir::limit<10>();
#endif
