// expect: no field "symbl" in struct<symbol:string>; did you mean "symbol"? in "struct(symbol).symbl"
// SPDX-License-Identifier: BSL-1.0
// A misspelt field names the one that was meant.
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
    weir::input<trade>() | weir::select(weir::get_field<"symbl">(weir::struct_("symbol"_c)).as<"s">());
#else
auto const query =
    weir::input<trade>() | weir::select(weir::get_field<"symbol">(weir::struct_("symbol"_c)).as<"s">());
#endif
