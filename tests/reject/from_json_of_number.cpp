// expect: cannot read from_json a double; it has to be a struct, an array or a map
// SPDX-License-Identifier: BSL-1.0
// from_json gives what has fields, elements or entries.
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
auto const query = weir::input<trade>() | weir::select(weir::from_json<double>("symbol"_c).as<"d">());
#else
auto const query =
    weir::input<trade>() | weir::select(weir::from_json<std::vector<double>>("symbol"_c).as<"d">());
#endif
