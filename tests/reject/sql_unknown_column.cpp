// expect: sql: no column "prcie" at 8 in "select prcie from t"; did you mean "price"?
// SPDX-License-Identifier: BSL-1.0
// No column of the tables in from has this name.
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
auto const query = weir::sql<"select prcie from t">(trades);
#else
auto const query = weir::sql<"select price from t">(trades);
#endif
