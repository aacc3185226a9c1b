// expect: join without a condition; write join(other, on<"id">), or "a.id"_c == "b.id"_c, or cross
// SPDX-License-Identifier: BSL-1.0
// Join without a condition.
#include <weir/testing.hpp>
#include <weir/weir.hpp>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <string>

using namespace weir::literals;

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

auto students() { return weir::table<weir::row_of<"symbol string, name string">>({{"BTC", "Bitcoin"}}); }

#ifdef WEIR_MISTAKE
auto const query = weir::input<trade>() | weir::join(students());
#else
auto const query = weir::input<trade>() | weir::join(students(), weir::cross);
#endif
