// SPDX-License-Identifier: BSL-1.0
// How often each value of a group is there, and mode: the one that is most often.
#pragma once

#include <weir/core/spark_hash.hpp>
#include <weir/expr/aggregates.hpp>

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string_view>

namespace weir {

namespace detail {

/// How often each value that is not null was seen, in Spark's order.
/// State   every distinct value of the group.
template <class T>
struct value_counts {
    std::map<T, std::int64_t, value_less> counts;
    std::int64_t n = 0;

    template <class V>
    void take(V const& value, std::int64_t times = 1) {
        auto at = counts.lower_bound(value);
        if (at == counts.end() || !equal_values(at->first, value))
            at = counts.emplace_hint(at, own<T>(value), 0);
        at->second += times;
        n += times;
    }
    void join(value_counts const& other) {
        for (auto const& [value, times] : other.counts) take(value, times);
    }
    /// The value at an index of all values in order.
    [[nodiscard]] T const& at(std::int64_t index) const {
        auto place = counts.begin();
        for (std::int64_t before = place->second; before <= index; before += (++place)->second) {}
        return place->first;
    }
};

/// The hash that Java has of a value; none of a type whose hash is not known.
template <class T>
constexpr std::optional<std::int32_t> java_hash(T const& value) {
    auto const fold = [](std::int64_t v) {
        auto const bits = static_cast<std::uint64_t>(v);
        return static_cast<std::int32_t>(static_cast<std::uint32_t>(bits ^ bits >> 32U));
    };
    if constexpr (std::same_as<T, bool>) {
        return value ? 1231 : 1237;
    } else if constexpr (integral_column<T>) {
        return sizeof(T) < 8 ? static_cast<std::int32_t>(value) : fold(value);
    } else if constexpr (std::same_as<T, double>) {
        return fold(std::bit_cast<std::int64_t>(value));
    } else if constexpr (std::same_as<T, float>) {
        return std::bit_cast<std::int32_t>(value);
    } else if constexpr (std::same_as<T, date>) {
        return static_cast<std::int32_t>(days(value));
    } else if constexpr (std::same_as<T, timestamp>) {
        return fold(micros(value));
    } else if constexpr (string_column<T>) {
        return murmur3_hash::of_bytes(value, 42);
    } else {
        return std::nullopt;
    }
}

/// Where a value lies in the hash table in which Spark counts so many values.
template <class T>
constexpr std::uint32_t spark_table_slot(T const& value, std::size_t distinct) {
    std::size_t slots = 64;
    while (distinct * 10 > slots * 7) slots *= 2;
    auto const hash = java_hash(value);
    return hash ? static_cast<std::uint32_t>(murmur3_hash::of_int(*hash, 0))
                      & static_cast<std::uint32_t>(slots - 1)
                : 0;
}

/// mode(x): the value that is there most often; of several the one that comes first in Spark's hash table,
/// where none had to make room for another, else the least.
struct mode_aggregate {
    static constexpr std::string_view name = "mode";
    template <class T>
    static constexpr verdict check() {
        return check_sortable<T>("find the mode of");
    }

    template <class T>
    struct accumulator {
        using result = T;
        static constexpr bool ordered = false;
        value_counts<value_type_of<T>> values;

        template <class V>
        void add(V const& value) {
            if (present(value)) values.take(unwrap(value));
        }
        void merge(accumulator const& other) { values.join(other.values); }
        [[nodiscard]] result value() const {
            auto best = values.counts.begin();
            if constexpr (is_nullable<T>) {
                if (best == values.counts.end()) return std::nullopt;
            }
            auto const slot = [&](auto const& entry) {
                return spark_table_slot(entry.first, values.counts.size());
            };
            for (auto at = best; at != values.counts.end(); ++at) {
                if (at->second > best->second || (at->second == best->second && slot(*at) < slot(*best))) {
                    best = at;
                }
            }
            return best->first;
        }
    };
};

} // namespace detail

/// The value that the group has most often; of several the one that Spark chooses, or the least.
/// Null    nulls do not count; null where every value is null; so for all functions here.
/// State   every distinct value of the group; so for all functions here.
/// Source  Spark functions.mode.
template <class E>
    requires detail::operand<E>
constexpr auto mode(E const& e) {
    return detail::make_aggregate<detail::mode_aggregate>(e);
}

} // namespace weir
