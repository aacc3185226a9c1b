// SPDX-License-Identifier: BSL-1.0
// The time of windows that a subquery assigns.
#include "statements.hpp"

std::size_t run(std::vector<trade> const& rows) {
    auto const trades = weir::table<trade>(rows);
#ifdef WEIR_SQL
    return weir::sql<"select window_time(window), count(*) from (select window, sym from (select window(ts, "
                     "'5 minutes') as "
                     "window, sym from trades)) group by window_time(window) order by 1">(
               weir::view<"trades">(trades))
        .collect()
        .size();
#else
    return (trades | weir::select(weir::window<"ts", "5 minutes">().as<"window">(), "sym"_c)
            | weir::select("window"_c, "sym"_c) | weir::group_by(weir::window_time("window"_c))
            | weir::agg(weir::count("*")) | weir::order_by("window_time(window)"_c))
        .collect()
        .size();
#endif
}
