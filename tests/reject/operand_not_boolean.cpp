// expect: operand of AND is string, not boolean; compare it with a value in "((price > ?) AND symbol)"
// SPDX-License-Identifier: BSL-1.0
// AND takes booleans.
#include <weir/expr/column.hpp>
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
auto const query = weir::input<trade>() | weir::where("price"_c > 5 && "symbol"_c);
#else
auto const query = weir::input<trade>() | weir::where("price"_c > 5 && "symbol"_c == "A");
#endif
