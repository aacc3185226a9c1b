// SPDX-License-Identifier: BSL-1.0
// Runs recorded SQL statements through weir::sql over views, and keeps what comes out.
#pragma once

#include "cases.hpp"
#include "statement_report.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace parity {

/// The answer to a statement; one that is refused says why.
template <weir::fixed_string Text, class... Views>
answer ask_over(Views const&... views) {
    using statement = detail::sql_statement<Text, Views...>;
    answer a;
    if constexpr (constexpr auto verdict = statement::check(); verdict.failed()) {
        a.rejected = std::string(verdict.view());
    } else {
        run(a, [&] { add_rows(a, statement::make(detail::value_tuple<Views...>(views...))); });
    }
    return a;
}

} // namespace parity
