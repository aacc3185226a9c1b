// expect: map parameter is not const: a row is only read; let the function take it by value or const&
// SPDX-License-Identifier: BSL-1.0
// A lambda reads the row only.
#include <weir/plan/source.hpp>
#include <weir/plan/typed.hpp>

#include <string>

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

#ifdef WEIR_MISTAKE
auto const query = weir::input<trade>() | weir::map([](trade& t) { return t.price *= 2; });
#else
auto const query = weir::input<trade>() | weir::map([](trade t) { return t.price *= 2; });
#endif
