// expect: sql: no type "strng" at 22 in "select cast(price as strng) from t"; write one of int, bigint, double, decimal(10,2), string, date, timestamp, ...
// SPDX-License-Identifier: BSL-1.0
// No type of a column has this name.
#include <weir/runtime/table.hpp>
#include <weir/sql/sql.hpp>

#include <string>

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

auto const trades = weir::view<"t">(weir::table<trade>({}));

#ifdef WEIR_MISTAKE
auto const query = weir::sql<"select cast(price as strng) from t">(trades);
#else
auto const query = weir::sql<"select cast(price as string) from t">(trades);
#endif
