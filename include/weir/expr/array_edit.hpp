// SPDX-License-Identifier: BSL-1.0
// Arrays made of values and of arrays: elements put in, taken out, in another order.
#pragma once

#include <weir/expr/collection.hpp>
#include <weir/expr/column.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace weir {

namespace detail {

/// array(a, b, …).
struct array_function {
    static constexpr std::string_view name = "array";
    static constexpr bool sees_nulls = true;
    template <class... Ts>
    static constexpr verdict check() {
        return check_common<Ts...>(name);
    }
    template <class... Ts>
    using result = std::vector<common_element_t<Ts...>>;
    template <class R, class... Values>
    static R apply(Values const&... values) {
        R out;
        out.reserve(sizeof...(Values));
        (out.push_back(widen_value<typename R::value_type>(values)), ...);
        return out;
    }
};

struct array_repeat_function {
    static constexpr std::string_view name = "array_repeat";
    static constexpr bool sees_nulls = true;
    template <class T, class N>
    static constexpr verdict check() {
        if constexpr (is_void<N> || std::same_as<value_type_of<N>, std::int32_t>) {
            return {};
        } else {
            return fault("argument 2 of ", name, " is ", type_name<N>().view(), "; cast it to int");
        }
    }
    template <class T, class N>
    using result = nullable_if<std::vector<T>, some_null<N>>;
    template <class R, class T, class N>
    static auto apply(T const& value, N const& times) {
        using out = nullable_if<R, some_null<N>>;
        if constexpr (is_void<N>) {
            return out{};
        } else {
            if (!present(times)) return out{};
            std::int64_t const n = unwrap(times);
            if (n > static_cast<std::int64_t>(longest_array)) [[unlikely]]
                throw_array_too_long(name);
            auto const size = static_cast<std::size_t>(n < 0 ? 0 : n);
            return out(R(size, own<typename R::value_type>(value)));
        }
    }
};

/// An element put at the beginning or the end; it may be null, the array not.
template <bool Front>
struct array_extend_function {
    static constexpr std::string_view name = Front ? "array_prepend" : "array_append";
    static constexpr bool sees_nulls = true;
    template <class T, class V>
    static constexpr verdict check() {
        if constexpr (is_array<value_type_of<T>>) {
            return first_fault(check_common<element_of<T>, V>(name), check_shape<T, V>(name));
        } else {
            return check_array<T>(name);
        }
    }
    template <class T, class V>
    using plain = std::vector<common_element_t<element_of<T>, V>>;
    template <class T, class V>
    using result = nullable_if<plain<T, V>, is_nullable<T>>;
    template <class R, class T, class V>
    static auto apply(T const& array, V const& value) {
        using out_type = nullable_if<R, is_nullable<T>>;
        using element = typename R::value_type;
        if (!present(array)) return out_type{};
        R out;
        out.reserve(unwrap(array).size() + 1);
        if (Front) out.push_back(widen_value<element>(value));
        for (auto const& item : unwrap(array)) out.push_back(widen_value<element>(item));
        if (!Front) out.push_back(widen_value<element>(value));
        return out_type(std::move(out));
    }
};

struct array_insert_function {
    static constexpr std::string_view name = "array_insert";
    static constexpr bool sees_nulls = true;
    template <class T, class N, class V>
    static constexpr verdict check() {
        if constexpr (is_array<value_type_of<T>>) {
            return first_fault(check_kinds<value_type_of<N>>(name, "i"), check_common<element_of<T>, V>(name),
                               check_shape<T, V>(name));
        } else {
            return check_array<T>(name);
        }
    }
    template <class T, class N, class V>
    using result = nullable_if<std::vector<missing_or<common_element_t<element_of<T>, V>>>,
                               is_nullable<T> || is_nullable<N>>;
    template <class R, class T, class N, class V>
    static auto apply(T const& array, N const& position, V const& value) {
        using out_type = nullable_if<R, is_nullable<T> || is_nullable<N>>;
        using element = typename R::value_type;
        if (!present(array) || !present(position)) return out_type{};
        auto const& items = unwrap(array);
        std::int64_t const size = static_cast<std::int64_t>(items.size());
        std::int64_t const wanted = unwrap(position);
        if (wanted == 0) [[unlikely]]
            throw_index_of_zero();
        // Where it goes, and where the others begin; nulls fill what lies between.
        std::int64_t const at = wanted > 0 ? wanted - 1 : std::max<std::int64_t>(size + wanted + 1, 0);
        std::int64_t const gap = wanted < 0 ? std::max<std::int64_t>(-wanted - size - 1, 0) : 0;
        std::int64_t const total = std::max(size + gap, at) + 1;
        if (total > static_cast<std::int64_t>(longest_array)) [[unlikely]]
            throw_array_too_long(name);
        R out;
        out.reserve(static_cast<std::size_t>(total));
        std::int64_t next = 0;
        for (std::int64_t i = 0; i < total; ++i) {
            if (i == at) {
                out.push_back(widen_value<element>(value));
            } else if (gap > 0 && i <= gap) {
                out.push_back(element{});
            } else if (next < size) {
                out.push_back(widen_value<element>(items[static_cast<std::size_t>(next++)]));
            } else {
                out.push_back(element{});
            }
        }
        return out_type(std::move(out));
    }
};

struct array_remove_function {
    static constexpr std::string_view name = "array_remove";
    static constexpr bool knows_null = true; // it makes all null, and has no type
    template <class T, class V>
    static constexpr verdict check() {
        if constexpr (is_array<value_type_of<T>> && is_void<V>) {
            return {};
        } else {
            return check_element<T, V>(name);
        }
    }
    template <class T, class V>
    using result =
        nullable_if<std::vector<element_if<common_type_t<element_of<T>, V>, some_null<element_of<T>>>>,
                    is_void<V>>;
    template <class R, class T, class V>
    static auto apply(T const& array, V const& value) {
        using out_type = value_type_of<R>;
        if constexpr (is_void<V>) {
            return std::optional<out_type>();
        } else {
            out_type out;
            for (auto const& item : array) {
                if (is_missing(item) || order_of(item, value) != 0)
                    out.push_back(widen_value<typename out_type::value_type>(item));
            }
            return out;
        }
    }
};

struct array_compact_function {
    static constexpr std::string_view name = "array_compact";
    template <class T>
    static constexpr verdict check() {
        return check_array<T>(name);
    }
    template <class T>
    using result = std::vector<value_type_of<element_of<T>>>;
    template <class R, class T>
    static R apply(T const& array) {
        R out;
        for (auto const& item : array) {
            if (!is_missing(item)) out.push_back(unwrap(item));
        }
        return out;
    }
};

/// sort_array: nulls first going up, last going down.
struct sort_array_function {
    static constexpr std::string_view name = "sort_array";
    template <class T, class Up>
    static constexpr verdict check() {
        if constexpr (!std::same_as<Up, bool>) {
            return fault("direction of sort_array is ", type_name<Up>().view(), "; write true or false");
        } else {
            return first_fault(check_array<T>(name), check_ordered<T>(name));
        }
    }
    template <class T, class Up>
    using result = T;
    template <class R, class T>
    static R apply(T const& array, bool up) {
        R out(array);
        sort_elements(out, [up](auto const& a, auto const& b) {
            if (is_missing(a)) return up || is_missing(b);
            if (is_missing(b)) return !up;
            return up ? order_of(a, b) <= 0 : order_of(a, b) >= 0;
        });
        return out;
    }
};

struct slice_function {
    static constexpr std::string_view name = "slice";
    template <class T, class A, class B>
    static constexpr verdict check() {
        return first_fault(check_array<T>(name), check_kinds<A, B>(name, "i"));
    }
    template <class T, class A, class B>
    using result = T;
    template <class R, class T>
    static R apply(T const& array, std::int64_t start, std::int64_t length) {
        if (start == 0) [[unlikely]]
            throw_parameter("START", name, "the first element has the place 1, not 0");
        if (length < 0) [[unlikely]]
            throw_parameter("LENGTH", name, "the length is negative");
        std::int64_t const size = static_cast<std::int64_t>(array.size());
        std::int64_t const from = start < 0 ? size + start : start - 1;
        if (from < 0 || from >= size) return R();
        std::int64_t const to = length > size - from ? size : from + length;
        return R(array.begin() + from, array.begin() + to);
    }
};

struct flatten_function {
    static constexpr std::string_view name = "flatten";
    template <class T>
    static constexpr verdict check() {
        if constexpr (is_array<value_type_of<element_of<T>>>) {
            return {};
        } else {
            return fault("cannot flatten a ", type_name<T>().view(), "; its argument is an array of arrays");
        }
    }
    template <class T>
    using result = nullable_if<value_type_of<element_of<T>>, is_nullable<element_of<T>>>;
    template <class R, class T>
    static auto apply(T const& arrays) {
        using out_type = nullable_if<R, is_nullable<typename T::value_type>>;
        std::size_t total = 0;
        for (auto const& array : arrays) {
            if (is_missing(array)) return out_type{};
            total += unwrap(array).size();
        }
        if (total > longest_array) [[unlikely]]
            throw_array_too_long(name);
        R out;
        out.reserve(total);
        for (auto const& array : arrays) out.insert(out.end(), unwrap(array).begin(), unwrap(array).end());
        return out_type(std::move(out));
    }
};

} // namespace detail

