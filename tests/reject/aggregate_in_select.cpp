// expect: aggregate in select: "sum(price)"; use group_by(...) | agg(...), or agg(...) alone for all rows
// SPDX-License-Identifier: BSL-1.0
// A select computes row by row.
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
auto const query = weir::input<trade>() | weir::select("symbol"_c, weir::sum("price"_c).as<"s">());
#else
auto const query =
    weir::input<trade>() | weir::group_by("symbol"_c) | weir::agg(weir::sum("price"_c).as<"s">());
#endif
