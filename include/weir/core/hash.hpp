// SPDX-License-Identifier: BSL-1.0
// Hash, equality and order of values as Spark groups, joins and sorts by them.
#pragma once

#include <weir/core/bytes.hpp>
#include <weir/core/int128.hpp>
#include <weir/core/interval_types.hpp>

#include <bit>
#include <chrono>
#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace weir {

template <int P, int S>
class decimal;

namespace detail {

/// How the fields of a record are reached, for hash, equality and order.
///
/// The schema layer specialises it for rows and aggregates, with `static constexpr std::size_t size` and
/// `template <std::size_t I> static constexpr decltype(auto) get(T const&)`.
template <class T>
struct value_fields;

template <class A, class B>
struct value_fields<std::pair<A, B>> {
    static constexpr std::size_t size = 2;
    template <std::size_t I>
    static constexpr auto const& get(std::pair<A, B> const& v) {
        return std::get<I>(v);
    }
};

template <interval_column T>
struct value_fields<T> {
    static constexpr std::size_t size = 1;
    template <std::size_t I>
    static constexpr auto get(T const& v) {
        return count_of(v);
    }
};

template <>
struct value_fields<interval_value> {
    static constexpr std::size_t size = 3;
    template <std::size_t I>
    static constexpr auto get(interval_value const& v) {
        if constexpr (I == 0) {
            return v.months;
        } else if constexpr (I == 1) {
            return v.days;
        } else {
            return v.microseconds;
        }
    }
};

template <class... Ts>
struct value_fields<std::tuple<Ts...>> {
    static constexpr std::size_t size = sizeof...(Ts);
    template <std::size_t I>
    static constexpr auto const& get(std::tuple<Ts...> const& v) {
        return std::get<I>(v);
    }
};

template <class T>
concept record_value = requires { value_fields<T>::size; };

template <class T>
concept text_value = std::convertible_to<T const&, std::string_view>;

template <class T>
concept sequence_value = !text_value<T> && !record_value<T> && requires(T const& v) {
    v.begin();
    v.end();
    v.size();
};

template <class T>
inline constexpr bool is_optional = false;
template <class T>
inline constexpr bool is_optional<std::optional<T>> = true;

template <class T>
inline constexpr bool is_decimal = false;
template <int P, int S>
inline constexpr bool is_decimal<decimal<P, S>> = true;

template <class T>
inline constexpr bool is_time_point = false;
template <class Clock, class Duration>
inline constexpr bool is_time_point<std::chrono::time_point<Clock, Duration>> = true;

template <class T>
concept integer_value = std::integral<T> && !std::same_as<T, bool>;

// The hash: multiply two 64-bit words to 128 bits and fold the halves together, as wyhash does. It has no
// random seed and reads bytes in little-endian order, so it is the same in every process and on every
// machine.
inline constexpr std::uint64_t hash_k0 = 0xa0761d6478bd642f;
inline constexpr std::uint64_t hash_k1 = 0xe7037ed1a0b428db;
inline constexpr std::uint64_t hash_k2 = 0x8ebc6af09c88c6e3;
inline constexpr std::uint64_t null_hash = 0x589965cc75374cc3;

[[gnu::always_inline]] constexpr std::uint64_t fold_multiply(std::uint64_t a, std::uint64_t b) {
    uint128 const product = static_cast<uint128>(a) * b;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64U);
}

/// The hash of two values from the hashes of each; the order matters.
[[gnu::always_inline]] constexpr std::uint64_t hash_combine(std::uint64_t seed, std::uint64_t hash) {
    return fold_multiply(seed ^ hash_k0, hash ^ hash_k2);
}

[[gnu::always_inline]] constexpr std::uint64_t hash_word(std::uint64_t word) {
    return fold_multiply(word ^ hash_k0, hash_k1);
}

/// More than 16 bytes: blocks of 16 in turn, the last one overlapping its neighbour.
constexpr std::uint64_t hash_long_bytes(char const* p, std::size_t n) {
    std::uint64_t seed = hash_k2;
    std::size_t left = n;
    if (left > 48) {
        std::uint64_t lane1 = seed;
        std::uint64_t lane2 = seed;
        do {
            seed = fold_multiply(load_little_endian<std::uint64_t>(p) ^ hash_k0,
                                 load_little_endian<std::uint64_t>(p + 8) ^ seed);
            lane1 = fold_multiply(load_little_endian<std::uint64_t>(p + 16) ^ hash_k1,
                                  load_little_endian<std::uint64_t>(p + 24) ^ lane1);
            lane2 = fold_multiply(load_little_endian<std::uint64_t>(p + 32) ^ null_hash,
                                  load_little_endian<std::uint64_t>(p + 40) ^ lane2);
            p += 48;
            left -= 48;
        } while (left > 48);
        seed ^= lane1 ^ lane2;
    }
    while (left > 16) {
        seed = fold_multiply(load_little_endian<std::uint64_t>(p) ^ hash_k0,
                             load_little_endian<std::uint64_t>(p + 8) ^ seed);
        p += 16;
        left -= 16;
    }
    auto const a = load_little_endian<std::uint64_t>(p + left - 16);
    auto const b = load_little_endian<std::uint64_t>(p + left - 8);
    return fold_multiply(hash_k1 ^ n, fold_multiply(a ^ hash_k1, b ^ seed));
}

