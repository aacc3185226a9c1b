// expect: ambiguous column "symbol": both sides of the join have it; give the sides an alias and write "alias.symbol"
// string, bid: double} SPDX-License-Identifier: BSL-1.0 Both sides have it.
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
auto const query = trades | weir::join(quotes, "symbol"_c == "symbol"_c);
#else
auto const query =
    trades | weir::alias<"t">() | weir::join(quotes | weir::alias<"q">(), "t.symbol"_c == "q.symbol"_c);
#endif
