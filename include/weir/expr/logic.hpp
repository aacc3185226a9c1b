// SPDX-License-Identifier: BSL-1.0
// And, or, not, in SQL's three-valued logic.
#pragma once

#include <weir/expr/comparison.hpp>

#include <concepts>
#include <optional>
#include <string_view>

namespace weir {

namespace detail {

template <class... Ts>
constexpr verdict check_booleans(std::string_view sign) {
    verdict v;
    (void)((std::same_as<value_type_of<Ts>, bool> || std::same_as<Ts, void_type>
                ? false
                : (v = fault("operand of ", sign, " is ", type_name<Ts>().view(),
                             ", not boolean; compare it with a value"),
                   true))
           || ...);
    return v;
}

// Decisive is the value that settles the answer whatever the other side is: false for and, true for or.
template <class Op>
struct connective {
    static constexpr bool sees_nulls = true;
    template <class A, class B>
    static constexpr verdict check() {
        return check_booleans<A, B>(Op::sign);
    }
    template <class A, class B>
    using result = nullable_if<bool, is_nullable<A> || is_nullable<B> || std::same_as<A, void_type>
                                         || std::same_as<B, void_type>>;
    template <class A, class B>
    static constexpr bool total = true;

    static constexpr void write(text& out, text const& a, text const& b) {
        out << '(' << a.view() << ' ' << Op::sign << ' ' << b.view() << ')';
    }
    template <class T>
    static constexpr std::optional<bool> widen(T const& value) {
        if constexpr (std::same_as<T, void_type>) {
            return std::nullopt;
        } else {
            return value;
        }
    }
};

struct logical_and : connective<logical_and> {
    static constexpr std::string_view sign = "AND";
    static constexpr bool decisive = false;
};
struct logical_or : connective<logical_or> {
    static constexpr std::string_view sign = "OR";
    static constexpr bool decisive = true;
};

struct logical_not {
    template <class A>
    static constexpr verdict check() {
        return check_booleans<A>("NOT");
    }
    template <class A>
    using result = bool;
    template <class A>
    static constexpr bool total = true;
    static constexpr void write(text& out, text const& a) { out << "(NOT " << a.view() << ')'; }
    template <class R, class A>
    static constexpr bool apply(A a) {
        return !a;
    }
};

// The right side is computed only where the left one leaves the answer open, as in Spark: a condition may
// guard the next one. Where both sides can neither fail nor are null both are computed, which needs no
// branch.
template <class Op, class L, class R>
struct connective_node : expression_interface<connective_node<Op, L, R>> {
    [[no_unique_address]] L left;
    [[no_unique_address]] R right;

    using node = function<Op, L, R>;
    static constexpr bool is_aggregate = node::is_aggregate;
    template <class S>
    using result = typename node::template result<S>;
    template <class S>
    static constexpr bool total = node::template total<S>;
    template <class S>
    static constexpr verdict check() {
        return node::template check<S>();
    }
    template <class S>
    static constexpr column_set reads() {
        return node::template reads<S>();
    }
    static constexpr void write(text& out) { node::write(out); }

    template <class S, class Row>
    constexpr result<S> eval(Row const& row) const {
        if constexpr (total<S>) {
            bool const a = left.template eval<S>(row);
            bool const b = right.template eval<S>(row);
            return Op::decisive ? a | b : a & b;
        } else if constexpr (std::same_as<result<S>, bool>) {
            return Op::decisive ? left.template eval<S>(row) || right.template eval<S>(row)
                                : left.template eval<S>(row) && right.template eval<S>(row);
        } else {
            std::optional<bool> const a = Op::widen(left.template eval<S>(row));
            if (a && *a == Op::decisive) return a;
            std::optional<bool> const b = Op::widen(right.template eval<S>(row));
            if (b && *b == Op::decisive) return b;
            return a && b ? a : std::nullopt;
        }
    }
    template <class F>
    constexpr auto visit_operands(F&& f) const {
        return f(left, right);
    }
    template <class A, class B>
    constexpr auto with_operands(A a, B b) const {
        return connective_node<Op, A, B>{{}, a, b};
    }
};

template <class Op, class L, class R>
constexpr auto connect(L const& left, R const& right) {
    return connective_node<Op, expression_for<L>, expression_for<R>>{
        {}, as_expression(left), as_expression(right)};
}

} // namespace detail

/// SQL's AND: false where one side is false, else null where one is null.
/// Errors  compile time: an operand that is not boolean.
template <class L, class R>
    requires detail::operands<L, R>
constexpr auto operator&&(L const& left, R const& right) {
    return detail::connect<detail::logical_and>(left, right);
}
/// SQL's OR: true where one side is true, else null where one is null.
/// Errors  compile time: an operand that is not boolean.
template <class L, class R>
    requires detail::operands<L, R>
constexpr auto operator||(L const& left, R const& right) {
    return detail::connect<detail::logical_or>(left, right);
}
/// SQL's NOT: null where the operand is null.
/// Errors  compile time: an operand that is not boolean.
template <expression E>
constexpr auto operator!(E const& e) {
    return detail::make_function<detail::logical_not>(e);
}

} // namespace weir
