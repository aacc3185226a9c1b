// SPDX-License-Identifier: BSL-1.0
// Reads a schema written as Spark's DDL, `name string, age int NOT NULL`, into a tree, at compile time.
#pragma once

#include <weir/core/bytes.hpp>
#include <weir/core/edit_distance.hpp>
#include <weir/core/interval_types.hpp>
#include <weir/core/verdict.hpp>
#include <weir/schema/ddl_types.hpp>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace weir::detail {

enum class ddl_token_kind : std::uint8_t { word, quoted_name, number, string, sign, end };

struct ddl_token {
    ddl_token_kind kind;
    std::size_t begin;
    std::size_t size;
};

constexpr bool is_ddl_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

/// Whether a word of letters and digits is a number to Spark: `12`, `12L`, `1e5`, not `1a`.
constexpr bool is_ddl_number(std::string_view word) {
    std::size_t const digits = std::min(word.find_first_not_of("0123456789"), word.size());
    std::string_view const rest = word.substr(digits);
    if (digits == 0) return false;
    if (rest.size() > 1 && ascii_lower(rest[0]) == 'e')
        return rest.find_first_not_of("0123456789", 1) == rest.npos;
    return rest.empty()
           || (rest.size() == 1 && std::string_view("lsydf").find(ascii_lower(rest[0])) != rest.npos)
           || equal_ignoring_case(rest, "bd");
}

/// The end of the comment `/* … */` that begins at `from`, or `from` when there is none.
constexpr std::size_t ddl_comment_end(std::string_view text, std::size_t from) {
    // Not by find(): GCC 12 does not take it as a constant of a template argument under the undefined
    // sanitizer.
    if (from + 1 >= text.size() || text[from] != '/' || text[from + 1] != '*') return from;
    for (std::size_t i = from + 2; i + 1 < text.size(); ++i) {
        if (text[i] == '*' && text[i + 1] == '/') return i + 2;
    }
    return from;
}

/// The token that begins at `from` or after the spaces and comments there.
constexpr ddl_token next_ddl_token(std::string_view text, std::size_t from) {
    auto const at = [&](std::size_t i) { return i < text.size() ? text[i] : '\0'; };
    for (;;) {
        if (from < text.size() && (text[from] == ' ' || (text[from] >= '\t' && text[from] <= '\r'))) {
            ++from;
        } else if (at(from) == '-' && at(from + 1) == '-') {
            while (from < text.size() && text[from] != '\n') ++from;
        } else if (std::size_t const to = ddl_comment_end(text, from); to != from) {
            from = to;
        } else {
            break;
        }
    }
    if (from >= text.size()) return {ddl_token_kind::end, text.size(), 0};
    char const first = text[from];
    std::size_t to = from + 1;
    if (is_ddl_letter(first) || is_digit(first)) {
        while (is_ddl_letter(at(to)) || is_digit(at(to))) ++to;
        bool const number = is_ddl_number(text.substr(from, to - from));
        return {number ? ddl_token_kind::number : ddl_token_kind::word, from, to - from};
    }
    if (first == '`' || first == '\'' || first == '"') {
        for (; to < text.size(); ++to) {
            if (text[to] == first) {
                if (at(to + 1) != first) {
                    return {first == '`' ? ddl_token_kind::quoted_name : ddl_token_kind::string, from,
                            to + 1 - from};
                }
                ++to;
            } else if (first != '`' && text[to] == '\\') {
                ++to;
            }
        }
        return {ddl_token_kind::sign, from, 1}; // never closed
    }
    while (static_cast<unsigned char>(first) >= 0x80 && static_cast<unsigned char>(at(to)) >= 0x80) ++to;
    return {ddl_token_kind::sign, from, to - from};
}

/// A type, and the column that has it where it is one; links are indices, 0 for none since the root is
/// nobody's child.
struct ddl_node {
    ddl_kind kind = ddl_kind::unknown;
    bool nullable = true;
    std::uint8_t precision = 10;
    std::uint8_t scale = 0;
    std::size_t name_begin = 0;
    std::size_t name_size = 0; // with its backquotes
    std::size_t first_child = 0;
    std::size_t next = 0;
    std::size_t children = 0;
};

