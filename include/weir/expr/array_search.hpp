// SPDX-License-Identifier: BSL-1.0
// Arrays searched: whether and where a value is, the extremes, the joined text.
#pragma once

#include <weir/expr/array_access.hpp>
#include <weir/expr/collection.hpp>
#include <weir/schema/value_text.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace weir {

namespace detail {

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
    template <class T, class V>
    static constexpr verdict check() {
        if constexpr (is_array<value_type_of<T>> && is_void<V>) {
            return {};
        } else {
            return first_fault(check_element<T, V>(name), check_shape<T, V>(name));
        }
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
    static constexpr bool knows_null = true; // it is no array
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
/// The place from 1 on of the first element that equals a value, or 0.
/// Source  Spark functions.array_position.
template <class E, class V>
    requires(detail::operand<E> && detail::operand<V>)
constexpr auto array_position(E const& array, V const& value) {
    return detail::make_function<detail::array_position_function>(array, value);
}
/// The greatest element; NaN is greater than every number.
/// Null    nulls are left out; null where nothing is left.
/// Source  Spark functions.array_max.
template <class E>
    requires detail::operand<E>
constexpr auto array_max(E const& array) {
    return detail::make_function<detail::array_extreme_function<true>>(array);
}
/// The least element; nulls as for array_max.
/// Source  Spark functions.array_min.
template <class E>
    requires detail::operand<E>
constexpr auto array_min(E const& array) {
    return detail::make_function<detail::array_extreme_function<false>>(array);
}
/// Whether two arrays have an element in common.
///
/// Null    nulls have no equal; null where there is none in common, both have elements and one of them a
///         null.
/// Source  Spark functions.arrays_overlap.
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
