// SPDX-License-Identifier: BSL-1.0
// Choices that are others under a name of their own: nvl2, zeroifnull, nullifzero, equal_null, decode.
#pragma once

#include <weir/expr/arguments.hpp>
#include <weir/expr/choice.hpp>

#include <cstddef>
#include <string_view>

namespace weir {

namespace detail {

/// The node `Node` under the name of the call of `Name` with the arguments `Args`.
template <fixed_string Name, class Node, class... Args>
struct called_as : Node {
    static constexpr void write(text& out) {
        out << Name.view() << '(';
        bool first = true;
        ((out << (first ? "" : ", "), Args::write(out), first = false), ...);
        out << ')';
    }
};

template <fixed_string Name, class... Args, class Node>
constexpr auto call_as(Node const& node) {
    return called_as<Name, Node, expression_for<Args>...>{node};
}

struct nullifzero_function : nullif_function {
    static constexpr void write(text& out, text const& x, text const&) {
        out << "nullifzero(" << x.view() << ')';
    }
};
struct equal_null_function : null_safe_equal {
    static constexpr void write(text& out, text const& a, text const& b) {
        out << "equal_null(" << a.view() << ", " << b.view() << ')';
    }
};

// The branches of decode: a case while two arguments are left, the last one alone is its else.
template <class Case, class E>
constexpr auto decode_branches(Case const& so_far, E const&) {
    return so_far;
}
template <class Case, class E, class Otherwise>
constexpr auto decode_branches(Case const& so_far, E const&, Otherwise const& otherwise) {
    return so_far.otherwise(otherwise);
}
template <class Case, class E, class Key, class Value, class... Rest>
constexpr auto decode_branches(Case const& so_far, E const& e, Key const& key, Value const& value,
                               Rest const&... rest) {
    return decode_branches(so_far.when(make_function<null_safe_equal>(e, key), value), e, rest...);
}

} // namespace detail

/// The second value where the first is not null, else the third.
/// Source  Spark functions.nvl2.
template <class A, class B, class C>
    requires(detail::operand<A> && detail::operand<B> && detail::operand<C>)
constexpr auto nvl2(A const& a, B const& b, C const& c) {
    return detail::call_as<"nvl2", A, B, C>(when(detail::as_expression(a).is_not_null(), b).otherwise(c));
}
/// The number, or 0 where it is null.
/// Source  Spark functions.zeroifnull.
template <class E>
    requires detail::operand<E>
constexpr auto zeroifnull(E const& e) {
    return detail::call_as<"zeroifnull", E>(coalesce(e, detail::constant<0>{}));
}
/// The number, or null where it is 0.
/// Source  Spark functions.nullifzero.
template <class E>
    requires detail::operand<E>
constexpr auto nullifzero(E const& e) {
    return detail::make_function<detail::nullifzero_function>(e, detail::constant<0>{});
}
/// Equality for which null equals null, as eq_null_safe.
/// Source  Spark functions.equal_null.
template <class A, class B>
    requires(detail::operand<A> && detail::operand<B>)
constexpr auto equal_null(A const& a, B const& b) {
    return detail::make_function<detail::equal_null_function>(a, b);
}
/// `decode(e, key, value, key, value, …[, otherwise])`: the value behind the first key that equals `e`, null
/// equal to null.
/// Errors  compile time: keys or values of different kinds.
/// Source  Spark SQL decode.
template <class E, class Key, class Value, class... Rest>
    requires(detail::operand<E> && detail::operand<Key> && detail::operand<Value>
             && (detail::operand<Rest> && ...))
constexpr auto decode(E const& e, Key const& key, Value const& value, Rest const&... rest) {
    return detail::call_as<"decode", E, Key, Value, Rest...>(detail::decode_branches(
        when(detail::make_function<detail::null_safe_equal>(e, key), value), e, rest...));
}

} // namespace weir
