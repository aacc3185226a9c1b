// expect: more than one window in group_by; their rows would multiply, group by one window and window again later
// SPDX-License-Identifier: BSL-1.0
// A group has one window.
#include <weir/plan/group_by.hpp>
#include <weir/plan/source.hpp>

#include <string>

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

#ifdef WEIR_MISTAKE
auto const query = weir::input<trade>()
                   | weir::group_by(weir::window<"dt", "1 hour">(), weir::window<"dt", "1 day">())
                   | weir::count();
#else
auto const query = weir::input<trade>() | weir::group_by(weir::window<"dt", "1 hour">()) | weir::count();
#endif
