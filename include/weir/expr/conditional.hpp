// SPDX-License-Identifier: BSL-1.0
// Choice between values: if_, when/otherwise, coalesce.
#pragma once

#include <weir/expr/common_type.hpp>
#include <weir/expr/logic.hpp>

#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>

namespace weir {

namespace detail {

// What an expression evaluates to over a row of type `Row`.
template <class E, class S, class Row>
using value_of =
    std::remove_cvref_t<decltype(std::declval<E const&>().template eval<S>(std::declval<Row const&>()))>;

/// A condition that is true whatever the row: no branch after it is taken.
template <class C>
constexpr bool is_always_true() {
    if constexpr (requires { C::always_true; }) {
        return C::always_true;
    } else {
        return false;
    }
}

/// What a case without otherwise() gives where no condition is true; unlike a null that is written it has no
/// name.
struct no_otherwise : literal<void_type> {};

} // namespace detail

/// `case when … then … [else …] end`: the value of the first branch whose condition is true, else the last
/// one.
///
/// Null    a null condition counts as false; without otherwise() the value is null where no condition is
///         true.
/// Cost    only the branch that is taken is computed.
/// Errors  compile time: a condition that is not boolean, branches of different kinds.
/// Source  Spark functions.when.
template <class Otherwise, class... Branches> // Branches: condition, value, condition, value, …
struct case_node : expression_interface<case_node<Otherwise, Branches...>> {
    [[no_unique_address]] detail::value_tuple<Branches...> branches;
    [[no_unique_address]] Otherwise otherwise_value;

    static constexpr std::size_t size = sizeof...(Branches) / 2;
    static constexpr bool is_aggregate =
        (detail::has_aggregate<Branches>() || ... || detail::has_aggregate<Otherwise>());

    template <std::size_t I>
    using condition = detail::type_at<2 * I, Branches...>;
    template <std::size_t I>
    using value = detail::type_at<2 * I + 1, Branches...>;

    // Whether a branch that can be taken can be null.
    template <class S, std::size_t... I>
    static constexpr bool can_be_null(std::index_sequence<I...>) {
        bool reached = true;
        bool null = false;
        ((null = null || (reached && detail::some_null<detail::result_of<value<I>, S>>),
          reached = reached && !detail::is_always_true<condition<I>>()),
         ...);
        return null || (reached && detail::some_null<detail::result_of<Otherwise, S>>);
    }
    template <class S, std::size_t... I>
    static constexpr auto find_result(std::index_sequence<I...>) {
        using plain =
            detail::common_type_t<detail::result_of<value<I>, S>..., detail::result_of<Otherwise, S>>;
        return detail::type_identity<nullable_if<plain, can_be_null<S>(std::index_sequence<I...>{})>>{};
    }
    template <class S>
    using result = typename decltype(find_result<S>(std::make_index_sequence<size>{}))::type;
    template <class S>
    static constexpr bool total = false;

    template <class S>
    static constexpr verdict check() {
        return check_branches<S>(std::make_index_sequence<size>{});
    }
    template <class S>
    static constexpr detail::column_set reads() {
        return (Otherwise::template reads<S>() | ... | Branches::template reads<S>());
    }
    static constexpr void write(detail::text& out) {
        [&]<std::size_t... I>(std::index_sequence<I...>) {
            out << "CASE";
            ((out << " WHEN ", condition<I>::write(out), out << " THEN ", value<I>::write(out)), ...);
        }(std::make_index_sequence<size>{});
        if constexpr (!std::same_as<Otherwise, detail::no_otherwise>) {
            out << " ELSE ";
            Otherwise::write(out);
        }
        out << " END";
    }

    /// A further branch.
    template <class C, class V>
        requires(expression<C> && detail::operand<V>)
    [[nodiscard]] constexpr auto when(C const& c, V const& v) const {
        using node = case_node<Otherwise, Branches..., C, detail::expression_for<V>>;
        return node{{},
                    detail::join_tuples(branches, detail::value_tuple<C, detail::expression_for<V>>(
                                                      c, detail::as_expression(v))),
                    otherwise_value};
    }
    /// The value where no condition is true.
    template <class V>
        requires detail::operand<V>
    [[nodiscard]] constexpr auto otherwise(V const& v) const {
        return case_node<detail::expression_for<V>, Branches...>{{}, branches, detail::as_expression(v)};
    }

    template <class S, class Row>
    constexpr auto eval(Row const& row) const {
        return choose<S, 0, value_form<S, Row>>(row);
    }
    template <class F>
    constexpr auto visit_operands(F&& f) const {
        return detail::unpack([&](auto const&... b) { return f(b..., otherwise_value); }, branches);
    }
    template <class... Others>
    constexpr auto with_operands(Others... others) const {
        constexpr std::size_t n = sizeof...(Others) - 1;
        detail::value_tuple<Others...> const all(others...);
        return [&]<std::size_t... I>(std::index_sequence<I...>) {
            return case_node<detail::type_at<n, Others...>, detail::type_at<I, Others...>...>{
                {},
                detail::value_tuple<detail::type_at<I, Others...>...>(detail::element<I>(all)...),
                detail::element<n>(all)};
        }(std::make_index_sequence<n>{});
    }

private:
    template <class S, std::size_t... I>
    static constexpr verdict check_branches(std::index_sequence<I...>) {
        return detail::first_fault(
            Branches::template check<S>()..., Otherwise::template check<S>(),
            detail::check_booleans<detail::result_of<condition<I>, S>...>("WHEN"),
            detail::check_common<detail::result_of<value<I>, S>..., detail::result_of<Otherwise, S>>("CASE"));
    }