/// An array of the given values, in the type in which they meet.
///
/// Cost    one allocation, and one for each long text.
/// Errors  compile time: values of different kinds.
/// Source  Spark functions.array.
template <class... Es>
    requires(detail::operand<Es> && ...)
constexpr auto array(Es const&... es) {
    return detail::make_function<detail::array_function>(es...);
}
/// An array of one value so many times; empty where `times` is not positive.
/// Source  Spark array_repeat.
template <class E, class N>
    requires(detail::operand<E> && detail::operand<N>)
constexpr auto array_repeat(E const& value, N const& times) {
    return detail::make_function<detail::array_repeat_function>(value, times);
}
/// The array with one more element at its end; a null value is put there too.
/// Cost    a new array.
/// Errors  compile time: a value of another kind than the elements.
/// Source  Spark array_append.
template <class E, class V>
    requires(detail::operand<E> && detail::operand<V>)
constexpr auto array_append(E const& array, V const& value) {
    return detail::make_function<detail::array_extend_function<false>>(array, value);
}
/// The array with one more element at its beginning.
/// Source  Spark functions.array_prepend.
template <class E, class V>
    requires(detail::operand<E> && detail::operand<V>)
constexpr auto array_prepend(E const& array, V const& value) {
    return detail::make_function<detail::array_extend_function<true>>(array, value);
}
/// The array with a value put at a place from 1 on, or from the end below 0 (-1: behind the last one).
///
/// Null    places between the array and the value are filled with nulls.
/// Errors  run time: INVALID_INDEX_OF_ZERO.
/// Source  Spark functions.array_insert.
template <class E, class N, class V>
    requires(detail::operand<E> && detail::operand<N> && detail::operand<V>)
