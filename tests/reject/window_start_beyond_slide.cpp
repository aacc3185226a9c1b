// expect: window start "6 minutes" is not shorter than the slide "5 minutes"; write an offset within one slide
// SPDX-License-Identifier: BSL-1.0
// A window starts within its slide.
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
                   | weir::group_by(weir::window<"dt", "10 minutes", "5 minutes", "6 minutes">())
                   | weir::count();
#else
auto const query = weir::input<trade>()
                   | weir::group_by(weir::window<"dt", "10 minutes", "5 minutes", "1 minute">())
                   | weir::count();
#endif
