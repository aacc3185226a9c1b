// SPDX-License-Identifier: BSL-1.0
// SQL texts as expressions and as operators: expr<"…">(), select_expr<"…">(), where<"…">().
#pragma once

#include <weir/plan/group_by.hpp>
#include <weir/plan/select.hpp>
#include <weir/plan/where.hpp>
#include <weir/sql/bind.hpp>

#include <cstddef>
#include <utility>

namespace weir {

namespace detail {

template <fixed_string... Texts>
struct select_expr_operator : operator_base {
    template <relation Input>
    constexpr auto operator()(Input const& input) const {
        using S = typename Input::schema;
        constexpr auto check = [] { return first_fault(sql_expression<Texts, S>::check()...); };
        if constexpr (Input::rejected || check().failed()) {
            if constexpr (!Input::rejected) raise<check>();
            return reject_plan<Input,
                               columns<column<output_name<typename sql_expression<Texts, S>::type>::value,
                                              unknown_type>...>>(input);
        } else if constexpr ((has_aggregate<typename sql_expression<Texts, S>::type>() || ...)) {
            return make_agg(sql_expression<Texts, S>::make()...)(input);
        } else {
            return select(sql_expression<Texts, S>::make()...)(input);
        }
    }
};

template <fixed_string Text>
struct where_expr_operator : operator_base {
    template <relation Input>
    constexpr auto operator()(Input const& input) const {
        using bound = sql_expression<Text, typename Input::schema>;
        constexpr auto check = [] { return bound::check(); };
        if constexpr (Input::rejected || check().failed()) {
            if constexpr (!Input::rejected) raise<check>();
            return reject_plan(input);
        } else {
            return where(bound::make())(input);
        }
    }
};

template <fixed_string Text>
constexpr auto make_free_expression() {
    using source = sql_item_text<Text>;
    constexpr auto check = [] { return source::tree.error; };
    if constexpr (check().failed()) {
        raise<check>();
        return sql_fault<unreadable_sql<source>>{};
    } else {
        return bind_sql<source, source::tree.root, sql_free_scope>();
    }
}

} // namespace detail

/// A SQL expression, wherever an expression can stand: `expr<"price * amount">()`, with an alias perhaps.
///
/// Cost    the text is read when the program is compiled; the node is that of the C++ spelling.
/// Errors  compile time, with the place in the text: what does not parse, unknown functions; columns and
/// types where
///         the expression meets a plan.
/// Source  Spark functions.expr.
template <fixed_string Text>
constexpr auto expr() {
    return detail::make_free_expression<Text>();
}

/// Computes columns from SQL expressions: `select_expr<"cast(dt as timestamp) as dt", "amount", "*">()`. With
/// an aggregate among them, one row of all rows.
///
/// Rows    in {Schema}, out one column an item; its name is its alias, its column's name, or its SQL text.
/// Cost    none beside select's: the texts are read and typed when the program is compiled.
/// Errors  compile time, with the place in the text: what does not parse, unknown columns and functions,
/// wrong types. Source  Spark Dataset.selectExpr.
template <fixed_string... Texts>
    requires(sizeof...(Texts) > 0)
constexpr auto select_expr() {
    return detail::select_expr_operator<Texts...>{};
}

/// Keeps the rows for which the SQL condition is true: `where<"price > 5">()`.
/// Errors  compile time, as of select_expr, and a condition that is not boolean. Source  Spark Dataset.where.
template <fixed_string Text>
constexpr auto where() {
    return detail::where_expr_operator<Text>{};
}
/// The same as `where`. Source  Spark Dataset.filter.
template <fixed_string Text>
constexpr auto filter() {
    return detail::where_expr_operator<Text>{};
}

} // namespace weir
