// expect: watermark on "price" of type double; event time is a timestamp, cast the column first
// SPDX-License-Identifier: BSL-1.0
// Event time is a timestamp.
#include <weir/plan/source.hpp>
#include <weir/plan/with_watermark.hpp>

#include <string>

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

#ifdef WEIR_MISTAKE
auto const query = weir::input<trade>() | weir::with_watermark<"price", "10 minutes">();
#else
auto const query = weir::input<trade>() | weir::with_watermark<"dt", "10 minutes">();
#endif
