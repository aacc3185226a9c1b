// expect: arguments of session_window are not between < and >; write session_window<"dt", "5 minutes">(), column and gap
// SPDX-License-Identifier: BSL-1.0
// A session has a gap that ends it.
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
auto const query =
    weir::input<trade>() | weir::group_by("symbol"_c, weir::session_window<"dt">()) | weir::count();
#else
auto const query = weir::input<trade>()
                   | weir::group_by("symbol"_c, weir::session_window<"dt", "5 minutes">()) | weir::count();
#endif
