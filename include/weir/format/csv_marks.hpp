// SPDX-License-Identifier: BSL-1.0
// Finds the separators and the end of a line of a CSV file.
#pragma once

#include <weir/format/scan.hpp>

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace weir::detail {

/// The characters that part a CSV file in records and fields.
struct csv_specials {
    char separator;
    char quote; // a line end where there is none
};

/// The place of the first quote or line end of a text that may be read 64 bytes beyond its end; its size if
/// there is none.
inline std::size_t find_quote_or_end(char const* text, std::size_t size, csv_specials specials) {
    std::uint64_t ignored = 0;
    for (std::size_t base = 0; base < size; base += 64) {
        std::uint64_t const found = find_bytes(text + base, ignored, '\n', '\r', specials.quote);
        if (found != 0) return std::min(size, base + static_cast<std::size_t>(std::countr_zero(found)));
    }
    return size;
}

/// The place of the separators of a line of `Fields` fields, and behind them that of its end.
template <std::size_t Fields>
using csv_marks = std::array<std::uint32_t, Fields>;

/// As find_marks for a line whose end is more than 64 bytes away.
template <std::size_t Fields>
[[gnu::noinline]] bool find_marks_far(char const* text, std::size_t size, csv_specials specials,
                                      csv_marks<Fields>& marks, std::uint64_t& top) {
    std::size_t count = 0;
    for (std::size_t base = 0; base < size; base += 64) {
        std::uint64_t found = find_bytes<true>(text + base, top, specials.separator);
        std::uint64_t const ends = find_bytes(text + base, top, '\n', '\r', specials.quote);
        if (ends != 0) found &= ends ^ (ends - 1);
        if (count + static_cast<std::size_t>(std::popcount(found)) >= Fields) return false;
        for (; found != 0; found &= found - 1)
            marks[count++] =
                static_cast<std::uint32_t>(base + static_cast<std::size_t>(std::countr_zero(found)));
        if (ends == 0) continue;
        std::size_t const end = base + static_cast<std::size_t>(std::countr_zero(ends));
        marks[Fields - 1] = static_cast<std::uint32_t>(end);
        return count + 1 == Fields && end < size && text[end] != specials.quote;
    }
    return false;
}

/// Finds the marks of the line at `text`, which may be read 64 bytes beyond `size`; false where it has a
/// quote or another number of fields. With `Gather`, `top` gathers the top bits of the text, and perhaps of
/// what follows it.
template <std::size_t Fields, bool Gather>
[[gnu::always_inline]] inline bool find_marks(char const* text, std::size_t size, csv_specials specials,
                                              csv_marks<Fields>& marks, std::uint64_t& top) {
    std::uint64_t found = find_bytes<Gather>(text, top, specials.separator);
    std::uint64_t const ends = find_bytes(text, top, '\n', '\r', specials.quote);
    if (ends == 0) return find_marks_far(text, size, specials, marks, top);
    found &= ends ^ (ends - 1);
    auto const end = static_cast<std::size_t>(std::countr_zero(ends));
    if (static_cast<std::size_t>(std::popcount(found)) + 1 != Fields || end >= size
        || text[end] == specials.quote)
        return false;
    for (std::size_t i = 0; i + 1 < Fields; ++i) {
        marks[i] = static_cast<std::uint32_t>(std::countr_zero(found));
        found &= found - 1;
    }
    marks[Fields - 1] = static_cast<std::uint32_t>(end);
    return true;
}

} // namespace weir::detail
