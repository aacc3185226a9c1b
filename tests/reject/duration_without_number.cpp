// expect: no number before "minutes" in "minutes"; write a duration like "10 minutes"
// SPDX-License-Identifier: BSL-1.0
// A duration has a number.
#include <weir/plan/group_by.hpp>
#include <weir/plan/source.hpp>

#include <string>

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

#ifdef WEIR_MISTAKE
auto const query = weir::input<trade>() | weir::group_by(weir::window<"dt", "minutes">()) | weir::count();
#else
auto const query = weir::input<trade>() | weir::group_by(weir::window<"dt", "10 minutes">()) | weir::count();
#endif
