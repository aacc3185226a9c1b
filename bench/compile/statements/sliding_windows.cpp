// SPDX-License-Identifier: BSL-1.0
// Sums of sliding windows and keys.
#include "statements.hpp"

std::size_t run(std::vector<trade> const& rows) {
    auto const trades = weir::table<trade>(rows);
#ifdef WEIR_SQL
    return weir::
        sql<"select window.start, window.end, sym, sum(qty) from trades group by window(ts, '10 minutes', '5 "
            "minutes'), sym order by 1, 3">(weir::view<"trades">(trades))
            .collect()
            .size();
#else
    return (trades | weir::group_by(weir::window<"ts", "10 minutes", "5 minutes">(), "sym"_c)
            | weir::agg(weir::sum("qty"_c))
            | weir::select("window.start"_c, "window.end"_c, "sym"_c, "sum(qty)"_c)
            | weir::order_by("start"_c, "sym"_c))
        .collect()
        .size();
#endif
}
