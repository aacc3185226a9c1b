// expect: no column "prcie" in {dt: timestamp, symbol: string, price: double}; did you mean "price"?
// SPDX-License-Identifier: BSL-1.0
// A lambda of filter takes a struct of the row's columns.
#include <weir/plan/source.hpp>
#include <weir/plan/typed.hpp>

#include <string>

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

struct quote {
#ifdef WEIR_MISTAKE
    double prcie;
#else
    double price;
#endif
};

auto const query = weir::input<trade>() | weir::filter([](quote const&) { return true; });
