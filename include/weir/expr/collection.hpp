// SPDX-License-Identifier: BSL-1.0
// What the functions of arrays and maps have in common: their checks, their elements, equality and order.
#pragma once

#include <weir/core/error.hpp>
#include <weir/core/hash.hpp>
#include <weir/expr/arguments.hpp>
#include <weir/expr/common_type.hpp>
#include <weir/expr/comparison.hpp>

#include <bit>
#include <compare>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace weir::detail {

template <class T>
inline constexpr bool is_void = std::same_as<value_type_of<T>, void_type>;

/// The element type of an array, the key and value type of a map; `void` of what is neither.
template <class T>
struct parts_of {
    using element = unknown_type;
    using key = unknown_type;
    using mapped = unknown_type;
};
template <class T>
    requires is_array<T>
struct parts_of<T> {
    using element = typename T::value_type;
    using key = unknown_type;
    using mapped = unknown_type;
};
template <class T>
    requires is_map<T>
struct parts_of<T> {
    using element = unknown_type;
    using key = typename T::key_type;
    using mapped = typename T::mapped_type;
};
template <class T>
using element_of = typename parts_of<value_type_of<T>>::element;
template <class T>
using key_of = typename parts_of<value_type_of<T>>::key;
template <class T>
using mapped_of = typename parts_of<value_type_of<T>>::mapped;

/// A value that may be missing; the type of null stays what it is.
template <class T>
using missing_or = element_if<value_type_of<T>, true>;

// Checks.

template <class T>
constexpr verdict check_array(std::string_view function) {
    if constexpr (is_array<value_type_of<T>>) {
        return {};
    } else {
        return fault("cannot ", function, " a ", type_name<T>().view(), "; its argument is an array");
    }
}
template <class T>
constexpr verdict check_map(std::string_view function) {
    if constexpr (is_map<value_type_of<T>>) {
        return {};
    } else {
        return fault("cannot ", function, " a ", type_name<T>().view(), "; its argument is a map");
    }
}
template <class T>
constexpr verdict check_ordered(std::string_view function) {
    if constexpr (comparable<element_of<T>, element_of<T>>()) {
        return {};
    } else {
        return fault("cannot ", function, " a ", type_name<T>().view(), "; a map has no order");
    }
}
template <class T, class V>
constexpr verdict check_element(std::string_view function) {
    if constexpr (!is_array<value_type_of<T>>) {
        return check_array<T>(function);
    } else if constexpr (is_void<V> || is_void<T>) {
        return fault("null as an argument of ", function, "; it finds no element");
    } else if constexpr (comparable<element_of<T>, V>()) {
        return {};
    } else {
        return fault("cannot ", function, " a ", type_name<V>().view(), " in a ", type_name<T>().view(),
                     "; the value has to be of the type of the elements");
    }
}
/// A value beside elements: a decimal goes only with decimals of its own shape.
template <class T, class V>
constexpr verdict check_shape(std::string_view function) {
    using element = value_type_of<element_of<T>>;
    using value = value_type_of<V>;
    if constexpr (std::same_as<element, value> || is_void<element> || is_void<value>
                  || !(is_decimal<element> || is_decimal<value>)) {
        return {};
    } else {
        return fault("cannot ", function, " a ", type_name<V>().view(), " in a ", type_name<T>().view(),
                     "; the value has to be of the type of the elements");
    }
}
template <class A, class B>
constexpr verdict check_arrays(std::string_view function) {
    if constexpr (!is_array<value_type_of<A>>) {
        return check_array<A>(function);
    } else if constexpr (!is_array<value_type_of<B>>) {
        return check_array<B>(function);
    } else {
        return first_fault(check_common<A, B>(function), check_ordered<A>(function));
    }
}

// Elements.

template <class T>
constexpr bool is_missing(T const& value) {
    if constexpr (std::same_as<T, void_type>) {
        return true;
    } else {
        return !present(value);
    }
}

/// The order of two values that are there.
/// Source  Spark's ordering: NaN is the greatest number.
template <class A, class B>
constexpr std::weak_ordering order_of(A const& a, B const& b) {
    if constexpr (std::same_as<A, void_type> || std::same_as<B, void_type>) {
        return std::weak_ordering::equivalent;
    } else if constexpr (is_nullable<A> || is_nullable<B>) {
        return order_of(unwrap(a), unwrap(b));
    } else if constexpr (std::same_as<A, binary>) {
        return a.bytes <=> b.bytes;
    } else {
        return compare_in_order(a, b);
    }
}

/// Whether two values are the same one, null being one of them.
template <class A, class B>
constexpr bool same_value(A const& a, B const& b) {
    bool const none = is_missing(a);
    return none == is_missing(b) && (none || order_of(a, b) == 0);
}

/// A form of a value in flight that may be missing: `std::optional<std::string_view>` of a text.
template <class T>
using optional_flight = missing_or<std::remove_cvref_t<flight_type<T>>>;

/// The element at `i`, which is there, as one that may be missing.
template <class Array>
constexpr auto optional_element(Array const& array, std::size_t i) {
    using out = optional_flight<typename Array::value_type>;
    return out(in_flight(array[i]));
}

