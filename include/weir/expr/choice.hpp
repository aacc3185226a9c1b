// SPDX-License-Identifier: BSL-1.0
// One value out of several, or none: greatest, least, nullif, nvl; and tests against several: between, isin.
#pragma once

#include <weir/expr/comparison.hpp>
#include <weir/expr/conditional.hpp>

#include <concepts>
#include <cstddef>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>

namespace weir {

namespace detail {

/// greatest and least: nulls are left out.
template <bool Greatest, class... Es>
struct extreme_node : expression_interface<extreme_node<Greatest, Es...>> {
    [[no_unique_address]] value_tuple<Es...> arguments;

    static constexpr std::string_view name = Greatest ? "greatest" : "least";
    static constexpr bool is_aggregate = (has_aggregate<Es>() || ...);
    template <class S>
    static constexpr bool some_certain =
        ((!is_nullable<result_of<Es, S>> && !std::same_as<result_of<Es, S>, void_type>) || ...);
    template <class S>
    using result = nullable_if<common_type_t<result_of<Es, S>...>, !some_certain<S>>;
    template <class S>
    static constexpr bool total = false;

    template <class S>
    static constexpr verdict check() {
        using common = common_type_t<result_of<Es, S>...>;
        return first_fault(Es::template check<S>()..., check_common<result_of<Es, S>...>(name),
                           any_unknown<common> ? verdict{} : check_comparable<common, common>(name));
    }
    template <class S>
    static constexpr column_set reads() {
        return (column_set{} | ... | Es::template reads<S>());
    }
    static constexpr void write(text& out) {
        out << name << '(';
        bool first = true;
        ((out << (first ? "" : ", "), Es::write(out), first = false), ...);
        out << ')';
    }

    template <class S, class Row>
    constexpr auto eval(Row const& row) const {
        constexpr bool owned = (is_computed_text<value_of<Es, S, Row>> || ...);
        using plain = flight_of<value_type_of<result<S>>, owned>;
        std::optional<plain> best;
        unpack([&](auto const&... es) { (take<plain>(best, es.template eval<S>(row)), ...); }, arguments);
        if constexpr (is_nullable<result<S>>) {
            return best;
        } else {
            return plain(*std::move(best));
        }
    }
    template <class F>
    constexpr auto visit_operands(F&& f) const {
        return unpack(f, arguments);
    }
    template <class... Others>
    constexpr auto with_operands(Others... others) const {
        return extreme_node<Greatest, Others...>{{}, value_tuple<Others...>(others...)};
    }

private:
    template <class Plain, class T>
    static constexpr void take(std::optional<Plain>& best, T const& value) {
        if constexpr (std::same_as<T, void_type>) {
            return;
        } else {
            if (!present(value)) return;
            auto candidate = widen_value<Plain>(unwrap(value));
            bool better = !best.has_value();
            if (!better) {
                auto const order = compare_in_order(candidate, *best);
                better = Greatest ? order > 0 : order < 0;
            }
            if (better) best = std::move(candidate);
        }
    }
};

template <bool Greatest, class... Es>
constexpr auto make_extreme(Es const&... es) {
    return extreme_node<Greatest, expression_for<Es>...>{
        {}, value_tuple<expression_for<Es>...>(as_expression(es)...)};
}

struct nullif_function {
    static constexpr std::string_view name = "nullif";
    static constexpr bool sees_nulls = true;
    template <class A, class B>
    static constexpr verdict check() {
        using b = value_type_of<B>;
        return check_comparable<value_type_of<A>,
                                std::conditional_t<std::same_as<b, void_type>, value_type_of<A>, b>>("=");
    }
    template <class A, class B>
    using result = nullable_of<A>;
    template <class R, class A, class B>
    static constexpr auto apply(A const& a, B const& b) {
        using out = nullable_of<A>;
        if constexpr (std::same_as<A, void_type> || std::same_as<B, void_type>) {
            return out(a);
        } else {
            bool const alike = present(a) && present(b) && compare_in_order(unwrap(a), unwrap(b)) == 0;
            return alike ? out() : out(a);
        }
    }
};

/// coalesce of two under the name that it was called by.
template <fixed_string Name, class A, class B>
struct nvl_node : coalesce_node<A, B> {
    static constexpr void write(text& out) {
        out << Name.view() << '(';
        A::write(out);
        out << ", ";
        B::write(out);
        out << ')';
    }
    template <class C, class D>
    constexpr auto with_operands(C c, D d) const {
        return nvl_node<Name, C, D>{{{}, value_tuple<C, D>(c, d)}};
    }
};

template <fixed_string Name, class A, class B>
constexpr auto make_nvl(A const& a, B const& b) {
    using pair = value_tuple<expression_for<A>, expression_for<B>>;
    return nvl_node<Name, expression_for<A>, expression_for<B>>{
        {{}, pair(as_expression(a), as_expression(b))}};
}

template <class... Ts>
inline constexpr bool any_can_be_null = ((is_nullable<Ts> || std::same_as<Ts, void_type>) || ...);

/// A comparison of values that may be null: null where one is.
template <class Op, class A, class B>
constexpr std::optional<bool> compare_nullable(A const& a, B const& b) {
    if constexpr (std::same_as<A, void_type> || std::same_as<B, void_type>) {
        return std::nullopt;
    } else {
        return present(a) && present(b) ? std::optional<bool>(Op::template apply<bool>(unwrap(a), unwrap(b)))
                                        : std::nullopt;
    }
}

struct between_function {
    static constexpr std::string_view name = "between";
    static constexpr bool sees_nulls = true;
    template <class T, class A, class B>
    static constexpr verdict check() {
        return first_fault(check_comparable<value_type_of<T>, value_type_of<A>>(">="),
                           check_comparable<value_type_of<T>, value_type_of<B>>("<="));
    }
    template <class T, class A, class B>
    using result = nullable_if<bool, any_can_be_null<T, A, B>>;
    template <class T, class A, class B>
    static constexpr bool total = comparison<less>::total<T, A> && comparison<less>::total<T, B>;

