// expect: watermark delay "-5 seconds" is negative; write how late a row may be, such as "10 seconds"
// SPDX-License-Identifier: BSL-1.0
// A delay says how late a row may be.
#include <weir/plan/source.hpp>
#include <weir/plan/with_watermark.hpp>

#include <string>

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

#ifdef WEIR_MISTAKE
auto const query = weir::input<trade>() | weir::with_watermark<"dt", "-5 seconds">();
#else
auto const query = weir::input<trade>() | weir::with_watermark<"dt", "5 seconds">();
#endif
