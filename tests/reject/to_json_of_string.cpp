// expect: cannot write to_json a string; it has to be a struct, an array or a map
// SPDX-License-Identifier: BSL-1.0
// to_json writes what has fields, elements or entries.
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
auto const query = weir::input<trade>() | weir::select(weir::to_json("symbol"_c).as<"j">());
#else
auto const query = weir::input<trade>() | weir::select(weir::to_json("prices"_c).as<"j">());
#endif
