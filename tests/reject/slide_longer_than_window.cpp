// expect: window slide "20 minutes" is longer than its size "10 minutes"; events between windows would be lost, write a slide up to the size
// SPDX-License-Identifier: BSL-1.0
// A slide longer than its window would lose the rows between windows.
#include <weir/plan/group_by.hpp>
#include <weir/plan/source.hpp>

#include <string>

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

#ifdef WEIR_MISTAKE
auto const query =
    weir::input<trade>() | weir::group_by(weir::window<"dt", "10 minutes", "20 minutes">()) | weir::count();
#else
auto const query =
    weir::input<trade>() | weir::group_by(weir::window<"dt", "20 minutes", "10 minutes">()) | weir::count();
#endif
