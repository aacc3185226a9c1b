// SPDX-License-Identifier: BSL-1.0
// How the parser reads queries: with, set operations, select, group by, order by.
#pragma once

#include <weir/sql/parser.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace weir::detail {

constexpr std::size_t sql_parser::order_list(bool present) {
    std::size_t const order = add(sql_kind::list);
    if (!present) return order;
    at_ += 2;
    std::size_t last = 0;
    do {
        bool const all = last == 0 && is_word("all")
                         && (is_end(1) || is_word("asc", 1) || is_word("desc", 1) || is_word("nulls", 1)
                             || is_word("limit", 1) || is_word("offset", 1));
        if (all) nodes_[order].op = sql_op::all;
        std::size_t const e = all ? nothing() : expression();
        if (all) ++at_;
        std::size_t const key = add_over(sql_kind::sort, sql_op::ascending, peek(), {e});
        if (take_word("desc")) {
            nodes_[key].op = sql_op::descending;
        } else {
            (void)take_word("asc");
        }
        if (take_word("nulls")) {
            if (take_word("last")) {
                nodes_[key].flags = 2;
            } else {
                expect_word("first");
                nodes_[key].flags = 1;
            }
        }
        last = append(order, last, key);
    } while (take_sign(",") && !failed());
    return order;
}

// A clause begins where its word is followed by something that it governs; else the word is a name.
constexpr bool sql_parser::starts_clause(std::size_t n) const {
    if (is_end(n + 1)) return false;
    if (starts_windows(n)) return true;
    if (is_word("group", n) || is_word("order", n) || is_word("sort", n) || is_word("cluster", n)
        || is_word("distribute", n)) {
        return is_word("by", n + 1);
    }
    for (std::string_view const word : {"from", "where", "having", "qualify", "limit", "offset", "union",
                                        "except", "minus", "intersect", "lateral", "on", "using"}) {
        if (is_word(word, n)) return true;
    }
    return false;
}

// Words that never name a table, since they go on with a join.
constexpr bool sql_parser::starts_join() const {
    for (std::string_view const word :
         {"anti", "cross", "except", "full", "inner", "intersect", "join", "lateral", "left", "natural", "on",
          "right", "semi", "minus", "union", "using"}) {
        if (is_word(word)) return true;
    }
    return false;
}

constexpr std::size_t sql_parser::select_item(bool alone) {
    sql_token const t = peek();
    std::size_t const e = expression();
    bool const as = take_word("as");
    if (as && is_sign("(")) { // names of a generator's columns
        ++at_;
        std::size_t const n = add(sql_kind::names, sql_op::none, t);
        std::size_t last = append(n, 0, e);
        do {
            last = append(n, last, add(sql_kind::column, sql_op::none, peek()));
            ++at_;
        } while (take_sign(",") && !failed());
        expect_sign(")");
        return n;
    }
    if (as || (is_any_word() && (alone || !starts_clause()))) {
        std::size_t const n = add_over(sql_kind::alias, sql_op::none, peek(), {e});
        if (!is_any_word()) fail("a name");
        ++at_;
        return n;
    }
    return e;
}

constexpr std::size_t sql_parser::query() {
    sql_token const t = peek();
    std::size_t const with = add(sql_kind::list);
    if (is_word("with") && is_any_word(1)) {
        ++at_;
        std::size_t last = 0;
        do {
            std::size_t const cte = add(sql_kind::cte, sql_op::none, peek());
            if (!is_any_word()) fail("a name");
            ++at_;
            std::size_t const names = name_list();
            (void)take_word("as");
            expect_sign("(");
            std::size_t const q = query();
            expect_sign(")");
            append(cte, append(cte, 0, names), q);
            last = append(with, last, cte);
        } while (take_sign(",") && !failed());
    }
    std::size_t const body = set_operation(false);
    std::size_t const order = order_clause();
    std::size_t limit = 0;
    std::size_t offset = 0;
    if (is_word("limit") && !is_end(1)) {
        ++at_;
        if (is_word("all") && (is_end(1) || is_word("offset", 1))) {
            ++at_;
        } else {
            limit = expression();
        }
    }
    if (is_word("offset") && !is_end(1)) {
        ++at_;
        offset = expression();
    }
    if (limit == 0) limit = nothing();
    if (offset == 0) offset = nothing();
    return add_over(sql_kind::query, sql_op::none, t, {with, body, order, limit, offset});
}

// `order by`, or what orders the rows of each partition; there is one.
constexpr std::size_t sql_parser::order_clause() {
    if (is_word("cluster") && is_word("by", 1)) return order_list(true);
    if (is_word("distribute") && is_word("by", 1)) {
        at_ += 2;
        expressions(add(sql_kind::list));
    }
    return order_list((is_word("order") || is_word("sort")) && is_word("by", 1));
}

// `(a, b)`, if it is there.
constexpr std::size_t sql_parser::name_list() {
    std::size_t const names = add(sql_kind::names);
    if (!is_sign("(")) return names;
    ++at_;
    std::size_t last = 0;
    do {
        last = append(names, last, add(sql_kind::column, sql_op::none, peek()));
        if (!is_any_word()) fail("a name");
        ++at_;
    } while (take_sign(",") && !failed());
    expect_sign(")");
    return names;
}

