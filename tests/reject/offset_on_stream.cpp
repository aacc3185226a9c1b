// expect: offset on a stream: it has no end, so its first rows are no part of it; drop offset(...)
// SPDX-License-Identifier: BSL-1.0
// Offset on a stream.
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
auto const query = weir::input<trade>() | weir::offset<5>();
#else
auto const query = students() | weir::offset<5>();
#endif
