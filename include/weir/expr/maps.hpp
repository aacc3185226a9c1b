// SPDX-License-Identifier: BSL-1.0
// Maps made of keys and values, taken apart and put together.
#pragma once

#include <weir/expr/array_access.hpp>
#include <weir/expr/collection.hpp>
#include <weir/schema/value_text.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace weir {

namespace detail {

[[noreturn, gnu::cold, gnu::noinline]] inline void throw_null_map_key() {
    throw data_error("NULL_MAP_KEY", "null as the key of a map; a key has to be a value");
}
template <class K>
[[noreturn, gnu::cold, gnu::noinline]] void throw_duplicated_map_key(K const& key) {
    std::string message = "the key ";
    append_value<text_form::cast>(message, key);
    message.append(" comes twice in a map");
    throw data_error("DUPLICATED_MAP_KEY", message);
}

/// Throws where a key comes twice. Few keys are compared with each other, many are put in order first.
template <class Map>
void require_distinct_keys(Map const& map) {
    constexpr std::size_t few = 16;
    auto const first = map.begin();
    if (map.size() <= few) {
        for (auto a = first; a != map.end(); ++a) {
            for (auto b = first; b != a; ++b) {
                if (order_of(a->first, b->first) == 0) [[unlikely]]
                    throw_duplicated_map_key(a->first);
            }
        }
    } else {
        using key = typename Map::key_type;
        std::vector<key const*> keys;
        keys.reserve(map.size());
        for (auto const& entry : map) keys.push_back(&entry.first);
        std::sort(keys.begin(), keys.end(), [](key const* a, key const* b) { return order_of(*a, *b) < 0; });
        for (std::size_t i = 1; i < keys.size(); ++i) {
            if (order_of(*keys[i - 1], *keys[i]) == 0) [[unlikely]]
                throw_duplicated_map_key(*keys[i]);
        }
    }
}

/// A key for a map, without its null.
template <class K, class V>
constexpr K make_key(V const& value) {
    if constexpr (std::same_as<V, void_type>) {
        throw_null_map_key();
    } else {
        if (!present(value)) [[unlikely]]
            throw_null_map_key();
        K key = widen_value<K>(unwrap(value));
        if constexpr (floating_column<K>) {
            if (key == K{0}) key = K{0}; // zero of either sign is one key
        }
        return key;
    }
}

template <class K>
constexpr verdict check_key(std::string_view function) {
    if constexpr (is_map<value_type_of<K>>) {
        return fault("map as a key in ", function, "; a key has to be comparable");
    } else {
        return {};
    }
}

/// map(k, v, k, v, …).
struct map_function {
    static constexpr std::string_view name = "map";
    static constexpr bool sees_nulls = true;

    // The arguments at every second place, from `Offset` on.
    template <std::size_t Offset, class... Ts, std::size_t... I>
    static constexpr auto every_second(std::index_sequence<I...>) {
        return type_list<type_at<2 * I + Offset, Ts...>...>{};
    }
    template <std::size_t Offset, class... Ts>
    using half = decltype(every_second<Offset, Ts...>(std::make_index_sequence<sizeof...(Ts) / 2>{}));

    template <class... Ks, class... Vs>
    static constexpr verdict check_halves(type_list<Ks...>, type_list<Vs...>) {
        return first_fault(check_common<Ks...>(name), check_common<Vs...>(name), check_key<Ks>(name)...);
    }
    template <class... Ts>
    static constexpr verdict check() {
        if constexpr (sizeof...(Ts) % 2 != 0) {
            return fault("odd number of arguments of map; each key takes a value");
        } else {
            return check_halves(half<0, Ts...>{}, half<1, Ts...>{});
        }
    }
    template <class... Ks, class... Vs>
    static constexpr auto find_result(type_list<Ks...>, type_list<Vs...>) {
        return type_identity<ordered_map<common_type_t<Ks...>, common_element_t<Vs...>>>{};
    }
    template <class... Ts>
    using result = typename decltype(find_result(half<0, Ts...>{}, half<1, Ts...>{}))::type;