    // Text travels as a view unless one branch computes it.
    template <class S, class Row, std::size_t... I>
    static constexpr auto find_form(std::index_sequence<I...>) {
        constexpr bool owned = (detail::is_computed_text<detail::value_of<value<I>, S, Row>> || ...
                                || detail::is_computed_text<detail::value_of<Otherwise, S, Row>>);
        using plain = detail::flight_of<value_type_of<result<S>>, owned>;
        return detail::type_identity<nullable_if<plain, is_nullable<result<S>>>>{};
    }
    template <class S, class Row>
    using value_form = typename decltype(find_form<S, Row>(std::make_index_sequence<size>{}))::type;

    template <class S, std::size_t I, class Form, class Row>
    constexpr Form choose(Row const& row) const {
        if constexpr (I == size) {
            return detail::widen_value<Form>(otherwise_value.template eval<S>(row));
        } else if constexpr (detail::is_always_true<condition<I>>()) {
            return detail::widen_value<Form>(detail::element<2 * I + 1>(branches).template eval<S>(row));
        } else {
            if constexpr (!std::same_as<detail::result_of<condition<I>, S>, void_type>) {
                auto const holds = detail::element<2 * I>(branches).template eval<S>(row);
                if (detail::present(holds) && detail::unwrap(holds)) {
                    return detail::widen_value<Form>(
                        detail::element<2 * I + 1>(branches).template eval<S>(row));
                }
            }
            return choose<S, I + 1, Form>(row);
        }
    }
};

/// Begins a case: `when("age"_c > 15, "China").otherwise("USA")`.
/// Source  Spark functions.when.
template <class C, class V>
    requires(expression<C> && detail::operand<V>)
constexpr auto when(C const& condition, V const& value) {
    return case_node<detail::no_otherwise, C, detail::expression_for<V>>{
        {}, detail::value_tuple<C, detail::expression_for<V>>(condition, detail::as_expression(value)), {}};
}

namespace detail {

/// A case of one branch under the name `IF`.
template <class C, class A, class B>
struct if_node : case_node<B, C, A> {
    static constexpr void write(text& out) {
        out << "(IF(";
        C::write(out);
        out << ", ";
        A::write(out);
        out << ", ";
        B::write(out);
        out << "))";
    }
    template <class D, class E, class F>
    constexpr auto with_operands(D condition, E yes, F no) const {
        return if_node<D, E, F>{{{}, value_tuple<D, E>(condition, yes), no}};
    }
};

} // namespace detail

/// `if(c, a, b)`: `a` where the condition is true, else `b`.
/// Source  Spark SQL if.
template <class C, class A, class B>
    requires(expression<C> && detail::operand<A> && detail::operand<B>)
constexpr auto if_(C const& condition, A const& yes, B const& no) {
    using a = detail::expression_for<A>;
    using b = detail::expression_for<B>;
    return detail::if_node<C, a, b>{
        {{}, detail::value_tuple<C, a>(condition, detail::as_expression(yes)), detail::as_expression(no)}};
}

namespace detail {

/// coalesce(a, b, …): the first value that is not null.
template <class... Es>
struct coalesce_node : expression_interface<coalesce_node<Es...>> {
    [[no_unique_address]] value_tuple<Es...> arguments;

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
        return first_fault(Es::template check<S>()..., check_common<result_of<Es, S>...>("coalesce"));
    }
    template <class S>
    static constexpr column_set reads() {
        return (column_set{} | ... | Es::template reads<S>());
    }
    static constexpr void write(text& out) {
        out << "coalesce(";
        bool first = true;
        ((out << (first ? "" : ", "), Es::write(out), first = false), ...);
        out << ')';
    }

    template <class S, class Row>
    constexpr auto eval(Row const& row) const {
        constexpr bool owned = (is_computed_text<value_of<Es, S, Row>> || ...);
        using form = nullable_if<flight_of<value_type_of<result<S>>, owned>, is_nullable<result<S>>>;
        return first_present<S, 0, form>(row);
    }
    template <class F>
    constexpr auto visit_operands(F&& f) const {
        return unpack(f, arguments);
    }
    template <class... Others>
    constexpr auto with_operands(Others... others) const {
        return coalesce_node<Others...>{{}, value_tuple<Others...>(others...)};
    }

private:
    template <class S, std::size_t I, class Form, class Row>
    constexpr Form first_present(Row const& row) const {
        if constexpr (I == sizeof...(Es)) {
            return Form{};
        } else {
            auto const& value = element<I>(arguments).template eval<S>(row);
            using type = std::remove_cvref_t<decltype(value)>;
            if constexpr (std::same_as<type, void_type>) {
                return first_present<S, I + 1, Form>(row);
            } else if constexpr (is_nullable<type>) {
                return value ? widen_value<Form>(*value) : first_present<S, I + 1, Form>(row);
            } else {
                return widen_value<Form>(value);
            }
        }
    }
};

} // namespace detail

/// The first argument that is not null; null only if all can be.
/// Errors  compile time: arguments of different kinds.
/// Source  Spark functions.coalesce.
template <class... Es>
    requires((detail::operand<Es> && ...) && sizeof...(Es) > 0)
constexpr auto coalesce(Es const&... es) {
    return detail::coalesce_node<detail::expression_for<Es>...>{
        {}, detail::value_tuple<detail::expression_for<Es>...>(detail::as_expression(es)...)};
}

} // namespace weir
