// expect: function returns nothing in "call(price)"; return the value of the column
// SPDX-License-Identifier: BSL-1.0
// A function of the user has to give the column its value.
#include <weir/expr/call.hpp>
#include <weir/expr/column.hpp>
#include <weir/plan/select.hpp>
#include <weir/plan/source.hpp>

#include <string>

using namespace weir::literals;

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

#ifdef WEIR_MISTAKE
auto const query = weir::input<trade>() | weir::select(weir::call([](double) {}, "price"_c).as<"v">());
#else
auto const query =
    weir::input<trade>() | weir::select(weir::call([](double x) { return x; }, "price"_c).as<"v">());
#endif
