// SPDX-License-Identifier: BSL-1.0
// A set of column indices that can be a template argument: which columns a plan reads.
#pragma once

#include <array>
#include <bit>
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
    constexpr column_set& operator&=(column_set const& other) {
        for (std::size_t w = 0; w < words.size(); ++w) words[w] &= other.words[w];
        return *this;
    }
    [[nodiscard]] constexpr std::size_t size() const {
        std::size_t n = 0;
        for (std::uint64_t const word : words) n += static_cast<std::size_t>(std::popcount(word));
        return n;
    }
    [[nodiscard]] constexpr bool empty() const { return words == std::array<std::uint64_t, 4>{}; }

    friend constexpr column_set operator|(column_set a, column_set const& b) { return a |= b; }
    friend constexpr column_set operator&(column_set a, column_set const& b) { return a &= b; }
    friend constexpr bool operator==(column_set const&, column_set const&) = default;
};

/// The least index in the set, `std::size_t(-1)` in an empty one.
constexpr std::size_t first_column(column_set const& set) {
    for (std::size_t i = 0; i < column_set::capacity; ++i) {
        if (set.has(i)) return i;
    }
    return static_cast<std::size_t>(-1);
}

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

/// The columns of `set` from `first` on, `count` of them, numbered from 0.
constexpr column_set columns_from(column_set const& set, std::size_t first, std::size_t count) {
    column_set part;
    for (std::size_t i = 0; i < count; ++i) {
        if (set.has(first + i)) part.add(i);
    }
    return part;
}

/// The columns of `set`, numbered `by` higher.
constexpr column_set shift_columns(column_set const& set, std::size_t by) {
    column_set moved;
    for (std::size_t i = 0; i + by < column_set::capacity; ++i) {
        if (set.has(i)) moved.add(i + by);
    }
    return moved;
}

} // namespace weir::detail
