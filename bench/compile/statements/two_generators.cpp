// SPDX-License-Identifier: BSL-1.0
// Two lateral views, one over the other.
#include "statements.hpp"

std::size_t run(std::vector<nest> const& rows) {
    auto const nested = weir::table<nest>(rows);
#ifdef WEIR_SQL
    return weir::sql<"select id, x, y from nested lateral view explode(arr) a as x lateral view explode(arr) "
                     "b as y where id "
                     "= 1 order by x, y">(weir::view<"nested">(nested))
        .collect()
        .size();
#else
    return (nested | weir::select("*"_c, weir::explode("arr"_c).as<"x">())
            | weir::select("*"_c, weir::explode("arr"_c).as<"y">()) | weir::where("id"_c == 1)
            | weir::select("id"_c, "x"_c, "y"_c) | weir::order_by("x"_c, "y"_c))
        .collect()
        .size();
#endif
}
