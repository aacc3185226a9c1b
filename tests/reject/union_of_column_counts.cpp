// expect: union of 3 and 1 columns: {dt: timestamp, symbol: string, price: double} and {price: double}; select the same columns on both sides
// SPDX-License-Identifier: BSL-1.0
// Both sides of a union have as many columns.
#include <weir/expr/column.hpp>
#include <weir/plan/select.hpp>
#include <weir/plan/source.hpp>
#include <weir/plan/union_with.hpp>

#include <string>

using namespace weir::literals;

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

#ifdef WEIR_MISTAKE
auto const query = weir::input<trade>() | weir::union_with(weir::input<trade>() | weir::select("price"_c));
#else
auto const query = weir::input<trade>() | weir::select("price"_c)
                   | weir::union_with(weir::input<trade>() | weir::select("price"_c));
#endif
