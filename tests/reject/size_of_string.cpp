// expect: cannot size a string; its argument is an array or a map in "size(symbol)"
// SPDX-License-Identifier: BSL-1.0
// Only an array or a map has a size.
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
auto const query = weir::input<trade>() | weir::select(weir::size("symbol"_c).as<"n">());
#else
auto const query = weir::input<trade>() | weir::select(weir::size("prices"_c).as<"n">());
#endif
