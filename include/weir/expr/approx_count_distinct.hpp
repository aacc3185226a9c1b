// SPDX-License-Identifier: BSL-1.0
// The aggregate function that estimates how many distinct values there are, in little memory.
#pragma once

#include <weir/expr/aggregates.hpp>
#include <weir/expr/hash.hpp>

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace weir {

namespace detail {

/// HyperLogLog over Spark's XXH64: registers hold the longest run of zero bits seen. Few values are counted
/// by the registers that are still empty, as in HyperLogLog++.
struct distinct_sketch {
    std::vector<std::uint8_t> registers;

    void open(double deviation) {
        if (!registers.empty()) return;
        auto const bits = std::ceil(2 * std::log(1.106 / deviation) / std::log(2.0));
        registers.resize(std::size_t{1} << static_cast<unsigned>(std::clamp(bits, 4.0, 24.0)));
    }
    void take(std::uint64_t hash) {
        auto const bits = static_cast<unsigned>(std::bit_width(registers.size()) - 1);
        std::uint64_t const rest = hash << bits | std::uint64_t{1} << (bits - 1);
        auto& longest = registers[hash >> (64 - bits)];
        longest = std::max(longest, static_cast<std::uint8_t>(std::countl_zero(rest) + 1));
    }
    void join(distinct_sketch const& other) {
        if (registers.empty()) registers.resize(other.registers.size());
        for (std::size_t i = 0; i < other.registers.size(); ++i)
            registers[i] = std::max(registers[i], other.registers[i]);
    }
    [[nodiscard]] std::int64_t estimate() const {
        if (registers.empty()) return 0;
        auto const m = static_cast<double>(registers.size());
        double inverse = 0;
        double empty = 0;
        for (std::uint8_t const r : registers) {
            inverse += std::ldexp(1.0, -static_cast<int>(r));
            empty += r == 0 ? 1 : 0;
        }
        double const alpha = m == 16 ? 0.673 : m == 32 ? 0.697 : m == 64 ? 0.709 : 0.7213 / (1 + 1.079 / m);
        double const raw = alpha * m * m / inverse;
        double const linear = empty > 0 ? m * std::log(m / empty) : raw;
        return std::llround(raw <= 2.5 * m ? linear : raw);
    }
};

/// approx_count_distinct(x, deviation): bigint, never null.
struct approx_count_distinct_aggregate {
    static constexpr std::string_view name = "approx_count_distinct";
    static constexpr std::size_t constants_from = 1;
    template <class T, class... Deviation>
    static constexpr verdict check() {
        if constexpr (!(numeric_column<Deviation> && ...)) {
            return fault("argument 2 of ", name, " is no number; write the relative standard deviation");
        } else {
            return check_sortable<T>("hash");
        }
    }

    template <class T, class... Deviation>
    struct accumulator {
        using result = std::int64_t;
        static constexpr bool ordered = false;
        static constexpr bool defined_when_empty = true;
        distinct_sketch sketch;

        template <class V, class... D>
        void add(V const& value, D const&... deviation) {
            if (!present(value)) return;
            double wanted = 0.05;
            ((wanted = to_double(unwrap(deviation))), ...);
            sketch.open(wanted);
            sketch.take(static_cast<std::uint64_t>(spark_hash<xxhash64_hash>(unwrap(value), 42)));
        }
        void merge(accumulator const& other) { sketch.join(other.sketch); }
        [[nodiscard]] std::int64_t value() const { return sketch.estimate(); }
    };

    template <class... Names>
    static constexpr void write(text& out, text const& value, Names const&...) {
        out << name << '(' << value.view() << ')';
    }
};

} // namespace detail

/// About how many distinct values there are, nulls aside: within 5 % (one standard deviation), or the
/// relative standard deviation that is asked for.
/// State   512 bytes a group; `(1.106 / deviation)^2` for another deviation.
/// Source  Spark functions.approx_count_distinct.
template <class E>
    requires detail::operand<E>
constexpr auto approx_count_distinct(E const& e) {
    return detail::make_aggregate<detail::approx_count_distinct_aggregate>(e);
}
template <class E, class D>
    requires(detail::operand<E> && detail::operand<D>)
constexpr auto approx_count_distinct(E const& e, D const& deviation) {
    return detail::make_aggregate<detail::approx_count_distinct_aggregate>(e, deviation);
}

} // namespace weir
