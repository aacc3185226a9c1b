// expect: outer join of two streams in update mode: a row without a partner comes out once, when none can
// come; use append SPDX-License-Identifier: BSL-1.0 A row that waits for its partner is not known yet.
#include <weir/weir.hpp>

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

auto start() {
#ifdef WEIR_MISTAKE
    return weir::inline_query(trades | weir::alias<"t">()
                                  | weir::join(quotes | weir::alias<"q">(),
                                               "t.symbol"_c == "q.symbol"_c && "dt"_c == "at"_c,
                                               weir::left_outer),
                              weir::update, [](auto const&) {});
#else
    return weir::inline_query(trades | weir::alias<"t">()
                                  | weir::join(quotes | weir::alias<"q">(),
                                               "t.symbol"_c == "q.symbol"_c && "dt"_c == "at"_c,
                                               weir::left_outer),
                              weir::append, [](auto const&) {});
#endif
}
