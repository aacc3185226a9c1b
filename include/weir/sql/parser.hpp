// SPDX-License-Identifier: BSL-1.0
// Reads expressions and statements of Spark's SQL into a tree, at compile time.
#pragma once

#include <weir/core/fixed_string.hpp>
#include <weir/sql/ast.hpp>
#include <weir/sql/lexer.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace weir::detail {

/// `"…" at 8 in "select prcie from t"`: a place of a text as messages name it, from 1 on.
constexpr void write_sql_place(text& out, std::string_view sql, std::size_t at) {
    constexpr std::size_t longest = 80;
    std::size_t const from = sql.size() <= longest || at < longest / 2 ? 0
                             : at + longest / 2 > sql.size()           ? sql.size() - longest
                                                                       : at - longest / 2;
    std::string_view const shown = sql.substr(from, longest);
    out << " at " << at + 1 << " in \"" << (from > 0 ? "..." : "");
    for (char const c : shown) out << (c == '\n' || c == '\t' || c == '\r' ? ' ' : c);
    out << (from + longest < sql.size() ? "..." : "") << '"';
}

/// What a node of a tree is read from: the text, in a type.
template <std::size_t Size>
class sql_parser {
public:
    using tree = sql_tree<2 * Size + 48>;

    constexpr explicit sql_parser(std::string_view text)
        : text_(text), tokens_(read_sql_tokens<Size + 1>(text)) {}

    /// One expression, with an alias perhaps: an item of a select.
    constexpr tree parse_item() {
        out_.root = select_item(true);
        finish();
        return out_;
    }
    constexpr tree parse_statement() {
        out_.root = query();
        if (is_sign(";")) ++at_;
        finish();
        return out_;
    }

private:
    // ---- tokens

    [[nodiscard]] constexpr sql_token const& peek(std::size_t n = 0) const {
        return tokens_.list[at_ + n < tokens_.size ? at_ + n : tokens_.size - 1];
    }
    [[nodiscard]] constexpr std::string_view text_of(sql_token const& t) const {
        return text_.substr(t.begin, t.size);
    }
    [[nodiscard]] constexpr bool is_word(std::string_view word, std::size_t n = 0) const {
        return peek(n).kind == sql_token_kind::word && equal_ignoring_case(text_of(peek(n)), word);
    }
    [[nodiscard]] constexpr bool is_any_word(std::size_t n = 0) const {
        return peek(n).kind == sql_token_kind::word || peek(n).kind == sql_token_kind::quoted_name;
    }
    [[nodiscard]] constexpr bool is_sign(std::string_view sign, std::size_t n = 0) const {
        return peek(n).kind == sql_token_kind::sign && text_of(peek(n)) == sign;
    }
    [[nodiscard]] constexpr bool is_end(std::size_t n = 0) const {
        return peek(n).kind == sql_token_kind::end || is_sign(";", n) || is_sign(")", n);
    }
    [[nodiscard]] constexpr bool failed() const { return out_.error.failed(); }
    constexpr bool take_word(std::string_view word) {
        bool const found = is_word(word);
        at_ += found ? 1 : 0;
        return found;
    }
    constexpr bool take_sign(std::string_view sign) {
        bool const found = is_sign(sign);
        at_ += found ? 1 : 0;
        return found;
    }
    constexpr void fail(std::string_view expected) { fail_at(peek(), expected); }
    constexpr void fail_at(sql_token const& token, std::string_view expected) {
        if (failed()) return;
        text& out = out_.error.message;
        if (token.kind == sql_token_kind::end) {
            out << "sql: unexpected end";
        } else if (token.kind == sql_token_kind::unclosed) {
            out << "sql: unclosed " << (text_.substr(token.begin, 2) == "/*" ? "comment" : "quote");
        } else {
            out << "sql: unexpected \"" << text_of(token).substr(0, 40) << '"';
        }
        write_sql_place(out, text_, token.begin);
        out << "; expected " << expected;
        at_ = tokens_.size - 1; // nothing more to read, so that every loop ends
    }
    constexpr void expect_sign(std::string_view sign) {
        if (!take_sign(sign)) fail(sign);
    }
    constexpr void expect_word(std::string_view word) {
        if (!take_word(word)) fail(word);
    }
    constexpr void finish() {
        if (!failed() && peek().kind != sql_token_kind::end) fail("the end");
    }

