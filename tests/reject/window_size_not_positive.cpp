// expect: window size "0 seconds" is not positive; write a duration like "10 minutes"
// SPDX-License-Identifier: BSL-1.0
// A window has a length.
#include <weir/plan/group_by.hpp>
#include <weir/plan/source.hpp>

#include <string>

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

#ifdef WEIR_MISTAKE
auto const query = weir::input<trade>() | weir::group_by(weir::window<"dt", "0 seconds">()) | weir::count();
#else
auto const query = weir::input<trade>() | weir::group_by(weir::window<"dt", "5 seconds">()) | weir::count();
#endif
