// expect: sql: number out of range "128Y" at 8 in "select 128Y from t"; give it another suffix
// SPDX-License-Identifier: BSL-1.0
// The number does not fit the type of its suffix.
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
auto const query = weir::sql<"select 128Y from t">(trades);
#else
auto const query = weir::sql<"select 128S from t">(trades);
#endif
