// SPDX-License-Identifier: BSL-1.0
// How a node of a SQL text is named in types, and what is said of a mistake in it.
#pragma once

#include <weir/plan/select.hpp>
#include <weir/sql/functions.hpp>
#include <weir/sql/literals.hpp>
#include <weir/sql/number.hpp>
#include <weir/sql/tree.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace weir::detail {

// `Q` is a type that holds a text and its tree, `I` a node of the tree. These name a node in types: they are
// short, and the tree itself is never part of a symbol.

template <class Q, std::size_t I>
inline constexpr sql_node sql_node_at = Q::tree.nodes[I];
template <class Q, std::size_t I, std::size_t K>
inline constexpr std::size_t sql_child = Q::tree.child(I, K);
template <class Q, std::size_t I>
inline constexpr std::size_t sql_children = Q::tree.children(I);

/// Whether `not` stands in a node: `not in`, `not like`, `not between`.
template <class Q, std::size_t I>
inline constexpr bool is_sql_negated = (sql_node_at<Q, I>.flags & sql_negated) != 0;

/// Some nodes of a text, with room for all of them.
template <class Q>
struct sql_node_list {
    std::array<std::size_t, Q::tree.size> at{};
    std::size_t size = 0;

    constexpr void add(std::size_t node) { at[size++] = node; }
};

template <class Q, std::size_t I>
inline constexpr std::string_view sql_source =
    Q::text.substr(sql_node_at<Q, I>.begin, sql_node_at<Q, I>.size);

template <class Q, std::size_t I>
inline constexpr auto sql_name = made_text<[](auto&& out) { unquote_sql_name(sql_source<Q, I>, out); }>();

/// A name in lower case, for words that are looked up without regard to case.
template <class Q, std::size_t I>
inline constexpr auto sql_lower_name =
    made_text<[](auto&& out) { unquote_sql_name(sql_source<Q, I>, [&](char c) { out(ascii_lower(c)); }); }>();

/// A number of the text that has no fraction; 0 for anything else.
template <class Q, std::size_t I>
inline constexpr std::int64_t sql_whole = [] {
    if constexpr (sql_node_at<Q, I>.kind == sql_kind::number) {
        constexpr sql_number n = read_sql_number(sql_source<Q, I>);
        auto const v = static_cast<std::int64_t>(static_cast<std::uint64_t>(n.digits));
        return n.negative ? -v : v;
    } else {
        return std::int64_t{0};
    }
}();

/// The value of an expression of whole numbers, which a limit may be.
struct sql_folded {
    std::int64_t value = 0;
    bool known = false;
};
template <class Q>
constexpr sql_folded fold_sql(std::size_t node) {
    sql_node const& n = Q::tree.nodes[node];
    if (n.kind == sql_kind::number) {
        sql_number const number = read_sql_number(Q::text.substr(n.begin, n.size));
        auto const v = static_cast<std::int64_t>(static_cast<std::uint64_t>(number.digits));
        return {number.negative ? -v : v, number.kind <= sql_number_kind::int64};
    }
    if (n.kind == sql_kind::unary && n.op == sql_op::minus) {
        sql_folded const inner = fold_sql<Q>(n.first);
        return {-inner.value, inner.known};
    }
    if (n.kind != sql_kind::binary) return {};
    sql_folded const a = fold_sql<Q>(n.first);
    sql_folded const b = fold_sql<Q>(Q::tree.nodes[n.first].next);
    bool const known = a.known && b.known;
    switch (n.op) {
    case sql_op::plus:
        return {a.value + b.value, known};
    case sql_op::minus:
        return {a.value - b.value, known};
    case sql_op::times:
        return {a.value * b.value, known};
    default:
        return {};
    }
}

