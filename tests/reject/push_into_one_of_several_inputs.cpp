// expect: several inputs: which one is pushed into is open; name it, push<"name">(row)
// SPDX-License-Identifier: BSL-1.0
// Where several inputs take a row, one is named.
#include <weir/plan/union_with.hpp>
#include <weir/runtime/inline_query.hpp>

#include <string>

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

void serve() {
    auto live =
        weir::inline_query(weir::input<trade, "left">() | weir::union_with(weir::input<trade, "right">()),
                           weir::append, [](auto const&) {});
#ifdef WEIR_MISTAKE
    live.push(trade{});
#else
    live.push<"left">(trade{});
#endif
}
