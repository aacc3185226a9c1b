// expect: sql: window of rows in an expression at 1 in "rank() over (order by price) as r"; over is of statements
// SPDX-License-Identifier: BSL-1.0
// A function over a window of rows in select_expr.
#include <weir/runtime/actions.hpp>
#include <weir/runtime/table.hpp>
#include <weir/sql/expr.hpp>
#include <weir/sql/sql.hpp>

#include <string>

using namespace weir::literals;

struct trade {
    std::string symbol;
    double price;
};

void run() {
    auto trades = weir::table<trade>({{"A", 1.0}});
#ifdef WEIR_MISTAKE
    auto ranked = trades | weir::select_expr<"symbol", "rank() over (order by price) as r">();
#else
    auto ranked = weir::sql<"select symbol, rank() over (order by price) as r from trades">(
        weir::view<"trades">(trades));
#endif
    ranked.show();
}
