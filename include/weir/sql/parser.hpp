// SPDX-License-Identifier: BSL-1.0
// Reads expressions and statements of Spark's SQL into a tree, at compile time.
#pragma once

#include <weir/core/edit_distance.hpp>
#include <weir/sql/ast.hpp>
#include <weir/sql/lexer.hpp>
#include <weir/sql/place.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string_view>

namespace weir::detail {

/// Reads tokens into nodes, by recursive descent: no template, so that it is compiled once for all texts. A
/// member reads what it is named after, from the token at hand on, and returns its node. The headers of
/// sql/parse/ define them.
class sql_parser {
public:
    constexpr sql_parser(std::string_view text, sql_token const* tokens, std::size_t token_count,
                         sql_node* nodes, std::size_t capacity)
        : text_(text), tokens_(tokens), token_count_(token_count), nodes_(nodes), capacity_(capacity) {}

    /// One expression, with an alias perhaps: an item of a select.
    constexpr std::size_t parse_item() {
        std::size_t const root = select_item(true);
        finish();
        return root;
    }
    constexpr std::size_t parse_statement() {
        std::size_t const root = query();
        while (is_sign(";")) ++at_;
        finish();
        return root;
    }
    /// How many nodes there are, with the one that stands for nothing.
    [[nodiscard]] constexpr std::size_t size() const { return size_; }
    [[nodiscard]] constexpr verdict const& error() const { return error_; }

private:
    // Tokens.

    [[nodiscard]] constexpr sql_token const& peek(std::size_t n = 0) const {
        return tokens_[at_ + n < token_count_ ? at_ + n : token_count_ - 1];
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
    [[nodiscard]] constexpr bool failed() const { return error_.failed(); }
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
        text& out = error_.message;
        if (token.kind == sql_token_kind::end) {
            out << "sql: unexpected end";
        } else if (token.kind == sql_token_kind::unclosed) {
            out << "sql: unclosed " << (text_.substr(token.begin, 2) == "/*" ? "comment" : "quote");
        } else {
            out << "sql: unexpected \"" << text_of(token).substr(0, 40) << '"';
        }
        write_sql_place(out, text_, token.begin);
        out << "; expected " << expected;
        if (expected == "the end" && at_ > 0) suggest_clause(text_of(tokens_[at_ - 1]));
        at_ = token_count_ - 1; // nothing more to read, so that every loop ends
    }
    // A misspelt keyword was taken for an alias, so that it is the word behind it which was not expected.
    constexpr void suggest_clause(std::string_view word) {
        constexpr std::array<std::string_view, 11> clauses{"from",     "where", "group by", "having",
                                                           "order by", "limit", "offset",   "join",
                                                           "union",    "inner", "left"};
        for (std::string_view const clause : clauses) {
            std::string_view const first = clause.substr(0, clause.find(' '));
            bool const whole = equal_ignoring_case(word, first);
            if (whole ? first.size() < clause.size()
                      : word.size() > 2 && edit_distance(word, first) <= (first.size() > 4 ? 2U : 1U)) {
                error_.message << "; did you mean \"" << clause << "\"?";
                return;
            }
        }
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

    // Nodes.

    constexpr std::size_t add(sql_kind kind, sql_op op = sql_op::none, sql_token const& from = {}) {
        if (size_ >= capacity_) {
            fail("a shorter statement");
            return 0;
        }
        nodes_[size_] = {kind, op, 0, from.begin, from.size, 0, 0};
        return size_++;
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
            nodes_[parent].first = static_cast<std::uint32_t>(child);
        } else {
            nodes_[last].next = static_cast<std::uint32_t>(child);
        }
        return child;
    }
    constexpr std::size_t nothing() { return add(sql_kind::none); }
    /// Lets a node name the text from its beginning to the last token that was read.
    constexpr void span_to_here(std::size_t n) {
        sql_token const& last = tokens_[at_ == 0 ? 0 : at_ - 1];
        nodes_[n].size = last.begin + last.size - nodes_[n].begin;
    }

    // Expressions.

