// expect: lambda of aggregate gives double, the accumulator is int; cast one to the type of the other
// SPDX-License-Identifier: BSL-1.0
// What the lambda gives is the accumulator of the next element.
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
    weir::input<trade>()
    | weir::select(weir::aggregate("prices"_c, 0, [](auto sum, auto x) { return sum + x; }).as<"s">());
#else
auto const query =
    weir::input<trade>()
    | weir::select(weir::aggregate("prices"_c, 0.0, [](auto sum, auto x) { return sum + x; }).as<"s">());
#endif
