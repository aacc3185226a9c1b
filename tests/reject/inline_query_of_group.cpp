// expect: group_by without an aggregate in inline_query; add agg(...) or count()
// SPDX-License-Identifier: BSL-1.0
// A group alone is no plan.
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
    auto const groups = weir::input<trade>() | weir::group_by("symbol"_c);
#ifdef WEIR_MISTAKE
    auto live = weir::inline_query(groups, weir::update, [](auto const&) {});
#else
    auto live = weir::inline_query(groups | weir::count(), weir::update, [](auto const&) {});
#endif
}
