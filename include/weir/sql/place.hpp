// SPDX-License-Identifier: BSL-1.0
// A place in the text of a statement, as messages name it.
#pragma once

#include <weir/core/verdict.hpp>

#include <cstddef>
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

} // namespace weir::detail
