// SPDX-License-Identifier: BSL-1.0
// How the parser reads literals, names, brackets, lambdas, case and intervals.
#pragma once

#include <weir/sql/parser.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace weir::detail {

constexpr std::size_t sql_parser::primary() {
    sql_token const t = peek();
    switch (t.kind) {
    case sql_token_kind::number:
        ++at_;
        return add(sql_kind::number, sql_op::none, t);
    case sql_token_kind::string: {
        std::size_t const n = add(sql_kind::string, sql_op::none, t);
        while (peek().kind == sql_token_kind::string) ++at_;
        span_to_here(n);
        return n;
    }
    case sql_token_kind::quoted_name:
        if (is_sign("->", 1)) return lambda();
        ++at_;
        return add(sql_kind::column, sql_op::none, t);
    case sql_token_kind::word:
        return word();
    default:
        break;
    }
    if (is_sign("(")) return bracket();
    if (is_sign("*")) {
        ++at_;
        std::size_t const star =
            add(sql_kind::star, sql_op::none, sql_token{sql_token_kind::sign, t.begin, 0});
        star_except(star);
        return star;
    }
    fail("an expression");
    return nothing();
}

constexpr std::size_t sql_parser::lambda() {
    std::size_t const n = add(sql_kind::lambda, sql_op::none, peek());
    std::size_t last = 0;
    if (take_sign("(")) {
        do {
            last = append(n, last, add(sql_kind::column, sql_op::none, peek()));
            ++at_;
        } while (take_sign(",") && !failed());
        expect_sign(")");
    } else {
        last = append(n, last, add(sql_kind::column, sql_op::none, peek()));
        ++at_;
    }
    expect_sign("->");
    append(n, last, expression());
    return n;
}

// `(x, i) ->`
constexpr bool sql_parser::starts_lambda() const {
    std::size_t n = 1;
    while (is_any_word(n) && is_sign(",", n + 1)) n += 2;
    return is_any_word(n) && is_sign(")", n + 1) && is_sign("->", n + 2);
}

constexpr bool sql_parser::starts_query(std::size_t n) const {
    while (is_sign("(", n)) ++n;
    return (is_word("select", n) && !is_end(n + 1) && !is_sign(",", n + 1))
           || (is_word("with", n) && is_any_word(n + 1))
           || (is_word("values", n) && !is_end(n + 1) && !is_sign(",", n + 1));
}

constexpr std::size_t sql_parser::bracket() {
    if (starts_lambda()) return lambda();
    sql_token const t = peek();
    ++at_;
    if (starts_query(0)) {
        std::size_t const q = query();
        expect_sign(")");
        return add_over(sql_kind::subquery, sql_op::none, t, {q});
    }
    std::size_t const first = expression();
    if (!is_sign(",")) {
        expect_sign(")");
        return first;
    }
    std::size_t const n = add(sql_kind::list, sql_op::none, t);
    std::size_t last = append(n, 0, first);
    while (take_sign(",") && !failed()) last = append(n, last, expression());
    expect_sign(")");
    return n;
}

constexpr std::size_t sql_parser::word() {
    sql_token const t = peek();
    bool const bracketed = is_sign("(", 1);
    if (peek(1).kind == sql_token_kind::string) {
        sql_op const op = is_word("date")                                    ? sql_op::date
                          : is_word("timestamp") || is_word("timestamp_ltz") ? sql_op::timestamp
                          : is_word("timestamp_ntz")                         ? sql_op::timestamp_ntz
                          : is_word("x")                                     ? sql_op::binary
                                                                             : sql_op::none;
        if (is_word("time")) fail("timestamp, as there is no type time");
        if (op != sql_op::none) {
            ++at_;
            std::size_t const n = add(sql_kind::typed, op, peek());
            ++at_;
            return n;
        }
    }
    if (is_word("interval") && starts_interval()) return interval();
    if (is_word("case") && !names_something()) return case_when();
    if ((is_word("cast") || is_word("try_cast")) && bracketed) {
        sql_op const op = is_word("cast") ? sql_op::cast : sql_op::try_cast;
        at_ += 2;
        std::size_t const value = expression();
        expect_word("as");
        std::size_t const to = type();
        expect_sign(")");
        return add_over(sql_kind::cast, op, t, {value, to});
    }
    if (is_sign("->", 1)) return lambda();
    if (bracketed) return call();
    if (is_word("true") || is_word("false")) {
        ++at_;
        return add(sql_kind::boolean, text_of(t).size() == 4 ? sql_op::is_true : sql_op::is_false, t);
    }
    if (is_word("null")) {
        ++at_;
        return add(sql_kind::null, sql_op::none, t);
    }
    ++at_;
    for (std::string_view const name : {"current_date", "current_timestamp", "localtimestamp", "current_user",
                                        "current_time", "session_user", "user"}) {
        if (equal_ignoring_case(text_of(t), name) && !is_sign(".")) {
            return add(sql_kind::column, sql_op::niladic, t);
        }
    }
    return add(sql_kind::column, sql_op::none, t);
}

constexpr bool sql_parser::is_unit(std::size_t n) const {
    if (peek(n).kind != sql_token_kind::word) return false;
    std::string_view word = text_of(peek(n));
    if (word.size() > 1 && ascii_lower(word.back()) == 's') word.remove_suffix(1);
    for (std::string_view const unit : {"year", "month", "week", "day", "hour", "minute", "second",
                                        "millisecond", "microsecond", "nanosecond"}) {
        if (equal_ignoring_case(word, unit)) return true;
    }
    return false;
}

constexpr bool sql_parser::starts_interval() const {
    std::size_t const n = is_sign("-", 1) || is_sign("+", 1) ? 2 : 1;
    return peek(n).kind == sql_token_kind::string
           || (peek(n).kind == sql_token_kind::number && is_unit(n + 1));
}

constexpr std::size_t sql_parser::interval() {
    ++at_;
    std::size_t const n = add(sql_kind::interval, sql_op::none, peek());
    for (;;) {
        if (is_sign("-") || is_sign("+")) ++at_;
        ++at_;
        bool const unit = is_unit(0);
        if (unit) ++at_;
        if (unit && is_word("to") && is_unit(1)) at_ += 2;
        std::size_t const next = is_sign("-") || is_sign("+") ? 1 : 0;
        bool const more =
            peek(next).kind == sql_token_kind::string || peek(next).kind == sql_token_kind::number;
        if (!unit || !more || !is_unit(next + 1)) break;
    }
    span_to_here(n);
    return n;
}

constexpr std::size_t sql_parser::case_when() {
    std::size_t const n = add(sql_kind::case_when, sql_op::none, peek());
    ++at_;
    std::size_t last = append(n, 0, is_word("when") ? nothing() : expression());
    if (!is_word("when")) fail("when");
    while (take_word("when") && !failed()) {
        last = append(n, last, expression());
        expect_word("then");
        last = append(n, last, expression());
    }
    last = append(n, last, take_word("else") ? expression() : nothing());
    expect_word("end");
    return n;
}

} // namespace weir::detail
