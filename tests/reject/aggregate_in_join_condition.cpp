// expect: aggregate in a join condition: "(max(price) >= bid)" is known only after the rows are grouped; join before,
// or filter after agg(...) SPDX-License-Identifier: BSL-1.0 Groups are made of the rows that a join gives.
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
auto const query = trades | weir::join(quotes, weir::max("price"_c) >= "bid"_c);
#else
auto const query = trades | weir::join(quotes, "price"_c >= "bid"_c);
#endif
