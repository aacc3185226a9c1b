// expect: inline_query of something that is no plan; give it input<trade>() | operators
// SPDX-License-Identifier: BSL-1.0
// An inline query is of a plan, not of rows.
#include <weir/testing.hpp>
#include <weir/weir.hpp>

#include <string>
#include <vector>

using namespace weir::literals;

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

void use() {
    std::vector<trade> const rows;
#ifdef WEIR_MISTAKE
    auto live = weir::inline_query(rows, weir::append, [](auto const&) {});
#else
    auto live = weir::inline_query(weir::input<trade>(), weir::append, [](auto const&) {});
    live.push(rows);
#endif
}
