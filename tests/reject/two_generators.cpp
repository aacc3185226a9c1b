// expect: more than one generator in a select; a row can be multiplied once, use a second select
// SPDX-License-Identifier: BSL-1.0
// A select multiplies a row once.
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
auto const query =
    weir::input<trade>()
    | weir::select(weir::explode(weir::split("symbol"_c, "-")), weir::explode(weir::split("symbol"_c, "/")));
#else
auto const query = weir::input<trade>() | weir::select(weir::explode(weir::split("symbol"_c, "-")));
#endif
