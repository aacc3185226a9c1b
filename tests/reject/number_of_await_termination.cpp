// expect: number given to await_termination: of seconds or of what? write 30s or 500ms, by std::chrono_literals
// SPDX-License-Identifier: BSL-1.0
// Number for a duration.
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
    (void)weir::write_stream(weir::read_stream(trades)).console().start().await_termination(30);
#else
    (void)weir::write_stream(weir::read_stream(trades))
        .console()
        .start()
        .await_termination(std::chrono::seconds(30));
#endif
}
