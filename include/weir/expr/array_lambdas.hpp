// SPDX-License-Identifier: BSL-1.0
// Functions of arrays with a lambda: transform, filter, exists, forall, aggregate, zip_with, array_sort.
#pragma once

#include <weir/expr/lambda.hpp>

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>
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

/// aggregate and reduce: the elements taken into an accumulator one after the other, then the last step.
template <bool Reduce, class Merge, class Finish, class E, class Zero>
struct fold_node : expression_interface<fold_node<Reduce, Merge, Finish, E, Zero>> {
    [[no_unique_address]] E array;
    [[no_unique_address]] Zero zero;
    [[no_unique_address]] Merge merge;
    [[no_unique_address]] Finish finish;

    static constexpr std::string_view name = Reduce ? "reduce" : "aggregate";
    static constexpr bool is_aggregate = has_aggregate<E>() || has_aggregate<Zero>();

    template <class S>
    using accumulator = nullable_of<result_of<Zero, S>>;
    template <class S>
    using merge_scope = typename Merge::template scope<S, accumulator<S>, element_of<result_value<E, S>>>;
    template <class S>
    using finish_scope = typename Finish::template scope<S, accumulator<S>>;
    template <class S>
    using merged = result_of<typename Merge::body_type, merge_scope<S>>;
    template <class S>
    using finished = result_of<typename Finish::body_type, finish_scope<S>>;

    template <class S>
    static constexpr verdict check() {
        verdict const inner = first_fault(E::template check<S>(), Zero::template check<S>());
        if (inner.failed()) return inner;
        if constexpr (any_unknown<result_of<E, S>, result_of<Zero, S>>) {
            return {};
        } else if constexpr (!is_array<result_value<E, S>>) {
            return check_array<result_of<E, S>>(name);
        } else {
            verdict const body = first_fault(Merge::body_type::template check<merge_scope<S>>(),
                                             Finish::body_type::template check<finish_scope<S>>());
            if (body.failed()) return body;
            if constexpr (!std::same_as<value_type_of<merged<S>>, result_value<Zero, S>>) {
                return fault("lambda of ", name, " gives ", type_name<merged<S>>().view(),
                             ", the accumulator is ", type_name<result_of<Zero, S>>().view(),
                             "; cast one to the type of the other");
            } else {
                return {};
            }
        }
    }
    template <class S>
    static constexpr auto find_result() {
        if constexpr (any_unknown<result_of<E, S>, result_of<Zero, S>>) {
            return type_identity<unknown_type>{};
        } else {
            return type_identity<nullable_of<finished<S>>>{};
        }
    }
    template <class S>
    using result = typename decltype(find_result<S>())::type;
    template <class S>
    static constexpr bool total = false;

    template <class S>
    static constexpr column_set reads() {
        column_set const own = E::template reads<S>() | Zero::template reads<S>();
        if constexpr (any_unknown<result_of<E, S>, result_of<Zero, S>>) {
            return own;
        } else {
            return own | Merge::body_type::template reads<merge_scope<S>>()
                   | Finish::body_type::template reads<finish_scope<S>>();
        }
    }
    static constexpr void write(text& out) {
        out << name << '(';
        E::write(out);
        out << ", ";
        Zero::write(out);
        out << ", ";
        Merge::write(out);
        out << ", ";
        Finish::write(out);
        out << ')';
    }
    template <class S, class Row>
    constexpr result<S> eval(Row const& row) const {
        auto const& items = array.template eval<S>(row);
        if (!present(items)) return result<S>{};
        auto value = own<accumulator<S>>(zero.template eval<S>(row));
        for (auto const& item : unwrap(items)) {
            value = own<accumulator<S>>(merge.template call<merge_scope<S>>(row, value, item));
        }
        return own<result<S>>(finish.template call<finish_scope<S>>(row, value));
    }
    template <class F>
    constexpr auto visit_operands(F&& f) const {
        return f(array, zero, merge.body, finish.body);
    }
    template <class A, class Z, class M, class N>
    constexpr auto with_operands(A a, Z z, M m, N n) const {
        auto const merging = with_body(merge, m);
        auto const finishing = with_body(finish, n);
        return fold_node<Reduce, std::remove_const_t<decltype(merging)>,
                         std::remove_const_t<decltype(finishing)>, A, Z>{{}, a, z, merging, finishing};
    }
};

struct itself {
    template <class E>
    constexpr E operator()(E const& e) const {
        return e;
    }
};

template <bool Reduce, class E, class Zero, class M, class N>
constexpr auto make_fold(E const& array, Zero const& zero, M const& merge, N const& finish) {
    auto const merging = bind_lambda<2, 2>(merge);
    auto const finishing = bind_lambda<1, 1>(finish);
    return fold_node<Reduce, std::remove_const_t<decltype(merging)>, std::remove_const_t<decltype(finishing)>,
                     expression_for<E>, expression_for<Zero>>{
        {}, as_expression(array), as_expression(zero), merging, finishing};
}

} // namespace detail

/// What a lambda makes of each element: `transform("prices"_c, [](auto x) { return x * 2; })`.
///
/// Rows    the lambda gets expressions and gives one; with a second parameter also the place from 0 on. It
/// may
///         read columns.
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
/// The elements taken into an accumulator: `aggregate("amounts"_c, 0, [](auto sum, auto x) { return sum + x;
/// })`, and what a last lambda makes of it.
///
/// Null    null where the array is; the accumulator may become null.
/// Errors  compile time: a lambda that gives another type than that of the accumulator.
/// Source  Spark functions.aggregate.
template <class E, class Zero, detail::lambda_of<2> M>
    requires(detail::operand<E> && detail::operand<Zero>)
constexpr auto aggregate(E const& array, Zero const& zero, M const& merge) {
    return detail::make_fold<false>(array, zero, merge, detail::itself{});
}
template <class E, class Zero, detail::lambda_of<2> M, detail::lambda_of<1> N>
    requires(detail::operand<E> && detail::operand<Zero>)
constexpr auto aggregate(E const& array, Zero const& zero, M const& merge, N const& finish) {
    return detail::make_fold<false>(array, zero, merge, finish);
}
/// As aggregate. Source  Spark functions.reduce.
template <class E, class Zero, detail::lambda_of<2> M>
    requires(detail::operand<E> && detail::operand<Zero>)
constexpr auto reduce(E const& array, Zero const& zero, M const& merge) {
    return detail::make_fold<true>(array, zero, merge, detail::itself{});
}
template <class E, class Zero, detail::lambda_of<2> M, detail::lambda_of<1> N>
    requires(detail::operand<E> && detail::operand<Zero>)
constexpr auto reduce(E const& array, Zero const& zero, M const& merge, N const& finish) {
    return detail::make_fold<true>(array, zero, merge, finish);
}

} // namespace weir
