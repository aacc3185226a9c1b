// SPDX-License-Identifier: BSL-1.0
// Arrays and maps read: an element, the size, whether and where a value is, the extremes, the joined text.
#pragma once

#include <weir/expr/collection.hpp>
#include <weir/schema/value_text.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace weir {

namespace detail {

template <class Map, class K>
constexpr auto find_mapped(Map const& map, K const& key) {
    using out = optional_flight<typename Map::mapped_type>;
    if constexpr (!std::same_as<out, void_type>) {
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

/// get and try_element_at, `First` being the first index: null where there is no such element.
template <std::int64_t First>
struct safe_item_function {
    static constexpr std::string_view name = First == 0 ? "get" : "try_element_at";
    template <class T, class K>
    static constexpr verdict check() {
        if constexpr (First == 0 && is_map<T>) {
            return check_array<T>(name);
        } else {
            return check_item<T, K>(name);
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
struct item_function {
    static constexpr std::string_view name = First == 0 ? "[]" : "element_at";
    template <class T, class K>
    static constexpr verdict check() {
        return check_item<T, K>(name);
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

struct array_contains_function {
    static constexpr std::string_view name = "array_contains";
    static constexpr bool knows_null = true; // it is not looked for
    template <class T, class V>
    static constexpr verdict check() {
        return check_element<T, V>(name);
    }
    template <class T, class V>
    using result = nullable_if<bool, some_null<element_of<T>>>;
    template <class R, class T, class V>
    static constexpr auto apply(T const& array, V const& value) {
        using out = nullable_if<bool, some_null<typename T::value_type>>;
        bool unsure = false;
        for (auto const& item : array) {
            if (is_missing(item)) {
                unsure = true;
            } else if (order_of(item, value) == 0) {
                return out(true);
            }
        }
        return unsure ? out{} : out(false);
    }
};

struct array_position_function {
    static constexpr std::string_view name = "array_position";
    static constexpr bool knows_null = true;
    template <class T, class V>
    static constexpr verdict check() {
        return check_element<T, V>(name);
    }
    template <class T, class V>
    using result = std::int64_t;
    template <class R, class T, class V>
    static constexpr std::int64_t apply(T const& array, V const& value) {
        std::int64_t position = 0;
        for (auto const& item : array) {
            ++position;
            if (!is_missing(item) && order_of(item, value) == 0) return position;
        }
        return 0;
    }
};

template <bool Greatest>
struct array_extreme_function {
    static constexpr std::string_view name = Greatest ? "array_max" : "array_min";
    template <class T>
    static constexpr verdict check() {
        return first_fault(check_array<T>(name), check_ordered<T>(name));
    }
    template <class T>
    using result = missing_or<element_of<T>>;
    template <class R, class T>
    static constexpr auto apply(T const& array) {
        std::size_t best = array.size();
        for (std::size_t i = 0; i < array.size(); ++i) {
            if (is_missing(array[i])) continue;
            bool const better =
                best == array.size()
                || (Greatest ? order_of(array[i], array[best]) > 0 : order_of(array[i], array[best]) < 0);
            if (better) best = i;
        }
        return best == array.size() ? optional_flight<typename T::value_type>()
                                    : optional_element(array, best);
    }
};

struct arrays_overlap_function {
    static constexpr std::string_view name = "arrays_overlap";
    template <class A, class B>
    static constexpr verdict check() {
        return check_arrays<A, B>(name);
    }
    template <class A, class B>
    using result = nullable_if<bool, some_null<element_of<A>, element_of<B>>>;
    template <class R, class A, class B>
    static constexpr auto apply(A const& a, B const& b) {
        using element = common_element_t<element_of<A>, element_of<B>>;
        using out = nullable_if<bool, some_null<element_of<A>, element_of<B>>>;
        std::vector<element> const left = widen_value<std::vector<element>>(a);
        place_index<element> places(left);
        places.add_all();
        bool unsure = false;
        for (auto const& item : left) unsure = unsure || is_missing(item);
        for (auto const& item : b) {
            if (is_missing(item)) {
                unsure = true;
            } else if (places.contains(widen_value<element>(in_flight(item)))) {
                return out(true);
            }
        }
        return unsure && !a.empty() && !b.empty() ? out{} : out(false);
    }
};

struct array_join_function {
    static constexpr std::string_view name = "array_join";
    template <class T, class... Texts>
    static constexpr verdict check() {
        if constexpr (!is_array<T>) {
            return check_array<T>(name);
        } else if constexpr (!atomic_column<value_type_of<element_of<T>>> && !is_void<element_of<T>>) {
            return fault("cannot array_join a ", type_name<T>().view(), "; its elements are joined as texts");
        } else {
            return check_kinds<Texts...>(name, "t");
        }
    }
    template <class T, class... Texts>
    using result = std::string;
    template <class R, class T, class Separator>
    static std::string apply(T const& array, Separator const& separator) {
        return join(array, separator, std::optional<std::string_view>());
    }
    template <class R, class T, class Separator, class Null>
    static std::string apply(T const& array, Separator const& separator, Null const& null) {
        return join(array, separator, std::optional<std::string_view>(null));
    }

private:
    template <class T>
    static std::string join(T const& array, std::string_view separator,
                            std::optional<std::string_view> null) {
        std::string out;
        bool first = true;
        for (auto const& item : array) {
            bool const missing = is_missing(item);
            if (missing && !null.has_value()) continue;
            if (!first) out.append(separator);
            first = false;
            if (missing) {
                out.append(*null);
            } else {
                append_value<text_form::cast>(out, item);
            }
        }
        return out;
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
/// The element at `index` of an array, from 0 on; null where there is none. Source  Spark functions.get.
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
/// As element_at, with null where there is no such element. Source  Spark functions.try_element_at.
template <class E, class K>
    requires(detail::operand<E> && detail::operand<K>)
constexpr auto try_element_at(E const& items, K const& key) {
    return detail::make_function<detail::safe_item_function<1>>(items, key);
}
/// How many elements an array, or entries a map, has. Source  Spark functions.size, ANSI mode.
/// Null    null where the array is null.
template <class E>
    requires detail::operand<E>
constexpr auto size(E const& items) {
    return detail::make_function<detail::size_function<detail::size_name::size>>(items);
}
/// As size. Source  Spark functions.cardinality.
template <class E>
    requires detail::operand<E>
constexpr auto cardinality(E const& items) {
    return detail::make_function<detail::size_function<detail::size_name::cardinality>>(items);
}
/// How many elements an array has. Source  Spark functions.array_size.
template <class E>
    requires detail::operand<E>
constexpr auto array_size(E const& array) {
    return detail::make_function<detail::size_function<detail::size_name::array_size>>(array);
}
/// Whether a value is among the elements.
///
/// Null    null where it is not found and an element is null.
/// Errors  compile time: a value of another kind than the elements, null.
/// Source  Spark functions.array_contains.
template <class E, class V>
    requires(detail::operand<E> && detail::operand<V>)
constexpr auto array_contains(E const& array, V const& value) {
    return detail::make_function<detail::array_contains_function>(array, value);
}
/// The place from 1 on of the first element that equals a value, or 0. Source  Spark
/// functions.array_position.
template <class E, class V>
    requires(detail::operand<E> && detail::operand<V>)
constexpr auto array_position(E const& array, V const& value) {
    return detail::make_function<detail::array_position_function>(array, value);
}
/// The greatest element; NaN is greater than every number. Source  Spark functions.array_max.
/// Null    nulls are left out; null where nothing is left.
template <class E>
    requires detail::operand<E>
constexpr auto array_max(E const& array) {
    return detail::make_function<detail::array_extreme_function<true>>(array);
}
/// The least element; nulls as for array_max. Source  Spark functions.array_min.
template <class E>
    requires detail::operand<E>
constexpr auto array_min(E const& array) {
    return detail::make_function<detail::array_extreme_function<false>>(array);
}
/// Whether two arrays have an element in common.
///
/// Null    nulls have no equal; null where there is none in common, both have elements and one of them a
/// null. Source  Spark functions.arrays_overlap.
template <class A, class B>
    requires(detail::operand<A> && detail::operand<B>)
constexpr auto arrays_overlap(A const& a, B const& b) {
    return detail::make_function<detail::arrays_overlap_function>(a, b);
}
/// The elements as one text, with a separator between them.
///
/// Null    null elements are left out, or written as the third argument says.
/// Cost    one new text.
/// Source  Spark functions.array_join.
template <class E, class S>
    requires(detail::operand<E> && detail::operand<S>)
constexpr auto array_join(E const& array, S const& separator) {
    return detail::make_function<detail::array_join_function>(array, separator);
}
template <class E, class S, class N>
    requires(detail::operand<E> && detail::operand<S> && detail::operand<N>)
constexpr auto array_join(E const& array, S const& separator, N const& null) {
    return detail::make_function<detail::array_join_function>(array, separator, null);
}

} // namespace weir
