// expect: no column "prcie" in {dt: timestamp, symbol: string, price: double}; did you mean "price"?
// SPDX-License-Identifier: BSL-1.0
// A batch takes operators as a table does.
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

void use() {
    weir::memory_stream<trade> trades;
#ifdef WEIR_MISTAKE
    auto const show = [](auto const& batch, std::int64_t) { (batch | weir::select("prcie"_c)).show(); };
#else
    auto const show = [](auto const& batch, std::int64_t) { (batch | weir::select("price"_c)).show(); };
#endif
    auto const query = weir::write_stream(weir::read_stream(trades)).foreach_batch(show).start();
}
