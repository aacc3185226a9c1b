// expect: join on the field "side.symbol"; write the condition with an alias for each side
// SPDX-License-Identifier: BSL-1.0
// The result has columns, not fields.
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

struct market {
    std::string symbol;
};
struct order {
    market side;
    double price;
};
auto const orders = weir::input<order>();
auto const limits = weir::table<order>({});

#ifdef WEIR_MISTAKE
auto const query = orders | weir::join(limits, weir::on<"side.symbol">);
#else
auto const query = orders | weir::alias<"o">()
                   | weir::join(limits | weir::alias<"l">(), "o.side.symbol"_c == "l.side.symbol"_c);
#endif
