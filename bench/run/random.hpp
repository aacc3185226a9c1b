// SPDX-License-Identifier: BSL-1.0
// The random numbers and the integer hash that the benchmark data, the hand loops and the checksums share.
#pragma once

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>

namespace bench {

__extension__ using uint128 = unsigned __int128;

/// Gives the splitmix64 sequence of a seed: the same numbers on every compiler.
class splitmix64 {
public:
    explicit constexpr splitmix64(std::uint64_t seed) noexcept : state_{seed} {}

    constexpr std::uint64_t operator()() noexcept {
        std::uint64_t z = (state_ += 0x9e3779b97f4a7c15U);
        z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
        z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
        return z ^ (z >> 31);
    }

    /// A number in [0, `bound`).
    template <std::integral Int>
    constexpr Int below(Int bound) noexcept {
        return static_cast<Int>((uint128{(*this)()} * static_cast<std::uint64_t>(bound)) >> 64);
    }

    /// A number in [0, 1).
    constexpr double unit() noexcept { return static_cast<double>((*this)() >> 11) * 0x1.0p-53; }

private:
    std::uint64_t state_;
};

/// Hashes an integer key: one multiplication, both halves folded.
constexpr std::uint64_t mix(std::uint64_t x) noexcept {
    uint128 const product = uint128{x ^ 0x9e3779b97f4a7c15U} * 0xd6e8feb86659fd93U;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

/// Adds up emitted rows without regard to their order.
///
/// A row is hashed field by field, in the order given, and the hashes are summed together with the number of
/// rows. Integers count by value, doubles by their bits: the data is made so that every sum is exact in double,
/// so any order of addition gives the same bits.
class row_digest {
public:
    template <class... Fields>
    constexpr void add(Fields... fields) noexcept {
        std::uint64_t hash = 0;
        ((hash = mix(hash ^ bits(fields))), ...);
        sum_ += hash;
        ++rows_;
    }

    constexpr std::uint64_t rows() const noexcept { return rows_; }
    constexpr std::uint64_t value() const noexcept { return mix(sum_) ^ rows_; }

private:
    static constexpr std::uint64_t bits(double x) noexcept { return std::bit_cast<std::uint64_t>(x); }
    static constexpr std::uint64_t bits(std::integral auto x) noexcept {
        return static_cast<std::uint64_t>(x);
    }

    std::uint64_t sum_ = 0;
    std::uint64_t rows_ = 0;
};

} // namespace bench
