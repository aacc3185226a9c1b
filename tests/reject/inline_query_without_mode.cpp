// expect: inline_query without an output mode; write inline_query(plan, weir::append, f), or update or complete
// SPDX-License-Identifier: BSL-1.0
// Inline_query without an output mode.
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
    auto query = weir::inline_query(weir::input<trade>(), [](auto const&) {});
#else
    auto query = weir::inline_query(weir::input<trade>(), weir::append, [](auto const&) {});
#endif
}
