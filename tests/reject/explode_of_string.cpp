// expect: cannot explode a string in "explode(symbol)"; its argument is an array or a map
// SPDX-License-Identifier: BSL-1.0
// Only an array or a map can be exploded.
#include <weir/expr/column.hpp>
#include <weir/expr/generator.hpp>
#include <weir/expr/split.hpp>
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
auto const query = weir::input<trade>() | weir::select(weir::explode("symbol"_c).as<"part">());
#else
auto const query =
    weir::input<trade>() | weir::select(weir::explode(weir::split("symbol"_c, "-")).as<"part">());
#endif
