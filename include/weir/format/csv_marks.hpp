// SPDX-License-Identifier: BSL-1.0
// Finds the separators, quotes and line ends of a piece of a CSV file in one pass.
#pragma once

#include <weir/format/scan.hpp>

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace weir::detail {

/// The places of separators, quotes and line ends in a piece of a block.
class csv_marks {
public:
    static constexpr std::size_t most = std::size_t{16} << 10U; // bytes of text

    csv_marks() : places_(most + 64 + 16) {}

    /// Looks through `size` bytes; gives the number of marks. With `Gather`, `others` gathers the top bits of
    /// the text.
    template <bool Gather>
    std::size_t find(char const* text, std::size_t size, char separator, char quote, std::uint64_t& others) {
        std::uint32_t* out = places_.data();
        std::size_t base = 0;
        for (; size - base >= 64; base += 64) {
            out = put(out, find_bytes<Gather>(text + base, others, separator, quote, '\n', '\r'), base);
        }
        if (base < size) {
            std::uint64_t const inside = (std::uint64_t{1} << (size - base)) - 1;
            std::uint64_t tail = 0;
            std::uint64_t const found =
                find_bytes<Gather>(text + base, tail, separator, quote, '\n', '\r') & inside;
            others |= tail; // what lies behind the end can only make this more careful
            out = put(out, found, base);
        }
        return static_cast<std::size_t>(out - places_.data());
    }

    [[nodiscard]] std::uint32_t const* places() const { return places_.data(); }

private:
    // Eight places are always written and only those that are meant are kept: no branch on each.
    [[gnu::always_inline]] static std::uint32_t* put(std::uint32_t* out, std::uint64_t found,
                                                     std::size_t base) {
        auto const count = static_cast<std::size_t>(std::popcount(found));
        auto const place = [&](std::size_t i) {
            out[i] = static_cast<std::uint32_t>(base + static_cast<std::size_t>(std::countr_zero(found)));
            found &= found - 1;
        };
        for (std::size_t i = 0; i < 8; ++i) place(i);
        if (count > 8) [[unlikely]] {
            for (std::size_t i = 8; i < count; ++i) place(i);
        }
        return out + count;
    }

    std::vector<std::uint32_t> places_;
};

} // namespace weir::detail