/// The hash of a text's bytes.
///
/// Cost  up to 16 bytes two loads and two multiplications; beyond that one multiplication for every 16 bytes.
constexpr std::uint64_t hash_bytes(std::string_view bytes) {
    char const* const p = bytes.data();
    std::size_t const n = bytes.size();
    std::uint64_t a = 0;
    std::uint64_t b = 0;
    if (n > 16) return hash_long_bytes(p, n);
    if (n >= 8) {
        a = load_little_endian<std::uint64_t>(p);
        b = load_little_endian<std::uint64_t>(p + n - 8);
    } else if (n >= 4) {
        a = load_little_endian<std::uint32_t>(p);
        b = load_little_endian<std::uint32_t>(p + n - 4);
    } else if (n > 0) {
        a = static_cast<std::uint64_t>(static_cast<unsigned char>(p[0])) << 16U
            | static_cast<std::uint64_t>(static_cast<unsigned char>(p[n / 2])) << 8U
            | static_cast<unsigned char>(p[n - 1]);
    }
    return fold_multiply(hash_k1 ^ n, fold_multiply(a ^ hash_k1, b ^ hash_k2));
}

/// The bits of a floating-point key: -0.0 is 0.0, and there is one NaN.
template <std::floating_point T>
constexpr std::uint64_t key_bits(T v) {
    if (v == T{0}) return 0;
    if (v != v) return std::bit_cast<std::uint64_t>(std::numeric_limits<double>::quiet_NaN());
    return std::bit_cast<std::uint64_t>(static_cast<double>(v));
}

/// Whether hash, equality and order are defined for a type.
template <class T>
concept hashable_value = std::integral<T> || std::floating_point<T> || text_value<T> || is_time_point<T>
                         || is_decimal<T> || is_optional<T> || record_value<T> || sequence_value<T>;

/// The hash of a value: equal values, in the sense of `equal_values`, have equal hashes (decimals only those
/// of one scale).
///
/// Null    has a hash of its own; a value hashes alike in an optional and out of it.
/// Cost    numbers one multiplication, texts as `hash_bytes`; no allocation.
template <hashable_value T>
constexpr std::uint64_t hash_value(T const& v) {
    if constexpr (std::integral<T>) {
        return hash_word(static_cast<std::uint64_t>(static_cast<std::int64_t>(v)));
    } else if constexpr (std::floating_point<T>) {
        return hash_word(key_bits(v));
    } else if constexpr (text_value<T>) {
        return hash_bytes(v);
    } else if constexpr (is_time_point<T>) {
        return hash_word(static_cast<std::uint64_t>(static_cast<std::int64_t>(v.time_since_epoch().count())));
    } else if constexpr (is_decimal<T>) {
        auto const bits = static_cast<uint128>(v.unscaled());
        return fold_multiply(static_cast<std::uint64_t>(bits) ^ hash_k0,
                             static_cast<std::uint64_t>(bits >> 64U) ^ hash_k1);
    } else if constexpr (is_optional<T>) {
        return v.has_value() ? hash_value(*v) : null_hash;
    } else if constexpr (record_value<T>) {
        return [&]<std::size_t... I>(std::index_sequence<I...>) {
            std::uint64_t h = hash_k2;
            ((h = hash_combine(h, hash_value(value_fields<T>::template get<I>(v)))), ...);
            return h;
        }(std::make_index_sequence<value_fields<T>::size>{});
    } else {
        std::uint64_t h = hash_word(v.size());
        for (auto const& element : v) h = hash_combine(h, hash_value(element));
        return h;
    }
}

/// Whether two texts have the same bytes; short ones are compared without a call.
constexpr bool equal_bytes(std::string_view a, std::string_view b) {
    std::size_t const n = a.size();
    if (n != b.size()) return false;
    char const* const p = a.data();
    char const* const q = b.data();
    if (n > 16) return a == b;
    if (n >= 8) {
        return ((load_little_endian<std::uint64_t>(p) ^ load_little_endian<std::uint64_t>(q))
                | (load_little_endian<std::uint64_t>(p + n - 8)
                   ^ load_little_endian<std::uint64_t>(q + n - 8)))
               == 0;
    }
    if (n >= 4) {
        return ((load_little_endian<std::uint32_t>(p) ^ load_little_endian<std::uint32_t>(q))
                | (load_little_endian<std::uint32_t>(p + n - 4)
                   ^ load_little_endian<std::uint32_t>(q + n - 4)))
               == 0;
    }
    return n == 0 || (p[0] == q[0] && p[n / 2] == q[n / 2] && p[n - 1] == q[n - 1]);
}

