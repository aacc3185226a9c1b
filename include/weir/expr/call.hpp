// SPDX-License-Identifier: BSL-1.0
// The user's own scalar function in an expression.
#pragma once

#include <weir/expr/column.hpp>
#include <weir/expr/function.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace weir {

namespace detail {

/// A column of type `T` as a user's function gets it: text as std::string_view, nested values by reference.
template <class T>
using call_argument = flight_type<T>;

/// The same without its nullability.
template <class T>
using plain_call_argument = flight_type<value_type_of<T>>;

// The column type of what a function returns.
template <class R>
struct returned_column {
    using type = R;
};
template <>
struct returned_column<std::string_view> {
    using type = std::string;
};
template <>
struct returned_column<std::optional<std::string_view>> {
    using type = std::optional<std::string>;
};
template <>
struct returned_column<char const*> {
    using type = std::string;
};

/// How a function of the user is called for arguments of the types `Ts`: `column` is the type that it gives,
/// void where it cannot be called; nulls are kept from it where it does not take them.
template <class F, class... Ts>
struct call_signature {
    static constexpr bool takes_nulls = std::is_invocable_v<F const&, call_argument<Ts>...>;
    static constexpr bool callable = takes_nulls || std::is_invocable_v<F const&, plain_call_argument<Ts>...>;

    static constexpr auto find() {
        if constexpr (takes_nulls) {
            return type_identity<std::remove_cvref_t<std::invoke_result_t<F const&, call_argument<Ts>...>>>{};
        } else if constexpr (callable) {
            using plain = std::remove_cvref_t<std::invoke_result_t<F const&, plain_call_argument<Ts>...>>;
            if constexpr (std::is_void_v<plain>) {
                return type_identity<void>{};
            } else {
                return type_identity<nullable_of<plain>>{};
            }
        } else {
            return type_identity<void>{};
        }
    }
    using returned = typename decltype(find())::type;
    using column = std::conditional_t<is_nullable<returned>,
                                      nullable_of<typename returned_column<value_type_of<returned>>::type>,
                                      typename returned_column<returned>::type>;
};

} // namespace detail

/// A function of the user, applied to each row.
template <class F, class... Es>
struct call_node : expression_interface<call_node<F, Es...>> {
    [[no_unique_address]] F f;
    [[no_unique_address]] detail::value_tuple<Es...> arguments;

    static constexpr bool is_aggregate = (detail::has_aggregate<Es>() || ...);

    template <class S>
    static constexpr auto find_result() {
        if constexpr (detail::any_unknown<detail::result_of<Es, S>...>) {
            return detail::type_identity<unknown_type>{};
        } else {
            using found = typename detail::call_signature<F, detail::result_of<Es, S>...>::column;
            if constexpr (std::is_void_v<found>) {
                return detail::type_identity<unknown_type>{};
            } else if constexpr (detail::check_column_type<found>("call").failed()) {
                return detail::type_identity<unknown_type>{};
            } else {
                return detail::type_identity<found>{};
            }
        }
    }
    template <class S>
    using result = typename decltype(find_result<S>())::type;
    template <class S>
    static constexpr bool total = false;

    template <class S>
    static constexpr verdict check() {
        verdict const of_arguments = detail::first_fault(Es::template check<S>()...);
        if (of_arguments.failed()) return of_arguments;
        if constexpr (detail::any_unknown<detail::result_of<Es, S>...>) {
            return {};
        } else {
            using signature = detail::call_signature<F, detail::result_of<Es, S>...>;
            if constexpr (!signature::callable) {
                verdict v = detail::fault("cannot call a function with (");
                bool first = true;
                ((v.message << (first ? "" : ", ") << type_name<detail::result_of<Es, S>>().view(),
                  first = false),
                 ...);
                v.message << ") in \"" << detail::shown<call_node>().view()
                          << "\"; it has to be const and take as many, text as std::string_view";
                return v;
            } else if constexpr (std::is_void_v<typename signature::column>) {
                return detail::fault("function returns nothing in \"", detail::shown<call_node>().view(),
                                     "\"; return the value of the column");
            } else {
                return detail::check_column_type<typename signature::column>(
                    detail::shown<call_node>().view());
            }
        }
    }
    template <class S>
    static constexpr detail::column_set reads() {
        return (detail::column_set{} | ... | Es::template reads<S>());
    }
    static constexpr void write(detail::text& out) {
        out << "call(";
        bool first = true;
        ((out << (first ? "" : ", "), Es::write(out), first = false), ...);
        out << ')';
    }

    template <class S, class Row>
    constexpr auto eval(Row const& row) const {
        return [&]<std::size_t... I>(std::index_sequence<I...>) {
            return apply<S>(detail::element<I>(arguments).template eval<S>(row)...);
        }(std::make_index_sequence<sizeof...(Es)>{});
    }
    template <class G>
    constexpr auto visit_operands(G&& g) const {
        return detail::unpack(g, arguments);
    }
    template <class... Others>
    constexpr auto with_operands(Others... others) const {
        return call_node<F, Others...>{{}, f, detail::value_tuple<Others...>(others...)};
    }

private:
    template <class S, class... Values>
    constexpr auto apply(Values&&... values) const {
        using signature = detail::call_signature<F, detail::result_of<Es, S>...>;
        using detail::outlive;
        if constexpr (signature::takes_nulls) {
            return copy(outlive<std::remove_cvref_t<Values>...>(f(detail::in_flight(values)...)));
        } else {
            using value = decltype(copy(
                outlive<std::remove_cvref_t<Values>...>(f(detail::in_flight(detail::unwrap(values))...))));
            using out = std::conditional_t<is_nullable<value>, value, std::optional<value>>;
            return (detail::present(values) && ...) ? out(copy(outlive<std::remove_cvref_t<Values>...>(
                                                          f(detail::in_flight(detail::unwrap(values))...))))
                                                    : out();
        }
    }
    template <class T>
    static constexpr auto copy(T&& value) {
        if constexpr (std::is_convertible_v<T, char const*>) {
            return std::string_view(value);
        } else {
            return std::remove_cvref_t<T>(std::forward<T>(value));
        }
    }
};

/// The user's function of the values of `es`: `call([](double price, std::int32_t n) { return price * n; },
/// "price"_c, "n"_c)`.
///
/// Rows    any callable that is const; text arrives as std::string_view, arrays, maps and structs by const
///         reference, valid during the call.
/// Null    a function that takes std::optional gets the nulls; any other is not called for them, the value is
///         null.
/// Cost    inlined into the row loop; allocates what the function allocates.
/// Errors  compile time: a function that does not take the arguments, or returns nothing or no column type.
///         Run time: what it throws passes through.
/// Source  Spark's user-defined functions.
template <class F, class... Es>
    requires(!expression<F> && (detail::operand<Es> && ...))
constexpr auto call(F f, Es const&... es) {
    return call_node<F, detail::expression_for<Es>...>{
        {}, std::move(f), detail::value_tuple<detail::expression_for<Es>...>(detail::as_expression(es)...)};
}

/// Columns without a function.
template <expression E, class... Es>
constexpr auto call(E const&, Es const&...) {
    constexpr auto check = [] {
        return detail::fault(
            "call without a function; write call(f, \"price\"_c), with a lambda or a function object",
            detail::when_called<E>);
    };
    detail::raise<check>();
    return detail::rejected_expression{};
}

} // namespace weir