/// Elements found by value in one go: few by looking at all of them, many by a table of their places.
///
/// Cost  one allocation where there are more than 16 elements.
template <class T>
class place_index {
public:
    explicit place_index(std::vector<T> const& values) : values_(&values) {}

    /// Whether a value like it is among those added so far.
    template <class V>
    [[nodiscard]] bool contains(V const& value) const {
        if (table_.empty()) {
            for (std::size_t i = 0; i < added_; ++i) {
                if (same_value(at(i), value)) return true;
            }
            return false;
        }
        for (std::size_t slot = start_of(value); table_[slot] != 0; slot = (slot + 1) & (table_.size() - 1)) {
            if (same_value(at(table_[slot] - 1), value)) return true;
        }
        return false;
    }
    /// Takes note of the next value of the vector.
    void add_next() {
        ++added_;
        if constexpr (hashable) {
            if (added_ > few && 2 * added_ > table_.size()) {
                table_.assign(4 * std::bit_ceil(added_), 0);
                for (std::size_t i = 1; i <= added_; ++i) place(i);
            } else if (!table_.empty()) {
                place(added_);
            }
        }
    }
    void add_all() {
        while (added_ < values_->size()) add_next();
    }

private:
    static constexpr std::size_t few = 16;
    static constexpr bool hashable = hashable_value<T>;

    [[nodiscard]] typename std::vector<T>::const_reference at(std::size_t i) const { return (*values_)[i]; }
    template <class V>
    [[nodiscard]] std::size_t start_of(V const& value) const {
        if constexpr (hashable && !is_void<V>) {
            return static_cast<std::size_t>(hash_value(value)) & (table_.size() - 1);
        } else {
            return 0;
        }
    }
    void place(std::size_t number) {
        std::size_t slot = start_of(at(number - 1));
        while (table_[slot] != 0) slot = (slot + 1) & (table_.size() - 1);
        table_[slot] = number;
    }

    std::vector<T> const* values_;
    std::vector<std::size_t> table_;
    std::size_t added_ = 0;
};

/// Sorts elements by merging; `in_order(a, b)` says whether `a` may come before `b`. Equal ones stay as they
/// are, and a comparison that contradicts itself does no harm.
///
/// Cost  a copy of the array while it is sorted.
template <class T, class InOrder>
void sort_elements(std::vector<T>& items, InOrder const& in_order) {
    std::vector<T> spare(items);
    std::size_t const n = items.size();
    for (std::size_t width = 1; width < n; width *= 2) {
        for (std::size_t from = 0; from < n; from += 2 * width) {
            std::size_t const middle = from + width < n ? from + width : n;
            std::size_t const end = middle + width < n ? middle + width : n;
            std::size_t a = from;
            std::size_t b = middle;
            for (std::size_t to = from; to < end; ++to) {
                bool const left =
                    b == end || (a < middle && in_order(std::as_const(items)[a], std::as_const(items)[b]));
                spare[to] = std::move(items[left ? a++ : b++]);
            }
        }
        items.swap(spare);
    }
}

// Constants of calls.

/// A boolean that is part of the query's type, such as an argument that was left out.
template <bool Value>
struct constant_flag : expression_interface<constant_flag<Value>> {
    template <class S>
    using result = bool;
    template <class S>
    static constexpr bool total = true;
    template <class S>
    static constexpr verdict check() {
        return {};
    }
    template <class S>
    static constexpr column_set reads() {
        return {};
    }
    static constexpr void write(text& out) { out << (Value ? "true" : "false"); }
    template <class S, class Row>
    constexpr bool eval(Row const&) const {
        return Value;
    }
};

// Errors.

[[noreturn, gnu::cold, gnu::noinline]] inline void throw_array_index(std::string_view condition,
                                                                     std::int64_t index, std::size_t size,
                                                                     std::string_view instead) {
    std::string message = "index ";
    message.append(std::to_string(index)).append(" of an array of ").append(std::to_string(size));
    message.append(" elements; use ").append(instead).append(" to get null instead");
    throw data_error(std::string(condition), message);
}
[[noreturn, gnu::cold, gnu::noinline]] inline void throw_index_of_zero() {
    throw data_error("INVALID_INDEX_OF_ZERO", "index 0: the first element has the index 1, the last one -1");
}
[[noreturn, gnu::cold, gnu::noinline]] inline void
throw_parameter(std::string_view parameter, std::string_view function, std::string_view message) {
    std::string text(function);
    text.append(": ").append(message);
    throw data_error(std::string("INVALID_PARAMETER_VALUE.").append(parameter), text);
}
[[noreturn, gnu::cold, gnu::noinline]] inline void throw_array_too_long(std::string_view function) {
    throw data_error("COLLECTION_SIZE_LIMIT_EXCEEDED.PARAMETER",
                     std::string(function).append(" would make more than 2147483632 elements"));
}

inline constexpr std::size_t longest_array = 2'147'483'632;

} // namespace weir::detail
