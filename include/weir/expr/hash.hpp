// SPDX-License-Identifier: BSL-1.0
// hash and xxhash64: the hashes of values of every type, equal to Spark's.
#pragma once

#include <weir/core/spark_hash.hpp>
#include <weir/expr/function.hpp>

#include <bit>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>
#include <type_traits>
#include <utility>

namespace weir {

namespace detail {

template <class T>
constexpr bool holds_map() {
    using value = value_type_of<T>;
    if constexpr (is_map<value>) {
        return true;
    } else if constexpr (is_array<value>) {
        return holds_map<typename value::value_type>();
    } else if constexpr (struct_column<value>) {
        return []<std::size_t... I>(std::index_sequence<I...>) {
            return (holds_map<list_at<I, typename schema_of<value>::types>>() || ...);
        }(std::make_index_sequence<schema_of<value>::size>{});
    } else {
        return false;
    }
}

// The fewest bytes that hold an integer, the highest first, as java.math.BigInteger writes it.
template <class Hash>
constexpr auto hash_big_integer(int128 value, typename Hash::value seed) {
    char bytes[16];
    for (std::size_t i = 0; i < 16; ++i) {
        bytes[15 - i] = static_cast<char>(static_cast<uint128>(value) >> (8 * i) & 0xFFU);
    }
    std::size_t first = 0;
    auto const sign = static_cast<char>(value < 0 ? 0xFF : 0);
    while (first < 15 && bytes[first] == sign && (bytes[first + 1] & 0x80) == (sign & 0x80)) ++first;
    return Hash::of_bytes(std::string_view(bytes + first, 16 - first), seed);
}

/// The hash of one value, begun with the hash of what stands before it; a null changes nothing.
template <class Hash, class T>
constexpr typename Hash::value spark_hash(T const& value, typename Hash::value seed) {
    if constexpr (std::same_as<T, void_type>) {
        return seed;
    } else if constexpr (is_nullable<T>) {
        return value.has_value() ? spark_hash<Hash>(*value, seed) : seed;
    } else if constexpr (std::integral<T>) {
        if constexpr (sizeof(T) == 8) {
            return Hash::of_long(value, seed);
        } else {
            return Hash::of_int(static_cast<std::int32_t>(value), seed);
        }
    } else if constexpr (std::floating_point<T>) {
        T const one = value == T{0} ? T{0} : value != value ? std::numeric_limits<T>::quiet_NaN() : value;
        if constexpr (std::same_as<T, float>) {
            return Hash::of_int(std::bit_cast<std::int32_t>(one), seed);
        } else {
            return Hash::of_long(std::bit_cast<std::int64_t>(one), seed);
        }
    } else if constexpr (is_decimal<T>) {
        if constexpr (T::precision <= 18) {
            return Hash::of_long(static_cast<std::int64_t>(value.unscaled()), seed);
        } else {
            return hash_big_integer<Hash>(value.unscaled(), seed);
        }
    } else if constexpr (text_value<T>) {
        return Hash::of_bytes(value, seed);
    } else if constexpr (std::same_as<T, binary>) {
        return Hash::of_bytes(value.bytes, seed);
    } else if constexpr (std::same_as<T, date>) {
        return Hash::of_int(static_cast<std::int32_t>(days(value)), seed);
    } else if constexpr (is_time_point<T>) {
        return Hash::of_long(value.time_since_epoch().count(), seed);
    } else if constexpr (std::same_as<T, interval_value>) {
        return Hash::of_int(value.months, Hash::of_int(value.days, Hash::of_long(value.microseconds, seed)));
    } else if constexpr (interval_column<T>) {
        return spark_hash<Hash>(count_of(value), seed);
    } else if constexpr (is_array<T>) {
        for (std::size_t i = 0; i < value.size(); ++i) {
            typename T::value_type const item = value[i];
            seed = spark_hash<Hash>(item, seed);
        }
        return seed;
    } else {
        [&]<std::size_t... I>(std::index_sequence<I...>) {
            ((seed = spark_hash<Hash>(schema_of<T>::template get<I>(value), seed)), ...);
        }(std::make_index_sequence<schema_of<T>::size>{});
        return seed;
    }
}

template <class Hash>
struct hash_function {
    static constexpr std::string_view name = std::same_as<Hash, murmur3_hash> ? "hash" : "xxhash64";
    static constexpr bool sees_nulls = true;

    template <class... Ts>
    static constexpr verdict check() {
        if constexpr (sizeof...(Ts) == 0) {
            return fault(name, " has no argument; name the values to hash");
        } else {
            return (holds_map<Ts>() || ...)
                       ? fault(name, " of a map: its order has no meaning; hash its keys")
                       : verdict{};
        }
    }
    template <class...>
    using result = typename Hash::value;
    template <class... Ts>
    static constexpr bool total = true;
    template <class R, class... Values>
    static constexpr R apply(Values const&... values) {
        R hash = 42;
        ((hash = spark_hash<Hash>(values, hash)), ...);
        return hash;
    }
};

} // namespace detail

/// The Murmur3 hash of values of any types but maps, seed 42: int.
/// Null    never null; a null leaves the hash as it is.
/// Cost    no allocation.
/// Errors  compile time: no argument, a map.
/// Source  Spark functions.hash.
template <class... Es>
    requires(detail::operand<Es> && ...)
constexpr auto hash(Es const&... es) {
    return detail::make_function<detail::hash_function<detail::murmur3_hash>>(es...);
}
/// The XXH64 hash of values of any types but maps, seed 42: bigint.
/// Null    never null; a null leaves the hash as it is.
/// Cost    no allocation.
/// Errors  compile time: no argument, a map.
/// Source  Spark functions.xxhash64.
template <class... Es>
    requires(detail::operand<Es> && ...)
constexpr auto xxhash64(Es const&... es) {
    return detail::make_function<detail::hash_function<detail::xxhash64_hash>>(es...);
}

} // namespace weir
