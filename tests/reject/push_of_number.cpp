// expect: row of another type pushed; push the struct that input<> names
// SPDX-License-Identifier: BSL-1.0
// Push of wrong type.
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

void run([[maybe_unused]] weir::memory_stream<trade> const& trades) {
#ifdef WEIR_MISTAKE
    weir::inline_query(weir::input<trade>(), weir::append, [](auto const&) {}).push(5);
#else
    weir::inline_query(weir::input<trade>(), weir::append, [](auto const&) {}).push(trade{});
#endif
}
