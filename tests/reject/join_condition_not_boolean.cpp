// expect: join condition "price" is double, not boolean; compare columns of both sides
// SPDX-License-Identifier: BSL-1.0
// A number is no condition.
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
auto const query = trades | weir::join(quotes, "price"_c);
#else
auto const query = trades | weir::join(quotes, "price"_c >= "bid"_c);
#endif
