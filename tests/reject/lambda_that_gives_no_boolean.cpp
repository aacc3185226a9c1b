// expect: lambda of filter gives double; it has to give a boolean in "filter(prices,
// SPDX-License-Identifier: BSL-1.0
// What a filter keeps is decided by a boolean.
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
    weir::input<trade>() | weir::select(weir::filter("prices"_c, [](auto x) { return x + 1.0; }).as<"p">());
#else
auto const query =
    weir::input<trade>() | weir::select(weir::filter("prices"_c, [](auto x) { return x > 1.0; }).as<"p">());
#endif
