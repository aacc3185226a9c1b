// expect: sql: window of rows on a stream at 8 in "select sum(price) over (partition by symbol) from t"; group by window(time, ...), or use a table
// SPDX-License-Identifier: BSL-1.0
// A stream never has the last row of a partition.
#include <weir/runtime/inline_query.hpp>
#include <weir/sql/sql.hpp>

#include <string>

struct trade {
    weir::timestamp dt;
    std::string symbol;
    double price;
};

auto const trades = weir::view<"t">(weir::input<trade>());

#ifdef WEIR_MISTAKE
auto const query = weir::sql<"select sum(price) over (partition by symbol) from t">(trades);
#else
auto const query = weir::sql<"select sum(price) from t group by symbol">(trades);
#endif
