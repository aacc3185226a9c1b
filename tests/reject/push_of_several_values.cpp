// expect: several values pushed; push one row, as push(trade{...})
// SPDX-License-Identifier: BSL-1.0
// The values of a row are no row.
#include <weir/testing.hpp>
#include <weir/weir.hpp>

#include <string>

using namespace weir::literals;

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

void use() {
    auto live = weir::inline_query(weir::input<trade>(), weir::append, [](auto const&) {});
#ifdef WEIR_MISTAKE
    live.push(weir::timestamp{}, "BTC", 1.5);
#else
    live.push(trade{weir::timestamp{}, "BTC", 1.5});
#endif
}
