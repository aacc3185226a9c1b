// expect: inline_query sink does not take a row; write [](auto const& row) { ... }
// SPDX-License-Identifier: BSL-1.0
// The sink of an inline query is called with the row alone.
#include <weir/expr/functions.hpp>
#include <weir/runtime/inline_query.hpp>
#include <weir/runtime/write_stream.hpp>
#include <weir/source/memory_stream.hpp>

#include <cstdint>
#include <string>

using namespace weir::literals;

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

void run(trade const& t) {
#ifdef WEIR_MISTAKE
    auto live = weir::inline_query(weir::input<trade>(), weir::append, [](auto const&, int) {});
#else
    auto live = weir::inline_query(weir::input<trade>(), weir::append, [](auto const&) {});
#endif
    live.push(t);
}