constexpr auto array_insert(E const& array, N const& position, V const& value) {
    return detail::make_function<detail::array_insert_function>(array, position, value);
}
/// The array without the elements that equal a value; nulls stay.
/// Source  Spark functions.array_remove.
template <class E, class V>
    requires(detail::operand<E> && detail::operand<V>)
constexpr auto array_remove(E const& array, V const& value) {
    return detail::make_function<detail::array_remove_function>(array, value);
}
/// The array without its nulls.
/// Source  Spark functions.array_compact.
template <class E>
    requires detail::operand<E>
constexpr auto array_compact(E const& array) {
    return detail::make_function<detail::array_compact_function>(array);
}
/// The elements in order; with `false` the greatest first.
///
/// Null    nulls come first, with `false` last.
/// Cost    a new array, and a buffer while it is sorted.
/// Errors  compile time: elements without an order.
/// Source  Spark functions.sort_array.
template <class E>
    requires detail::operand<E>
constexpr auto sort_array(E const& array) {
    return detail::make_function<detail::sort_array_function>(array, detail::constant_flag<true>{});
}
template <class E, class Up>
    requires(detail::operand<E> && detail::operand<Up>)
constexpr auto sort_array(E const& array, Up const& ascending) {
    return detail::make_function<detail::sort_array_function>(array, ascending);
}
/// At most `length` elements from a place on: from 1, or from the end below 0.
/// Errors  run time: INVALID_PARAMETER_VALUE.START, INVALID_PARAMETER_VALUE.LENGTH.
/// Source  Spark functions.slice.
template <class E, class A, class B>
    requires(detail::operand<E> && detail::operand<A> && detail::operand<B>)
constexpr auto slice(E const& array, A const& start, B const& length) {
    return detail::make_function<detail::slice_function>(array, start, length);
}
/// The elements of the arrays in an array, one after the other; null where one of them is null.
/// Source  Spark functions.flatten.
template <class E>
    requires detail::operand<E>
constexpr auto flatten(E const& arrays) {
    return detail::make_function<detail::flatten_function>(arrays);
}

} // namespace weir
