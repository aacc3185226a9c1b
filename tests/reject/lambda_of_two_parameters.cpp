// expect: map with a function of not one parameter; take a struct with the fields that it reads, or auto const&
// SPDX-License-Identifier: BSL-1.0
// A lambda of map takes one row.
#include <weir/plan/source.hpp>
#include <weir/plan/typed.hpp>

#include <string>

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

#ifdef WEIR_MISTAKE
auto const query = weir::input<trade>() | weir::map([](double a, double b) { return a + b; });
#else
auto const query = weir::input<trade>() | weir::map([](trade const& t) { return t.price + 1; });
#endif
