// SPDX-License-Identifier: BSL-1.0
// The trees of SQL texts: types that hold a text and what the parser made of it.
#pragma once

#include <weir/core/fixed_string.hpp>
#include <weir/sql/parser.hpp>

#include <cstddef>
#include <string_view>

namespace weir::detail {

/// How many tokens a text has, the last one included.
constexpr std::size_t count_sql_tokens(std::string_view text) {
    sql_lexer lexer(text);
    std::size_t count = 1;
    while (lexer.next().kind != sql_token_kind::end) ++count;
    return count;
}

/// The tree of a text of `Tokens` tokens. A token makes four nodes at most: a bracket around a query.
template <std::size_t Tokens>
constexpr auto parse_sql(std::string_view text, std::size_t (sql_parser::*what)()) {
    sql_tree<4 * Tokens + 16> tree;
    auto const tokens = read_sql_tokens<Tokens>(text);
    sql_parser parser(text, tokens.data(), Tokens, tree.nodes.data(), tree.nodes.size());
    tree.root = (parser.*what)();
    tree.size = parser.size();
    tree.error = parser.error();
    return tree;
}

/// The tree of an item of a select: of an expression, with an alias perhaps.
template <fixed_string Text>
struct sql_item_text {
    static constexpr std::string_view text = Text.view();
    static constexpr auto tree =
        parse_sql<count_sql_tokens(Text.view())>(Text.view(), &sql_parser::parse_item);
};

/// The tree of a statement.
template <fixed_string Text>
struct sql_statement_text {
    static constexpr std::string_view text = Text.view();
    static constexpr auto tree =
        parse_sql<count_sql_tokens(Text.view())>(Text.view(), &sql_parser::parse_statement);
};

} // namespace weir::detail
