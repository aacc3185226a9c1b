// SPDX-License-Identifier: BSL-1.0
// Writes a JSON value anew without spaces, as from_json gives it where a string is asked for.
#pragma once

#include <weir/core/number_text.hpp>
#include <weir/format/json_scanner.hpp>
#include <weir/schema/json_text.hpp>

#include <string>
#include <string_view>

namespace weir::detail {

/// Appends the value whose token was just read; false when the text is broken.
inline bool rewrite_json(json_scanner& scanner, json_token token, std::string& out) {
    std::string open;
    std::string text;
    bool first = true;
    for (;;) {
        std::string_view const raw = scanner.raw(scanner.token());
        switch (token) {
        case json_token::broken:
            return false;
        case json_token::text:
            text.clear();
            append_unescaped(text, scanner.inside());
            append_json_string(out, text);
            break;
        case json_token::whole:
            out.append(raw == "-0" ? "0" : raw);
            break;
        case json_token::fraction:
        case json_token::special: {
            double number = 0;
            if (token == json_token::fraction) number = *parse_double(raw);
            bool const quoted = token == json_token::special || number - number != 0;
            if (quoted) out.push_back('"');
            if (token == json_token::fraction) {
                append_number(out, number);
            } else {
                out.append(raw == "NaN" ? "NaN" : raw.starts_with('-') ? "-Infinity" : "Infinity");
            }
            if (quoted) out.push_back('"');
            break;
        }
        case json_token::object:
        case json_token::array:
            open.push_back(token == json_token::object ? '{' : '[');
            out.push_back(open.back());
            first = true;
            break;
        default:
            out.append(raw);
        }
        if (!is_nested(token)) first = false;
        // On to the next value, past the brackets that close before it.
        for (;;) {
            if (open.empty()) return true;
            bool const in_object = open.back() == '{';
            json_step const step = in_object ? scanner.next_member(first) : scanner.next_element(first);
            if (step == json_step::broken) return false;
            if (step == json_step::end) {
                out.push_back(in_object ? '}' : ']');
                open.pop_back();
                first = false;
                continue;
            }
            if (!first) out.push_back(',');
            if (in_object) {
                append_json_string(out, scanner.name());
                out.push_back(':');
            }
            break;
        }
        token = scanner.next();
    }
}

} // namespace weir::detail
