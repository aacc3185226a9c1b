// SPDX-License-Identifier: BSL-1.0
// The node behind every scalar function and operator: a function is one small declaration, the node does the
// rest.
#pragma once

#include <weir/core/decimal.hpp>
#include <weir/expr/literal.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace weir::detail {

/// A function declaration `Fn` has
///
/// * `static constexpr std::string_view name`;
/// * `check<Ts...>()`: a verdict on the argument types (without nullability), where not every type goes;
/// * `result<Ts...>`: the result type for such arguments; a std::optional if the result can be null by
/// itself;
/// * `apply<R>(values...)`: the value, from arguments that are not null, in flight form; `R` is the result
/// type
///   without nullability; a std::optional if it can be null by itself;
///
/// and where the defaults do not hold
///
/// * `knows_null`: declared where it has an answer of its own to the literal null, whose type is void_type;
/// * `counts_digits`: declared where an integer that is written beside a decimal is a decimal of its digits;
/// * `total<Ts...>`: true when it can neither fail nor allocate (default: false);
/// * `write(text, names...)`: its SQL text (default: `name(a, b)`).
///
/// Null    any null argument makes the result null. A function that wants to see nulls sets `sees_nulls =
/// true`;
///         then `check`, `result` and `apply` get the argument types and values as they are.
template <class Fn, class... Args>
struct function;

template <class Fn>
constexpr bool sees_nulls() {
    if constexpr (requires { Fn::sees_nulls; }) {
        return Fn::sees_nulls;
    } else {
        return false;
    }
}

template <class Fn, class... Ts>
constexpr verdict check_arguments() {
    if constexpr (any_unknown<Ts...>) {
        return {};
    } else if constexpr (requires { Fn::template check<Ts...>(); }) {
        return Fn::template check<Ts...>();
    } else {
        return {};
    }
}

template <class Fn, class... Ts>
constexpr bool function_total() {
    if constexpr (requires { Fn::template total<Ts...>; }) {
        return Fn::template total<Ts...>;
    } else {
        return false;
    }
}

// The literal null takes the type of another argument if the function goes with that, else the first that it
// goes with.
template <class T, class StandIn>
using null_as = std::conditional_t<std::same_as<T, void_type>, StandIn, T>;

template <class Fn, class... Ts>
struct null_stand_in {
    template <class Candidate>
    static constexpr bool fits =
        !std::same_as<Candidate, void_type> && !check_arguments<Fn, null_as<Ts, Candidate>...>().failed();
    template <class First, class... Rest>
    static constexpr auto find() {
        if constexpr (fits<First>) {
            return type_identity<First>{};
        } else if constexpr (sizeof...(Rest) > 0) {
            return find<Rest...>();
        } else {
            return type_identity<double>{};
        }
    }
    using type =
        typename decltype(find<Ts..., double, std::string, bool, std::int32_t, timestamp, date>())::type;
};

template <class... Ts>
inline constexpr bool any_void = (std::same_as<Ts, void_type> || ...);

// Whether the literal null among the arguments makes the result null, whatever the function would do.
template <class Fn, class... Ts>
constexpr bool null_for_null() {
    return any_void<Ts...> && !sees_nulls<Fn>() && !requires { Fn::knows_null; };
}

// An integer that is written in the text of a query; beside a decimal it has as many digits as are written,
// but for a tinyint, as in Spark.
template <class E>
inline constexpr bool is_written_integer = requires { E::written_value; };

template <class E>
constexpr auto written_digits() {
    constexpr int digits = [] {
        std::int64_t value = E::written_value;
        int n = 1;
        for (value /= 10; value != 0; value /= 10) ++n;
        return n;
    }();
    return type_identity<decimal<digits, 0>>{};
}

template <class Fn>
constexpr bool counts_digits() {
    return requires { Fn::counts_digits; };
}

/// The type as which an argument `Arg` of the type `T` is seen by `Fn` among arguments of the types `All`.
template <class Fn, class Arg, class T, class... All>
constexpr auto find_seen_type() {
    if constexpr (counts_digits<Fn>() && is_written_integer<Arg> && !std::same_as<T, std::int8_t>) {
        if constexpr ((is_decimal<value_type_of<All>> || ...)) {
            return written_digits<Arg>();
        } else {
            return type_identity<T>{};
        }
    } else {
        return type_identity<T>{};
    }
}

template <class Fn, class... Ts>
struct function_result {
    template <class... Us>
    static constexpr auto find() {
        if constexpr (any_unknown<Us...> || check_arguments<Fn, Us...>().failed()) {
            return type_identity<unknown_type>{};
        } else {
            return type_identity<typename Fn::template result<Us...>>{};
        }
    }
    template <class... Us>
    static constexpr auto with_nulls() {
        if constexpr (sees_nulls<Fn>()) {
            return find<Us...>();
        } else if constexpr (null_for_null<Fn, Us...>()) {
            using stand_in = typename null_stand_in<Fn, value_type_of<Us>...>::type;
            using plain = typename decltype(find<null_as<value_type_of<Us>, stand_in>...>())::type;
            return type_identity<nullable_of<plain>>{};
        } else {
            using plain = typename decltype(find<value_type_of<Us>...>())::type;
            return type_identity<nullable_if<plain, is_nullable<plain> || (is_nullable<Us> || ...)>>{};
        }
    }
    using type = typename decltype(with_nulls<Ts...>())::type;
};

template <class T>
constexpr decltype(auto) unwrap(T const& value) {
    if constexpr (is_nullable<T>) {
        return *value;
    } else {
        return static_cast<T const&>(value);
    }
}

template <class T>
constexpr bool present(T const& value) {
    if constexpr (is_nullable<T>) {
        return value.has_value();
    } else {
        return true;
    }
}