/// A schema as it was written: node 0 is the struct of all columns.
template <std::size_t Capacity>
struct ddl_tree {
    std::array<ddl_node, Capacity> nodes{};
    std::size_t size = 0;
    verdict error;

    [[nodiscard]] constexpr std::size_t child(std::size_t parent, std::size_t i) const {
        std::size_t node = nodes[parent].first_child;
        while (i-- > 0) node = nodes[node].next;
        return node;
    }
};

/// Reads a text by descent; the first fault is kept. A fault in a type's name does not stop the reading.
template <std::size_t Capacity>
class ddl_parser {
public:
    constexpr explicit ddl_parser(std::string_view text) : text_(text) { advance(0); }

    constexpr ddl_tree<Capacity> parse() {
        std::size_t const root = add(ddl_kind::structure);
        if (token_.kind == ddl_token_kind::end) {
            fail(fault("empty schema", place(0).view(), "; write columns as \"name type, name type\""));
        }
        std::size_t last = 0;
        do {
            append(root, last, parse_column(false));
        } while (!stopped_ && take(","));
        if (token_.kind != ddl_token_kind::end) unexpected("a column is written \"name type [NOT NULL]\"");
        return tree_;
    }

private:
    [[nodiscard]] constexpr std::string_view token() const { return text_.substr(token_.begin, token_.size); }
    [[nodiscard]] constexpr bool is_word(std::string_view word) const {
        return token_.kind == ddl_token_kind::word && equal_ignoring_case(token(), word);
    }
    [[nodiscard]] constexpr bool is_sign(std::string_view sign) const {
        return token_.kind == ddl_token_kind::sign && token() == sign;
    }
    constexpr void advance(std::size_t from) { token_ = next_ddl_token(text_, from); }
    constexpr void advance() { advance(token_.begin + token_.size); }
    constexpr bool take(std::string_view sign) {
        bool const found = is_sign(sign);
        if (found) advance();
        return found;
    }
    constexpr bool take_word(std::string_view word) {
        bool const found = is_word(word);
        if (found) advance();
        return found;
    }
    constexpr void need(std::string_view sign, std::string_view advice) {
        if (!stopped_ && !take(sign)) unexpected(advice);
    }

    /// Where a fault is: ` at 2 in "a itn"`, with the words around it of a long schema.
    [[nodiscard]] constexpr verdict place(std::size_t at) const {
        constexpr std::size_t shown = 60;
        bool const whole = text_.size() <= shown;
        std::size_t const from = whole || at < shown / 2 ? 0 : std::min(at - shown / 2, text_.size() - shown);
        bool const cut = from + shown < text_.size();
        return fault(" at ", at, " in \"", from > 0 ? "..." : "", text_.substr(from, shown), cut ? "..." : "",
                     "\"");
    }
    constexpr void report(verdict const& v) {
        if (!tree_.error.failed()) tree_.error = v;
    }
    constexpr void fail(verdict const& v) {
        report(v);
        stopped_ = true;
    }
    constexpr void unexpected(std::string_view advice) {
        if (stopped_) return;
        std::size_t const at = token_.begin;
        if (token_.kind == ddl_token_kind::end) {
            fail(fault("unexpected end", place(at).view(), "; ", advice));
        } else if (static_cast<unsigned char>(text_[at]) >= 0x80) {
            fail(fault("invalid name \"", token().substr(0, 40), "\"", place(at).view(),
                       "; put it in backquotes"));
        } else if (is_sign("`") || is_sign("'") || is_sign("\"")) {
            fail(fault("unclosed quote ", token(), place(at).view(), "; close it"));
        } else {
            fail(fault("unexpected \"", token().substr(0, 40), "\"", place(at).view(), "; ", advice));
        }
    }

    constexpr std::size_t add(ddl_kind kind) {
        tree_.nodes[tree_.size].kind = kind;
        return tree_.size++;
    }
    /// Makes `node` the child after `last`, if there is one to add.
    constexpr void append(std::size_t parent, std::size_t& last, std::size_t node) {
        if (node == 0) return;
        (last == 0 ? tree_.nodes[parent].first_child : tree_.nodes[last].next) = node;
        last = node;
        ++tree_.nodes[parent].children;
    }

