// expect: inline_query without a function for its rows; write inline_query(plan, weir::append, [](auto const& row) { ... })
// SPDX-License-Identifier: BSL-1.0
// The rows of an inline query go to a function.
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
#ifdef WEIR_MISTAKE
    auto live = weir::inline_query(weir::input<trade>(), weir::append);
#else
    auto live = weir::inline_query(weir::input<trade>(), weir::append, [](auto const&) {});
#endif
}
