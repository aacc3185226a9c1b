// expect: expected an aggregate under group by: functions over windows of rows are not offered
// SPDX-License-Identifier: BSL-1.0
// Functions over windows of rows are none of weir's.
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
auto const query = weir::sql<"select sum(price) over (partition by symbol) from t">(trades);
#else
auto const query = weir::sql<"select sum(price) from t group by symbol">(trades);
#endif
