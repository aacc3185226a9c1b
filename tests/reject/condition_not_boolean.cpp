// expect: condition "(price * ?)" is double, not boolean; compare it with a value
// SPDX-License-Identifier: BSL-1.0
// A condition has to be boolean.
#include <weir/expr/arithmetic.hpp>
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
auto const query = weir::input<trade>() | weir::where("price"_c * 2);
#else
auto const query = weir::input<trade>() | weir::where("price"_c * 2 > 5);
#endif
