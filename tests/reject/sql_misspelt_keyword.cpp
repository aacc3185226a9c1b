// expect: sql: unexpected "a" at 20 in "select symbol form a"; expected the end; did you mean "from"?
// SPDX-License-Identifier: BSL-1.0
// Misspelt keyword.
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
auto const query = weir::sql<"select symbol form a">(weir::view<"a">(weir::input<trade>()));
#else
auto const query = weir::sql<"select symbol from a">(weir::view<"a">(weir::input<trade>()));
#endif
