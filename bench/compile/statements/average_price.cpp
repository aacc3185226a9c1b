// SPDX-License-Identifier: BSL-1.0
// The average price of Bitcoin in sliding windows.
#include "statements.hpp"

std::size_t run(std::vector<raw_trade> const& rows) {
    auto const trades = weir::table<raw_trade>(rows);
#ifdef WEIR_SQL
    return weir::sql<"SELECT window, window.start, window.end, volume / amount AS avg_price FROM (SELECT "
                     "window(dt, '10 "
                     "minutes', '5 minutes') AS window, sum(amount) AS amount, sum(volume) AS volume FROM "
                     "(SELECT CAST(dt AS "
                     "timestamp) AS dt, amount, price, amount * price AS volume FROM trades) GROUP BY 1)">(
               weir::view<"trades">(trades))
        .collect()
        .size();
#else
    return (trades
            | weir::select(weir::cast<weir::timestamp>("dt"_c).as<"dt">(), "amount"_c, "price"_c,
                           ("amount"_c * "price"_c).as<"volume">())
            | weir::group_by(weir::window<"dt", "10 minutes", "5 minutes">())
            | weir::agg(weir::sum("amount"_c).as<"amount">(), weir::sum("volume"_c).as<"volume">())
            | weir::select("window"_c, "window.start"_c, "window.end"_c,
                           ("volume"_c / "amount"_c).as<"avg_price">()))
        .collect()
        .size();
#endif
}
