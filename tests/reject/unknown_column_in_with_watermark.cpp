// expect: no column "dtt" in {dt: timestamp, symbol: string, price: double}; did you mean "dt"?
// SPDX-License-Identifier: BSL-1.0
// A misspelt event time is one error, though a window follows.
#include <weir/plan/group_by.hpp>
#include <weir/plan/source.hpp>
#include <weir/plan/with_watermark.hpp>

#include <string>

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

#ifdef WEIR_MISTAKE
auto const query = weir::input<trade>() | weir::with_watermark<"dtt", "1 minute">()
                   | weir::group_by(weir::window<"dt", "1 minute">()) | weir::count();
#else
auto const query = weir::input<trade>() | weir::with_watermark<"dt", "1 minute">()
                   | weir::group_by(weir::window<"dt", "1 minute">()) | weir::count();
#endif
