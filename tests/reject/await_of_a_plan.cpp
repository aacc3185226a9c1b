// expect: method await_termination of a plan, which is no query; write write_stream(plan).console().start()
// SPDX-License-Identifier: BSL-1.0
// A plan does not run.
#include <weir/testing.hpp>
#include <weir/weir.hpp>

#include <string>

using namespace weir::literals;

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

void use() {
    weir::memory_stream<trade> rows;
    auto const trades = weir::read_stream(rows);
#ifdef WEIR_MISTAKE
    trades.await_termination();
#else
    weir::write_stream(trades).console().start().await_termination();
#endif
}