    // ---- nodes

    constexpr std::size_t add(sql_kind kind, sql_op op = sql_op::none, sql_token const& from = {}) {
        if (out_.size >= out_.nodes.size()) {
            fail("a shorter statement");
            return 0;
        }
        out_.nodes[out_.size] = {kind, op, 0, from.begin, from.size, 0, 0};
        return out_.size++;
    }
    constexpr std::size_t add_over(sql_kind kind, sql_op op, sql_token const& from,
                                   std::initializer_list<std::size_t> children) {
        std::size_t const n = add(kind, op, from);
        std::size_t last = 0;
        for (std::size_t const child : children) last = append(n, last, child);
        return n;
    }
    // Adds a child after `last`, the youngest so far.
    constexpr std::size_t append(std::size_t parent, std::size_t last, std::size_t child) {
        if (last == 0) {
            out_.nodes[parent].first = static_cast<std::uint32_t>(child);
        } else {
            out_.nodes[last].next = static_cast<std::uint32_t>(child);
        }
        return child;
    }
    constexpr std::size_t nothing() { return add(sql_kind::none); }
    /// Lets a node name the text from its beginning to the last token that was read.
    constexpr void span_to_here(std::size_t n) {
        sql_token const& last = tokens_.list[at_ == 0 ? 0 : at_ - 1];
        out_.nodes[n].size = last.begin + last.size - out_.nodes[n].begin;
    }

    // ---- expressions, from the loosest operator to the tightest

    constexpr std::size_t expression() { return logical_or(); }

