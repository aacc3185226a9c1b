// SPDX-License-Identifier: BSL-1.0
// How the parser reads operators and predicates, from the loosest to the tightest.
#pragma once

#include <weir/sql/parser.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace weir::detail {

constexpr std::size_t sql_parser::expression() { return logical_or(); }

constexpr std::size_t sql_parser::logical_or() {
    std::size_t left = logical_and();
    while (is_word("or") && !failed()) {
        sql_token const t = peek();
        ++at_;
        std::size_t const right = logical_and();
        left = add_over(sql_kind::logical, sql_op::logical_or, t, {left, right});
    }
    return left;
}

constexpr std::size_t sql_parser::logical_and() {
    std::size_t left = logical_not();
    while (is_word("and") && !failed()) {
        sql_token const t = peek();
        ++at_;
        std::size_t const right = logical_not();
        left = add_over(sql_kind::logical, sql_op::logical_and, t, {left, right});
    }
    return left;
}

constexpr std::size_t sql_parser::logical_not() {
    sql_token const t = peek();
    if ((is_word("not") && !names_something()) || is_sign("!")) {
        ++at_;
        std::size_t const operand = logical_not();
        return add_over(sql_kind::logical_not, sql_op::none, t, {operand});
    }
    if (is_word("exists") && is_sign("(", 1) && starts_query(2)) {
        at_ += 2;
        std::size_t const q = query();
        expect_sign(")");
        return add_over(sql_kind::exists, sql_op::none, t, {q});
    }
    return predicate(binary(1));
}

// Words are not reserved: one that nothing follows which it could govern is a name.
constexpr bool sql_parser::names_something() const {
    return is_end(1) || is_sign(",", 1) || is_sign(".", 1) || is_sign("=", 1) || is_word("from", 1);
}

constexpr std::size_t sql_parser::predicate(std::size_t value) {
    sql_token const t = peek();
    std::uint8_t flags = 0;
    if (is_word("not")
        && (is_word("between", 1) || is_word("in", 1) || is_word("like", 1) || is_word("ilike", 1)
            || is_word("rlike", 1) || is_word("regexp", 1))) {
        flags = sql_negated;
        ++at_;
    }
    std::size_t made = 0;
    if (is_word("between") && !names_something()) {
        ++at_;
        std::size_t const low = binary(1);
        expect_word("and");
        std::size_t const high = binary(1);
        made = add_over(sql_kind::between, sql_op::none, t, {value, low, high});
    } else if (is_word("in") && is_sign("(", 1)) {
        at_ += 2;
        if (is_sign(")")) fail("a list of values");
        made = add(sql_kind::in, sql_op::none, t);
        std::size_t last = append(made, 0, value);
        if (starts_query(0)) {
            sql_token const from = peek();
            std::size_t const q = query();
            append(made, last, add_over(sql_kind::subquery, sql_op::none, from, {q}));
        } else {
            do {
                last = append(made, last, expression());
            } while (take_sign(",") && !failed());
        }
        expect_sign(")");
    } else if (is_word("like") || is_word("ilike") || is_word("rlike") || is_word("regexp")) {
        if (is_end(1)) return value; // an alias
        made = like(value, t);
    } else if (is_word("is") && !names_something()) {
        made = is(value, t);
    }
    if (made == 0) return value;
    nodes_[made].flags = static_cast<std::uint8_t>(nodes_[made].flags | flags);
    return made;
}

constexpr std::size_t sql_parser::like(std::size_t value, sql_token const& t) {
    sql_op op = is_word("like") ? sql_op::like : is_word("ilike") ? sql_op::ilike : sql_op::rlike;
    ++at_;
    std::size_t const made = add(sql_kind::like, op, t);
    std::size_t last = append(made, 0, value);
    bool const any = is_word("any") || is_word("some");
    if ((any || is_word("all")) && is_sign("(", 1)) {
        at_ += 2;
        nodes_[made].flags = op == sql_op::ilike ? sql_distinct << 1 : 0;
        nodes_[made].op = any ? sql_op::like_any : sql_op::like_all;
        do {
            last = append(made, last, expression());
        } while (take_sign(",") && !failed());
        expect_sign(")");
        return made;
    }
    last = append(made, last, binary(1));
    if (take_word("escape")) {
        append(made, last, add(sql_kind::string, sql_op::none, peek()));
        if (peek().kind != sql_token_kind::string) fail("a character in quotes");
        ++at_;
    }
    return made;
}

