// expect: no aggregate in "price" of agg; a group has many rows, use first(...), max(...) or a key
// SPDX-License-Identifier: BSL-1.0
// An item of agg has to make one value of a group's rows.
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
auto const query = weir::input<trade>() | weir::group_by("symbol"_c) | weir::agg("price"_c);
#else
auto const query = weir::input<trade>() | weir::group_by("symbol"_c) | weir::agg(weir::max("price"_c));
#endif
