// expect: join on "symbol" of type string with int; cast one of them
// SPDX-License-Identifier: BSL-1.0
// A string equals no number.
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

struct lot {
    std::int32_t symbol;
    std::int64_t size;
};
auto const trades = weir::input<trade>();
auto const lots = weir::table<lot>({});

#ifdef WEIR_MISTAKE
auto const query = trades | weir::join(lots, weir::on<"symbol">);
#else
auto const query =
    trades
    | weir::join(lots | weir::with_column<"symbol">(weir::cast<std::string>("symbol"_c)), weir::on<"symbol">);
#endif
