// expect: row of another type pushed; push the struct that input<> names
// SPDX-License-Identifier: BSL-1.0
// What is pushed is the struct of the input.
#include <weir/runtime/inline_query.hpp>

#include <string>

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

struct quote {
    double price;
};

void serve() {
    auto live = weir::inline_query(weir::input<trade>(), weir::append, [](auto const&) {});
#ifdef WEIR_MISTAKE
    live.push(quote{1.5});
#else
    live.push(trade{});
#endif
}