/// Whether two values are one key: NaN equals NaN, -0.0 equals 0.0, null equals null.
///
/// The two types may differ where their values are alike: `std::string` and `std::string_view`, an optional
/// of either, the vector of one and the vector of the other, an optional and a plain value.
template <hashable_value A, hashable_value B>
constexpr bool equal_values(A const& a, B const& b) {
    if constexpr (is_optional<A> && is_optional<B>) {
        return a.has_value() == b.has_value() && (!a.has_value() || equal_values(*a, *b));
    } else if constexpr (is_optional<A>) {
        return a.has_value() && equal_values(*a, b);
    } else if constexpr (is_optional<B>) {
        return b.has_value() && equal_values(a, *b);
    } else if constexpr (integer_value<A> && integer_value<B>) {
        return std::cmp_equal(a, b);
    } else if constexpr (std::floating_point<A> && std::floating_point<B>) {
        return a == b || (a != a && b != b);
    } else if constexpr (text_value<A> && text_value<B>) {
        return equal_bytes(a, b);
    } else if constexpr (record_value<A> && record_value<B>) {
        static_assert(value_fields<A>::size == value_fields<B>::size);
        return [&]<std::size_t... I>(std::index_sequence<I...>) {
            return (equal_values(value_fields<A>::template get<I>(a), value_fields<B>::template get<I>(b))
                    && ...);
        }(std::make_index_sequence<value_fields<A>::size>{});
    } else if constexpr (sequence_value<A> && sequence_value<B>) {
        if (a.size() != b.size()) return false;
        auto at = b.begin();
        for (auto const& element : a) {
            if (!equal_values(element, *at)) return false;
            ++at;
        }
        return true;
    } else {
        return a == b;
    }
}

/// The order of two values in Spark: NaN is greater than every number and equal to itself, -0.0 equals 0.0,
/// texts compare by unsigned bytes, null comes first.
template <hashable_value A, hashable_value B>
constexpr std::weak_ordering compare_values(A const& a, B const& b) {
    if constexpr (is_optional<A> && is_optional<B>) {
        if (!a.has_value() || !b.has_value()) return a.has_value() <=> b.has_value();
        return compare_values(*a, *b);
    } else if constexpr (is_optional<A>) {
        return a.has_value() ? compare_values(*a, b) : std::weak_ordering::less;
    } else if constexpr (is_optional<B>) {
        return b.has_value() ? compare_values(a, *b) : std::weak_ordering::greater;
    } else if constexpr (integer_value<A> && integer_value<B>) {
        return std::cmp_less(a, b)   ? std::weak_ordering::less
               : std::cmp_less(b, a) ? std::weak_ordering::greater
                                     : std::weak_ordering::equivalent;
    } else if constexpr (std::floating_point<A> && std::floating_point<B>) {
        if (a < b) return std::weak_ordering::less;
        if (a > b) return std::weak_ordering::greater;
        if (a == b) return std::weak_ordering::equivalent;
        return (a != a) <=> (b != b);
    } else if constexpr (text_value<A> && text_value<B>) {
        return std::string_view(a) <=> std::string_view(b);
    } else if constexpr (record_value<A> && record_value<B>) {
        static_assert(value_fields<A>::size == value_fields<B>::size);
        return [&]<std::size_t... I>(std::index_sequence<I...>) {
            std::weak_ordering order = std::weak_ordering::equivalent;
            (void)(((order = compare_values(value_fields<A>::template get<I>(a),
                                            value_fields<B>::template get<I>(b)))
                    == 0)
                   && ...);
            return order;
        }(std::make_index_sequence<value_fields<A>::size>{});
    } else if constexpr (sequence_value<A> && sequence_value<B>) {
        auto at = b.begin();
        for (auto const& element : a) {
            if (at == b.end()) return std::weak_ordering::greater;
            std::weak_ordering const order = compare_values(element, *at);
            if (order != 0) return order;
            ++at;
        }
        return at == b.end() ? std::weak_ordering::equivalent : std::weak_ordering::less;
    } else {
        return a <=> b;
    }
}

/// The hash as a function object for hash tables: takes owned and borrowed forms alike.
struct value_hash {
    using is_transparent = void;
    using is_avalanching = void; // tells boost::unordered_flat_map that the bits need no further mixing

    template <hashable_value T>
    constexpr std::size_t operator()(T const& v) const {
        return static_cast<std::size_t>(hash_value(v));
    }
};

/// Equality as a function object for hash tables.
struct value_equal {
    using is_transparent = void;

    template <hashable_value A, hashable_value B>
    constexpr bool operator()(A const& a, B const& b) const {
        return equal_values(a, b);
    }
};

/// `a` before `b` in Spark's order, as a function object for sorting.
struct value_less {
    using is_transparent = void;

    template <hashable_value A, hashable_value B>
    constexpr bool operator()(A const& a, B const& b) const {
        return compare_values(a, b) < 0;
    }
};

} // namespace detail
} // namespace weir
