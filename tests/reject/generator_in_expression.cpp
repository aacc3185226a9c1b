// expect: generator inside "abs(explode(prices))"; put it in a select of its own before
// SPDX-License-Identifier: BSL-1.0
// A generator makes rows, not a value.
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
auto const query = weir::input<trade>() | weir::select(weir::abs(weir::explode("prices"_c)).as<"p">());
#else
auto const query = weir::input<trade>() | weir::select(weir::explode("prices"_c).as<"p">());
#endif
