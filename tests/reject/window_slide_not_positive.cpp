// expect: window slide "-5 minutes" is not positive; write a duration like "5 minutes"
// SPDX-License-Identifier: BSL-1.0
// A window slides forward.
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
    weir::input<trade>() | weir::group_by(weir::window<"dt", "10 minutes", "-5 minutes">()) | weir::count();
#else
auto const query =
    weir::input<trade>() | weir::group_by(weir::window<"dt", "10 minutes", "5 minutes">()) | weir::count();
#endif
