// expect: no input "rihgt" in this query; name it in input<T, "rihgt">()
// SPDX-License-Identifier: BSL-1.0
// An input is named as input<> names it.
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
    live.push<"rihgt">(trade{});
#else
    live.push<"right">(trade{});
#endif
}
