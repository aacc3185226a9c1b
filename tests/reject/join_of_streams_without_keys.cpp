// expect: inner join of two streams without equal keys: every row would meet every other; add an equality of
// columns of both sides to the condition SPDX-License-Identifier: BSL-1.0 State is found by equal keys.
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
auto const query = trades | weir::join(quotes, "at"_c <= "dt"_c);
#else
auto const query =
    trades | weir::alias<"t">()
    | weir::join(quotes | weir::alias<"q">(), "t.symbol"_c == "q.symbol"_c && "at"_c <= "dt"_c);
#endif
