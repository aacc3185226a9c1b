// SPDX-License-Identifier: BSL-1.0
// Comparison of two values of one kind, null-safe equality, null tests.
#pragma once

#include <weir/core/hash.hpp>
#include <weir/expr/arithmetic.hpp>
#include <weir/expr/function.hpp>

#include <compare>
#include <concepts>
#include <string_view>
#include <type_traits>

namespace weir {

namespace detail {

template <class A, class B>
constexpr bool comparable() {
    if constexpr (is_nullable<A> || is_nullable<B>) {
        return comparable<value_type_of<A>, value_type_of<B>>();
    } else if constexpr (std::same_as<A, void_type> || std::same_as<B, void_type>) {
        return true;
    } else if constexpr (is_map<A> || is_map<B>) {
        return false;
    } else if constexpr (is_array<A> && is_array<B>) {
        using a = value_type_of<typename A::value_type>;
        using b = value_type_of<typename B::value_type>;
        return comparable<a, b>() && std::same_as<a, void_type> == std::same_as<b, void_type>;
    } else {
        return (numeric_column<A> && numeric_column<B>) || (string_column<A> && string_column<B>)
               || (std::same_as<A, B> && !std::same_as<A, interval_value>)
               || (time_column<A> && time_column<B>) || (is_year_month<A> && is_year_month<B>)
               || (is_day_time<A> && is_day_time<B>);
    }
}

template <class A, class B>
constexpr verdict check_comparable(std::string_view sign) {
    if constexpr (comparable<A, B>()) {
        return {};
    } else {
        verdict v = fault("cannot compare ", type_name<A>().view(), ' ', sign, ' ', type_name<B>().view());
        if constexpr (string_column<A> != string_column<B>) {
            using other = std::conditional_t<string_column<A>, B, A>;
            if constexpr (std::same_as<other, timestamp>) {
                v.message << "; write a literal like \"2024-01-01 00:00:00\"_ts or cast the string";
            } else if constexpr (std::same_as<other, date>) {
                v.message << "; write a literal like \"2024-01-01\"_date or cast the string";
            } else {
                v.message << "; cast one side to the type of the other";
            }
        } else {
            v.message << "; both sides have to be of one kind";
        }
        return v;
    }
}

template <class T>
constexpr double to_double(T const& value) {
    if constexpr (is_decimal<T>) {
        return value.to_double();
    } else {
        return static_cast<double>(value);
    }
}

/// Less, equal or greater, in Spark's order: NaN is equal to itself and greater than every other number.
template <class A, class B>
constexpr std::weak_ordering compare_in_order(A const& a, B const& b) {
    if constexpr (integral_column<A> && integral_column<B>) {
        return a <=> b;
    } else if constexpr (decimal_pair<A, B>) {
        return to_decimal<typename as_decimal_operand<A, B>::type>(a)
               <=> to_decimal<typename as_decimal_operand<B, A>::type>(b);
    } else if constexpr (numeric_column<A> && numeric_column<B>) {
        return compare_values(to_double(a), to_double(b));
    } else if constexpr (time_column<A> && time_column<B> && !std::same_as<A, B>) {
        return micros_of(a) <=> micros_of(b);
    } else if constexpr (interval_column<A> && interval_column<B>) {
        return count_of(a) <=> count_of(b);
    } else {
        return compare_values(a, b);
    }
}

template <class Op>
struct comparison {
    template <class A, class B>
    static constexpr verdict check() {
        return check_comparable<A, B>(Op::sign);
    }
    template <class A, class B>
    static constexpr auto find_result() {
        if constexpr (std::same_as<A, void_type> || std::same_as<B, void_type>) {
            return type_identity<std::optional<bool>>{};
        } else {
            return type_identity<bool>{};
        }
    }
    template <class A, class B>
    using result = typename decltype(find_result<A, B>())::type;
    template <class A, class B>
    static constexpr bool total =
        travels_by_value<A> && travels_by_value<B> && !struct_column<A> && !struct_column<B>;

