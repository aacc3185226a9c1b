// SPDX-License-Identifier: BSL-1.0
// Arrays and maps read: an element, the size.
#pragma once

#include <weir/expr/collection.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace weir {

namespace detail {

template <class Map, class K>
constexpr auto find_mapped(Map const& map, K const& key) {
    using out = optional_flight<typename Map::mapped_type>;
    if constexpr (!std::same_as<out, void_type> && !is_void<K>) {
        for (auto const& entry : map) {
            if (order_of(entry.first, key) == 0) return out(in_flight(entry.second));
        }
    }
    return out();
}

template <class T, class K>
constexpr verdict check_item(std::string_view function) {
    if constexpr (is_array<T>) {
        if constexpr (integral_column<K> || is_void<K>) {
            return {};
        } else {
            return fault("index of ", function, " is ", type_name<K>().view(), "; cast it to int");
        }
    } else if constexpr (is_map<T>) {
        if constexpr (is_void<K>) {
            return fault("null as an argument of ", function, "; it finds no entry");
        } else if constexpr (comparable<key_of<T>, K>()) {
            return {};
        } else {
            return fault("key of ", function, " is ", type_name<K>().view(), ", the keys of the map are ",
                         type_name<key_of<T>>().view(), "; cast it");
        }
    } else {
        return fault("cannot take an item of a ", type_name<T>().view(), " by ", function,
                     "; it has to be an array or a map");
    }
}

/// The same for an index from 0 or 1 on; from 1 on it is an int, and of a map it may be null, which gives
/// null.
template <std::int64_t First, class T, class K>
constexpr verdict check_index(std::string_view function) {
    if constexpr (is_map<T> && is_void<K>) {
        return {};
    } else if constexpr (is_array<T> && First == 1 && (is_void<K> || sizeof(K) > sizeof(std::int32_t))) {
        return fault("index of ", function, " is ", type_name<K>().view(), "; cast it to int");
    } else {
        return check_item<T, K>(function);
    }
}

// What an item of an array or a map is; an index that is null gives null.
template <class T, class K, bool Missing>
constexpr auto find_item_type() {
    if constexpr (is_map<T>) {
        return type_identity<missing_or<mapped_of<T>>>{};
    } else {
        return type_identity<
            element_if<element_of<T>, Missing || is_void<K> || is_nullable<element_of<T>>>>{};
    }
}
template <class T, class K, bool Missing>
using item_type = typename decltype(find_item_type<T, K, Missing>())::type;

// Spark's element_at refuses null as an index, where `[]` and get give null.
template <std::int64_t First>
struct item_nulls {};
template <>
struct item_nulls<1> {
    static constexpr bool knows_null = true;
};

/// get and try_element_at, `First` being the first index: null where there is no such element.
template <std::int64_t First>
struct safe_item_function : item_nulls<First> {
    static constexpr std::string_view name = First == 0 ? "get" : "try_element_at";
    template <class T, class K>
    static constexpr verdict check() {
        if constexpr (First == 0 && is_map<T>) {
            return check_array<T>(name);
        } else {
            return check_index<First, T, K>(name);
        }
    }
    template <class T, class K>
    using result = item_type<T, K, true>;

    template <class R, class T, class K>
    static constexpr auto apply(T const& items, K const& key) {
        if constexpr (is_map<T>) {
            return find_mapped(items, key);
        } else {
            using out = optional_flight<typename T::value_type>;
            if constexpr (is_void<K>) {
                return out();
            } else {
                std::int64_t const size = static_cast<std::int64_t>(items.size());
                std::int64_t const index = key;
                if (First == 1 && index == 0) [[unlikely]]
                    throw_index_of_zero();
                std::int64_t const at = index < 0 && First == 1 ? size + index : index - First;
                return at < 0 || at >= size ? out() : optional_element(items, static_cast<std::size_t>(at));
            }
        }
    }
};

/// `a[i]` (from 0) and element_at (from 1, or from the end): an error where there is no such element.
template <std::int64_t First>
struct item_function : item_nulls<First> {
    static constexpr std::string_view name = First == 0 ? "[]" : "element_at";
    template <class T, class K>
    static constexpr verdict check() {
        return check_index<First, T, K>(name);
    }
    template <class T, class K>
    using result = item_type<T, K, false>;

