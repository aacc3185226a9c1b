// expect: no column "symbl" in {dt: timestamp, symbol: string, price: double}; did you mean "symbol"?
// SPDX-License-Identifier: BSL-1.0
// A column that is joined on is on both sides.
#include <weir/weir.hpp>

#include <cstdint>
#include <string>

using namespace weir::literals;

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};
struct quote {
    weir::timestamp at;
    std::string symbol;
    double bid;
};

auto const trades = weir::input<trade, "trades">() | weir::with_watermark<"dt", "10 seconds">();
auto const quotes = weir::table<quote>({});

#ifdef WEIR_MISTAKE
auto const query = trades | weir::join(quotes, weir::on<"symbl">);
#else
auto const query = trades | weir::join(quotes, weir::on<"symbol">);
#endif