    template <class R, class... Values>
    static R apply(Values const&... values) {
        R out;
        out.reserve(sizeof...(Values) / 2);
        put(out, values...);
        require_distinct_keys(out);
        return out;
    }

private:
    template <class R>
    static void put(R&) {}
    template <class R, class K, class V, class... Rest>
    static void put(R& out, K const& key, V const& value, Rest const&... rest) {
        out.append(make_key<typename R::key_type>(key), widen_value<typename R::mapped_type>(value));
        put(out, rest...);
    }
};

enum class map_part { keys, values, entries };

template <map_part Part>
struct map_part_function {
    static constexpr std::string_view name = Part == map_part::keys     ? "map_keys"
                                             : Part == map_part::values ? "map_values"
                                                                        : "map_entries";
    template <class T>
    static constexpr verdict check() {
        return check_map<T>(name);
    }
    template <class T>
    static constexpr auto find_result() {
        if constexpr (Part == map_part::keys) {
            return type_identity<std::vector<key_of<T>>>{};
        } else if constexpr (Part == map_part::values) {
            return type_identity<std::vector<mapped_of<T>>>{};
        } else {
            return type_identity<
                std::vector<row<columns<column<"key", key_of<T>>, column<"value", mapped_of<T>>>>>>{};
        }
    }
    template <class T>
    using result = typename decltype(find_result<T>())::type;
    template <class R, class T>
    static R apply(T const& map) {
        R out;
        out.reserve(map.size());
        for (auto const& entry : map) {
            if constexpr (Part == map_part::keys) {
                out.push_back(entry.first);
            } else if constexpr (Part == map_part::values) {
                out.push_back(entry.second);
            } else {
                out.push_back(typename R::value_type(entry.first, entry.second));
            }
        }
        return out;
    }
};

struct map_from_arrays_function {
    static constexpr std::string_view name = "map_from_arrays";
    template <class K, class V>
    static constexpr verdict check() {
        return first_fault(check_array<K>(name), check_array<V>(name), check_key<element_of<K>>(name));
    }
    template <class K, class V>
    using result = ordered_map<value_type_of<element_of<K>>, element_of<V>>;
    template <class R, class K, class V>
    static R apply(K const& keys, V const& values) {
        if (keys.size() != values.size()) [[unlikely]] {
            throw data_error("_LEGACY_ERROR_TEMP_2128",
                             "map_from_arrays: the arrays of keys and of values have different lengths");
        }
        R out;
        out.reserve(keys.size());
        for (std::size_t i = 0; i < keys.size(); ++i) {
            out.append(make_key<typename R::key_type>(in_flight(keys[i])),
                       typename R::mapped_type(values[i]));
        }
        require_distinct_keys(out);
        return out;
    }
};

struct map_from_entries_function {
    static constexpr std::string_view name = "map_from_entries";
    template <class T>
    static constexpr bool fits() {
        if constexpr (!is_array<T>) {
            return false;
        } else {
            using entry = value_type_of<element_of<T>>;
            if constexpr (struct_column<entry>) {
                return schema_of<entry>::size == 2;
            } else {
                return false;
            }
        }
    }
    template <class T>
    static constexpr verdict check() {
        if constexpr (!fits<T>()) {
            return fault("cannot ", name, " a ", type_name<T>().view(),
                         "; its argument is an array of structs of two fields");
        } else {
            return check_key<column_type<value_type_of<element_of<T>>, 0>>(name);
        }
    }
    template <class T>
    static constexpr auto find_result() {
        using entry = value_type_of<element_of<T>>;
        using map = ordered_map<value_type_of<column_type<entry, 0>>, column_type<entry, 1>>;
        return type_identity<nullable_if<map, is_nullable<element_of<T>>>>{};
    }
    template <class T>
    using result = typename decltype(find_result<T>())::type;
    template <class R, class T>
    static auto apply(T const& entries) {
        using out_type = nullable_if<R, is_nullable<typename T::value_type>>;
        using entry = value_type_of<typename T::value_type>;
        R out;
        out.reserve(entries.size());
        for (auto const& item : entries) {
            if (is_missing(item)) return out_type{};
            out.append(
                make_key<typename R::key_type>(in_flight(schema_of<entry>::template get<0>(unwrap(item)))),
                typename R::mapped_type(schema_of<entry>::template get<1>(unwrap(item))));
        }
        require_distinct_keys(out);
        return out_type(std::move(out));
    }
};

struct map_concat_function {
    static constexpr std::string_view name = "map_concat";
    static constexpr bool knows_null = true; // it is no map
    template <class... Ts>
    static constexpr verdict check() {
        return first_fault(check_map<Ts>(name)..., check_common<Ts...>(name));
    }
    template <class... Ts>
    static constexpr auto find_result() {
        if constexpr (sizeof...(Ts) == 0) {
            return type_identity<ordered_map<std::string, std::string>>{};
        } else {
            return type_identity<
                ordered_map<common_type_t<key_of<Ts>...>, common_element_t<mapped_of<Ts>...>>>{};
        }
    }
    template <class... Ts>
    using result = typename decltype(find_result<Ts...>())::type;
    template <class R, class... Maps>
    static R apply(Maps const&... maps) {
        R out;
        out.reserve((std::size_t{0} + ... + maps.size()));
        (put(out, maps), ...);
        require_distinct_keys(out);
        return out;
    }

private:
    template <class R, class Map>
    static void put(R& out, Map const& map) {
        for (auto const& [key, value] : map) {
            out.append(widen_value<typename R::key_type>(key), widen_value<typename R::mapped_type>(value));
        }
    }
};

struct map_contains_key_function {
    static constexpr std::string_view name = "map_contains_key";
    template <class T, class K>
    static constexpr verdict check() {
        return first_fault(check_map<T>(name), check_item<T, K>(name));
    }
    template <class T, class K>
    using result = std::optional<bool>;
    template <class R, class T, class K>
    static constexpr bool apply(T const& map, K const& key) {
        for (auto const& entry : map) {
            if (order_of(entry.first, key) == 0) return true;
        }
        return false;
    }
};

} // namespace detail

