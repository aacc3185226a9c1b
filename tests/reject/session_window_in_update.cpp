// expect: session_window in update mode: a session that went out can merge with another, so that its row is never replaced; use append or complete
// SPDX-License-Identifier: BSL-1.0
// A session that went out may become part of another one.
#include <weir/expr/column.hpp>
#include <weir/plan/group_by.hpp>
#include <weir/plan/with_watermark.hpp>
#include <weir/runtime/write_stream.hpp>
#include <weir/source/memory_stream.hpp>

#include <string>

using namespace weir::literals;

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

auto const sessions = weir::with_watermark<"dt", "1 minute">()
                      | weir::group_by(weir::session_window<"dt", "5 minutes">(), "symbol"_c) | weir::count();

auto start(weir::memory_stream<trade> trades) {
    return weir::write_stream(weir::read_stream(trades) | sessions)
#ifdef WEIR_MISTAKE
        .output_mode(weir::update)
#else
        .output_mode(weir::append)
#endif
        .console()
        .start();
}
