// expect: union_with what is no plan; give it a plan, table<trade>(rows) of rows
// SPDX-License-Identifier: BSL-1.0
// A union is one of plans.
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
    auto const query = weir::table<trade>({}) | weir::union_with(rows);
#else
    auto const query = weir::table<trade>({}) | weir::union_with(weir::table<trade>(rows));
#endif
}
