// expect: arguments of window are not between < and >; write window<"dt", "10 minutes", "5 minutes", "1 minute">(), column, size, slide and start
// SPDX-License-Identifier: BSL-1.0
// A window has at most four arguments.
#include <weir/testing.hpp>
#include <weir/weir.hpp>

#include <string>

using namespace weir::literals;

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

#ifdef WEIR_MISTAKE
auto const query = weir::input<trade>()
                   | weir::group_by(weir::window<"dt", "4 hours", "2 hours", "1 hour", "0 seconds">())
                   | weir::count();
#else
auto const query = weir::input<trade>() | weir::group_by(weir::window<"dt", "4 hours", "2 hours", "1 hour">())
                   | weir::count();
#endif
