// expect: argument 2 of percentile is not the same for every row; write a constant in "percentile(price, share, 1)"
// SPDX-License-Identifier: BSL-1.0
// A percentage is the same for every row of a group.
#include <weir/expr/column.hpp>
#include <weir/expr/percentiles.hpp>
#include <weir/plan/group_by.hpp>
#include <weir/runtime/table.hpp>

using namespace weir::literals;

struct trade {
    double price;
    double share;
};

#ifdef WEIR_MISTAKE
auto query = weir::table<trade>({}) | weir::agg(weir::percentile("price"_c, "share"_c).as<"p">());
#else
auto query = weir::table<trade>({}) | weir::agg(weir::percentile("price"_c, 0.5).as<"p">());
#endif
