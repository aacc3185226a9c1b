// expect: unsigned column "value": Spark has no unsigned type; use std::int64_t
// SPDX-License-Identifier: BSL-1.0
// What a lambda of map gives is a struct or a column.
#include <weir/plan/source.hpp>
#include <weir/plan/typed.hpp>

#include <string>

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

#ifdef WEIR_MISTAKE
auto const query = weir::input<trade>() | weir::map([](trade const&) { return 1U; });
#else
auto const query = weir::input<trade>() | weir::map([](trade const&) { return 1; });
#endif