    template <class R, class T, class A, class B>
    static constexpr auto apply(T const& value, A const& low, B const& high) {
        if constexpr (!any_can_be_null<T, A, B>) {
            bool const above = greater_equal::template apply<bool>(value, low);
            bool const below = less_equal::template apply<bool>(value, high);
            return above & below;
        } else {
            auto const above = compare_nullable<greater_equal>(value, low);
            auto const below = compare_nullable<less_equal>(value, high);
            if ((above && !*above) || (below && !*below)) return std::optional<bool>(false);
            return above && below ? std::optional<bool>(true) : std::nullopt;
        }
    }
};

struct isin_function {
    static constexpr bool sees_nulls = true;
    template <class T, class... Ts>
    static constexpr verdict check() {
        return first_fault(check_comparable<value_type_of<T>, value_type_of<Ts>>("IN")...);
    }
    template <class T, class... Ts>
    using result = nullable_if<bool, any_can_be_null<T, Ts...>>;
    template <class T, class... Ts>
    static constexpr bool total = (comparison<equal>::total<T, Ts> && ...);

    template <class... Names>
    static constexpr void write(text& out, text const& value, Names const&... names) {
        out << '(' << value.view() << " IN (";
        bool first = true;
        ((out << (first ? "" : ", ") << names.view(), first = false), ...);
        out << "))";
    }
    template <class R, class T, class... Ts>
    static constexpr auto apply(T const& value, Ts const&... values) {
        if constexpr (!any_can_be_null<T, Ts...>) {
            return (equal::template apply<bool>(value, values) || ...);
        } else {
            bool unsure = false;
            bool const found = ([&](std::optional<bool> alike) {
                unsure = unsure || !alike.has_value();
                return alike.value_or(false);
            }(compare_nullable<equal>(value, values))
                                || ...);
            return found ? std::optional<bool>(true) : unsure ? std::nullopt : std::optional<bool>(false);
        }
    }
};

} // namespace detail

/// The greatest of several values; NaN is greater than every number.
/// Null    nulls are left out; null only where all can be.
/// Errors  compile time: arguments of different kinds.
/// Source  Spark functions.greatest.
template <class... Es>
    requires((detail::operand<Es> && ...) && sizeof...(Es) > 1)
constexpr auto greatest(Es const&... es) {
    return detail::make_extreme<true>(es...);
}
/// The least of several values; nulls as for greatest.
/// Source  Spark functions.least.
template <class... Es>
    requires((detail::operand<Es> && ...) && sizeof...(Es) > 1)
constexpr auto least(Es const&... es) {
    return detail::make_extreme<false>(es...);
}
/// The first value, or null where it equals the second.
/// Errors  compile time: operands of different kinds.
/// Source  Spark functions.nullif.
template <class A, class B>
    requires detail::operands<A, B>
constexpr auto nullif(A const& a, B const& b) {
    return detail::make_function<detail::nullif_function>(a, b);
}
/// The first value, or the second where the first is null: coalesce of two.
/// Source  Spark functions.nvl.
template <class A, class B>
    requires(detail::operand<A> && detail::operand<B>)
constexpr auto nvl(A const& a, B const& b) {
    return detail::make_nvl<"nvl">(a, b);
}
/// The first value, or the second where the first is null: coalesce of two.
/// Source  Spark functions.ifnull.
template <class A, class B>
    requires(detail::operand<A> && detail::operand<B>)
constexpr auto ifnull(A const& a, B const& b) {
    return detail::make_nvl<"ifnull">(a, b);
}
/// Whether `low <= e` and `e <= high`.
/// Null    as of the two comparisons joined by AND: false where one is false, else null where one is null.
/// Cost    `e` is computed once.
/// Errors  compile time: operands of different kinds.
/// Source  Spark Column.between.
template <class E, class A, class B>
    requires(detail::operand<E> && detail::operand<A> && detail::operand<B>)
constexpr auto between(E const& e, A const& low, B const& high) {
    return detail::make_function<detail::between_function>(e, low, high);
}
/// Whether `e` equals one of several values.
/// Null    null where none is equal and `e` or one of them is null.
/// Errors  compile time: operands of different kinds.
/// Source  Spark Column.isin.
template <class E, class... Es>
    requires(detail::operand<E> && (detail::operand<Es> && ...) && sizeof...(Es) > 0)
constexpr auto isin(E const& e, Es const&... values) {
    return detail::make_function<detail::isin_function>(e, values...);
}

} // namespace weir
