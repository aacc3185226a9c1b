// expect: aggregate in order_by: "max(price)"; name it in agg(...) and sort by its name
// SPDX-License-Identifier: BSL-1.0
// A sort key is computed row by row.
#include <weir/expr/column.hpp>
#include <weir/plan/group_by.hpp>
#include <weir/plan/order_by.hpp>
#include <weir/plan/source.hpp>

#include <string>

using namespace weir::literals;

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

#ifdef WEIR_MISTAKE
auto const query = weir::input<trade>() | weir::order_by(weir::max("price"_c));
#else
auto const query = weir::input<trade>() | weir::order_by("price"_c);
#endif
