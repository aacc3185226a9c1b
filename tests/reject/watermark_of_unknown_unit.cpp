// expect: unknown unit "min" in "20 min"; did you mean "minutes"?
// SPDX-License-Identifier: BSL-1.0
// A misspelt unit of a delay names the one that was meant.
#include <weir/plan/source.hpp>
#include <weir/plan/with_watermark.hpp>

#include <string>

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

#ifdef WEIR_MISTAKE
auto const query = weir::input<trade>() | weir::with_watermark<"dt", "20 min">();
#else
auto const query = weir::input<trade>() | weir::with_watermark<"dt", "20 minutes">();
#endif
