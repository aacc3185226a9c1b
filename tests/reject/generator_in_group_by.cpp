// expect: generator in group_by: "explode(split(symbol, ?, -1))"; put it in a select before
// SPDX-License-Identifier: BSL-1.0
// A key gives one value a row.
#include <weir/expr/column.hpp>
#include <weir/expr/generator.hpp>
#include <weir/expr/split.hpp>
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
auto const query =
    weir::input<trade>() | weir::group_by(weir::explode(weir::split("symbol"_c, "-"))) | weir::count();
#else
auto const query = weir::input<trade>() | weir::group_by(weir::split("symbol"_c, "-")) | weir::count();
#endif
