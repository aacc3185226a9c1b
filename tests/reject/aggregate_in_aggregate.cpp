// expect: aggregate inside an aggregate in "sum(max(price))"; compute the inner one in a group_by of its own
// SPDX-License-Identifier: BSL-1.0
// Aggregates do not nest.
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
auto const query = weir::input<trade>() | weir::agg(weir::sum(weir::max("price"_c)).as<"s">());
#else
auto const query = weir::input<trade>() | weir::agg(weir::sum("price"_c).as<"s">());
#endif