    static constexpr void write(text& out, text const& items, text const& key) {
        if (First == 0) {
            out << items.view() << '[' << key.view() << ']';
        } else {
            out << name << '(' << items.view() << ", " << key.view() << ')';
        }
    }
    template <class R, class T, class K>
    static constexpr decltype(auto) apply(T const& items, K const& key) {
        if constexpr (is_map<T>) {
            return find_mapped(items, key);
        } else if constexpr (is_void<K>) {
            return optional_flight<typename T::value_type>();
        } else {
            std::int64_t const size = static_cast<std::int64_t>(items.size());
            std::int64_t const index = key;
            if (First == 1 && index == 0) [[unlikely]]
                throw_index_of_zero();
            std::int64_t const at = index < 0 && First == 1 ? size + index : index - First;
            if (at < 0 || at >= size) [[unlikely]] {
                throw_array_index(First == 0 ? "INVALID_ARRAY_INDEX" : "INVALID_ARRAY_INDEX_IN_ELEMENT_AT",
                                  index, items.size(), First == 0 ? "get" : "try_element_at");
            }
            return in_flight(items[static_cast<std::size_t>(at)]);
        }
    }
};

enum class size_name { size, cardinality, array_size };

template <size_name Name>
struct size_function {
    static constexpr std::string_view name = Name == size_name::size          ? "size"
                                             : Name == size_name::cardinality ? "cardinality"
                                                                              : "array_size";
    static constexpr bool sees_nulls = true;
    template <class Arg>
    static constexpr verdict check() {
        using T = value_type_of<Arg>;
        if constexpr (Name == size_name::array_size) {
            return check_array<T>(name);
        } else if constexpr (is_array<T> || is_map<T> || is_void<T>) {
            return {};
        } else {
            return fault("cannot ", name, " a ", type_name<T>().view(),
                         "; its argument is an array or a map");
        }
    }
    template <class T>
    using result = nullable_if<std::int32_t, is_nullable<T> || is_void<T>>;
    template <class R, class T>
    static constexpr auto apply(T const& items) {
        using out = result<T>;
        if (is_missing(items)) return out{};
        if constexpr (is_void<T>) {
            return out{};
        } else {
            return out(static_cast<std::int32_t>(unwrap(items).size()));
        }
    }
};

} // namespace detail

/// `items[i]` of an array, from 0 on, or `items[key]` of a map: `get_item("scores"_c, 0)`.
///
/// Null    null where the array, the index or the element is null; of a map null where the key is missing.
/// Cost    an array: one access. A map: its keys are gone through.
/// Errors  compile time: neither array nor map, an index that is no integer, a key of another kind.
///         Run time: INVALID_ARRAY_INDEX.
/// Source  Spark Column.getItem, ANSI mode.
template <class E, class K>
    requires(detail::operand<E> && detail::operand<K>)
constexpr auto get_item(E const& items, K const& key) {
    return detail::make_function<detail::item_function<0>>(items, key);
}
/// The element at `index` of an array, from 0 on; null where there is none.
/// Source  Spark functions.get.
template <class E, class K>
    requires(detail::operand<E> && detail::operand<K>)
constexpr auto get(E const& array, K const& index) {
    return detail::make_function<detail::safe_item_function<0>>(array, index);
}
/// The element at `index` of an array, from 1 on, or from the end below 0; the value of a key of a map.
///
/// Null    of a map null where the key is missing.
/// Errors  compile time: as get_item. Run time: INVALID_ARRAY_INDEX_IN_ELEMENT_AT, INVALID_INDEX_OF_ZERO.
/// Source  Spark functions.element_at.
template <class E, class K>
    requires(detail::operand<E> && detail::operand<K>)
constexpr auto element_at(E const& items, K const& key) {
    return detail::make_function<detail::item_function<1>>(items, key);
}
/// As element_at, with null where there is no such element.
/// Source  Spark functions.try_element_at.
template <class E, class K>
    requires(detail::operand<E> && detail::operand<K>)
constexpr auto try_element_at(E const& items, K const& key) {
    return detail::make_function<detail::safe_item_function<1>>(items, key);
}
/// How many elements an array, or entries a map, has.
/// Null    null where the array is null.
/// Source  Spark functions.size, ANSI mode.
template <class E>
    requires detail::operand<E>
constexpr auto size(E const& items) {
    return detail::make_function<detail::size_function<detail::size_name::size>>(items);
}
/// As size.
/// Source  Spark functions.cardinality.
template <class E>
    requires detail::operand<E>
constexpr auto cardinality(E const& items) {
    return detail::make_function<detail::size_function<detail::size_name::cardinality>>(items);
}
/// How many elements an array has.
/// Source  Spark functions.array_size.
template <class E>
    requires detail::operand<E>
constexpr auto array_size(E const& array) {
    return detail::make_function<detail::size_function<detail::size_name::array_size>>(array);
}

} // namespace weir
