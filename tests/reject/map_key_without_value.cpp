// expect: odd number of arguments of map; each key takes a value in "map(symbol)"
// SPDX-License-Identifier: BSL-1.0
// A map is made of keys and values in turn.
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
auto const query = weir::input<trade>() | weir::select(weir::create_map("symbol"_c).as<"m">());
#else
auto const query = weir::input<trade>() | weir::select(weir::create_map("symbol"_c, 1).as<"m">());
#endif
