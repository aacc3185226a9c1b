// expect: session_window as the only key of group_by: one session of all rows is never closed for sure; group by a further key
// SPDX-License-Identifier: BSL-1.0
// A session belongs to something.
#include <weir/plan/drop_duplicates.hpp>
#include <weir/plan/group_by.hpp>
#include <weir/plan/source.hpp>
#include <weir/plan/with_watermark.hpp>

#include <cstdint>
#include <string>

using namespace weir::literals;

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

#ifdef WEIR_MISTAKE
auto const query =
    weir::input<trade>() | weir::group_by(weir::session_window<"dt", "5 minutes">()) | weir::count();
#else
auto const query = weir::input<trade>()
                   | weir::group_by(weir::session_window<"dt", "5 minutes">(), "symbol"_c) | weir::count();
#endif
