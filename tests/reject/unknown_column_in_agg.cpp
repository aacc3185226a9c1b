// expect: no column "prcie" in {dt: timestamp, symbol: string, price: double}; did you mean "price"?
// SPDX-License-Identifier: BSL-1.0
// A misspelt column in an aggregate is one error, though the aggregate is used further on.
#include <weir/expr/column.hpp>
#include <weir/plan/group_by.hpp>
#include <weir/plan/source.hpp>
#include <weir/plan/where.hpp>

#include <string>

using namespace weir::literals;

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

#ifdef WEIR_MISTAKE
auto const query = weir::input<trade>() | weir::group_by("symbol"_c)
                   | weir::agg(weir::sum("prcie"_c).as<"total">()) | weir::where("total"_c > 5.0);
#else
auto const query = weir::input<trade>() | weir::group_by("symbol"_c)
                   | weir::agg(weir::sum("price"_c).as<"total">()) | weir::where("total"_c > 5.0);
#endif
