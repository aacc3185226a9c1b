// SPDX-License-Identifier: BSL-1.0
// How the parser reads pivot and unpivot.
#pragma once

#include <weir/sql/parser.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace weir::detail {

constexpr bool sql_parser::starts_pivot() const {
    return (is_word("pivot") && is_sign("(", 1))
           || (is_word("unpivot")
               && (is_sign("(", 1)
                   || ((is_word("include", 1) || is_word("exclude", 1)) && is_word("nulls", 2))));
}

// A value with its name, if it has one; the word `end` is none.
constexpr std::size_t sql_parser::alias_of(std::size_t value, std::string_view end) {
    if (!take_word("as") && (!is_any_word() || is_word(end))) return value;
    if (!is_any_word()) fail("a name");
    std::size_t const n = add_over(sql_kind::alias, sql_op::none, peek(), {value});
    ++at_;
    return n;
}

// `pivot (sum(a) as x, … for (b, c) in ((1, 2) as y, …))`
constexpr std::size_t sql_parser::pivot(std::size_t input) {
    std::size_t const n = add(sql_kind::pivot, sql_op::none, peek());
    at_ += 2;
    std::size_t const aggregates = add(sql_kind::list);
    std::size_t last = 0;
    do {
        std::size_t const aggregate = expression();
        last = append(aggregates, last, alias_of(aggregate, "for"));
    } while (take_sign(",") && !failed());
    expect_word("for");
    std::size_t columns = binary(1);
    if (nodes_[columns].kind != sql_kind::list) {
        std::size_t const list = add(sql_kind::list);
        append(list, 0, columns);
        columns = list;
    }
    expect_word("in");
    expect_sign("(");
    std::size_t const values = add(sql_kind::list);
    last = 0;
    do {
        std::size_t const value = expression();
        last = append(values, last, alias_of(value, "for"));
    } while (take_sign(",") && !failed());
    expect_sign(")");
    expect_sign(")");
    std::size_t const alias = table_alias();
    append(n, append(n, append(n, append(n, append(n, 0, input), aggregates), columns), values), alias);
    return n;
}

// `unpivot [include nulls] (v for k in (a as x, b, …))`, `unpivot ((v, w) for k in ((a, b) as x, …))`
constexpr std::size_t sql_parser::unpivot(std::size_t input) {
    ++at_;
    std::uint8_t const flags = is_word("include") ? sql_outer : 0;
    if (!is_sign("(")) at_ += 2;
    expect_sign("(");
    std::size_t names = 0;
    if (is_sign("(")) {
        names = name_list();
    } else {
        names = add(sql_kind::names);
        if (!is_any_word()) fail("a name");
        append(names, 0, add(sql_kind::column, sql_op::none, peek()));
        ++at_;
    }
    expect_word("for");
    std::size_t const n = add(sql_kind::unpivot, sql_op::none, peek());
    nodes_[n].flags = flags;
    if (!is_any_word()) fail("a name");
    ++at_;
    expect_word("in");
    expect_sign("(");
    std::size_t const entries = add(sql_kind::list);
    std::size_t last = 0;
    do {
        std::size_t const columns = binary(1);
        last = append(entries, last, alias_of(columns, "for"));
    } while (take_sign(",") && !failed());
    expect_sign(")");
    expect_sign(")");
    std::size_t const alias = table_alias();
    append(n, append(n, append(n, append(n, 0, input), names), entries), alias);
    return n;
}

} // namespace weir::detail
