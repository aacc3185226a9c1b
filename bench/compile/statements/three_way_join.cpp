// SPDX-License-Identifier: BSL-1.0
// Three relations in a row.
#include "statements.hpp"

std::size_t run(std::vector<number> const& rows) {
    auto const nums = weir::table<number>(rows);
#ifdef WEIR_SQL
    return weir::sql<"select n1.a, n2.b, n3.s from nums n1 join nums n2 on n1.a = n2.a join nums n3 on n2.a "
                     "= n3.a order by 1, "
                     "2, 3">(weir::view<"nums">(nums))
        .collect()
        .size();
#else
    return (nums | weir::alias<"n1">() | weir::join(nums | weir::alias<"n2">(), "n1.a"_c == "n2.a"_c)
            | weir::join(nums | weir::alias<"n3">(), "n2.a"_c == "n3.a"_c)
            | weir::select("n1.a"_c, "n2.b"_c, "n3.s"_c) | weir::order_by("a"_c, "b"_c, "s"_c))
        .collect()
        .size();
#endif
}
