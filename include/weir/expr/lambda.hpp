// SPDX-License-Identifier: BSL-1.0
// Lambdas of SQL: an expression over variables, which a function computes for each element of a collection.
#pragma once

#include <weir/expr/collection.hpp>

#include <concepts>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

namespace weir::detail {

/// A schema in which the variables of the lambda `Tag` have the types `Ts` beside the columns of `S`.
template <class S, class Tag, class... Ts>
struct lambda_scope {};

template <class Tag, std::size_t I, class S>
struct variable_type {
    using type = unknown_type;
};
template <class Tag, std::size_t I, class S, class Other, class... Ts>
struct variable_type<Tag, I, lambda_scope<S, Other, Ts...>> : variable_type<Tag, I, S> {};
template <class Tag, std::size_t I, class S, class... Ts>
struct variable_type<Tag, I, lambda_scope<S, Tag, Ts...>> {
    using type = type_at<I, Ts...>;
};

template <class Tag, std::size_t I, class Other, class Row, class... Vs>
constexpr decltype(auto) variable_of(lambda_row<Other, Row, Vs...> const& row) {
    if constexpr (std::same_as<Tag, Other>) {
        return in_flight(*element<I>(row.variables));
    } else {
        return variable_of<Tag, I>(row.outer);
    }
}

/// The parameter at `I` of the lambda `Tag`.
template <class Tag, std::size_t I>
struct lambda_variable : expression_interface<lambda_variable<Tag, I>> {
    template <class S>
    using result = typename variable_type<Tag, I, S>::type;
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
    static constexpr void write(text& out) { out << "namedlambdavariable()"; }
    template <class S, class Row>
    constexpr decltype(auto) eval(Row const& row) const {
        return variable_of<Tag, I>(row);
    }
};

/// A lambda with its body built: what the callable of the user, whose type is `Tag`, makes of variables.
template <class Tag, std::size_t Parameters, class Body>
struct bound_lambda {
    static constexpr std::size_t parameters = Parameters;
    using body_type = Body;
    template <class S, class... Ts>
    using scope = lambda_scope<S, Tag, Ts...>;

    [[no_unique_address]] Body body;

    static constexpr void write(text& out) {
        out << "lambdafunction(";
        Body::write(out);
        for (std::size_t i = 0; i < Parameters; ++i) out << ", namedlambdavariable()";
        out << ')';
    }
    /// The body's value for a row and as many of the values as the lambda has parameters.
    template <class Scope, class Row, class... Vs>
    constexpr decltype(auto) call(Row const& row, Vs const&... values) const {
        return body.template eval<Scope>(
            lambda_row<Tag, Row, Vs...>{row, value_tuple<Vs const*...>(&values...)});
    }
};

template <class F, std::size_t N>
constexpr bool takes_variables() {
    return []<std::size_t... I>(std::index_sequence<I...>) {
        return std::is_invocable_v<F const&, lambda_variable<F, I>...>;
    }(std::make_index_sequence<N>{});
}

/// A callable from expressions to an expression, of `Few` or of `Many` parameters.
template <class F, std::size_t Few, std::size_t Many = Few>
concept lambda_of = std::is_class_v<F> && !expression<F> && !literal_like<F>
                    && (takes_variables<F, Few>() || takes_variables<F, Many>());

template <std::size_t Few, std::size_t Many, class F>
constexpr auto bind_lambda(F const& f) {
    constexpr std::size_t n = takes_variables<F, Few>() ? Few : Many;
    return [&]<std::size_t... I>(std::index_sequence<I...>) {
        auto const body = as_expression(f(lambda_variable<F, I>{}...));
        return bound_lambda<F, n, std::remove_const_t<decltype(body)>>{body};
    }(std::make_index_sequence<n>{});
}

/// A declaration `Fn` of a function of collections `Args` and a lambda has
///
/// * `name`; `check<Ts...>()`: a verdict on the types of the collections;
/// * `parameters<Ts...>`: a type_list of the types of the variables, as many as the longest lambda takes;
/// * `check_body<B, Ts...>()`: a verdict on the type of the body; `result<B, Ts...>`: the type of the whole;
/// * `apply<R>(call, values...)`: the value from collections that are not null; `call(values...)` computes
/// the
///   body.
///
/// Null    a collection that is null makes the result null.
template <class Fn, class Lambda, class... Args>
struct lambda_call : expression_interface<lambda_call<Fn, Lambda, Args...>> {
    [[no_unique_address]] value_tuple<Args...> arguments;
    [[no_unique_address]] Lambda lambda;

    static constexpr bool is_aggregate = (has_aggregate<Args>() || ...);

    template <class S>
    static constexpr bool checks_out =
        !any_unknown<result_of<Args, S>...> && !Fn::template check<result_value<Args, S>...>().failed();

    template <class S, class... Ts, std::size_t... I>
    static constexpr auto find_scope(type_list<Ts...>, std::index_sequence<I...>) {
        return type_identity<typename Lambda::template scope<S, type_at<I, Ts...>...>>{};
    }
    template <class S>
    using scope =
        typename decltype(find_scope<S>(typename Fn::template parameters<result_value<Args, S>...>{},
                                        std::make_index_sequence<Lambda::parameters>{}))::type;
    template <class S>
    using body_result = result_of<typename Lambda::body_type, scope<S>>;

