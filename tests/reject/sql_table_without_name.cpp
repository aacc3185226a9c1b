// expect: table without a name in sql; write sql<"...">(view<"trades">(plan))
// SPDX-License-Identifier: BSL-1.0
// Table without a name.
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

#ifdef WEIR_MISTAKE
auto const query = weir::sql<"select symbol from a">(weir::input<trade>());
#else
auto const query = weir::sql<"select symbol from a">(weir::view<"a">(weir::input<trade>()));
#endif
