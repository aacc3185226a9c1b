// expect: sql: no function "uper" at 8 in "select uper(symbol) from t"; did you mean "upper"?
// SPDX-License-Identifier: BSL-1.0
// No function has this name.
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
auto const query = weir::sql<"select uper(symbol) from t">(trades);
#else
auto const query = weir::sql<"select upper(symbol) from t">(trades);
#endif
