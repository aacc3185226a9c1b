// SPDX-License-Identifier: BSL-1.0
// Cuts the text of a SQL statement into tokens, at compile time.
#pragma once

#include <weir/core/bytes.hpp>
#include <weir/core/edit_distance.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace weir::detail {

enum class sql_token_kind : std::uint8_t { end, word, quoted_name, string, number, sign, unclosed };

struct sql_token {
    sql_token_kind kind = sql_token_kind::end;
    std::uint32_t begin = 0;
    std::uint32_t size = 0;
};

constexpr bool is_sql_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || is_digit(c)
           || static_cast<unsigned char>(c) >= 0x80;
}

/// How many bytes at `from` are a number as Spark writes it: `1`, `.5`, `1.5e-3`, `10L`, `2.5BD`; 0 for none.
constexpr std::size_t sql_number_size(std::string_view text, std::size_t from) {
    auto const at = [&](std::size_t i) { return i < text.size() ? ascii_lower(text[i]) : '\0'; };
    std::size_t i = from;
    while (is_digit(at(i))) ++i;
    bool const whole = i > from;
    bool fraction = false;
    if (at(i) == '.' && (whole || is_digit(at(i + 1)))) {
        std::size_t end = i + 1;
        while (is_digit(at(end))) ++end;
        // `1.a` is a number and a name to nobody: the point belongs to the name
        if (!is_sql_letter(at(end)) || at(end) == 'e' || at(end) == 'd' || at(end) == 'f' || at(end) == 'b') {
            i = end;
            fraction = true;
        }
    }
    if (!whole && !fraction) return 0;
    if (at(i) == 'e') {
        std::size_t end = i + 1;
        if (at(end) == '+' || at(end) == '-') ++end;
        if (is_digit(at(end))) {
            while (is_digit(at(end))) ++end;
            i = end;
        }
    }
    if (at(i) == 'b' && at(i + 1) == 'd') {
        i += 2;
    } else if (at(i) == 'd' || at(i) == 'f'
               || (!fraction && (at(i) == 'l' || at(i) == 's' || at(i) == 'y'))) {
        ++i;
    }
    return is_sql_letter(at(i)) ? 0 : i - from;
}

/// Cuts a text into tokens, one after the other. A comment or string that is never closed is one token.
class sql_lexer {
public:
    constexpr explicit sql_lexer(std::string_view text) : text_(text) {}

    constexpr sql_token next() {
        if (!skip_blanks()) return token(sql_token_kind::unclosed, text_.size());
        if (at_ >= text_.size()) return {sql_token_kind::end, static_cast<std::uint32_t>(text_.size()), 0};
        char const c = text_[at_];
        if (std::size_t const n = sql_number_size(text_, at_); n > 0)
            return token(sql_token_kind::number, at_ + n);
        if ((c == 'r' || c == 'R') && (peek(1) == '\'' || peek(1) == '"')) return raw_string();
        if (is_sql_letter(c)) {
            std::size_t end = at_ + 1;
            while (end < text_.size() && is_sql_letter(text_[end])) ++end;
            return token(sql_token_kind::word, end);
        }
        if (c == '\'' || c == '"' || c == '`') return quoted(c);
        for (std::string_view const sign :
             {">>>", "<=>", "<=", ">=", "<>", "!=", "==", "||", "->", "=>", "::", ">>", "<<"}) {
            if (text_.substr(at_, sign.size()) == sign) return token(sql_token_kind::sign, at_ + sign.size());
        }
        return token(sql_token_kind::sign, at_ + 1);
    }

private:
    [[nodiscard]] constexpr char peek(std::size_t n) const {
        return at_ + n < text_.size() ? text_[at_ + n] : '\0';
    }
    constexpr sql_token token(sql_token_kind kind, std::size_t end) {
        sql_token const t{kind, static_cast<std::uint32_t>(at_), static_cast<std::uint32_t>(end - at_)};
        at_ = end;
        return t;
    }
    // False where a comment is not closed.
    constexpr bool skip_blanks() {
        for (;;) {
            char const c = peek(0);
            if (at_ < text_.size() && (c == ' ' || (c >= '\t' && c <= '\r'))) {
                ++at_;
            } else if (c == '-' && peek(1) == '-') {
                while (at_ < text_.size() && text_[at_] != '\n') ++at_;
            } else if (c == '/' && peek(1) == '*') {
                std::size_t const begin = at_;
                std::size_t depth = 0;
                do {
                    if (at_ >= text_.size()) {
                        at_ = begin;
                        return false;
                    }
                    if (peek(0) == '/' && peek(1) == '*') {
                        ++depth;
                        at_ += 2;
                    } else if (peek(0) == '*' && peek(1) == '/') {
                        --depth;
                        at_ += 2;
                    } else {
                        ++at_;
                    }
                } while (depth > 0);
            } else {
                return true;
            }
        }
    }
    constexpr sql_token quoted(char quote) {
        for (std::size_t i = at_ + 1; i < text_.size(); ++i) {
            if (text_[i] == '\\' && quote != '`') {
                ++i;
            } else if (text_[i] == quote) {
                if (i + 1 < text_.size() && text_[i + 1] == quote) {
                    ++i;
                } else {
                    return token(quote == '`' ? sql_token_kind::quoted_name : sql_token_kind::string, i + 1);
                }
            }
        }
        return token(sql_token_kind::unclosed, text_.size());
    }
    constexpr sql_token raw_string() {
        char const quote = text_[at_ + 1];
        for (std::size_t i = at_ + 2; i < text_.size(); ++i) {
            if (text_[i] == quote) return token(sql_token_kind::string, i + 1);
        }
        return token(sql_token_kind::unclosed, text_.size());
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

/// All tokens of a text that has `Count`.
template <std::size_t Count>
constexpr std::array<sql_token, Count> read_sql_tokens(std::string_view text) {
    std::array<sql_token, Count> tokens{};
    sql_lexer lexer(text);
    for (auto& token : tokens) token = lexer.next();
    return tokens;
}

} // namespace weir::detail