constexpr std::size_t sql_parser::is(std::size_t value, sql_token const& t) {
    ++at_;
    std::uint8_t const flags = take_word("not") ? sql_negated : 0;
    std::size_t made = 0;
    if (take_word("null")) {
        made = add_over(sql_kind::is, sql_op::is_null, t, {value});
    } else if (take_word("true")) {
        made = add_over(sql_kind::is, sql_op::is_true, t, {value});
    } else if (take_word("false")) {
        made = add_over(sql_kind::is, sql_op::is_false, t, {value});
    } else if (take_word("unknown")) {
        made = add_over(sql_kind::is, sql_op::is_unknown, t, {value});
    } else if (take_word("distinct")) {
        expect_word("from");
        std::size_t const other = binary(1);
        made = add_over(sql_kind::is, sql_op::is_distinct, t, {value, other});
    } else {
        fail("null, true, false or distinct from");
        return value;
    }
    nodes_[made].flags = flags;
    return made;
}

constexpr sql_parser::infix sql_parser::infix_here() const {
    if (is_word("div") && !names_something()) return {sql_op::div, 7};
    if (peek().kind != sql_token_kind::sign) return {};
    struct entry {
        std::string_view sign;
        infix what;
    };
    constexpr entry entries[] = {{"*", {sql_op::times, 7}},
                                 {"/", {sql_op::divide, 7}},
                                 {"%", {sql_op::remainder, 7}},
                                 {"+", {sql_op::plus, 6}},
                                 {"-", {sql_op::minus, 6}},
                                 {"||", {sql_op::concat, 6}},
                                 {"<<", {sql_op::shift_left, 5}},
                                 {">>", {sql_op::shift_right, 5}},
                                 {">>>", {sql_op::shift_right_unsigned, 5}},
                                 {"&", {sql_op::bit_and, 4}},
                                 {"^", {sql_op::bit_xor, 3}},
                                 {"|", {sql_op::bit_or, 2}},
                                 {"=", {sql_op::equal, 1}},
                                 {"==", {sql_op::equal, 1}},
                                 {"!=", {sql_op::not_equal, 1}},
                                 {"<>", {sql_op::not_equal, 1}},
                                 {"<", {sql_op::less, 1}},
                                 {"<=", {sql_op::less_equal, 1}},
                                 {">", {sql_op::greater, 1}},
                                 {">=", {sql_op::greater_equal, 1}},
                                 {"<=>", {sql_op::null_safe_equal, 1}}};
    for (auto const& e : entries) {
        if (is_sign(e.sign)) return e.what;
    }
    return {};
}

constexpr std::size_t sql_parser::binary(int weakest) {
    std::size_t left = unary();
    for (;;) {
        infix const found = infix_here();
        if (found.strength < weakest || found.op == sql_op::none || failed()) return left;
        sql_token const t = peek();
        ++at_;
        std::size_t const right = binary(found.strength + 1);
        left = add_over(sql_kind::binary, found.op, t, {left, right});
    }
}

constexpr std::size_t sql_parser::unary() {
    sql_token const t = peek();
    if (is_sign("-") && peek(1).kind == sql_token_kind::number) {
        ++at_;
        std::size_t const n = add(sql_kind::number, sql_op::none, t);
        ++at_;
        span_to_here(n);
        return postfix(n);
    }
    sql_op const op = is_sign("-")   ? sql_op::minus
                      : is_sign("+") ? sql_op::plus
                      : is_sign("~") ? sql_op::tilde
                                     : sql_op::none;
    if (op == sql_op::none) return postfix(primary());
    ++at_;
    std::size_t const operand = unary();
    return add_over(sql_kind::unary, op, t, {operand});
}

constexpr std::size_t sql_parser::postfix(std::size_t value) {
    for (;;) {
        sql_token const t = peek();
        if (is_sign("::")) {
            ++at_;
            std::size_t const to = type();
            value = add_over(sql_kind::cast, sql_op::cast, t, {value, to});
        } else if (is_sign("[")) {
            ++at_;
            std::size_t const index = expression();
            expect_sign("]");
            value = add_over(sql_kind::item, sql_op::none, t, {value, index});
        } else if (is_sign(".") && is_any_word(1)) {
            ++at_;
            if (nodes_[value].kind == sql_kind::column) {
                ++at_;
                span_to_here(value);
            } else {
                std::size_t const n = add(sql_kind::field, sql_op::none, peek());
                append(n, 0, value);
                ++at_;
                value = n;
            }
        } else if (is_sign(".") && is_sign("*", 1) && nodes_[value].kind == sql_kind::column) {
            nodes_[value].kind = sql_kind::star;
            at_ += 2;
            star_except(value);
            return value;
        } else {
            return value;
        }
    }
}

constexpr void sql_parser::star_except(std::size_t star) {
    if (!(is_word("except") && is_sign("(", 1))) return;
    at_ += 2;
    std::size_t last = 0;
    do {
        last = append(star, last, add(sql_kind::column, sql_op::none, peek()));
        if (!is_any_word()) fail("a name");
        ++at_;
    } while (take_sign(",") && !failed());
    expect_sign(")");
}

} // namespace weir::detail
