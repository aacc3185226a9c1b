// SPDX-License-Identifier: BSL-1.0
// The words of lines, counted.
#include "statements.hpp"

std::size_t run(std::vector<line> const& rows) {
    auto const lines = weir::table<line>(rows);
#ifdef WEIR_SQL
    return weir::sql<"SELECT word, count(*) AS count FROM (SELECT explode(split(value, ' ')) AS word FROM "
                     "lines) GROUP BY word">(weir::view<"lines">(lines))
        .collect()
        .size();
#else
    return (lines | weir::select(weir::explode(weir::split("value"_c, " ")).as<"word">())
            | weir::group_by("word"_c) | weir::agg(weir::count("*").as<"count">()))
        .collect()
        .size();
#endif
}
