// expect: left_anti join of two streams: that a row has no partner is known only at the end of the other
// stream; use left_outer with a bound of time and keep the nulls SPDX-License-Identifier: BSL-1.0 As in
// Spark.
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
auto const quotes = weir::input<quote, "quotes">() | weir::with_watermark<"at", "10 seconds">();

#ifdef WEIR_MISTAKE
auto const query = trades | weir::join(quotes, weir::on<"symbol">, weir::left_anti);
#else
auto const query = trades | weir::join(quotes, weir::on<"symbol">);
#endif
