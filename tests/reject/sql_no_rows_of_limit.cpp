// expect: sql: limit is no number of rows at 27 in "select price from t limit -1"; write a whole number from 0 on
// SPDX-License-Identifier: BSL-1.0
// The number of rows is part of the query's type.
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
auto const query = weir::sql<"select price from t limit -1">(trades);
#else
auto const query = weir::sql<"select price from t limit 1">(trades);
#endif
