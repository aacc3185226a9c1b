// expect: aggregate in group_by: "max(price)" is known only after the rows are grouped; use agg(...)
// SPDX-License-Identifier: BSL-1.0
// A key is computed row by row.
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
auto const query = weir::input<trade>() | weir::group_by(weir::max("price"_c)) | weir::count();
#else
auto const query = weir::input<trade>() | weir::group_by("price"_c) | weir::count();
#endif
