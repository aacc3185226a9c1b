// expect: cannot array_contains a string in a array<double>; the value has to be of the type of the elements
// in "array_contains(prices, symbol)" SPDX-License-Identifier: BSL-1.0 A text is no element of an array of
// numbers.
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
auto const query =
    weir::input<trade>() | weir::select(weir::array_contains("prices"_c, "symbol"_c).as<"b">());
#else
auto const query = weir::input<trade>() | weir::select(weir::array_contains("prices"_c, 1.5).as<"b">());
#endif
