// expect: flat_map function gives no range; return a std::vector, or use map for one row each
// SPDX-License-Identifier: BSL-1.0
// A lambda of flat_map gives a range.
#include <weir/plan/source.hpp>
#include <weir/plan/typed.hpp>

#include <string>
#include <vector>

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

#ifdef WEIR_MISTAKE
auto const query = weir::input<trade>() | weir::flat_map([](trade const& t) { return t.price; });
#else
auto const query =
    weir::input<trade>() | weir::flat_map([](trade const& t) { return std::vector<double>{t.price}; });
#endif