/// A mistake in a SQL text as an expression, so that it is found where the whole is checked. `Message` has
/// `get()`.
template <class Message>
struct sql_fault : expression_interface<sql_fault<Message>> {
    template <class S>
    using result = unknown_type;
    template <class S>
    static constexpr bool total = true;
    template <class S>
    static constexpr verdict check() {
        return Message::get();
    }
    template <class S>
    static constexpr column_set reads() {
        return {};
    }
    static constexpr void write(text& out) { out << '?'; }
};
template <class E>
inline constexpr bool is_sql_fault = false;
template <class Message>
inline constexpr bool is_sql_fault<sql_fault<Message>> = true;

/// The end of a message: the place of node `I`, and what to do.
template <class Q, std::size_t I>
constexpr void write_sql_place(text& out, std::string_view advice = {}) {
    write_sql_place(out, Q::text, sql_node_at<Q, I>.begin);
    if (!advice.empty()) out << "; " << advice;
}

/// `Qualified`: the first part of the name is that of a relation.
template <class Q, std::size_t I, class S, bool Qualified = false>
struct unknown_sql_column {
    static constexpr verdict get() {
        std::string_view const name = sql_name<Q, I>.view();
        std::string_view const own = Qualified ? name.substr(name.find('.') + 1) : name;
        resolution const found = resolve<S>(own);
        verdict v;
        if (found.ambiguous) {
            v = fault("sql: ambiguous column \"", name, '"');
            write_sql_place<Q, I>(v.message, "several columns have this name, write a table before it");
            return v;
        }
        bool const field = !found.missing.empty();
        v = fault(field ? "sql: no field \"" : "sql: no column \"", field ? found.missing : name, '"');
        write_sql_place<Q, I>(v.message);
        std::string_view const last = own.substr(own.find('.') < own.size() ? own.find('.') + 1 : 0);
        std::size_t near = nearest(own, schema_of<S>::names);
        if (near >= schema_of<S>::size) near = nearest(last, schema_of<S>::names);
        if (field && !found.near.empty()) {
            v.message << "; did you mean \"" << found.near << "\"?";
        } else if (!field && near < schema_of<S>::size) {
            v.message << "; did you mean \"" << schema_of<S>::names[near] << "\"?";
        } else if (schema_of<S>::size == 0) {
            v.message << "; there is no table to take it from";
        } else {
            v.message << "; the columns are ";
            write_schema<S>(v.message, 0, 90);
        }
        return v;
    }
};

template <class Q, std::size_t I>
struct unknown_sql_function_name {
    static constexpr verdict get() {
        constexpr auto name = sql_lower_name<Q, I>;
        verdict v = fault("sql: no function \"", sql_source<Q, I>, '"');
        write_sql_place<Q, I>(v.message);
        if (is_word_of(missing_sql_functions, name.view())) {
            v.message << "; Spark has it, weir has not yet";
            return v;
        }
        std::string_view const near = nearest_sql_function(name.view());
        if (near.empty()) {
            v.message << "; see the reference for its functions";
        } else {
            v.message << "; did you mean \"" << near << "\"?";
        }
        return v;
    }
};

template <class Q, std::size_t I, std::size_t Count>
struct wrong_sql_arguments {
    static constexpr verdict get() {
        verdict v = fault("sql: no function \"", sql_source<Q, I>, "\" of ", Count,
                          Count == 1 ? " argument" : " arguments");
        write_sql_place<Q, I>(v.message, "see the reference for its arguments");
        return v;
    }
};

template <class Q, std::size_t I>
struct misplaced_sql_subquery {
    static constexpr verdict get() {
        verdict v = fault("sql: subquery in the wrong place");
        write_sql_place<Q, I>(v.message, "subqueries stand in select, where, having and order by");
        return v;
    }
};

template <class Q, std::size_t I, fixed_string What, fixed_string Advice>
struct bad_sql_literal {
    static constexpr verdict get() {
        verdict v = fault("sql: ", What.view(), " \"", sql_source<Q, I>.substr(0, 40), '"');
        write_sql_place<Q, I>(v.message, Advice.view());
        return v;
    }
};

} // namespace weir::detail
