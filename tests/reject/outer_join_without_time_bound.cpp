// expect: left_outer join of two streams without a bound of time: that a row has no partner is never known;
// give both a watermark and compare their times, as "r.at"_c <= "l.at"_c + interval<"1 minute">
// SPDX-License-Identifier: BSL-1.0
// A partner may come at any time.
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
auto const query = trades | weir::join(quotes, weir::on<"symbol">, weir::left_outer);
#else
auto const query = trades | weir::alias<"t">()
                   | weir::join(quotes | weir::alias<"q">(),
                                "t.symbol"_c == "q.symbol"_c && "at"_c <= "dt"_c
                                    && "at"_c > "dt"_c - weir::interval<"1 minute">,
                                weir::left_outer);
#endif