/// A map of keys and values in turn: `create_map("a", 1, "b", "price"_c)`.
///
/// Rows    the entries stay in this order.
/// Cost    one allocation, and one for each long text.
/// Errors  compile time: keys or values of different kinds, a key without a value.
///         Run time: NULL_MAP_KEY, DUPLICATED_MAP_KEY.
/// Source  Spark functions.map, which pyspark calls create_map.
template <class... Es>
    requires(detail::operand<Es> && ...)
constexpr auto create_map(Es const&... es) {
    return detail::make_function<detail::map_function>(es...);
}
/// The keys of a map.
/// Source  Spark functions.map_keys.
template <class E>
    requires detail::operand<E>
constexpr auto map_keys(E const& map) {
    return detail::make_function<detail::map_part_function<detail::map_part::keys>>(map);
}
/// The values of a map.
/// Source  Spark functions.map_values.
template <class E>
    requires detail::operand<E>
constexpr auto map_values(E const& map) {
    return detail::make_function<detail::map_part_function<detail::map_part::values>>(map);
}
/// The entries of a map as structs {key, value}.
/// Source  Spark functions.map_entries.
template <class E>
    requires detail::operand<E>
constexpr auto map_entries(E const& map) {
    return detail::make_function<detail::map_part_function<detail::map_part::entries>>(map);
}
/// A map of an array of keys and an array of values.
/// Errors  run time: arrays of different lengths, NULL_MAP_KEY, DUPLICATED_MAP_KEY.
/// Source  Spark functions.map_from_arrays.
template <class K, class V>
    requires(detail::operand<K> && detail::operand<V>)
constexpr auto map_from_arrays(K const& keys, V const& values) {
    return detail::make_function<detail::map_from_arrays_function>(keys, values);
}
/// A map of an array of structs of two fields; null where one of them is null.
/// Errors  run time: NULL_MAP_KEY, DUPLICATED_MAP_KEY.
/// Source  Spark functions.map_from_entries.
template <class E>
    requires detail::operand<E>
constexpr auto map_from_entries(E const& entries) {
    return detail::make_function<detail::map_from_entries_function>(entries);
}
/// The entries of several maps in one.
/// Errors  run time: DUPLICATED_MAP_KEY.
/// Source  Spark functions.map_concat.
template <class... Es>
    requires(detail::operand<Es> && ...)
constexpr auto map_concat(Es const&... es) {
    return detail::make_function<detail::map_concat_function>(es...);
}
/// Whether a map has a key.
/// Source  Spark functions.map_contains_key.
template <class E, class K>
    requires(detail::operand<E> && detail::operand<K>)
constexpr auto map_contains_key(E const& map, K const& key) {
    return detail::make_function<detail::map_contains_key_function>(map, key);
}

} // namespace weir