// Intersect binds tighter than union and except.
constexpr std::size_t sql_parser::set_operation(bool tight) {
    std::size_t left = tight ? query_term() : set_operation(true);
    for (;;) {
        sql_token const t = peek();
        bool const intersect = is_word("intersect");
        bool const except = is_word("except") || is_word("minus");
        if (failed() || (tight ? !intersect : !is_word("union") && !except)) return left;
        ++at_;
        bool const all = take_word("all");
        if (!all) (void)take_word("distinct");
        std::size_t const right = tight ? query_term() : set_operation(true);
        sql_op const op = intersect ? (all ? sql_op::intersect_all : sql_op::intersect)
                          : except  ? (all ? sql_op::except_all : sql_op::except)
                                    : (all ? sql_op::union_all : sql_op::union_);
        left = add_over(sql_kind::set, op, t, {left, right});
    }
}

constexpr std::size_t sql_parser::query_term() {
    if (take_sign("(")) {
        std::size_t const q = query();
        expect_sign(")");
        return q;
    }
    if (is_word("values")) return values();
    if (is_word("table") && is_any_word(1)) {
        ++at_;
        return add_over(sql_kind::select, sql_op::none, peek(),
                        {add_over(sql_kind::list, sql_op::none, peek(), {add(sql_kind::star)}), relation(),
                         nothing(), nothing(), nothing()});
    }
    return select();
}

constexpr std::size_t sql_parser::values() {
    std::size_t const n = add(sql_kind::values, sql_op::none, peek());
    ++at_;
    std::size_t last = 0;
    do {
        last = append(n, last, expression());
    } while (take_sign(",") && !failed());
    return n;
}

constexpr std::size_t sql_parser::select() {
    sql_token const t = peek();
    std::size_t from = 0;
    if (is_word("from") && is_any_word(1)) { // the from clause may come first
        ++at_;
        from = from_clause();
    }
    expect_word("select");
    std::uint8_t flags = 0;
    if (is_word("distinct") && !is_end(1)) {
        ++at_;
        flags = sql_distinct;
    } else if (is_word("all") && !is_end(1) && !is_sign(",", 1)) {
        ++at_;
    }
    std::size_t const items = add(sql_kind::list, sql_op::none, peek());
    std::size_t last = 0;
    do {
        if (last != 0 && is_word("from") && is_any_word(1)) fail("an expression after the comma");
        last = append(items, last, select_item());
    } while (take_sign(",") && !failed());
    if (from == 0 && is_word("from") && !failed()) {
        ++at_;
        from = from_clause();
    }
    if (from == 0) from = nothing();
    std::size_t const where = clause("where");
    std::size_t const group = group_by();
    std::size_t const having = clause("having");
    std::size_t windows = named_windows();
    std::size_t const qualify = clause("qualify");
    if (starts_windows()) windows = named_windows();
    std::size_t const n =
        add_over(sql_kind::select, sql_op::none, t, {items, from, where, group, having, windows, qualify});
    nodes_[n].flags = flags;
    return n;
}

constexpr std::size_t sql_parser::clause(std::string_view word) {
    if (!is_word(word)) return nothing();
    ++at_;
    return expression();
}

constexpr std::size_t sql_parser::group_by() {
    if (!(is_word("group") && is_word("by", 1))) return nothing();
    std::size_t const n = add(sql_kind::group, sql_op::none, peek());
    at_ += 2;
    std::size_t const keys = add(sql_kind::list);
    std::size_t const sets = add(sql_kind::list);
    append(n, append(n, 0, keys), sets);
    if (is_word("all") && (is_end(1) || starts_clause(1))) {
        ++at_;
        nodes_[n].op = sql_op::all;
        return n;
    }
    if (!(is_word("grouping") && is_word("sets", 1) && is_sign("(", 2))) {
        std::size_t last = 0;
        do {
            last = append(keys, last, grouping_element());
        } while (take_sign(",") && !failed());
    }
    if (is_word("with") && (is_word("rollup", 1) || is_word("cube", 1))) {
        nodes_[n].op = is_word("rollup", 1) ? sql_op::rollup : sql_op::cube;
        at_ += 2;
    } else if (is_word("grouping") && is_word("sets", 1)) {
        nodes_[n].op = sql_op::sets;
        nodes_[sets].first = nodes_[grouping_element()].first;
    }
    return n;
}

// A key, or `rollup (…)`, `cube (…)`, `grouping sets (…)`: a group with keys, lists of keys and groups below.
constexpr std::size_t sql_parser::grouping_element() {
    bool const named = (is_word("rollup") || is_word("cube")) && is_sign("(", 1);
    bool const sets = is_word("grouping") && is_word("sets", 1) && is_sign("(", 2);
    if (!named && !sets) return expression();
    std::size_t const n = add(sql_kind::group,
                              sets                ? sql_op::sets
                              : is_word("rollup") ? sql_op::rollup
                                                  : sql_op::cube,
                              peek());
    at_ += sets ? 3 : 2;
    std::size_t last = 0;
    do {
        if (is_sign("(") && is_sign(")", 1)) {
            last = append(n, last, add(sql_kind::list, sql_op::none, peek()));
            at_ += 2;
        } else {
            last = append(n, last, grouping_element());
        }
    } while (take_sign(",") && !failed());
    expect_sign(")");
    return n;
}

constexpr void sql_parser::expressions(std::size_t into) {
    std::size_t last = 0;
    do {
        last = append(into, last, expression());
    } while (take_sign(",") && !failed());
}

} // namespace weir::detail
