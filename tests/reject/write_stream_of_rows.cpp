// expect: write_stream of something that is no plan; give it read_stream(...) | operators
// SPDX-License-Identifier: BSL-1.0
// Rows are no plan.
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

void use() {
    std::vector<trade> const rows;
#ifdef WEIR_MISTAKE
    auto const query = weir::write_stream(rows).console().start();
#else
    auto const query = weir::write_stream(weir::from(rows)).console().start();
#endif
}
