// expect: aggregate in where: "(sum(price) > ?)" is known only after the rows are grouped; filter after agg(...)
// SPDX-License-Identifier: BSL-1.0
// An aggregate is known only after rows are grouped.
#include <weir/expr/column.hpp>
#include <weir/plan/group_by.hpp>
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
auto const query = weir::input<trade>() | weir::where(weir::sum("price"_c) > 5.0);
#else
auto const query =
    weir::input<trade>() | weir::agg(weir::sum("price"_c).as<"s">()) | weir::where("s"_c > 5.0);
#endif
