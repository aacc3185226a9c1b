// SPDX-License-Identifier: BSL-1.0
// A set of column indices that can be a template argument: which columns a plan reads.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace weir::detail {

/// A set of column indices below 256.
struct column_set {
    std::array<std::uint64_t, 4> words{};

    static constexpr std::size_t capacity = 256;

    [[nodiscard]] constexpr bool has(std::size_t i) const { return ((words[i / 64] >> (i % 64)) & 1U) != 0; }
    constexpr void add(std::size_t i) { words[i / 64] |= std::uint64_t{1} << (i % 64); }
    constexpr column_set& operator|=(column_set const& other) {
        for (std::size_t w = 0; w < words.size(); ++w) words[w] |= other.words[w];
        return *this;
    }
    [[nodiscard]] constexpr bool empty() const { return words == std::array<std::uint64_t, 4>{}; }

    friend constexpr column_set operator|(column_set a, column_set const& b) { return a |= b; }
    friend constexpr bool operator==(column_set const&, column_set const&) = default;
};

constexpr column_set first_columns(std::size_t n) {
    column_set set;
    for (std::size_t i = 0; i < n; ++i) set.add(i);
    return set;
}

constexpr column_set one_column(std::size_t i) {
    column_set set;
    set.add(i);
    return set;
}

} // namespace weir::detail
