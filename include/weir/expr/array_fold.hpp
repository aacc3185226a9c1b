// SPDX-License-Identifier: BSL-1.0
// aggregate and reduce: the elements of an array taken into an accumulator by a lambda.
#pragma once

#include <weir/expr/lambda.hpp>

#include <concepts>
#include <string_view>
#include <type_traits>

namespace weir {

namespace detail {

/// Whether two values differ in nothing but what in them can be null.
template <class A, class B>
inline constexpr bool alike_but_nulls = std::same_as<A, B>;
template <class A, class B>
inline constexpr bool alike_but_nulls<std::vector<A>, std::vector<B>> =
    alike_but_nulls<value_type_of<A>, value_type_of<B>>;
template <fixed_string... Names, class... As, class... Bs>
    requires(sizeof...(As) == sizeof...(Bs))
inline constexpr bool
    alike_but_nulls<row<columns<column<Names, As>...>>, row<columns<column<Names, Bs>...>>> =
        (alike_but_nulls<value_type_of<As>, value_type_of<Bs>> && ...);

/// aggregate and reduce: the elements taken into an accumulator one after the other, then the last step.
template <bool Reduce, class Merge, class Finish, class E, class Zero>
struct fold_node : expression_interface<fold_node<Reduce, Merge, Finish, E, Zero>> {
    [[no_unique_address]] E array;
    [[no_unique_address]] Zero zero;
    [[no_unique_address]] Merge merge;
    [[no_unique_address]] Finish finish;

    static constexpr std::string_view name = Reduce ? "reduce" : "aggregate";
    static constexpr bool is_aggregate = has_aggregate<E>() || has_aggregate<Zero>();

    // Of a nested value the merge may say that parts can be null which in the first one cannot.
    template <class S>
    static constexpr auto find_accumulator() {
        using first = result_value<Zero, S>;
        if constexpr (atomic_column<first> || any_unknown<first>) {
            return type_identity<first>{};
        } else {
            using scope =
                typename Merge::template scope<S, nullable_of<first>, element_of<result_value<E, S>>>;
            using next = value_type_of<result_of<typename Merge::body_type, scope>>;
            if constexpr (alike_but_nulls<first, next>) {
                return type_identity<met_type<first, next>>{};
            } else {
                return type_identity<first>{};
            }
        }
    }
    template <class S>
    using accumulator = nullable_of<typename decltype(find_accumulator<S>())::type>;
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
            if constexpr (!alike_but_nulls<value_type_of<merged<S>>, value_type_of<accumulator<S>>>) {
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
        auto value =
            widen_value<accumulator<S>>(own<nullable_of<result_of<Zero, S>>>(zero.template eval<S>(row)));
        for (auto const& item : unwrap(items)) {
            value = widen_value<accumulator<S>>(
                own<nullable_of<merged<S>>>(merge.template call<merge_scope<S>>(row, value, item)));
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
/// As aggregate.
/// Source  Spark functions.reduce.
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
