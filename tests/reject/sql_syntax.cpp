// expect: sql: unexpected "t" at 18 in "select price frm t where price > 1"; expected the end
// SPDX-License-Identifier: BSL-1.0
// The text is no SQL of Spark's.
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
auto const query = weir::sql<"select price frm t where price > 1">(trades);
#else
auto const query = weir::sql<"select price from t where price > 1">(trades);
#endif
