// SPDX-License-Identifier: BSL-1.0
// How the parser reads the names of types.
#pragma once

#include <weir/sql/parser.hpp>

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace weir::detail {

constexpr std::size_t sql_parser::type() {
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

} // namespace weir::detail
