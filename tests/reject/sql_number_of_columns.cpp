// expect: sql: "union" of 1 and 2 columns at 21 in "select price from t union all select price, dt from t"; select as many on both sides
// SPDX-License-Identifier: BSL-1.0
// The rows of both sides become rows of one table.
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
auto const query = weir::sql<"select price from t union all select price, dt from t">(trades);
#else
auto const query = weir::sql<"select price from t union all select price from t">(trades);
#endif
