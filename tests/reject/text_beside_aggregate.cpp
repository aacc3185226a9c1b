// expect: argument of agg is no aggregate; write sum("price"_c).as<"total">()
// SPDX-License-Identifier: BSL-1.0
// A name is given with as.
#include <weir/testing.hpp>
#include <weir/weir.hpp>

#include <string>

using namespace weir::literals;

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

#ifdef WEIR_MISTAKE
auto const query =
    weir::input<trade>() | weir::group_by("symbol"_c) | weir::agg(weir::sum("price"_c), "total");
#else
auto const query =
    weir::input<trade>() | weir::group_by("symbol"_c) | weir::agg(weir::sum("price"_c).as<"total">());
#endif
