// SPDX-License-Identifier: BSL-1.0
// The arguments of functions in SQL, cast unasked to what the function takes; these casts do not show in
// names.
#pragma once

#include <weir/expr/arguments.hpp>
#include <weir/sql/coercion.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace weir::detail {

/// What an argument of type `T` becomes for a kind: `t` text; `b` text or binary; `v` text or binary, all
/// else as text; `c` as it is, for functions that write any value; `i` int; `l` bigint; `h` bigint, text or
/// binary; `n` a number; `m` a number and
/// `w` anything, of which only a null is cast, to double and int; `a` anything. A null becomes a null of the
/// kind. `T` where there is no such cast, so that the function says so.
template <char Kind, class T>
constexpr auto find_argument_type() {
    constexpr bool integer = Kind == 'i' || Kind == 'l';
    using whole = std::conditional_t<Kind == 'i', std::int32_t, std::int64_t>;
    if constexpr (Kind == 'a' || ((Kind == 'm' || Kind == 'w') && !std::same_as<T, void_type>)) {
        return type_identity<T>{};
    } else if constexpr (std::same_as<T, void_type>) {
        using other = std::conditional_t<Kind == 'n' || Kind == 'm', double, std::string>;
        return type_identity<
            std::conditional_t<Kind == 'w', std::int32_t, std::conditional_t<integer, whole, other>>>{};
    } else if constexpr (Kind == 'h' && numeric_column<T>) {
        return type_identity<std::conditional_t<integral_column<T>, T, std::int64_t>>{};
    } else if constexpr (Kind == 't' || ((Kind == 'v' || Kind == 'h') && !std::same_as<T, binary>)) {
        return type_identity<std::conditional_t<atomic_column<T>, std::string, T>>{};
    } else if constexpr (integer && (string_column<T> || (numeric_column<T> && !integral_column<T>))) {
        return type_identity<whole>{};
    } else if constexpr (Kind == 'n' && string_column<T>) {
        return type_identity<double>{};
    } else {
        return type_identity<T>{};
    }
}
template <char Kind, class T>
using argument_type = typename decltype(find_argument_type<Kind, T>())::type;

/// An argument under its own name, cast where its type is another than the kind asks for.
template <char Kind, class E>
struct sql_argument : expression_interface<sql_argument<Kind, E>> {
    [[no_unique_address]] E inner;

    static constexpr bool is_aggregate = has_aggregate<E>();
    template <class S>
    using cast_type = argument_type<Kind, result_value<E, S>>;
    template <class S>
    static constexpr bool stays = std::same_as<cast_type<S>, result_value<E, S>>;
    template <class S>
    using node = function<implicit_cast<cast_type<S>>, E>;

    template <class S>
    static constexpr auto find_result() {
        if constexpr (any_unknown<result_of<E, S>>) {
            return type_identity<unknown_type>{};
        } else if constexpr (stays<S>) {
            return type_identity<result_of<E, S>>{};
        } else {
            return type_identity<typename node<S>::template result<S>>{};
        }
    }
    template <class S>
    using result = typename decltype(find_result<S>())::type;
    template <class S>
    static constexpr bool total = E::template total<S> && stays<S>;
    template <class S>
    static constexpr verdict check() {
        return E::template check<S>();
    }
    template <class S>
    static constexpr column_set reads() {
        return E::template reads<S>();
    }
    static constexpr void write(text& out) { E::write(out); }

    template <class S, class Row>
    [[gnu::always_inline]] constexpr decltype(auto) eval(Row const& row) const {
        if constexpr (stays<S>) {
            return inner.template eval<S>(row);
        } else {
            return node<S>{{}, value_tuple<E>(inner)}.template eval<S>(row);
        }
    }
    template <class F>
    constexpr auto visit_operands(F&& f) const {
        return f(inner);
    }
    template <class Other>
    constexpr auto with_operands(Other other) const {
        return sql_argument<Kind, Other>{{}, other};
    }
};

template <char Kind, class E>
constexpr auto as_sql_argument(E const& e) {
    return sql_argument<Kind, E>{{}, e};
}
// Literals whose type is known to fit stay as they are.
template <char Kind, fixed_string Text>
    requires(Kind == 't' || Kind == 'b' || Kind == 'v' || Kind == 'c')
constexpr auto as_sql_argument(constant_text<Text> const& e) {
    return e;
}
template <char Kind, std::int32_t Value>
    requires(Kind == 'i' || Kind == 'l' || Kind == 'n' || Kind == 'c')
constexpr auto as_sql_argument(constant<Value> const& e) {
    return e;
}

/// A function of SQL whose arguments are of the kinds that `Kinds` has letters for; the last letter goes on.
template <fixed_string Kinds, class F>
struct sql_call {
    [[no_unique_address]] F f;

    template <std::size_t I>
    static constexpr char kind = Kinds.data[I < Kinds.size() ? I : Kinds.size() - 1];

    template <class... Args>
    constexpr auto operator()(Args const&... args) const
        requires requires(F const& g) { g(args...); }
    {
        return [&]<std::size_t... I>(std::index_sequence<I...>) {
            return f(as_sql_argument<kind<I>>(args)...);
        }(std::index_sequence_for<Args...>{});
    }
};
template <fixed_string Kinds, class F>
constexpr auto sql_taking(F const& f) {
    return sql_call<Kinds, F>{f};
}

} // namespace weir::detail