template <class T>
inline constexpr bool is_computed_text =
    std::same_as<T, std::string> || std::same_as<T, std::optional<std::string>>;

// Whether an argument of this type was just computed and owns what a view of it would show.
template <class T>
constexpr bool is_computed() {
    using plain = value_type_of<T>;
    return is_computed_text<T> || is_array<plain> || is_map<plain>
           || (is_row<plain> && !travels_by_value<plain>);
}

// A function may answer with a view of its argument. Where the argument was just computed, the view would
// outlive it, so the answer is copied.
template <class... Values, class T>
constexpr decltype(auto) outlive(T&& value) {
    using flat = std::remove_cvref_t<T>;
    constexpr bool computed = (is_computed<Values>() || ...);
    if constexpr (computed && std::same_as<flat, std::string_view>) {
        return std::string(value);
    } else if constexpr (computed && std::same_as<flat, std::optional<std::string_view>>) {
        return value ? std::optional<std::string>(*value) : std::optional<std::string>();
    } else if constexpr (!computed && std::is_lvalue_reference_v<T&&>) {
        return static_cast<T&&>(value);
    } else {
        return flat(std::forward<T>(value));
    }
}

template <class Fn, class... Args>
struct function : expression_interface<function<Fn, Args...>> {
    [[no_unique_address]] value_tuple<Args...> arguments;

    static constexpr bool is_aggregate = (has_aggregate<Args>() || ...);

    template <class Arg, class S>
    using seen = typename decltype(find_seen_type<Fn, Arg, result_of<Arg, S>, result_of<Args, S>...>())::type;

    template <class S>
    using result = typename function_result<Fn, seen<Args, S>...>::type;
    template <class S>
    static constexpr bool total =
        (Args::template total<S> && ...) && !(is_nullable<result_of<Args, S>> || ...)
        && !any_void<result_of<Args, S>...> && function_total<Fn, seen<Args, S>...>();

    template <class S>
    static constexpr verdict check() {
        verdict const inner = first_fault(Args::template check<S>()...);
        if (inner.failed()) return inner;
        if constexpr ((requires { Args::makes_rows; } || ...)) {
            return fault("generator inside \"", shown<function>().view(),
                         "\"; put it in a select of its own before");
        }
        verdict own;
        if constexpr (sees_nulls<Fn>()) {
            own = check_arguments<Fn, seen<Args, S>...>();
        } else if constexpr (null_for_null<Fn, result_of<Args, S>...>()) {
            using stand_in = typename null_stand_in<Fn, result_value<Args, S>...>::type;
            own = check_arguments<Fn, null_as<result_value<Args, S>, stand_in>...>();
        } else {
            own = check_arguments<Fn, value_type_of<seen<Args, S>>...>();
        }
        if (own.failed()) own.message << " in \"" << shown<function>().view() << '"';
        return own;
    }
    template <class S>
    static constexpr column_set reads() {
        return (column_set{} | ... | Args::template reads<S>());
    }
    static constexpr void write(text& out) {
        if constexpr (requires { Fn::write(out, name_of<Args>()...); }) {
            Fn::write(out, name_of<Args>()...);
        } else {
            out << Fn::name << '(';
            bool first = true;
            ((out << (first ? "" : ", "), Args::write(out), first = false), ...);
            out << ')';
        }
    }

    template <class S, class Row>
    constexpr decltype(auto) eval(Row const& row) const {
        return [&]<std::size_t... I>(std::index_sequence<I...>) -> decltype(auto) {
            if constexpr (null_for_null<Fn, result_of<Args, S>...>()) {
                return result<S>();
            } else if constexpr (counts_digits<Fn>()) {
                return apply<S>(see<Args, S>(element<I>(arguments).template eval<S>(row))...);
            } else {
                return apply<S>(element<I>(arguments).template eval<S>(row)...);
            }
        }(std::make_index_sequence<sizeof...(Args)>{});
    }

    template <class F>
    constexpr auto visit_operands(F&& f) const {
        return [&]<std::size_t... I>(std::index_sequence<I...>) {
            return f(element<I>(arguments)...);
        }(std::make_index_sequence<sizeof...(Args)>{});
    }
    template <class... Others>
    constexpr auto with_operands(Others... others) const {
        return function<Fn, Others...>{{}, value_tuple<Others...>(others...)};
    }

private:
    template <class Arg, class S, class Value>
    static constexpr decltype(auto) see(Value&& value) {
        if constexpr (std::same_as<seen<Arg, S>, result_of<Arg, S>>) {
            return std::forward<Value>(value);
        } else {
            return seen<Arg, S>::from_unscaled(value);
        }
    }

    template <class S, class... Values>
    static constexpr decltype(auto) apply(Values&&... values) {
        using plain = value_type_of<result<S>>;
        if constexpr (sees_nulls<Fn>() || !(is_nullable<std::remove_cvref_t<Values>> || ...)) {
            return outlive<Values...>(Fn::template apply<plain>(std::forward<Values>(values)...));
        } else {
            using value = decltype(outlive<Values...>(Fn::template apply<plain>(unwrap(values)...)));
            using flat = std::remove_cvref_t<value>;
            using out = std::conditional_t<is_nullable<flat>, flat, std::optional<flat>>;
            return (present(values) && ...)
                       ? out(outlive<Values...>(Fn::template apply<plain>(unwrap(values)...)))
                       : out();
        }
    }
};

/// Builds the node of a call of `Fn`; values among the arguments become literals.
template <class Fn, class... Args>
constexpr auto make_function(Args const&... args) {
    return function<Fn, expression_for<Args>...>{
        {}, value_tuple<expression_for<Args>...>(as_expression(args)...)};
}

} // namespace weir::detail
