// expect: row of another type added; add the struct that memory_stream<> names
// SPDX-License-Identifier: BSL-1.0
// A memory stream takes rows of its struct.
#include <weir/testing.hpp>
#include <weir/weir.hpp>

#include <string>
#include <vector>

using namespace weir::literals;

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};
struct quote {
    double bid;
};

void use() {
    weir::memory_stream<trade> trades;
#ifdef WEIR_MISTAKE
    trades.add(std::vector<quote>{{1.5}});
#else
    trades.add(std::vector<trade>{{weir::timestamp{}, "BTC", 1.5}});
#endif
}
