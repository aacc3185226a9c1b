// expect: arguments of expr are not between < and >; write expr<"amount * price">()
// SPDX-License-Identifier: BSL-1.0
// The text of an expression is a template argument.
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
auto const query = weir::input<trade>() | weir::select(weir::expr("price * 2"));
#else
auto const query = weir::input<trade>() | weir::select(weir::expr<"price * 2">());
#endif
