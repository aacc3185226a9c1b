// expect: sql: ambiguous column "price" at 8 in "select price from t a join t b on a.dt = b.dt"; several columns have this name, write a table before it
// SPDX-License-Identifier: BSL-1.0
// Two relations of from have a column of this name.
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
auto const query = weir::sql<"select price from t a join t b on a.dt = b.dt">(trades);
#else
auto const query = weir::sql<"select a.price from t a join t b on a.dt = b.dt">(trades);
#endif
