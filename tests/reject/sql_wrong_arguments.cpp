// expect: sql: no function "upper" of 2 arguments at 8 in "select upper(symbol, price) from t"; see the reference for its arguments
// SPDX-License-Identifier: BSL-1.0
// The function takes another number of arguments, or a literal where a column is written.
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
auto const query = weir::sql<"select upper(symbol, price) from t">(trades);
#else
auto const query = weir::sql<"select upper(symbol) from t">(trades);
#endif
