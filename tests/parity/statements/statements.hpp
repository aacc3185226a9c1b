// SPDX-License-Identifier: BSL-1.0
// Runs recorded SQL statements through weir::sql over views, and keeps what comes out.
#pragma once

#include "cases.hpp"
#include "statement_report.hpp"

#include <cstddef>
#include <string>
#include <utility>

namespace parity {

/// The columns of a plan and the values of its rows; what cells show is tested with expressions.
template <class Plan>
void add_row_values(answer& to, Plan const& plan) {
    using schema = weir::schema_of<typename Plan::schema>;
    [&]<std::size_t... I>(std::index_sequence<I...>) {
        (to.columns.push_back(column_of<detail::list_at<I, typename schema::types>>(schema::names[I])), ...);
        for (auto const& row : plan.collect()) {
            (write_value<detail::list_at<I, typename schema::types>>(to.columns[I].values.emplace_back(),
                                                                     row.template get<I>()),
             ...);
        }
    }(std::make_index_sequence<schema::size>{});
}

/// The answer to a statement; one that is refused says why.
template <weir::fixed_string Text, class... Views>
answer ask_over(Views const&... views) {
    using statement = detail::sql_statement<Text, Views...>;
    answer a;
    if constexpr (constexpr auto verdict = statement::check(); verdict.failed()) {
        a.rejected = std::string(verdict.view());
    } else {
        run(a, [&] { add_row_values(a, statement::make(detail::value_tuple<Views...>(views...))); });
    }
    return a;
}

} // namespace parity
