// expect: two event times "dt" and "at" reach the left side of a join; select one of them, or cast the other
// to another type SPDX-License-Identifier: BSL-1.0 A stateful operator has one event time.
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
struct story {
    weir::timestamp seen;
    std::string symbol;
};

auto const trades = weir::input<trade, "trades">() | weir::with_watermark<"dt", "10 seconds">();
auto const quotes = weir::input<quote, "quotes">() | weir::with_watermark<"at", "10 seconds">();
auto const news = weir::input<story, "news">() | weir::with_watermark<"seen", "10 seconds">();
auto const quoted =
    trades | weir::alias<"t">()
    | weir::join(quotes | weir::alias<"q">(), "t.symbol"_c == "q.symbol"_c && "at"_c == "dt"_c)
    | weir::select("t.symbol"_c, "dt"_c, "at"_c, "bid"_c);

auto start() {
#ifdef WEIR_MISTAKE
    return weir::inline_query(quoted | weir::join(news, weir::on<"symbol">), weir::append,
                              [](auto const&) {});
#else
    return weir::inline_query(quoted | weir::drop<"at">() | weir::join(news, weir::on<"symbol">),
                              weir::append, [](auto const&) {});
#endif
}
