// expect: no column "prcie" in {dt: timestamp, symbol: string, price: double}; did you mean "price"?
// SPDX-License-Identifier: BSL-1.0
// A misspelt column deep in an expression names the one that was meant.
#include <weir/expr/arithmetic.hpp>
#include <weir/expr/column.hpp>
#include <weir/expr/conditional.hpp>
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
auto const query =
    weir::input<trade>()
    | weir::select(
        weir::when("symbol"_c == "A", weir::coalesce("prcie"_c, 0.0) * 2).otherwise(1.0).as<"p">());
#else
auto const query =
    weir::input<trade>()
    | weir::select(
        weir::when("symbol"_c == "A", weir::coalesce("price"_c, 0.0) * 2).otherwise(1.0).as<"p">());
#endif
