// expect: unknown unit "mintues" in "10 mintues"; did you mean "minutes"?
// SPDX-License-Identifier: BSL-1.0
// A misspelt unit names the one that was meant.
#include <weir/plan/group_by.hpp>
#include <weir/plan/source.hpp>

#include <string>

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

#ifdef WEIR_MISTAKE
auto const query = weir::input<trade>() | weir::group_by(weir::window<"dt", "10 mintues">()) | weir::count();
#else
auto const query = weir::input<trade>() | weir::group_by(weir::window<"dt", "10 minutes">()) | weir::count();
#endif
