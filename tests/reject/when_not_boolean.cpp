// expect: operand of WHEN is double, not boolean; compare it with a value
// SPDX-License-Identifier: BSL-1.0
// The condition of when is boolean.
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
    weir::input<trade>() | weir::select(weir::when("price"_c, "high").otherwise("low").as<"p">());
#else
auto const query =
    weir::input<trade>() | weir::select(weir::when("price"_c > 5.0, "high").otherwise("low").as<"p">());
#endif
