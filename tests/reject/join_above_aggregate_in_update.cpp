// expect: join of streams above an aggregate in update mode: groups that change would be joined twice; use
// append SPDX-License-Identifier: BSL-1.0 What changes below comes again.
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
    return weir::inline_query(
        trades | weir::group_by(weir::window<"dt", "1 minute">())
            | weir::agg(weir::max("price"_c).as<"high">())
            | weir::join(quotes | weir::select(weir::window<"at", "1 minute">().as<"window">(), "bid"_c),
                         weir::on<"window">),
        weir::update, [](auto const&) {});
#else
    return weir::inline_query(
        trades | weir::group_by(weir::window<"dt", "1 minute">())
            | weir::agg(weir::max("price"_c).as<"high">())
            | weir::join(quotes | weir::select(weir::window<"at", "1 minute">().as<"window">(), "bid"_c),
                         weir::on<"window">),
        weir::append, [](auto const&) {});
#endif
}
