// expect: cannot call a function with (string, double) in "call(symbol, price)"; it has to be const and take as many, text as std::string_view
// SPDX-License-Identifier: BSL-1.0
// A function of the user has to take the columns that it is called with.
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
auto const query = weir::input<trade>()
                   | weir::select(weir::call([](double x) { return x; }, "symbol"_c, "price"_c).as<"v">());
#else
auto const query =
    weir::input<trade>() | weir::select(weir::call([](double x) { return x; }, "price"_c).as<"v">());
#endif
