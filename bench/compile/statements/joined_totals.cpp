// SPDX-License-Identifier: BSL-1.0
// A join with the totals of a group by.
#include "statements.hpp"

std::size_t run(std::vector<trade> const& rows) {
    auto const trades = weir::table<trade>(rows);
#ifdef WEIR_SQL
    return weir::sql<"select t.sym, x.total from trades t join (select sym, sum(qty) as total from trades "
                     "group by sym) x on "
                     "t.sym = x.sym order by 1, 2">(weir::view<"trades">(trades))
        .collect()
        .size();
#else
    return (trades | weir::alias<"t">()
            | weir::join(trades | weir::group_by("sym"_c) | weir::agg(weir::sum("qty"_c).as<"total">())
                             | weir::alias<"x">(),
                         "t.sym"_c == "x.sym"_c)
            | weir::select("t.sym"_c, "x.total"_c) | weir::order_by("sym"_c, "total"_c))
        .collect()
        .size();
#endif
}
