// SPDX-License-Identifier: BSL-1.0
// How the parser reads a from clause: tables, joins, lateral views.
#pragma once

#include <weir/sql/parser.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace weir::detail {

constexpr std::size_t sql_parser::from_clause() {
    std::size_t left = relation();
    while (is_sign(",") && !failed()) {
        sql_token const t = peek();
        ++at_;
        std::size_t const right = relation();
        left = add_over(sql_kind::join, sql_op::cross, t, {left, right, nothing()});
    }
    while (is_word("lateral") && is_word("view", 1) && !failed()) {
        std::size_t const n = add(sql_kind::lateral, sql_op::none, peek());
        at_ += 2;
        if (take_word("outer")) nodes_[n].flags = sql_outer;
        std::size_t const made = call();
        std::size_t const names = add(sql_kind::names, sql_op::none, sql_token{});
        if (is_any_word() && !is_word("as") && !starts_clause()) {
            nodes_[names].begin = peek().begin;
            nodes_[names].size = peek().size;
            ++at_;
        }
        if (take_word("as") || (is_any_word() && !starts_clause())) {
            std::size_t last = 0;
            do {
                last = append(names, last, add(sql_kind::column, sql_op::none, peek()));
                if (!is_any_word()) fail("a name");
                ++at_;
            } while (take_sign(",") && !failed());
        }
        append(n, append(n, append(n, 0, left), made), names);
        left = n;
    }
    return left;
}

constexpr std::size_t sql_parser::relation() {
    std::size_t left = relation_primary();
    for (;;) {
        if (failed()) return left;
        if (starts_pivot()) {
            left = is_word("pivot") ? pivot(left) : unpivot(left);
            continue;
        }
        sql_token const t = peek();
        sql_op op = sql_op::inner;
        std::uint8_t flags = 0;
        std::size_t n = 0;
        if (is_word("natural")) {
            flags = sql_natural;
            ++n;
        }
        if (is_word("cross", n) && n > 0) fail_at(peek(n), "inner, left, right or full");
        if (is_word("inner", n)) {
            ++n;
        } else if (is_word("cross", n)) {
            op = sql_op::cross;
            ++n;
        } else if (is_word("semi", n) || is_word("anti", n)) {
            op = is_word("semi", n) ? sql_op::semi : sql_op::anti;
            ++n;
        } else if (is_word("left", n) || is_word("right", n) || is_word("full", n)) {
            op = is_word("left", n) ? sql_op::left : is_word("right", n) ? sql_op::right : sql_op::full;
            ++n;
            if (is_word("outer", n)) {
                ++n;
            } else if (op == sql_op::left && (is_word("semi", n) || is_word("anti", n))) {
                op = is_word("semi", n) ? sql_op::semi : sql_op::anti;
                ++n;
            }
        }
        if (!is_word("join", n)) {
            if (n > 0) fail_at(peek(n), "join");
            return left;
        }
        at_ += n + 1;
        std::size_t const right = relation_primary();
        std::size_t condition = 0;
        if (take_word("on")) {
            condition = expression();
        } else if (is_word("using") && is_sign("(", 1)) {
            ++at_;
            condition = name_list();
            flags = sql_using;
        } else {
            condition = nothing();
        }
        left = add_over(sql_kind::join, op, t, {left, right, condition});
        nodes_[left].flags = flags;
    }
}

constexpr std::size_t sql_parser::table_alias() {
    std::size_t const alias = add(sql_kind::names);
    bool const as = take_word("as");
    if (as || (is_any_word() && !starts_clause() && !starts_join() && !starts_pivot() && !starts_query(0))) {
        if (!is_any_word()) fail("a name");
        nodes_[alias].begin = peek().begin;
        nodes_[alias].size = peek().size;
        ++at_;
        std::size_t const names = name_list();
        nodes_[alias].first = nodes_[names].first;
    }
    return alias;
}

constexpr std::size_t sql_parser::relation_primary() {
    std::uint8_t flags = 0;
    if (is_word("lateral") && (is_sign("(", 1) || is_sign("(", 2))) {
        ++at_;
        flags = sql_lateral;
    }
    sql_token const t = peek();
    std::size_t made = 0;
    bool const clause = is_word("where") || is_word("having") || is_word("group") || is_word("order");
    if (clause && starts_clause() && (is_any_word(1) || is_sign("(", 1)) && !is_word("as", 1)
        && !starts_clause(1)) {
        fail("a table");
        return nothing();
    }
    if (is_sign("(")) {
        bool const query_inside = starts_query(1);
        ++at_;
        std::size_t const inner = query_inside ? query() : from_clause();
        expect_sign(")");
        made = add_over(sql_kind::derived, sql_op::none, t, {inner, table_alias()});
    } else if (is_word("values") && !is_end(1)) {
        std::size_t const inner = values();
        made = add_over(sql_kind::derived, sql_op::none, t, {inner, table_alias()});
    } else if (is_any_word() && is_sign("(", 1)) {
        std::size_t const inner = call();
        made = add_over(sql_kind::function, sql_op::none, t, {inner, table_alias()});
    } else if (is_any_word()) {
        made = add(sql_kind::table, sql_op::none, t);
        ++at_;
        while (is_sign(".") && is_any_word(1)) at_ += 2;
        span_to_here(made);
        append(made, 0, table_alias());
    } else {
        fail("a table");
        return nothing();
    }
    nodes_[made].flags = flags;
    return made;
}

} // namespace weir::detail
