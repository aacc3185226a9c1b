// expect: sql: no table "trade" at 19 in "select price from trade"; the views are t
// SPDX-License-Identifier: BSL-1.0
// A table of a statement is a view that is passed to `sql`, or a name of its `with`.
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
auto const query = weir::sql<"select price from trade">(trades);
#else
auto const query = weir::sql<"select price from t">(trades);
#endif
