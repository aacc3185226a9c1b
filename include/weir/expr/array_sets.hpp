// SPDX-License-Identifier: BSL-1.0
// Arrays as sets: their distinct elements, unions, intersections, differences.
#pragma once

#include <weir/expr/collection.hpp>

#include <string_view>
#include <vector>

namespace weir {

namespace detail {

struct array_distinct_function {
    static constexpr std::string_view name = "array_distinct";
    template <class T>
    static constexpr verdict check() {
        return first_fault(check_array<T>(name), check_ordered<T>(name));
    }
    template <class T>
    using result = T;
    template <class R, class T>
    static R apply(T const& array) {
        R out;
        place_index<typename R::value_type> places(out);
        for (auto const& item : array) add_distinct(out, places, item);
        return out;
    }
    template <class R, class Places, class V>
    static void add_distinct(R& out, Places& places, V const& item) {
        if (places.contains(item)) return;
        out.push_back(item);
        places.add_next();
    }
};

/// array_union, array_intersect, array_except: sets, null being one of the values.
enum class set_operation { unite, intersect, except };

template <set_operation Operation>
struct array_set_function {
    static constexpr std::string_view name = Operation == set_operation::unite       ? "array_union"
                                             : Operation == set_operation::intersect ? "array_intersect"
                                                                                     : "array_except";
    static constexpr bool knows_null = true; // it is no array
    template <class A, class B>
    static constexpr verdict check() {
        return check_arrays<A, B>(name);
    }
    template <class A, class B>
    static constexpr bool can_be_null =
        Operation == set_operation::unite       ? some_null<element_of<A>, element_of<B>>
        : Operation == set_operation::intersect ? some_null<element_of<A>> && some_null<element_of<B>>
                                                : some_null<element_of<A>>;
    template <class A, class B>
    using result = std::vector<element_if<common_type_t<element_of<A>, element_of<B>>, can_be_null<A, B>>>;
    template <class R, class A, class B>
    static R apply(A const& a, B const& b) {
        using wide = std::vector<common_element_t<element_of<A>, element_of<B>>>;
        wide const left = widen_value<wide>(a);
        wide const right = widen_value<wide>(b);
        R out;
        place_index<typename R::value_type> places(out);
        place_index<typename wide::value_type> others(right);
        if (Operation != set_operation::unite) others.add_all();
        auto const take = [&](auto const& item) {
            if constexpr (some_null<typename wide::value_type> && !some_null<typename R::value_type>) {
                if (!is_missing(item)) array_distinct_function::add_distinct(out, places, unwrap(item));
            } else {
                array_distinct_function::add_distinct(out, places, item);
            }
        };
        for (auto const& item : left) {
            if (Operation == set_operation::unite
                || others.contains(item) == (Operation == set_operation::intersect)) {
                take(item);
            }
        }
        if (Operation == set_operation::unite) {
            for (auto const& item : right) take(item);
        }
        return out;
    }
};

} // namespace detail

/// The array without what comes again; null, NaN and zero of both signs are one value each.
/// Cost    a new array, and a hash table where more than 16 values are distinct.
/// Source  Spark functions.array_distinct.
template <class E>
    requires detail::operand<E>
constexpr auto array_distinct(E const& array) {
    return detail::make_function<detail::array_distinct_function>(array);
}
/// The distinct elements of both arrays.
/// Source  Spark functions.array_union.
template <class A, class B>
    requires(detail::operand<A> && detail::operand<B>)
constexpr auto array_union(A const& a, B const& b) {
    return detail::make_function<detail::array_set_function<detail::set_operation::unite>>(a, b);
}
/// The distinct elements of the first array that are in the second.
/// Source  Spark functions.array_intersect.
template <class A, class B>
    requires(detail::operand<A> && detail::operand<B>)
constexpr auto array_intersect(A const& a, B const& b) {
    return detail::make_function<detail::array_set_function<detail::set_operation::intersect>>(a, b);
}
/// The distinct elements of the first array that are not in the second.
/// Source  Spark functions.array_except.
template <class A, class B>
    requires(detail::operand<A> && detail::operand<B>)
constexpr auto array_except(A const& a, B const& b) {
    return detail::make_function<detail::array_set_function<detail::set_operation::except>>(a, b);
}

} // namespace weir
