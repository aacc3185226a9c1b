// expect: no column "symbl" in {dt: timestamp, symbol: string, price: double}; did you mean "symbol"?
// SPDX-License-Identifier: BSL-1.0
// A misspelt key is one error, though agg and select follow.
#include <weir/expr/column.hpp>
#include <weir/plan/group_by.hpp>
#include <weir/plan/select.hpp>
#include <weir/plan/source.hpp>

#include <string>

using namespace weir::literals;

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

#ifdef WEIR_MISTAKE
auto const query = weir::input<trade>() | weir::group_by("symbl"_c)
                   | weir::agg(weir::max("price"_c).as<"top">()) | weir::select("symbol"_c, "top"_c);
#else
auto const query = weir::input<trade>() | weir::group_by("symbol"_c)
                   | weir::agg(weir::max("price"_c).as<"top">()) | weir::select("symbol"_c, "top"_c);
#endif
