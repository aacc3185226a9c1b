// SPDX-License-Identifier: BSL-1.0
// How the parser reads calls of functions and what follows them.
#pragma once

#include <weir/sql/parser.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace weir::detail {

constexpr bool sql_parser::call_is(sql_token const& name, std::string_view what) const {
    return equal_ignoring_case(text_of(name), what);
}

constexpr std::size_t sql_parser::call() {
    sql_token const t = peek();
    std::size_t const n = add(sql_kind::call, sql_op::none, t);
    at_ += 2;
    std::size_t last = arguments(n, t);
    expect_sign(")");
    std::size_t const order = within_group(n, last);
    last = order != 0 ? order : last;
    nulls_treatment(n);
    std::size_t condition = 0;
    if (is_word("filter") && is_sign("(", 1)) {
        at_ += 2;
        expect_word("where");
        condition = expression();
        expect_sign(")");
    } else {
        condition = nothing();
    }
    last = append(n, last, condition);
    nulls_treatment(n);
    append(n, last, is_word("over") && (is_sign("(", 1) || is_any_word(1)) ? over() : nothing());
    return n;
}

// `ignore nulls`, `respect nulls`
constexpr void sql_parser::nulls_treatment(std::size_t call) {
    if (!(is_word("ignore") || is_word("respect")) || !is_word("nulls", 1)) return;
    if (is_word("ignore")) nodes_[call].flags |= sql_outer;
    at_ += 2;
}

// `within group (order by …)`: one more argument, the list of sort keys.
constexpr std::size_t sql_parser::within_group(std::size_t call, std::size_t last) {
    if (!(is_word("within") && is_word("group", 1) && is_sign("(", 2))) return 0;
    at_ += 3;
    if (!(is_word("order") && is_word("by", 1))) fail("order by");
    std::size_t const order = order_list(true);
    expect_sign(")");
    nodes_[call].flags |= sql_within;
    return append(call, last, order);
}

// Where an argument is a bare word that means itself: a unit of time.
constexpr std::size_t sql_parser::unit_word() {
    std::size_t const n = add(sql_kind::string, sql_op::all, peek());
    ++at_;
    return n;
}

constexpr std::size_t sql_parser::arguments(std::size_t n, sql_token const& name) {
    std::size_t last = 0;
    if (is_sign(")")) return last;
    if (take_word("distinct")) nodes_[n].flags |= sql_distinct;
    if (call_is(name, "trim")) return trim_arguments(n);
    if ((call_is(name, "extract") || call_is(name, "timestampadd") || call_is(name, "timestampdiff")
         || call_is(name, "date_diff") || call_is(name, "datediff") || call_is(name, "dateadd")
         || call_is(name, "date_add"))
        && peek().kind == sql_token_kind::word && (is_sign(",", 1) || is_word("from", 1))
        && (call_is(name, "extract") || is_unit(0) || is_word("quarter") || is_word("dayofyear"))) {
        last = append(n, last, unit_word());
        if (!take_word("from")) expect_sign(",");
    }
    if (call_is(name, "position")) { // `position(a in b)`
        last = append(n, last, binary(1));
        if (take_word("in")) {
            nodes_[n].op = sql_op::all;
            return append(n, last, binary(1));
        }
        if (!take_sign(",")) return last;
    }
    do {
        std::size_t argument = expression();
        if (take_word("as")) {
            argument = add_over(sql_kind::alias, sql_op::none, peek(), {argument});
            if (!is_any_word()) fail("a name");
            ++at_;
        }
        last = append(n, last, argument);
        // The words that stand for commas in some functions.
        bool const word =
            (is_word("from") || is_word("for"))
                ? (call_is(name, "substring") || call_is(name, "substr") || call_is(name, "overlay"))
                : is_word("placing") && call_is(name, "overlay");
        if (word) {
            if (call_is(name, "substr")) nodes_[n].op = sql_op::range;
            ++at_;
            continue;
        }
        if (take_word("order")) { // listagg and the like; the order is read, not kept
            fail(")");
        }
        if (!take_sign(",")) break;
    } while (!failed());
    return last;
}

// `trim(x)`, `trim([both | leading | trailing] [set] from x)`
constexpr std::size_t sql_parser::trim_arguments(std::size_t n) {
    if (is_word("leading") || is_word("trailing") || is_word("both")) {
        if (!is_sign(")", 1) && !is_sign(",", 1)) {
            nodes_[n].op = is_word("leading")    ? sql_op::left
                           : is_word("trailing") ? sql_op::right
                                                 : sql_op::full;
            ++at_;
        }
    }
    if (nodes_[n].op != sql_op::none && take_word("from")) return append(n, 0, expression());
    std::size_t const first = expression();
    if (take_word("from")) {
        std::size_t const value = expression();
        if (nodes_[n].op == sql_op::none) nodes_[n].op = sql_op::full;
        return append(n, append(n, 0, value), first);
    }
    std::size_t last = append(n, 0, first);
    while (take_sign(",") && !failed()) last = append(n, last, expression());
    return last;
}

} // namespace weir::detail
