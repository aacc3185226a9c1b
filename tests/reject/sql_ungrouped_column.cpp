// expect: sql: column "symbol" neither grouped nor aggregated at 8 in "select symbol, sum(price) from t"; add it to group by, or use first(...), max(...)
// SPDX-License-Identifier: BSL-1.0
// A group has many rows, so that a column without an aggregate has no one value in it.
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
auto const query = weir::sql<"select symbol, sum(price) from t">(trades);
#else
auto const query = weir::sql<"select symbol, sum(price) from t group by symbol">(trades);
#endif
