// expect: cannot sum values of type string; cast the string to a number in "sum(symbol)"
// SPDX-License-Identifier: BSL-1.0
// Text cannot be summed.
#include <weir/expr/column.hpp>
#include <weir/plan/group_by.hpp>
#include <weir/plan/source.hpp>

#include <string>

using namespace weir::literals;

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

#ifdef WEIR_MISTAKE
auto const query = weir::input<trade>() | weir::group_by("dt"_c) | weir::agg(weir::sum("symbol"_c).as<"s">());
#else
auto const query = weir::input<trade>() | weir::group_by("dt"_c) | weir::agg(weir::sum("price"_c).as<"s">());
#endif
