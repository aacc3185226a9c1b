// SPDX-License-Identifier: BSL-1.0
// How the parser reads windows of rows: `over (partition by … order by … rows between … and …)`, and named
// ones.
#pragma once

#include <weir/sql/parser.hpp>

#include <cstddef>

namespace weir::detail {

constexpr std::size_t sql_parser::over() {
    ++at_;
    if (!is_sign("(")) {
        std::size_t const named = add(sql_kind::over, sql_op::none, peek());
        ++at_;
        return named;
    }
    return window_in_brackets();
}

constexpr std::size_t sql_parser::window_in_brackets() {
    expect_sign("(");
    std::size_t const n = add(sql_kind::over);
    std::size_t const partition = add(sql_kind::list);
    if ((is_word("partition") || is_word("distribute")) && is_word("by", 1)) {
        at_ += 2;
        expressions(partition);
    } else if ((is_word("partition") || is_word("order")) && is_any_word(1) && !is_word("by", 1)) {
        fail_at(peek(1), "by");
    } else if (is_any_word() && is_sign(")", 1)) { // `over (w)`
        std::size_t const named = add(sql_kind::over, sql_op::none, peek());
        at_ += 2;
        return named;
    }
    std::size_t const order = order_list((is_word("order") || is_word("sort")) && is_word("by", 1));
    append(n, append(n, append(n, 0, partition), order), frame());
    expect_sign(")");
    return n;
}

constexpr std::size_t sql_parser::frame() {
    if (!is_word("rows") && !is_word("range")) return nothing();
    std::size_t const n = add(sql_kind::frame, is_word("rows") ? sql_op::rows : sql_op::range, peek());
    ++at_;
    if (take_word("between")) {
        std::size_t const first = append(n, 0, frame_bound());
        expect_word("and");
        append(n, first, frame_bound());
    } else {
        std::size_t const first = append(n, 0, frame_bound());
        append(n, first, add_over(sql_kind::bound, sql_op::current_row, peek(), {nothing()}));
    }
    return n;
}

constexpr std::size_t sql_parser::frame_bound() {
    sql_token const t = peek();
    if (is_word("current") && is_word("row", 1)) {
        at_ += 2;
        return add_over(sql_kind::bound, sql_op::current_row, t, {nothing()});
    }
    std::size_t const offset = take_word("unbounded") ? nothing() : binary(1);
    bool const after = is_word("following");
    if (!after && !is_word("preceding")) fail("preceding or following");
    ++at_;
    return add_over(sql_kind::bound, after ? sql_op::following : sql_op::preceding, t, {offset});
}

// `window w as (…), …`
[[nodiscard]] constexpr bool sql_parser::starts_windows(std::size_t n) const {
    return is_word("window", n) && is_any_word(n + 1) && is_word("as", n + 2) && is_sign("(", n + 3);
}
constexpr std::size_t sql_parser::named_windows() {
    std::size_t const n = add(sql_kind::windows);
    if (!starts_windows()) return n;
    ++at_;
    std::size_t last = 0;
    do {
        std::size_t const name = add(sql_kind::names, sql_op::none, peek());
        if (!is_any_word()) fail("a name");
        ++at_;
        expect_word("as");
        append(name, 0, window_in_brackets());
        last = append(n, last, name);
    } while (take_sign(",") && !failed());
    return n;
}

} // namespace weir::detail