    /// `name [:] type [NOT NULL] [COMMENT 'text']`; gives 0 when the reading has stopped.
    constexpr std::size_t parse_column(bool in_struct) {
        if (stopped_) return 0;
        ddl_token const name = token_;
        if (name.kind != ddl_token_kind::word && name.kind != ddl_token_kind::quoted_name) {
            unexpected(in_struct ? "a field is written \"name: type\""
                                 : "a column is written \"name type [NOT NULL]\"");
            return 0;
        }
        advance();
        if (is_sign("-") && name.kind == ddl_token_kind::word) {
            std::size_t const end = std::min(text_.find_first_of(" ,:<>", token_.begin), text_.size());
            std::string_view const whole =
                text_.substr(name.begin, std::min(end - name.begin, std::size_t{40}));
            fail(fault("invalid name \"", whole, "\"", place(name.begin).view(), "; put it in backquotes"));
        }
        if (is_sign(":") && !in_struct) unexpected("a column is written without a colon, \"name type\"");
        take(":");
        std::size_t const node = parse_type();
        if (stopped_) return 0;
        if (take_word("not")) {
            if (!take_word("null")) unexpected("write NOT NULL");
            tree_.nodes[node].nullable = false;
        }
        if (take_word("comment")) {
            if (token_.kind == ddl_token_kind::string) {
                advance();
            } else {
                unexpected("a comment is a text in single quotes");
            }
        }
        tree_.nodes[node].name_begin = name.begin;
        tree_.nodes[node].name_size = name.size;
        return node;
    }

    constexpr std::size_t parse_type() {
        if (stopped_) return 0;
        if (token_.kind != ddl_token_kind::word) {
            unexpected("write a type here, such as int or string");
            return 0;
        }
        ddl_token const written = token_;
        std::string_view const name = token();
        auto const* const known =
            std::find_if(ddl_type_names.begin(), ddl_type_names.end(),
                         [&](auto const& type) { return equal_ignoring_case(type.name, name); });
        advance();
        if (known == ddl_type_names.end()) return unknown_type_name(written, name);
        if (known->kind == ddl_kind::unsupported) {
            fail(fault("unsupported type \"", known->name, "\"", place(written.begin).view(), "; ",
                       known->instead));
            return 0;
        }
        std::size_t const node = add(known->kind);
        switch (known->kind) {
        case ddl_kind::timestamp:
            parse_zone(node);
            break;
        case ddl_kind::interval:
            parse_interval_range(node);
            break;
        case ddl_kind::array:
            parse_array(node);
            break;
        case ddl_kind::map:
            parse_map(node);
            break;
        case ddl_kind::structure:
            parse_struct(node);
            break;
        default:
            parse_size(node, *known);
            break;
        }
        if (known->name == "string" && is_word("collate")) {
            fail(fault("unsupported collation", place(token_.begin).view(),
                       "; text is compared byte by byte"));
        }
        return node;
    }

    constexpr std::size_t unknown_type_name(ddl_token const& written, std::string_view name) {
        verdict v = fault("unknown type \"", name.substr(0, 40), "\"", place(written.begin).view());
        if (std::string_view const meant = suggest_ddl_type(name); !meant.empty()) {
            v.message << "; did you mean \"" << meant << "\"?";
        } else {
            v.message << "; use a type such as int, bigint, double, string or timestamp";
        }
        report(v);
        if (is_sign("(") || is_sign("<")) stopped_ = true;
        return add(ddl_kind::unknown);
    }

