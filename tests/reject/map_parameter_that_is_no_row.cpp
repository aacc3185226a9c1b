// expect: map parameter is no row; let the function take a struct with the fields that it reads, or auto const&
// SPDX-License-Identifier: BSL-1.0
// A lambda of map takes a row.
#include <weir/plan/source.hpp>
#include <weir/plan/typed.hpp>

#include <string>

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

#ifdef WEIR_MISTAKE
auto const query = weir::input<trade>() | weir::map([](double price) { return price * 2; });
#else
auto const query = weir::input<trade>() | weir::map([](trade const& t) { return t.price * 2; });
#endif
