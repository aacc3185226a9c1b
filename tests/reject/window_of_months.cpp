// expect: window size "1 month" has months; a month has no fixed length, write days or weeks
// SPDX-License-Identifier: BSL-1.0
// A month has no fixed length.
#include <weir/plan/group_by.hpp>
#include <weir/plan/source.hpp>

#include <string>

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

#ifdef WEIR_MISTAKE
auto const query = weir::input<trade>() | weir::group_by(weir::window<"dt", "1 month">()) | weir::count();
#else
auto const query = weir::input<trade>() | weir::group_by(weir::window<"dt", "30 days">()) | weir::count();
#endif
