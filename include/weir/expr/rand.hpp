// SPDX-License-Identifier: BSL-1.0
// Random columns: rand, evenly distributed, and randn, normally distributed.
#pragma once

#include <weir/expr/expression.hpp>

#include <atomic>
#include <cmath>
#include <cstdint>
#include <string>
#include <type_traits>

namespace weir {

namespace detail {

/// A small generator, good enough to sample rows with: Marsaglia's xorshift with a multiplication at its end.
class random_stream {
public:
    constexpr explicit random_stream(std::uint64_t seed)
        : state_(scramble(seed + 0x9E3779B97F4A7C15U) | 1U) {}

    constexpr std::uint64_t next() {
        state_ ^= state_ >> 12U;
        state_ ^= state_ << 25U;
        state_ ^= state_ >> 27U;
        return state_ * 0x2545F4914F6CDD1DU;
    }
    /// At least 0, below 1.
    constexpr double next_fraction() { return static_cast<double>(next() >> 11U) * 0x1.0p-53; }
    /// Normally distributed with mean 0 and deviation 1.
    /// Source  Marsaglia's polar method.
    double next_normal() {
        for (;;) {
            double const x = 2 * next_fraction() - 1;
            double const y = 2 * next_fraction() - 1;
            double const square = x * x + y * y;
            if (square > 0 && square < 1) return x * std::sqrt(-2 * std::log(square) / square);
        }
    }

    // Source: Vigna, splitmix64.
    static constexpr std::uint64_t scramble(std::uint64_t x) {
        x = (x ^ x >> 30U) * 0xBF58476D1CE4E5B9U;
        x = (x ^ x >> 27U) * 0x94D049BB133111EBU;
        return x ^ x >> 31U;
    }

private:
    std::uint64_t state_;
};

/// Another seed at every call; where the system places programs at random, another sequence in every run.
inline std::uint64_t fresh_seed() {
    static std::atomic<std::uint64_t> calls{0};
    auto const place = static_cast<std::uint64_t>(reinterpret_cast<std::uintptr_t>(&calls));
    return random_stream::scramble(place) + calls.fetch_add(1, std::memory_order_relaxed);
}

} // namespace detail

/// `rand([seed])` and `randn([seed])`. A copy goes on where its original was; each node has a stream of its
/// own. `Seed` is a literal that the text of a query has, from which the column gets its name.
template <bool Normal, bool Seeded, class Seed = void>
struct rand_node : expression_interface<rand_node<Normal, Seeded, Seed>> {
    mutable detail::random_stream
        stream; // eval is const for all nodes; a query's nodes are used by one thread

    template <class S>
    using result = double;
    template <class S>
    static constexpr bool total = false;
    template <class S>
    static constexpr verdict check() {
        return {};
    }
    template <class S>
    static constexpr detail::column_set reads() {
        return {};
    }
    static constexpr void write(detail::text& out) {
        out << (Normal ? "randn(" : "rand(");
        if constexpr (!std::is_void_v<Seed>) {
            Seed::write(out);
        } else if constexpr (Seeded) {
            out << '?';
        }
        out << ')';
    }

    template <class S, class Row>
    double eval(Row const&) const {
        if constexpr (Normal) {
            return stream.next_normal();
        } else {
            return stream.next_fraction();
        }
    }
};

/// A random number from 0 to below 1 for each row, evenly distributed; another sequence in each query.
/// Source  Spark functions.rand, with values of its own.
inline auto rand() { return rand_node<false, false>{{}, detail::random_stream(detail::fresh_seed())}; }
/// As rand(), the same sequence for the same seed.
constexpr auto rand(std::int64_t seed) {
    return rand_node<false, true>{{}, detail::random_stream(static_cast<std::uint64_t>(seed))};
}
/// A random number for each row, normally distributed with mean 0 and standard deviation 1.
/// Source  Spark functions.randn, with values of its own.
inline auto randn() { return rand_node<true, false>{{}, detail::random_stream(detail::fresh_seed())}; }
/// As randn(), the same sequence for the same seed.
constexpr auto randn(std::int64_t seed) {
    return rand_node<true, true>{{}, detail::random_stream(static_cast<std::uint64_t>(seed))};
}

/// `uuid()`: a random text in the form of a version 4 UUID for each row.
struct uuid_node : expression_interface<uuid_node> {
    mutable detail::random_stream stream;

    template <class S>
    using result = std::string;
    template <class S>
    static constexpr bool total = false;
    template <class S>
    static constexpr verdict check() {
        return {};
    }
    template <class S>
    static constexpr detail::column_set reads() {
        return {};
    }
    static constexpr void write(detail::text& out) { out << "uuid()"; }

    template <class S, class Row>
    std::string eval(Row const&) const {
        std::string out = "xxxxxxxx-xxxx-4xxx-8xxx-xxxxxxxxxxxx";
        for (char& c : out) {
            if (c == 'x') c = "0123456789abcdef"[stream.next() >> 60U];
        }
        return out;
    }
};
/// A random UUID for each row.
/// Source  Spark functions.uuid.
inline auto uuid() { return uuid_node{{}, detail::random_stream(detail::fresh_seed())}; }

} // namespace weir
