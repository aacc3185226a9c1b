// expect: right_outer join of a stream with a table on the right: which rows of the table have no partner is
// known only at the end of the stream; use inner or left_outer SPDX-License-Identifier: BSL-1.0 The stream
// has no end.
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
auto const query = trades | weir::join(quotes, weir::on<"symbol">, weir::right_outer);
#else
auto const query = trades | weir::join(quotes, weir::on<"symbol">, weir::left_outer);
#endif
