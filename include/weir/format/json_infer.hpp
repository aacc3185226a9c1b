// SPDX-License-Identifier: BSL-1.0
// Finds the schema of a JSON text, as schema_of_json writes it.
#pragma once

#include <weir/core/bytes.hpp>
#include <weir/core/error.hpp>
#include <weir/core/number_text.hpp>
#include <weir/format/json_scanner.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace weir::detail {

enum class json_schema_kind : std::uint8_t { null, boolean, bigint, decimal, floating, text, array, object };

struct json_schema_field;

/// The type of a JSON value: an array has one child, an object one for each name, sorted.
struct json_schema {
    json_schema_kind kind;
    int digits; // of a decimal
    std::vector<json_schema_field> children;

    explicit json_schema(json_schema_kind k = json_schema_kind::null, int n = 0);
};
struct json_schema_field {
    std::string name;
    json_schema type;
};
inline json_schema::json_schema(json_schema_kind k, int n) : kind(k), digits(n) {}

/// The type that holds the values of both.
inline json_schema common_json_schema(json_schema a, json_schema b) {
    using kind = json_schema_kind;
    if (a.kind == kind::null) return b;
    if (b.kind == kind::null) return a;
    bool const numbers = a.kind >= kind::bigint && a.kind <= kind::floating && b.kind >= kind::bigint
                         && b.kind <= kind::floating;
    if (numbers) {
        if (a.kind != kind::floating && b.kind == kind::floating) return b;
        if (a.kind == kind::decimal && b.kind == kind::bigint) std::swap(a, b);
        if (a.kind == kind::bigint && b.kind == kind::decimal) b.digits = std::max(b.digits, 20);
        if (b.kind == kind::decimal) b.digits = std::max(a.digits, b.digits);
        return a.kind == kind::floating ? a : b;
    }
    if (a.kind != b.kind) return json_schema(kind::text);
    if (a.kind == kind::array) {
        a.children[0].type = common_json_schema(std::move(a.children[0].type), std::move(b.children[0].type));
    } else if (a.kind == kind::object) {
        for (auto& [name, type] : b.children) {
            auto const at = std::lower_bound(a.children.begin(), a.children.end(), name,
                                             [](auto const& child, auto const& n) { return child.name < n; });
            if (at != a.children.end() && at->name == name) {
                at->type = common_json_schema(std::move(at->type), std::move(type));
            } else {
                a.children.insert(at, json_schema_field{std::move(name), std::move(type)});
            }
        }
    }
    return a;
}

/// The type of the value whose token was read; nothing where the text is broken. Nesting is bounded by the
/// grammar.
inline std::optional<json_schema> infer_json(json_scanner& scanner, json_token token) {
    using kind = json_schema_kind;
    json_schema schema;
    switch (token) {
    case json_token::broken:
        return std::nullopt;
    case json_token::null:
        return schema;
    case json_token::yes:
    case json_token::no:
        return json_schema{kind::boolean};
    case json_token::text:
        return json_schema{kind::text};
    case json_token::fraction:
    case json_token::special:
        return json_schema{kind::floating};
    case json_token::whole: {
        std::string_view const digits = scanner.raw(scanner.token());
        if (parse_integer<std::int64_t>(digits).has_value()) return json_schema{kind::bigint};
        auto const n = static_cast<int>(digits.size()) - (digits.front() == '-' ? 1 : 0);
        return n > 38 ? json_schema{kind::floating} : json_schema{kind::decimal, n};
    }
    case json_token::array: {
        schema.kind = kind::array;
        schema.children.push_back({std::string(), json_schema()});
        for (bool first = true;; first = false) {
            json_step const step = scanner.next_element(first);
            if (step == json_step::end) return schema;
            auto inner = step == json_step::broken ? std::nullopt : infer_json(scanner, scanner.next());
            if (!inner.has_value()) return std::nullopt;
            auto& element = schema.children[0].type;
            element = common_json_schema(std::move(element), std::move(*inner));
        }
    }
    default:
        schema.kind = kind::object;
        for (bool first = true;; first = false) {
            json_step const step = scanner.next_member(first);
            if (step == json_step::end) return schema;
            if (step == json_step::broken) return std::nullopt;
            std::string name(scanner.name());
            auto inner = infer_json(scanner, scanner.next());
            if (!inner.has_value()) return std::nullopt;
            json_schema field{kind::object};
            field.children.push_back({std::move(name), std::move(*inner)});
            schema = common_json_schema(std::move(schema), std::move(field));
        }
    }
}

/// Writes a type as Spark's DDL: `STRUCT<a: BIGINT, b: ARRAY<STRING>>`; what was only null is a string.
inline void append_json_schema(std::string& out, json_schema const& schema) {
    switch (schema.kind) {
    case json_schema_kind::boolean:
        out.append("BOOLEAN");
        return;
    case json_schema_kind::bigint:
        out.append("BIGINT");
        return;
    case json_schema_kind::decimal:
        out.append("DECIMAL(");
        append_number(out, schema.digits);
        out.append(",0)");
        return;
    case json_schema_kind::floating:
        out.append("DOUBLE");
        return;
    case json_schema_kind::array:
        out.append("ARRAY<");
        append_json_schema(out, schema.children[0].type);
        out.push_back('>');
        return;
    case json_schema_kind::object: {
        std::string_view separator;
        out.append("STRUCT<");
        for (auto const& [name, type] : schema.children) {
            bool plain = !name.empty() && !is_digit(name.front());
            for (char const c : name)
                plain =
                    plain && (is_digit(c) || (static_cast<unsigned char>(c) | 0x20U) - 'a' < 26U || c == '_');
            out.append(separator).append(plain ? "" : "`");
            for (char const c : name) out.append(c == '`' ? 2 : 1, c);
            out.append(plain ? "" : "`").append(": ");
            append_json_schema(out, type);
            separator = ", ";
        }
        out.push_back('>');
        return;
    }
    default:
        out.append("STRING");
    }
}

/// The schema of a JSON text as DDL.
///
/// Errors  weir::data_error MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION for a broken text.
inline std::string schema_of_json_text(std::string_view text) {
    json_scanner scanner{json_grammar{}};
    scanner.start(text.data(), text.data() + text.size());
    auto const schema = infer_json(scanner, scanner.next());
    if (!schema.has_value()) {
        throw data_error("MALFORMED_RECORD_IN_PARSING.WITHOUT_SUGGESTION",
                         std::string("no schema of a broken JSON text: ").append(scanner.fault()));
    }
    std::string out;
    append_json_schema(out, *schema);
    return out;
}

} // namespace weir::detail
