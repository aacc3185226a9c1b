// expect: inline_query over a source: its rows are pushed by the caller; begin the plan with input<T>()
// SPDX-License-Identifier: BSL-1.0
// The rows of an inline query are pushed by its owner.
#include <weir/plan/read.hpp>
#include <weir/runtime/inline_query.hpp>
#include <weir/source/memory_stream.hpp>

#include <string>

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

void serve([[maybe_unused]] weir::memory_stream<trade> trades) {
#ifdef WEIR_MISTAKE
    auto live = weir::inline_query(weir::read_stream(trades), weir::append, [](auto const&) {});
#else
    auto live = weir::inline_query(weir::input<trade>(), weir::append, [](auto const&) {});
#endif
    live.push(trade{});
}