    static constexpr void write(text& out, text const& a, text const& b) {
        out << '(' << a.view() << ' ' << Op::sign << ' ' << b.view() << ')';
    }
    template <class R, class A, class B>
    static constexpr auto apply(A const& a, B const& b) {
        if constexpr (std::same_as<A, void_type> || std::same_as<B, void_type>) {
            return std::optional<bool>();
        } else if constexpr (integral_column<A> && integral_column<B>) {
            return Op::ordered(a, b);
        } else if constexpr (floating_column<A> || floating_column<B>) {
            return Op::floating(to_double(a), to_double(b));
        } else if constexpr (std::same_as<A, B> && std::totally_ordered<A>) {
            return Op::ordered(a, b);
        } else {
            return Op::holds(compare_in_order(a, b));
        }
    }
};

// For numbers with a fraction each operator says what it does about NaN (which equals itself and is the
// greatest) in a form that needs no branch, and, where the right side is a literal, one comparison in the
// loop where it can.
struct equal : comparison<equal> {
    static constexpr std::string_view sign = "=";
    static constexpr bool holds(std::weak_ordering order) { return order == 0; }
    static constexpr bool ordered(auto const& a, auto const& b) { return a == b; }
    static constexpr bool floating(double a, double b) { return (a == b) | ((a != a) & (b != b)); }
};
struct less : comparison<less> {
    static constexpr std::string_view sign = "<";
    static constexpr bool holds(std::weak_ordering order) { return order < 0; }
    static constexpr bool ordered(auto const& a, auto const& b) { return a < b; }
    static constexpr bool floating(double a, double b) { return !(b <= a) & (a == a); }
};
struct less_equal : comparison<less_equal> {
    static constexpr std::string_view sign = "<=";
    static constexpr bool holds(std::weak_ordering order) { return order <= 0; }
    static constexpr bool ordered(auto const& a, auto const& b) { return a <= b; }
    static constexpr bool floating(double a, double b) { return (a <= b) | (b != b); }
};
struct greater : comparison<greater> {
    static constexpr std::string_view sign = ">";
    static constexpr bool holds(std::weak_ordering order) { return order > 0; }
    static constexpr bool ordered(auto const& a, auto const& b) { return a > b; }
    static constexpr bool floating(double a, double b) { return !(a <= b) & (b == b); }
};
struct greater_equal : comparison<greater_equal> {
    static constexpr std::string_view sign = ">=";
    static constexpr bool holds(std::weak_ordering order) { return order >= 0; }
    static constexpr bool ordered(auto const& a, auto const& b) { return a >= b; }
    static constexpr bool floating(double a, double b) { return less_equal::floating(b, a); }
};
struct not_equal : comparison<not_equal> {
    static constexpr std::string_view sign = "<>";
    static constexpr void write(text& out, text const& a, text const& b) {
        out << "(NOT (" << a.view() << " = " << b.view() << "))";
    }
    static constexpr bool holds(std::weak_ordering order) { return order != 0; }
    static constexpr bool ordered(auto const& a, auto const& b) { return a != b; }
    static constexpr bool floating(double a, double b) { return !equal::floating(a, b); }
};

/// `<=>`: equality for which null equals null; never null.
struct null_safe_equal {
    static constexpr bool sees_nulls = true;
    template <class A, class B>
    static constexpr verdict check() {
        return check_comparable<value_type_of<A>, value_type_of<B>>("<=>");
    }
    template <class A, class B>
    using result = bool;
    static constexpr void write(text& out, text const& a, text const& b) {
        out << '(' << a.view() << " <=> " << b.view() << ')';
    }
    template <class R, class A, class B>
    static constexpr bool apply(A const& a, B const& b) {
        constexpr bool a_void = std::same_as<A, void_type>;
        constexpr bool b_void = std::same_as<B, void_type>;
        bool const a_null = a_void || !present(a);
        bool const b_null = b_void || !present(b);
        if constexpr (a_void || b_void) {
            return a_null && b_null;
        } else {
            return a_null || b_null ? a_null == b_null : compare_in_order(unwrap(a), unwrap(b)) == 0;
        }
    }
};

} // namespace detail

/// `is null` and `is not null`.
template <class E, bool Negated>
struct null_test : expression_interface<null_test<E, Negated>> {
    [[no_unique_address]] E inner;

    static constexpr bool is_aggregate = detail::has_aggregate<E>();
    template <class S>
    using result = bool;
    template <class S>
    static constexpr bool total = E::template total<S>;
    template <class S>
    static constexpr verdict check() {
        return E::template check<S>();
    }
    template <class S>
    static constexpr detail::column_set reads() {
        return E::template reads<S>();
    }
    static constexpr void write(detail::text& out) {
        out << '(';
        E::write(out);
        out << (Negated ? " IS NOT NULL)" : " IS NULL)");
    }
    template <class S, class Row>
    constexpr bool eval(Row const& row) const {
        if constexpr (std::same_as<detail::result_of<E, S>, void_type>) {
            return !Negated;
        } else {
            return detail::present(inner.template eval<S>(row)) == Negated;
        }
    }
    template <class F>
    constexpr auto visit_operands(F&& f) const {
        return f(inner);
    }
    template <class Other>
    constexpr auto with_operands(Other other) const {
        return null_test<Other, Negated>{{}, other};
    }
};

/// Equality. Strings compare by their bytes, NaN equals NaN.
/// Null    null where an operand is null; `eq_null_safe` is the comparison that is never null.
/// Errors  compile time: operands of different kinds.
template <class L, class R>
    requires detail::operands<L, R>
constexpr auto operator==(L const& left, R const& right) {
    return detail::make_function<detail::equal>(left, right);
}
/// Inequality; as `==`.
template <class L, class R>
    requires detail::operands<L, R>
constexpr auto operator!=(L const& left, R const& right) {
    return detail::make_function<detail::not_equal>(left, right);
}
/// Order: numbers by value with NaN the greatest, strings by bytes; nulls as `==`.
template <class L, class R>
    requires detail::operands<L, R>
constexpr auto operator<(L const& left, R const& right) {
    return detail::make_function<detail::less>(left, right);
}
template <class L, class R>
    requires detail::operands<L, R>
constexpr auto operator<=(L const& left, R const& right) {
    return detail::make_function<detail::less_equal>(left, right);
}
template <class L, class R>
    requires detail::operands<L, R>
constexpr auto operator>(L const& left, R const& right) {
    return detail::make_function<detail::greater>(left, right);
}
template <class L, class R>
    requires detail::operands<L, R>
constexpr auto operator>=(L const& left, R const& right) {
    return detail::make_function<detail::greater_equal>(left, right);
}
/// Spark's `<=>`: equality for which null equals null.
template <class L, class R>
    requires detail::operands<L, R>
constexpr auto eq_null_safe(L const& left, R const& right) {
    return detail::make_function<detail::null_safe_equal>(left, right);
}
/// True where `e` is null.
/// Source  Spark functions.isnull.
template <expression E>
constexpr auto is_null(E const& e) {
    return e.is_null();
}
/// True where `e` is not null.
/// Source  Spark functions.isnotnull.
template <expression E>
constexpr auto is_not_null(E const& e) {
    return e.is_not_null();
}

} // namespace weir
