// expect: cannot inline a array<double> in "inline(prices)"; its argument is an array of structs
// SPDX-License-Identifier: BSL-1.0
// Only structs have fields to make columns of.
#include <weir/expr/collections.hpp>
#include <weir/expr/generator.hpp>
#include <weir/expr/json.hpp>
#include <weir/expr/math.hpp>
#include <weir/plan/select.hpp>
#include <weir/plan/source.hpp>

#include <string>
#include <vector>

using namespace weir::literals;

struct trade {
    std::string symbol;
    std::vector<double> prices;
};

#ifdef WEIR_MISTAKE
auto const query = weir::input<trade>() | weir::select(weir::inline_("prices"_c));
#else
auto const query = weir::input<trade>() | weir::select(weir::inline_(weir::array(weir::struct_("symbol"_c))));
#endif
