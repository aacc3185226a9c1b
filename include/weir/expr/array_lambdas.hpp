// SPDX-License-Identifier: BSL-1.0
// Functions of arrays with a lambda: transform, filter, exists, forall, zip_with, array_sort.
#pragma once

#include <weir/expr/lambda.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <vector>

namespace weir {

namespace detail {

struct array_lambda {
    template <class T>
    using parameters = type_list<element_of<T>, std::int32_t>;
};

struct transform_function : array_lambda {
    static constexpr std::string_view name = "transform";
    template <class T>
    static constexpr verdict check() {
        return check_array<T>(name);
    }
    template <class B, class T>
    static constexpr verdict check_body() {
        return {};
    }
    template <class B, class T>
    using result = std::vector<B>;
    template <class R, class Call, class T>
    static constexpr R apply(Call const& call, T const& array) {
        R out;
        out.reserve(array.size());
        std::int32_t place = 0;
        for (auto const& item : array) out.push_back(own<typename R::value_type>(call(item, place++)));
        return out;
    }
};

struct filter_function : array_lambda {
    static constexpr std::string_view name = "filter";
    template <class T>
    static constexpr verdict check() {
        return check_array<T>(name);
    }
    template <class B, class T>
    static constexpr verdict check_body() {
        return check_predicate<B>(name);
    }
    template <class B, class T>
    using result = T;
    template <class R, class Call, class T>
    static constexpr R apply(Call const& call, T const& array) {
        R out;
        std::int32_t place = 0;
        for (auto const& item : array) {
            if (holds(call(item, place++))) out.push_back(item);
        }
        return out;
    }
};

/// exists and forall: an element that decides, else null where one gave null.
template <bool All>
struct quantifier_function : array_lambda {
    static constexpr std::string_view name = All ? "forall" : "exists";
    template <class T>
    static constexpr verdict check() {
        return check_array<T>(name);
    }
    template <class B, class T>
    static constexpr verdict check_body() {
        return check_predicate<B>(name);
    }
    template <class B, class T>
    using result = nullable_if<bool, some_null<B>>;
    template <class R, class Call, class T>
    static constexpr auto apply(Call const& call, T const& array) {
        using given = std::remove_cvref_t<decltype(call(array[0]))>;
        using out = nullable_if<bool, some_null<given>>;
        bool unsure = false;
        for (auto const& item : array) {
            auto const value = call(item);
            if (is_missing(value)) {
                unsure = true;
            } else if (holds(value) != All) {
                return out(!All);
            }
        }
        return unsure ? out{} : out(All);
    }
};

template <class T, class U>
using paired_elements = type_list<missing_or<element_of<T>>, missing_or<element_of<U>>>;

struct zip_with_function {
    static constexpr std::string_view name = "zip_with";
    template <class T, class U>
    using parameters = paired_elements<T, U>;
    template <class T, class U>
    static constexpr verdict check() {
        return first_fault(check_array<T>(name), check_array<U>(name));
    }
    template <class B, class T, class U>
    static constexpr verdict check_body() {
        return {};
    }
    template <class B, class T, class U>
    using result = std::vector<B>;
    template <class R, class Call, class T, class U>
    static constexpr R apply(Call const& call, T const& a, U const& b) {
        R out;
        std::size_t const n = std::max(a.size(), b.size());
        out.reserve(n);
        for (std::size_t i = 0; i < n; ++i) {
            auto const left =
                i < a.size() ? optional_element(a, i) : optional_flight<typename T::value_type>();
            auto const right =
                i < b.size() ? optional_element(b, i) : optional_flight<typename U::value_type>();
            out.push_back(own<typename R::value_type>(call(left, right)));
        }
        return out;
    }
};

/// array_sort: without a lambda ascending with nulls last, with one as it says.
struct array_sort_by_function {
    static constexpr std::string_view name = "array_sort";
    template <class T>
    using parameters = type_list<element_of<T>, element_of<T>>;
    template <class T>
    static constexpr verdict check() {
        return check_array<T>(name);
    }
    template <class B, class T>
    static constexpr verdict check_body() {
        if constexpr (std::same_as<value_type_of<B>, std::int32_t>) {
            return {};
        } else {
            return fault("lambda of array_sort gives ", type_name<B>().view(), "; it has to give an int");
        }
    }
    template <class B, class T>
    using result = T;
    template <class R, class Call, class T>
    static R apply(Call const& call, T const& array) {
        R out(array);
        sort_elements(out, [&](auto const& a, auto const& b) { return order(call, a, b) <= 0; });
        return out;
    }

private:
    template <class Call, class A>
    static std::int32_t order(Call const& call, A const& a, A const& b) {
        auto const value = call(a, b);
        if (!present(value)) [[unlikely]] {
            throw data_error("COMPARATOR_RETURNS_NULL",
                             "the lambda of array_sort gave null for two elements");
        }
        return unwrap(value);
    }
};
struct array_sort_function {
    static constexpr std::string_view name = "array_sort";
    template <class T>
    static constexpr verdict check() {
        return first_fault(check_array<T>(name), check_ordered<T>(name));
    }
    template <class T>
    using result = T;
    static constexpr void write(text& out, text const& array) {
        constexpr std::string_view v = "namedlambdavariable()";
        out << name << '(' << array.view() << ", lambdafunction((IF(((" << v << " IS NULL) AND (" << v
            << " IS NULL)), 0, (IF((" << v << " IS NULL), 1, (IF((" << v << " IS NULL), -1, (IF((" << v
            << " < " << v << "), -1, (IF((" << v << " > " << v << "), 1, 0)))))))))), " << v << ", " << v
            << "))";
    }
    template <class R, class T>
    static R apply(T const& array) {
        R out(array);
        sort_elements(out, [](auto const& a, auto const& b) {
            return is_missing(b) || (!is_missing(a) && order_of(a, b) <= 0);
        });
        return out;
    }
};

} // namespace detail

/// What a lambda makes of each element: `transform("prices"_c, [](auto x) { return x * 2; })`.
///
/// Rows    the lambda gets expressions and gives one; with a second parameter also the place from 0 on. It
///         may read columns.
/// Cost    one new array; the lambda is inlined into the loop.
/// Errors  compile time: no array, what is wrong within the lambda.
/// Source  Spark functions.transform.
template <class E, detail::lambda_of<1, 2> F>
    requires detail::operand<E>
constexpr auto transform(E const& array, F const& f) {
    return detail::make_lambda_call<detail::transform_function, 1, 2>(f, array);
}
/// The elements for which a lambda is true; with a second parameter it also gets the place from 0 on.
/// Errors  compile time: a lambda that gives no boolean.
/// Source  Spark functions.filter.
template <class E, detail::lambda_of<1, 2> F>
    requires detail::operand<E>
constexpr auto filter(E const& array, F const& f) {
    return detail::make_lambda_call<detail::filter_function, 1, 2>(f, array);
}
/// Whether a lambda is true for an element.
/// Null    null where it is true for none and null for one.
/// Source  Spark functions.exists.
template <class E, detail::lambda_of<1> F>
    requires detail::operand<E>
constexpr auto exists(E const& array, F const& f) {
    return detail::make_lambda_call<detail::quantifier_function<false>, 1, 1>(f, array);
}
/// Whether a lambda is true for every element.
/// Null    null where it is false for none and null for one.
/// Source  Spark functions.forall.
template <class E, detail::lambda_of<1> F>
    requires detail::operand<E>
constexpr auto forall(E const& array, F const& f) {
    return detail::make_lambda_call<detail::quantifier_function<true>, 1, 1>(f, array);
}
/// What a lambda makes of the elements of two arrays; the shorter one goes on with nulls.
/// Source  Spark functions.zip_with.
template <class A, class B, detail::lambda_of<2> F>
    requires(detail::operand<A> && detail::operand<B>)
constexpr auto zip_with(A const& a, B const& b, F const& f) {
    return detail::make_lambda_call<detail::zip_with_function, 2, 2>(f, a, b);
}
/// The elements in ascending order, nulls last; or in the order in which a lambda of two elements puts them
/// by an int below, at or above 0.
///
/// Cost    a new array, and another one while it is sorted.
/// Errors  compile time: elements without an order, a lambda that gives no int.
///         Run time: COMPARATOR_RETURNS_NULL.
/// Source  Spark functions.array_sort.
template <class E>
    requires detail::operand<E>
constexpr auto array_sort(E const& array) {
    return detail::make_function<detail::array_sort_function>(array);
}
template <class E, detail::lambda_of<2> F>
    requires detail::operand<E>
constexpr auto array_sort(E const& array, F const& f) {
    return detail::make_lambda_call<detail::array_sort_by_function, 2, 2>(f, array);
}

} // namespace weir