    template <class S>
    static constexpr verdict check() {
        verdict const inner = first_fault(Args::template check<S>()...);
        if (inner.failed()) return inner;
        if constexpr (any_unknown<result_of<Args, S>...>) {
            return {};
        } else if constexpr (!checks_out<S>) {
            verdict own = Fn::template check<result_value<Args, S>...>();
            own.message << " in \"" << shown<lambda_call>().view() << '"';
            return own;
        } else {
            verdict const body = Lambda::body_type::template check<scope<S>>();
            if (body.failed()) return body;
            verdict own = Fn::template check_body<body_result<S>, result_value<Args, S>...>();
            if (own.failed()) own.message << " in \"" << shown<lambda_call>().view() << '"';
            return own;
        }
    }
    template <class S>
    static constexpr auto find_result() {
        if constexpr (!checks_out<S>) {
            return type_identity<unknown_type>{};
        } else if constexpr (std::same_as<value_type_of<body_result<S>>, unknown_type>) {
            return type_identity<unknown_type>{};
        } else {
            using plain = typename Fn::template result<body_result<S>, result_value<Args, S>...>;
            return type_identity<
                nullable_if<plain, is_nullable<plain> || (is_nullable<result_of<Args, S>> || ...)>>{};
        }
    }
    template <class S>
    using result = typename decltype(find_result<S>())::type;
    template <class S>
    static constexpr bool total = false;

    template <class S>
    static constexpr column_set reads() {
        column_set const own = (column_set{} | ... | Args::template reads<S>());
        if constexpr (checks_out<S>) {
            return own | Lambda::body_type::template reads<scope<S>>();
        } else {
            return own;
        }
    }
    static constexpr void write(text& out) {
        out << Fn::name << '(';
        ((Args::write(out), out << ", "), ...);
        Lambda::write(out);
        out << ')';
    }

    template <class S, class Row>
    constexpr auto eval(Row const& row) const {
        return unpack([&](auto const&... es) { return apply<S>(row, es.template eval<S>(row)...); },
                      arguments);
    }
    template <class F>
    constexpr auto visit_operands(F&& f) const {
        return unpack([&](auto const&... es) { return f(es..., lambda.body); }, arguments);
    }
    template <class... Others>
    constexpr auto with_operands(Others... others) const {
        constexpr std::size_t n = sizeof...(Others) - 1;
        value_tuple<Others...> const all(others...);
        return [&]<std::size_t... I>(std::index_sequence<I...>) {
            return rebuilt(element<n>(all), element<I>(all)...);
        }(std::make_index_sequence<n>{});
    }

private:
    template <class Body, class... Others>
    constexpr auto rebuilt(Body const& body, Others const&... others) const {
        auto const with = with_body(lambda, body);
        return lambda_call<Fn, std::remove_const_t<decltype(with)>, Others...>{
            {}, value_tuple<Others...>(others...), with};
    }
    template <class S, class Row, class... Values>
    constexpr auto apply(Row const& row, Values const&... values) const {
        using out = result<S>;
        if (!(present(values) && ...)) {
            if constexpr (is_nullable<out>) return out{};
        }
        auto const call = [&](auto const&... vs) -> decltype(auto) {
            if constexpr (sizeof...(vs) == Lambda::parameters) {
                return lambda.template call<scope<S>>(row, vs...);
            } else { // a lambda without the place of the element
                return [&](auto const& first, auto const&...) -> decltype(auto) {
                    return lambda.template call<scope<S>>(row, first);
                }(vs...);
            }
        };
        return out(Fn::template apply<value_type_of<out>>(call, unwrap(values)...));
    }
};

template <class Tag, std::size_t N, class Body, class Other>
constexpr auto with_body(bound_lambda<Tag, N, Body> const&, Other const& body) {
    return bound_lambda<Tag, N, Other>{body};
}

template <class Fn, std::size_t Few, std::size_t Many, class F, class... Es>
constexpr auto make_lambda_call(F const& f, Es const&... es) {
    auto const lambda = bind_lambda<Few, Many>(f);
    return lambda_call<Fn, std::remove_const_t<decltype(lambda)>, expression_for<Es>...>{
        {}, value_tuple<expression_for<Es>...>(as_expression(es)...), lambda};
}

template <class B>
constexpr verdict check_predicate(std::string_view function) {
    if constexpr (std::same_as<value_type_of<B>, bool> || is_void<B>) {
        return {};
    } else {
        return fault("lambda of ", function, " gives ", type_name<B>().view(), "; it has to give a boolean");
    }
}

/// Whether a condition that may be null holds.
template <class T>
constexpr bool holds(T const& value) {
    if constexpr (std::same_as<T, void_type>) {
        return false;
    } else {
        return present(value) && unwrap(value);
    }
}

} // namespace weir::detail

namespace weir {
/// Within a lambda the columns are those of the row around it.
template <class S, class Tag, class... Ts>
struct schema_of<detail::lambda_scope<S, Tag, Ts...>> : schema_of<S> {};
} // namespace weir