    constexpr std::size_t logical_or() {
        std::size_t left = logical_and();
        while (is_word("or") && !failed()) {
            sql_token const t = peek();
            ++at_;
            std::size_t const right = logical_and();
            left = add_over(sql_kind::logical, sql_op::logical_or, t, {left, right});
        }
        return left;
    }
    constexpr std::size_t logical_and() {
        std::size_t left = logical_not();
        while (is_word("and") && !failed()) {
            sql_token const t = peek();
            ++at_;
            std::size_t const right = logical_not();
            left = add_over(sql_kind::logical, sql_op::logical_and, t, {left, right});
        }
        return left;
    }
    constexpr std::size_t logical_not() {
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
    [[nodiscard]] constexpr bool names_something() const {
        return is_end(1) || is_sign(",", 1) || is_sign(".", 1) || is_sign("=", 1) || is_word("from", 1);
    }

    constexpr std::size_t predicate(std::size_t value) {
        sql_token const t = peek();
        std::uint8_t flags = 0;
        if (is_word("not")
            && (is_word("between", 1) || is_word("in", 1) || is_word("like", 1) || is_word("ilike", 1)
                || is_word("rlike", 1) || is_word("regexp", 1))) {
            flags = sql_negated;
            ++at_;
        }
        std::size_t made = 0;
        if (is_word("between")) {
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
            if (is_end(1) || is_word("from", 1)) return value; // an alias
            made = like(value, t);
        } else if (is_word("is") && !names_something()) {
            made = is(value, t);
        }
        if (made == 0) return value;
        out_.nodes[made].flags = static_cast<std::uint8_t>(out_.nodes[made].flags | flags);
        return made;
    }
    constexpr std::size_t like(std::size_t value, sql_token const& t) {
        sql_op op = is_word("like") ? sql_op::like : is_word("ilike") ? sql_op::ilike : sql_op::rlike;
        ++at_;
        std::size_t const made = add(sql_kind::like, op, t);
        std::size_t last = append(made, 0, value);
        bool const any = is_word("any") || is_word("some");
        if ((any || is_word("all")) && is_sign("(", 1)) {
            at_ += 2;
            out_.nodes[made].flags = op == sql_op::ilike ? sql_distinct << 1 : 0;
            out_.nodes[made].op = any ? sql_op::like_any : sql_op::like_all;
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
    constexpr std::size_t is(std::size_t value, sql_token const& t) {
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
        out_.nodes[made].flags = flags;
        return made;
    }

    struct infix {
        sql_op op = sql_op::none;
        int strength = 0;
    };
    [[nodiscard]] constexpr infix infix_here() const {
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
    constexpr std::size_t binary(int weakest) {
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
    constexpr std::size_t unary() {
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

    constexpr std::size_t postfix(std::size_t value) {
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
                if (out_.nodes[value].kind == sql_kind::column) {
                    ++at_;
                    span_to_here(value);
                } else {
                    std::size_t const n = add(sql_kind::field, sql_op::none, peek());
                    append(n, 0, value);
                    ++at_;
                    value = n;
                }
            } else if (is_sign(".") && is_sign("*", 1) && out_.nodes[value].kind == sql_kind::column) {
                out_.nodes[value].kind = sql_kind::star;
                at_ += 2;
                star_except(value);
                return value;
            } else {
                return value;
            }
        }
    }
    constexpr void star_except(std::size_t star) {
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

    // ---- types

    constexpr std::size_t type() {
        std::size_t const n = add(sql_kind::type, sql_op::none, peek());
        if (peek().kind != sql_token_kind::word) fail("a type");
        bool const interval_type = is_word("interval");
        bool const timestamp_type = is_word("timestamp");
        ++at_;
        if (interval_type && is_unit(0)) { // interval day to second
            at_ += is_word("to", 1) && is_unit(2) ? 3 : 1;
        } else if (timestamp_type && is_word("without") && is_word("time", 1) && is_word("zone", 2)) {
            at_ += 3;
        } else if (take_sign("(")) {
            while (!is_end() && !failed()) ++at_;
            expect_sign(")");
        } else if (is_sign("<")) {
            int depth = 0;
            do {
                if (is_end()) fail(">");
                std::string_view const t = text_of(peek());
                if (peek().kind == sql_token_kind::sign) {
                    for (char const c : t) depth += c == '<' ? 1 : c == '>' ? -1 : 0;
                }
                if (t == "(") {
                    while (!is_end() && !failed()) ++at_;
                }
                ++at_;
            } while (depth > 0 && !failed());
        } else if (is_sign("<>")) { // struct<>
            ++at_;
        }
        span_to_here(n);
        return n;
    }

    // ---- primary expressions

    constexpr std::size_t primary() {
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
    constexpr std::size_t lambda() {
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
    [[nodiscard]] constexpr bool starts_lambda() const {
        std::size_t n = 1;
        while (is_any_word(n) && is_sign(",", n + 1)) n += 2;
        return is_any_word(n) && is_sign(")", n + 1) && is_sign("->", n + 2);
    }
    [[nodiscard]] constexpr bool starts_query(std::size_t n) const {
        while (is_sign("(", n)) ++n;
        return (is_word("select", n) && !is_end(n + 1) && !is_sign(",", n + 1))
               || (is_word("with", n) && is_any_word(n + 1))
               || (is_word("values", n) && !is_end(n + 1) && !is_sign(",", n + 1));
    }
    constexpr std::size_t bracket() {
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
    constexpr std::size_t word() {
        sql_token const t = peek();
        bool const bracketed = is_sign("(", 1);
        if (peek(1).kind == sql_token_kind::string) {
            sql_op const op = is_word("date")                                    ? sql_op::date
                              : is_word("timestamp") || is_word("timestamp_ltz") ? sql_op::timestamp
                              : is_word("timestamp_ntz")                         ? sql_op::timestamp_ntz
                              : is_word("x")                                     ? sql_op::binary
                                                                                 : sql_op::none;
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
        for (std::string_view const name : {"current_date", "current_timestamp", "localtimestamp",
                                            "current_user", "current_time", "session_user", "user"}) {
            if (equal_ignoring_case(text_of(t), name) && !is_sign(".")) {
                return add_over(sql_kind::call, sql_op::none, t, {nothing(), nothing()});
            }
        }
        return add(sql_kind::column, sql_op::none, t);
    }

    // ---- intervals: `'1 day'`, `'1' day`, `1 day 2 hours`, `'1 02:03' day to minute`

    [[nodiscard]] constexpr bool is_unit(std::size_t n) const {
        if (peek(n).kind != sql_token_kind::word) return false;
        std::string_view word = text_of(peek(n));
        if (word.size() > 1 && ascii_lower(word.back()) == 's') word.remove_suffix(1);
        for (std::string_view const unit : {"year", "month", "week", "day", "hour", "minute", "second",
                                            "millisecond", "microsecond", "nanosecond"}) {
            if (equal_ignoring_case(word, unit)) return true;
        }
        return false;
    }
    [[nodiscard]] constexpr bool starts_interval() const {
        std::size_t const n = is_sign("-", 1) || is_sign("+", 1) ? 2 : 1;
        return peek(n).kind == sql_token_kind::string
               || (peek(n).kind == sql_token_kind::number && is_unit(n + 1));
    }
    constexpr std::size_t interval() {
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

    constexpr std::size_t case_when() {
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

    // ---- calls: the arguments, then the nodes of `filter`, `over` and `order by`

    [[nodiscard]] constexpr bool call_is(sql_token const& name, std::string_view what) const {
        return equal_ignoring_case(text_of(name), what);
    }
    constexpr std::size_t call() {
        sql_token const t = peek();
        std::size_t const n = add(sql_kind::call, sql_op::none, t);
        at_ += 2;
        std::size_t last = arguments(n, t);
        expect_sign(")");
        if (take_word("ignore")) {
            expect_word("nulls");
            out_.nodes[n].flags |= sql_outer;
        } else if (is_word("respect") && is_word("nulls", 1)) {
            at_ += 2;
        }
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
        if (is_word("over") && is_sign("(", 1))
            fail("an aggregate under group by: functions over windows of rows are not offered");
        append(n, last, nothing());
        return n;
    }
    // Where an argument is a bare word that means itself: a unit of time.
    constexpr std::size_t unit_word() {
        std::size_t const n = add(sql_kind::string, sql_op::all, peek());
        ++at_;
        return n;
    }
    constexpr std::size_t arguments(std::size_t n, sql_token const& name) {
        std::size_t last = 0;
        if (is_sign(")")) return last;
        if (take_word("distinct")) out_.nodes[n].flags |= sql_distinct;
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
                out_.nodes[n].op = sql_op::all;
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
                if (call_is(name, "substr")) out_.nodes[n].op = sql_op::range;
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
    constexpr std::size_t trim_arguments(std::size_t n) {
        if (is_word("leading") || is_word("trailing") || is_word("both")) {
            if (!is_sign(")", 1) && !is_sign(",", 1)) {
                out_.nodes[n].op = is_word("leading")    ? sql_op::left
                                   : is_word("trailing") ? sql_op::right
                                                         : sql_op::full;
                ++at_;
            }
        }
        if (out_.nodes[n].op != sql_op::none && take_word("from")) return append(n, 0, expression());
        std::size_t const first = expression();
        if (take_word("from")) {
            std::size_t const value = expression();
            if (out_.nodes[n].op == sql_op::none) out_.nodes[n].op = sql_op::full;
            return append(n, append(n, 0, value), first);
        }
        std::size_t last = append(n, 0, first);
        while (take_sign(",") && !failed()) last = append(n, last, expression());
        return last;
    }

    // ---- sorting

    constexpr std::size_t order_list(bool present) {
        std::size_t const order = add(sql_kind::list);
        if (!present) return order;
        at_ += 2;
        std::size_t last = 0;
        do {
            std::size_t const e = expression();
            std::size_t const key = add_over(sql_kind::sort, sql_op::ascending, peek(), {e});
            if (take_word("desc")) {
                out_.nodes[key].op = sql_op::descending;
            } else {
                (void)take_word("asc");
            }
            if (take_word("nulls")) {
                if (take_word("last")) {
                    out_.nodes[key].flags = 2;
                } else {
                    expect_word("first");
                    out_.nodes[key].flags = 1;
                }
            }
            last = append(order, last, key);
        } while (take_sign(",") && !failed());
        return order;
    }

    // ---- queries

    // A clause begins where its word is followed by something that it governs; else the word is a name.
    [[nodiscard]] constexpr bool starts_clause() const {
        if (is_end(1)) return false;
        if (is_word("group") || is_word("order") || is_word("sort") || is_word("cluster")
            || is_word("distribute")) {
            return is_word("by", 1);
        }
        for (std::string_view const word : {"from", "where", "having", "limit", "offset", "union", "except",
                                            "minus", "intersect", "lateral", "on", "using"}) {
            if (is_word(word)) return true;
        }
        return false;
    }
    // Words that never name a table, since they go on with a join.
    [[nodiscard]] constexpr bool starts_join() const {
        for (std::string_view const word :
             {"anti", "cross", "except", "full", "inner", "intersect", "join", "lateral", "left", "natural",
              "on", "right", "semi", "minus", "union", "using"}) {
            if (is_word(word)) return true;
        }
        return false;
    }
    constexpr std::size_t select_item(bool alone = false) {
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
    constexpr std::size_t query() {
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
        std::size_t const order = order_list((is_word("order") || is_word("sort")) && is_word("by", 1));
        std::size_t limit = 0;
        std::size_t offset = 0;
        if (is_word("limit") && !is_end(1)) {
            ++at_;
            if (is_word("all") && is_end(1)) {
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
    // `(a, b)`, if it is there.
    constexpr std::size_t name_list() {
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
    constexpr std::size_t set_operation(bool tight) {
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
    constexpr std::size_t query_term() {
        if (take_sign("(")) {
            std::size_t const q = query();
            expect_sign(")");
            return q;
        }
        if (is_word("values")) return values();
        if (is_word("table") && is_any_word(1)) {
            ++at_;
            return add_over(sql_kind::select, sql_op::none, peek(),
                            {add_over(sql_kind::list, sql_op::none, peek(), {add(sql_kind::star)}),
                             relation(), nothing(), nothing(), nothing()});
        }
        return select();
    }
    constexpr std::size_t values() {
        std::size_t const n = add(sql_kind::values, sql_op::none, peek());
        ++at_;
        std::size_t last = 0;
        do {
            last = append(n, last, expression());
        } while (take_sign(",") && !failed());
        return n;
    }
    constexpr std::size_t select() {
        sql_token const t = peek();
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
        std::size_t from = 0;
        if (is_word("from") && !failed()) {
            ++at_;
            from = from_clause();
        } else {
            from = nothing();
        }
        std::size_t const where = clause("where");
        std::size_t const group = group_by();
        std::size_t const having = clause("having");
        std::size_t const n =
            add_over(sql_kind::select, sql_op::none, t, {items, from, where, group, having});
        out_.nodes[n].flags = flags;
        return n;
    }
    constexpr std::size_t clause(std::string_view word) {
        if (!is_word(word)) return nothing();
        ++at_;
        return expression();
    }
    constexpr std::size_t group_by() {
        if (!(is_word("group") && is_word("by", 1))) return nothing();
        std::size_t const n = add(sql_kind::group, sql_op::none, peek());
        at_ += 2;
        std::size_t const keys = add(sql_kind::list);
        std::size_t const sets = add(sql_kind::list);
        append(n, append(n, 0, keys), sets);
        if (is_word("all")
            && (is_end(1) || is_word("having", 1) || is_word("order", 1) || is_word("limit", 1))) {
            ++at_;
            out_.nodes[n].op = sql_op::all;
            return n;
        }
        if ((is_word("rollup") || is_word("cube")) && is_sign("(", 1)) {
            out_.nodes[n].op = is_word("rollup") ? sql_op::rollup : sql_op::cube;
            at_ += 2;
            expressions(keys);
            expect_sign(")");
            return n;
        }
        if (!is_word("grouping")) expressions(keys);
        if (is_word("with") && (is_word("rollup", 1) || is_word("cube", 1))) {
            out_.nodes[n].op = is_word("rollup", 1) ? sql_op::rollup : sql_op::cube;
            at_ += 2;
        } else if (is_word("grouping") && is_word("sets", 1)) {
            at_ += 2;
            out_.nodes[n].op = sql_op::sets;
            expect_sign("(");
            std::size_t last = 0;
            do {
                std::size_t const set = add(sql_kind::list, sql_op::none, peek());
                if (take_sign("(")) {
                    if (!is_sign(")")) expressions(set);
                    expect_sign(")");
                } else {
                    append(set, 0, expression());
                }
                last = append(sets, last, set);
            } while (take_sign(",") && !failed());
            expect_sign(")");
        }
        return n;
    }
    constexpr void expressions(std::size_t into) {
        std::size_t last = 0;
        do {
            last = append(into, last, expression());
        } while (take_sign(",") && !failed());
    }

    // ---- from

    constexpr std::size_t from_clause() {
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
            if (take_word("outer")) out_.nodes[n].flags = sql_outer;
            std::size_t const made = call();
            std::size_t const names = add(sql_kind::names, sql_op::none, sql_token{});
            if (is_any_word() && !is_word("as") && !starts_clause()) {
                out_.nodes[names].begin = peek().begin;
                out_.nodes[names].size = peek().size;
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
    constexpr std::size_t relation() {
        std::size_t left = relation_primary();
        for (;;) {
            if (failed()) return left;
            sql_token const t = peek();
            sql_op op = sql_op::inner;
            std::uint8_t flags = 0;
            std::size_t n = 0;
            if (is_word("natural")) {
                flags = sql_natural;
                ++n;
            }
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
            if (!is_word("join", n)) return left;
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
            out_.nodes[left].flags = flags;
        }
    }
    constexpr std::size_t table_alias() {
        std::size_t const alias = add(sql_kind::names);
        bool const as = take_word("as");
        if (as || (is_any_word() && !starts_clause() && !starts_join())) {
            if (!is_any_word()) fail("a name");
            out_.nodes[alias].begin = peek().begin;
            out_.nodes[alias].size = peek().size;
            ++at_;
            std::size_t const names = name_list();
            out_.nodes[alias].first = out_.nodes[names].first;
        }
        return alias;
    }
    constexpr std::size_t relation_primary() {
        std::uint8_t flags = 0;
        if (is_word("lateral") && (is_sign("(", 1) || is_sign("(", 2))) {
            ++at_;
            flags = sql_lateral;
        }
        sql_token const t = peek();
        std::size_t made = 0;
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
        out_.nodes[made].flags = flags;
        return made;
    }

    std::string_view text_;
    sql_tokens<Size + 1> tokens_;
    std::size_t at_ = 0;
    tree out_{};
};

/// The tree of an item of a select: of an expression, with an alias perhaps.
template <fixed_string Text>
struct sql_item_text {
    static constexpr std::string_view text = Text.view();
    static constexpr auto tree = sql_parser<Text.size()>(Text.view()).parse_item();
};

/// The tree of a statement.
template <fixed_string Text>
struct sql_statement_text {
    static constexpr std::string_view text = Text.view();
    static constexpr auto tree = sql_parser<Text.size()>(Text.view()).parse_statement();
};

} // namespace weir::detail
