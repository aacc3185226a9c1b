// expect: window over "price" of type double; windows are made of a timestamp, cast the column
// SPDX-License-Identifier: BSL-1.0
// Windows are made of a timestamp.
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
    weir::input<trade>() | weir::group_by(weir::window<"price", "10 minutes">()) | weir::count();
#else
auto const query = weir::input<trade>() | weir::group_by(weir::window<"dt", "10 minutes">()) | weir::count();
#endif
