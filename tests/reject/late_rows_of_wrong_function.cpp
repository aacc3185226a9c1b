// expect: late_rows function does not take a row; write [](auto const& row) { ... }
// SPDX-License-Identifier: BSL-1.0
// Late_rows of another function.
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
    (void)weir::write_stream(weir::read_stream(trades)).late_rows([](int) {}).console().start();
#else
    (void)weir::write_stream(weir::read_stream(trades)).late_rows([](auto const&) {}).console().start();
#endif
}
