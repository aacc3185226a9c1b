// SPDX-License-Identifier: BSL-1.0
// Finds, at compile time, the name that a misspelt one was probably meant to be.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

namespace weir::detail {

constexpr char ascii_lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

constexpr bool equal_ignoring_case(std::string_view a, std::string_view b) {
    if (a.size() != b.size()) return false;
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (ascii_lower(a[i]) != ascii_lower(b[i])) return false;
    }
    return true;
}

/// Edits (insert, delete, replace, swap of neighbours) that turn `a` into `b`, upper and lower case being
/// alike.
/// Source  the optimal string alignment distance.
constexpr std::size_t edit_distance(std::string_view a, std::string_view b) {
    constexpr std::size_t longest = 48;
    a = a.substr(0, longest);
    b = b.substr(0, longest);
    std::array<std::array<std::size_t, longest + 1>, 3> row{};
    for (std::size_t j = 0; j <= b.size(); ++j) row[0][j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        auto const& before = row[(i + 1) % 3];
        auto const& above = row[(i + 2) % 3];
        auto& now = row[i % 3];
        now[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            char const ca = ascii_lower(a[i - 1]);
            char const cb = ascii_lower(b[j - 1]);
            now[j] = std::min({above[j] + 1, now[j - 1] + 1, above[j - 1] + (ca == cb ? 0U : 1U)});
            if (i > 1 && j > 1 && ca == ascii_lower(b[j - 2]) && ascii_lower(a[i - 2]) == cb) {
                now[j] = std::min(now[j], before[j - 2] + 1);
            }
        }
    }
    return row[a.size() % 3][b.size()];
}

/// The index of the name nearest to `name`, or `names.size()` when none is near enough to be worth
/// suggesting.
template <std::size_t N>
constexpr std::size_t nearest(std::string_view name, std::array<std::string_view, N> const& names) {
    std::size_t best = N;
    std::size_t best_distance = name.size() / 3 + 2;
    for (std::size_t i = 0; i < N; ++i) {
        std::size_t const d = edit_distance(name, names[i]);
        if (d < best_distance) {
            best = i;
            best_distance = d;
        }
    }
    return best;
}

} // namespace weir::detail