    constexpr void incomplete(std::string_view type, std::string_view advice) {
        if (!stopped_)
            fail(fault("incomplete type \"", type, "\"", place(token_.begin).view(), "; ", advice));
    }
    // TIMESTAMP [WITH[OUT] [LOCAL] TIME ZONE]
    constexpr void parse_zone(std::size_t node) {
        if (!is_word("without")) return;
        tree_.nodes[node].kind = ddl_kind::timestamp_ntz;
        for (std::string_view const word : {"without", "time", "zone"}) {
            if (!is_word(word)) return incomplete("timestamp", "write timestamp without time zone");
            advance();
        }
    }
    // INTERVAL [field [TO field]]; the fields are kept as precision and scale.
    constexpr void parse_interval_range(std::size_t node) {
        std::size_t const from = interval_part_here();
        if (from == interval_part_names.size()) return;
        advance();
        std::size_t to = from;
        if (is_word("to")) {
            advance();
            to = interval_part_here();
            if (to == interval_part_names.size() || to <= from || (from < 2) != (to < 2)) {
                return incomplete("interval", "write interval day to second or interval year to month");
            }
            advance();
        }
        tree_.nodes[node].kind = ddl_kind::range;
        tree_.nodes[node].precision = static_cast<std::uint8_t>(from);
        tree_.nodes[node].scale = static_cast<std::uint8_t>(to);
    }
    [[nodiscard]] constexpr std::size_t interval_part_here() const {
        std::size_t i = 0;
        while (i < interval_part_names.size() && !is_word(interval_part_names[i])) ++i;
        return i;
    }
    constexpr void parse_array(std::size_t node) {
        if (!take("<")) return incomplete("array", "write array<int>");
        std::size_t last = 0;
        append(node, last, parse_type());
        need(">", "write array<int>");
    }
    constexpr void parse_map(std::size_t node) {
        if (!take("<")) return incomplete("map", "write map<string,int>");
        std::size_t last = 0;
        append(node, last, parse_type());
        need(",", "write map<string,int>");
        append(node, last, parse_type());
        need(">", "write map<string,int>");
    }
    constexpr void parse_struct(std::size_t node) {
        if (!take("<")) return incomplete("struct", "write struct<name: string>");
        if (take(">")) return;
        std::size_t last = 0;
        do {
            append(node, last, parse_column(true));
        } while (!stopped_ && take(","));
        need(">", "write struct<name: string, age: int>");
    }

    /// The size in brackets, of the types that have one.
    constexpr void parse_size(std::size_t node, ddl_type_name const& type) {
        std::size_t const at = token_.begin;
        if (!is_sign("(")) {
            if (type.size != ddl_size::length) return;
            return fail(fault("no length of \"", type.name, "\"", place(at).view(), "; write ", type.name,
                              "(10), or string"));
        }
        if (type.size == ddl_size::none) {
            return fail(
                fault("size of type \"", type.name, "\"", place(at).view(), "; write ", type.name, " alone"));
        }
        advance();
        std::size_t const precision = parse_number();
        std::size_t scale = 0;
        if (!stopped_ && type.size == ddl_size::precision && take(",")) scale = parse_number();
        need(")", type.size == ddl_size::precision ? "write decimal(10,2)" : "write varchar(10)");
        if (stopped_ || type.size == ddl_size::length) return;
        if (precision > 38 || precision == 0) {
            return fail(fault("decimal precision ", precision, place(at + 1).view(), "; it is 1 to 38"));
        }
        if (scale > precision) {
            return fail(fault("decimal scale ", scale, place(at + 1).view(),
                              "; it is at most the precision, ", precision));
        }
        tree_.nodes[node].precision = static_cast<std::uint8_t>(precision);
        tree_.nodes[node].scale = static_cast<std::uint8_t>(scale);
    }
    constexpr std::size_t parse_number() {
        if (stopped_) return 0;
        std::size_t value = 0;
        if (token_.kind != ddl_token_kind::number
            || token().find_first_not_of("0123456789") != token().npos) {
            unexpected("a size is a whole number");
            return 0;
        }
        for (char const digit : token())
            value = std::min<std::size_t>(value * 10 + static_cast<std::size_t>(digit - '0'), 1'000'000);
        advance();
        return value;
    }

    std::string_view text_;
    ddl_token token_{};
    bool stopped_ = false;
    ddl_tree<Capacity> tree_;
};

/// Says what is wrong with a schema written as DDL; empty when it is well.
template <std::size_t Capacity = 256>
constexpr verdict check_ddl(std::string_view text) {
    return ddl_parser<Capacity>(text).parse().error;
}

} // namespace weir::detail