    constexpr std::size_t expression();
    constexpr std::size_t logical_or();
    constexpr std::size_t logical_and();
    constexpr std::size_t logical_not();
    // Words are not reserved: one that nothing follows which it could govern is a name.
    [[nodiscard]] constexpr bool names_something() const;
    constexpr std::size_t predicate(std::size_t value);
    constexpr std::size_t like(std::size_t value, sql_token const& t);
    constexpr std::size_t is(std::size_t value, sql_token const& t);
    struct infix {
        sql_op op = sql_op::none;
        int strength = 0;
    };
    [[nodiscard]] constexpr infix infix_here() const;
    constexpr std::size_t binary(int weakest);
    constexpr std::size_t unary();
    constexpr std::size_t postfix(std::size_t value);
    constexpr void star_except(std::size_t star);

    // Types.

    constexpr std::size_t type();

    // Primary expressions.

    constexpr std::size_t primary();
    constexpr std::size_t lambda();
    // `(x, i) ->`
    [[nodiscard]] constexpr bool starts_lambda() const;
    [[nodiscard]] constexpr bool starts_query(std::size_t n) const;
    constexpr std::size_t bracket();
    constexpr std::size_t word();

    // Intervals.

    [[nodiscard]] constexpr bool is_unit(std::size_t n) const;
    [[nodiscard]] constexpr bool starts_interval() const;
    constexpr std::size_t interval();
    constexpr std::size_t case_when();

    // Calls.

    [[nodiscard]] constexpr bool call_is(sql_token const& name, std::string_view what) const;
    constexpr std::size_t call();
    // Where an argument is a bare word that means itself: a unit of time.
    constexpr std::size_t unit_word();
    constexpr std::size_t arguments(std::size_t n, sql_token const& name);
    // `trim(x)`, `trim([both | leading | trailing] [set] from x)`
    constexpr std::size_t trim_arguments(std::size_t n);

    // `ignore nulls`, `respect nulls`
    constexpr void nulls_treatment(std::size_t call);
    // `within group (order by …)`: one more argument, the list of sort keys; 0 where it is not there.
    constexpr std::size_t within_group(std::size_t call, std::size_t last);

    // Windows of rows.

    constexpr std::size_t over();
    constexpr std::size_t window_in_brackets();
    constexpr std::size_t frame();
    constexpr std::size_t frame_bound();
    [[nodiscard]] constexpr bool starts_windows(std::size_t n = 0) const;
    constexpr std::size_t named_windows();

    // Sorting.

    constexpr std::size_t order_list(bool present);

    // Queries.

    // A clause begins where its word is followed by something that it governs; else the word is a name.
    [[nodiscard]] constexpr bool starts_clause(std::size_t n = 0) const;
    // Words that never name a table, since they go on with a join.
    [[nodiscard]] constexpr bool starts_join() const;
    constexpr std::size_t select_item(bool alone = false);
    constexpr std::size_t query();
    constexpr std::size_t order_clause();
    // `(a, b)`, if it is there.
    constexpr std::size_t name_list();
    // Intersect binds tighter than union and except.
    constexpr std::size_t set_operation(bool tight);
    constexpr std::size_t query_term();
    constexpr std::size_t values();
    constexpr std::size_t select();
    constexpr std::size_t clause(std::string_view word);
    constexpr std::size_t group_by();
    constexpr std::size_t grouping_element();
    constexpr void expressions(std::size_t into);

    // From.

    constexpr std::size_t from_clause();
    constexpr std::size_t relation();
    constexpr std::size_t table_alias();
    [[nodiscard]] constexpr bool starts_pivot() const;
    constexpr std::size_t pivot(std::size_t input);
    constexpr std::size_t unpivot(std::size_t input);
    constexpr std::size_t alias_of(std::size_t value, std::string_view end);
    constexpr std::size_t relation_primary();

    std::string_view text_;
    sql_token const* tokens_;
    std::size_t token_count_;
    std::size_t at_ = 0;
    sql_node* nodes_;
    std::size_t capacity_;
    std::size_t size_ = 1;
    verdict error_;
};

} // namespace weir::detail

// The definitions, at the end: each of them needs the class.
#include <weir/sql/parse/calls.hpp>
#include <weir/sql/parse/expressions.hpp>
#include <weir/sql/parse/from.hpp>
#include <weir/sql/parse/pivot.hpp>
#include <weir/sql/parse/primary.hpp>
#include <weir/sql/parse/queries.hpp>
#include <weir/sql/parse/types.hpp>
#include <weir/sql/parse/windows.hpp>
