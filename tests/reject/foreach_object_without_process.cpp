// expect: object given to foreach has open, but no process(auto const& row) and close(std::exception_ptr); write all three
// SPDX-License-Identifier: BSL-1.0
// A sink object has three functions.
#include <weir/testing.hpp>
#include <weir/weir.hpp>

#include <cstdint>
#include <string>

using namespace weir::literals;

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};
struct opened {
    bool open(std::int64_t, std::int64_t) { return true; }
};

void use() {
    weir::memory_stream<trade> trades;
#ifdef WEIR_MISTAKE
    auto const query = weir::write_stream(weir::read_stream(trades)).foreach(opened{}).start();
#else
    auto const query = weir::write_stream(weir::read_stream(trades)).foreach([](auto const&) {}).start();
#endif
}
