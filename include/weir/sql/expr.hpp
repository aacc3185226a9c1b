// SPDX-License-Identifier: BSL-1.0
// SQL texts as expressions and as operators: expr<"…">(), select_expr<"…">(), where<"…">().
#pragma once

#include <weir/plan/call_forms.hpp>
#include <weir/plan/group_by.hpp>
#include <weir/plan/select.hpp>
#include <weir/plan/where.hpp>
#include <weir/sql/bind.hpp>
#include <weir/sql/inner_window.hpp>
#include <weir/sql/over.hpp>

#include <cstddef>
#include <type_traits>
#include <utility>

namespace weir {

namespace detail {

/// A select of items over a relation whose last column is the window that some of them call.
template <class Window, fixed_string... Texts>
struct select_of_window_operator : operator_base {
    template <relation Input>
    constexpr auto operator()(Input const& input) const {
        using S = typename Input::schema;
        constexpr auto check = [] { return first_fault(sql_window_item<Texts, S, Window>::check()...); };
        if constexpr (Input::rejected || check().failed()) {
            if constexpr (!Input::rejected) raise<check>();
            return reject_plan(input);
        } else {
            return select(sql_window_item<Texts, S, Window>::make()...)(input);
        }
    }
};

template <fixed_string... Texts>
struct select_expr_operator : operator_base {
    template <relation Input>
        requires((inner_sql_window<Texts> != 0) || ...)
    constexpr auto operator()(Input const& input) const {
        auto const window = bind_inner_window<first_with_inner_window<Texts...>(), typename Input::schema>();
        using type = std::remove_const_t<decltype(window)>;
        return select_of_window_operator<type, Texts...>{}(select(col_node<"*">{}, window)(input));
    }
    template <relation Input>
    constexpr auto operator()(Input const& input) const {
        using S = typename Input::schema;
        constexpr auto check = [] {
            return first_fault(check_no_sql_over<sql_item_text<Texts>>()...,
                               sql_expression<Texts, S>::check()...);
        };
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
        constexpr auto check = [] {
            return first_fault(check_no_sql_over<sql_item_text<Text>>(), bound::check());
        };
        if constexpr (Input::rejected || check().failed()) {
            if constexpr (!Input::rejected) raise<check>();
            return reject_plan(input);
        } else {
            return where(bound::make())(input);
        }
    }
};

/// An expression that is bound when it meets a schema, since what it casts depends on types.
template <class Q, std::size_t I, class Plain>
struct sql_late_node : expression_interface<sql_late_node<Q, I, Plain>> {
    template <class S>
    using bound = sql_bound<Q, I, sql_schema_scope<S>>;
    template <class S>
    using result = result_of<bound<S>, S>;
    template <class S>
    static constexpr bool total = bound<S>::template total<S>;

    template <class S>
    static constexpr verdict check() {
        return check_sql<Q, I, sql_schema_scope<S>>();
    }
    template <class S>
    static constexpr column_set reads() {
        return bound<S>::template reads<S>();
    }
    static constexpr void write(text& out) { Plain::write(out); }
    template <class S, class Row>
    constexpr decltype(auto) eval(Row const& row) const {
        return bind_sql<Q, I, sql_schema_scope<S>>().template eval<S>(row);
    }
    template <class F>
    constexpr auto visit_operands(F&& f) const {
        return f();
    }
    constexpr sql_late_node with_operands() const { return {}; }
};

/// Whether a value is written or a function called below a node, which may take a cast. Columns that are
/// compared or computed with each other and with intervals are left alone: a join looks for its keys and
/// bounds in them.
template <class Q>
consteval bool may_cast(std::size_t node) {
    sql_node const& n = Q::tree.nodes[node];
    switch (n.kind) {
    case sql_kind::column:
        return n.op == sql_op::niladic;
    case sql_kind::star:
    case sql_kind::interval:
        return false;
    case sql_kind::field:
    case sql_kind::unary:
    case sql_kind::binary:
    case sql_kind::logical:
    case sql_kind::alias:
        break;
    default:
        return true;
    }
    for (std::size_t c = n.first; c != 0; c = Q::tree.nodes[c].next) {
        if (may_cast<Q>(c)) return true;
    }
    return false;
}

/// The node as it is, or one that is bound later. What keeps something from row to row is not bound at each
/// row, what makes rows or groups is looked at before there are types, and so are the parts of a join's
/// condition.
template <class Q, std::size_t I>
constexpr auto bind_sql_late() {
    constexpr sql_node n = sql_node_at<Q, I>;
    auto const plain = bind_sql<Q, I, sql_free_scope>();
    using E = std::remove_const_t<decltype(plain)>;
    if constexpr (is_sql_fault<E> || !may_cast<Q>(I)) {
        return plain;
    } else if constexpr (n.kind == sql_kind::alias) {
        return plain.with_operands(bind_sql_late<Q, sql_child<Q, I, 0>>());
    } else if constexpr (n.kind == sql_kind::logical && n.op == sql_op::logical_and) {
        return bind_sql_late<Q, sql_child<Q, I, 0>>() && bind_sql_late<Q, sql_child<Q, I, 1>>();
    } else if constexpr (std::is_empty_v<E> && !has_aggregate<E>() && !is_generator<E> && !is_window<E>) {
        return sql_late_node<Q, I, E>{};
    } else {
        return plain;
    }
}

template <fixed_string Text>
constexpr auto make_free_expression() {
    using source = sql_item_text<Text>;
    constexpr auto check = [] { return first_fault(source::tree.error, check_no_sql_over<source>()); };
    if constexpr (check().failed()) {
        raise<check>();
        return sql_fault<unreadable_sql<source>>{};
    } else {
        return bind_sql_late<source, source::tree.root>();
    }
}

} // namespace detail

/// A SQL expression, wherever an expression can stand: `expr<"price * amount">()`, with an alias perhaps.
///
/// Cost    the text is read when the program is compiled; the node is that of the C++ spelling.
/// Errors  compile time, with the place in the text: what does not parse, unknown functions; columns and
///         types where the expression meets a plan.
/// Source  Spark functions.expr.
template <fixed_string Text>
constexpr auto expr() {
    return detail::make_free_expression<Text>();
}
template <class Text>
constexpr auto expr(Text const&) {
    return detail::refuse_call<"expr", "expr<\"amount * price\">()", detail::rejected_expression, Text>();
}

/// Computes columns from SQL expressions: `select_expr<"cast(dt as timestamp) as dt", "amount", "*">()`. With
/// an aggregate among them, one row of all rows.
///
/// Rows    in {Schema}, out one column an item; its name is its alias, its column's name, or its SQL text.
/// Cost    none beside select's: the texts are read and typed when the program is compiled.
/// Errors  compile time, with the place in the text: what does not parse, unknown columns and functions,
///         wrong types.
/// Source  Spark Dataset.selectExpr.
template <fixed_string... Texts>
    requires(sizeof...(Texts) > 0)
constexpr auto select_expr() {
    return detail::select_expr_operator<Texts...>{};
}

/// Keeps the rows for which the SQL condition is true: `where<"price > 5">()`.
/// Errors  compile time, as of select_expr, and a condition that is not boolean.
/// Source  Spark Dataset.where.
template <fixed_string Text>
constexpr auto where() {
    return detail::where_expr_operator<Text>{};
}
/// The same as `where`.
/// Source  Spark Dataset.filter.
template <fixed_string Text>
constexpr auto filter() {
    return detail::where_expr_operator<Text>{};
}

} // namespace weir
