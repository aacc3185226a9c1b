// SPDX-License-Identifier: BSL-1.0
// sql<"select …">(views…): a statement, read and typed at compile time, as a plan.
#pragma once

#include <weir/plan/call_forms.hpp>
#include <weir/sql/statement.hpp>

#include <string_view>
#include <type_traits>

namespace weir {

namespace detail {

template <class T>
inline constexpr bool is_sql_view = false;
template <fixed_string Name, class Plan>
inline constexpr bool is_sql_view<sql_view<Name, Plan>> = true;

// A view with a mistake that has been reported.
struct rejected_view {};

} // namespace detail

/// The plan of a SQL query over views: `sql<"select * from t where a > 1">(view<"t">(plan))`.
///
/// Rows    those of the query; its columns are named as Spark names them.
/// Time    as of the operators that it stands for; a view over a stream gives a streaming plan.
/// Cost    none at run time beside the plan's: the text is read and typed when the program is compiled.
/// Errors  compile time, with the place in the text: what does not parse, unknown tables, columns and
///         functions, wrong types, columns neither grouped nor aggregated; and what the plan's operators
///         reject.
/// Source  Spark SparkSession.sql.
template <fixed_string Text, class... Views>
    requires(detail::is_sql_view<Views> && ...)
constexpr auto sql(Views const&... views) {
    using statement = detail::sql_statement<Text, Views...>;
    constexpr auto check = [] { return statement::check(); };
    if constexpr (check().failed()) {
        detail::raise<check>();
        return detail::rejected_plan<columns<>, false, detail::not_found>{};
    } else {
        return statement::make(detail::value_tuple<Views...>(views...));
    }
}

/// A plan without a name: the text could not say which table is meant.
template <fixed_string Text, class... Views>
    requires(sizeof...(Views) > 0 && !(detail::is_sql_view<Views> && ...))
constexpr auto sql(Views const&...) {
    constexpr auto check = [] {
        if ((std::is_same_v<Views, detail::rejected_view> || ...)) return detail::reported_before();
        return detail::fault("table without a name in sql; write sql<\"...\">(view<\"trades\">(plan))",
                             detail::when_called<Views...>);
    };
    detail::raise<check>();
    return detail::rejected_plan<columns<>, false, detail::not_found>{};
}

/// A text between parentheses could not be read when the program is compiled.
template <class... None, class... Args>
    requires(sizeof...(None) == 0 && sizeof...(Args) > 0)
constexpr auto sql(std::string_view, Args const&...) {
    return detail::refuse_call<"sql", "sql<\"select ...\">(view<\"trades\">(trades))",
                               detail::rejected_plan<columns<>, false, detail::not_found>, Args...>();
}
template <class Name, class... Plans>
constexpr auto view(Name const&, Plans const&...) {
    return detail::refuse_call<"view", "view<\"trades\">(trades)", detail::rejected_view, Name, Plans...>();
}
/// What is no plan has no rows.
template <fixed_string Name, class... Others>
    requires(sizeof...(Others) != 1 || !(relation<Others> && ...))
constexpr auto view(Others const&...) {
    return detail::refuse_form<
        "view of what is no plan; write view<\"trades\">(trades), with a plan that has a source",
        detail::rejected_view, Others...>();
}

} // namespace weir
