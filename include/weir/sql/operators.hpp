// SPDX-License-Identifier: BSL-1.0
// From operators, predicates and case of a SQL text to nodes.
#pragma once

#include <weir/expr/arithmetic.hpp>
#include <weir/expr/choice.hpp>
#include <weir/expr/logic.hpp>
#include <weir/expr/try_arithmetic.hpp>
#include <weir/sql/argument.hpp>
#include <weir/sql/coercion.hpp>
#include <weir/sql/meeting.hpp>
#include <weir/sql/names.hpp>

#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

namespace weir::detail {

template <sql_op Op, class L, class R>
constexpr auto combine_sql(L const& l, R const& r) {
    if constexpr (Op == sql_op::plus) {
        return l + r;
    } else if constexpr (Op == sql_op::minus) {
        return l - r;
    } else if constexpr (Op == sql_op::times) {
        return l * r;
    } else if constexpr (Op == sql_op::divide) {
        return l / r;
    } else if constexpr (Op == sql_op::remainder) {
        return l % r;
    } else if constexpr (Op == sql_op::div) {
        return int_div(l, r);
    } else if constexpr (Op == sql_op::equal) {
        return l == r;
    } else if constexpr (Op == sql_op::not_equal) {
        return l != r;
    } else if constexpr (Op == sql_op::less) {
        return l < r;
    } else if constexpr (Op == sql_op::less_equal) {
        return l <= r;
    } else if constexpr (Op == sql_op::greater) {
        return l > r;
    } else if constexpr (Op == sql_op::greater_equal) {
        return l >= r;
    } else if constexpr (Op == sql_op::null_safe_equal) {
        return eq_null_safe(l, r);
    } else {
        return l;
    }
}

/// The function that stands for an operator which C++ has not, by its name in SQL.
constexpr std::string_view sql_operator_function(sql_op op) {
    switch (op) {
    case sql_op::concat:
        return "concat";
    case sql_op::bit_and:
        return "&";
    case sql_op::bit_or:
        return "|";
    case sql_op::bit_xor:
        return "^";
    case sql_op::tilde:
        return "~";
    case sql_op::shift_left:
        return "<<";
    case sql_op::shift_right:
        return ">>";
    case sql_op::shift_right_unsigned:
        return ">>>";
    default:
        return {};
    }
}

template <sql_op Op>
inline constexpr auto sql_operator_name =
    fixed_string<sql_operator_function(Op).size()>(sql_operator_function(Op));

template <class First, class... Rest>
constexpr auto first_sql_fault(First const& first, Rest const&... rest) {
    if constexpr (is_sql_fault<First>) {
        return first;
    } else {
        return first_sql_fault(rest...);
    }
}

template <class Q, std::size_t I, fixed_string Name, class... Args>
constexpr auto call_sql(Args const&... args) {
    if constexpr (std::is_same_v<decltype(sql_function<Name>), unknown_sql_function const>) {
        return sql_fault<unknown_sql_function_name<Q, I>>{};
    } else if constexpr ((is_sql_fault<Args> || ...)) {
        return first_sql_fault(args...);
    } else if constexpr (requires { sql_function<Name>(args...); }) {
        return sql_function<Name>(args...);
    } else {
        return sql_fault<wrong_sql_arguments<Q, I, sizeof...(Args)>>{};
    }
}

template <sql_op Op, class Scope, class L, class R>
inline constexpr bool is_sql_time_operation =
    has_sql_time_operator<Op, sql_type_of<std::remove_const_t<L>, typename Scope::schema>,
                          sql_type_of<std::remove_const_t<R>, typename Scope::schema>>;

/// `left op right` with the conversions of SQL, for operators that C++ has.
template <sql_op Op, class Scope, class L, class R>
constexpr auto operate_sql(L const& left, R const& right) {
    if constexpr (is_sql_time_operation<Op, Scope, L, R>) {
        return sql_operate_on_times<Op, typename Scope::schema>(left, right);
    } else {
        return sql_operate<Op, typename Scope::schema>(
            left, right, [](auto const& l, auto const& r) { return combine_sql<Op>(l, r); });
    }
}

template <class Q, std::size_t I, class Scope>
constexpr auto bind_sql_binary() {
    constexpr sql_op op = sql_node_at<Q, I>.op;
    auto const left = bind_sql<Q, sql_child<Q, I, 0>, Scope>();
    auto const right = bind_sql<Q, sql_child<Q, I, 1>, Scope>();
    constexpr std::string_view function = sql_operator_function(op);
    if constexpr (!function.empty()) {
        return sql_meet<typename Scope::schema, sql_meeting_of(function)>(
            [](auto const& l, auto const& r) { return call_sql<Q, I, sql_operator_name<op>>(l, r); }, left,
            right);
    } else {
        return operate_sql<op, Scope>(left, right);
    }
}

// Predicates.

template <bool Negated, class E>
constexpr auto negate_if(E const& e) {
    if constexpr (Negated) {
        return !e;
    } else {
        return e;
    }
}

template <class E>
inline constexpr bool is_sql_text = false;
template <fixed_string Text>
inline constexpr bool is_sql_text<constant_text<Text>> = true;

template <class Q, std::size_t I, bool IgnoreCase, bool Negated, class Value, class Pattern>
constexpr auto sql_like(Value const& value, Pattern const& pattern) {
    if constexpr (IgnoreCase) {
        return negate_if<Negated>(call_sql<Q, I, "ilike">(value, pattern));
    } else {
        return negate_if<Negated>(call_sql<Q, I, "like">(value, pattern));
    }
}

/// `like any` and `like all`: one node where the patterns are texts, else what they are short for.
template <class Q, std::size_t I, class Value, class... Patterns>
constexpr auto sql_like_several(Value const& value, Patterns const&... patterns) {
    constexpr bool any = sql_node_at<Q, I>.op == sql_op::like_any;
    constexpr bool negated = is_sql_negated<Q, I>;
    constexpr bool ignore_case = sql_node_at<Q, I>.flags >= 2;
    if constexpr ((is_sql_text<Patterns> && ...)) {
        return make_function<like_several_function<any, negated, ignore_case>>(as_sql_argument<'t'>(value),
                                                                               patterns...);
    } else if constexpr (any) {
        return (sql_like<Q, I, ignore_case, negated>(value, patterns) || ...);
    } else {
        return (sql_like<Q, I, ignore_case, negated>(value, patterns) && ...);
    }
}

template <class Q, std::size_t I, class Scope, std::size_t... K>
constexpr auto bind_sql_like(std::index_sequence<K...>) {
    constexpr sql_op op = sql_node_at<Q, I>.op;
    constexpr bool negated = is_sql_negated<Q, I>;
    auto const value = bind_sql<Q, sql_child<Q, I, 0>, Scope>();
    if constexpr (op == sql_op::like_any || op == sql_op::like_all) {
        return sql_like_several<Q, I>(value, bind_sql<Q, sql_child<Q, I, K + 1>, Scope>()...);
    } else if constexpr (op == sql_op::like) {
        return negate_if<negated>(
            call_sql<Q, I, "like">(value, bind_sql<Q, sql_child<Q, I, K + 1>, Scope>()...));
    } else if constexpr (op == sql_op::ilike) {
        return negate_if<negated>(
            call_sql<Q, I, "ilike">(value, bind_sql<Q, sql_child<Q, I, K + 1>, Scope>()...));
    } else {
        return negate_if<negated>(
            call_sql<Q, I, "rlike">(value, bind_sql<Q, sql_child<Q, I, K + 1>, Scope>()...));
    }
}

template <class Q, std::size_t I, class Scope, std::size_t... K>
constexpr auto bind_sql_in(std::index_sequence<K...>) {
    return sql_meet<typename Scope::schema, sql_meeting::all_alike>(
        [](auto const& value, auto const&... among) { return isin(value, among...); },
        bind_sql<Q, sql_child<Q, I, 0>, Scope>(), bind_sql<Q, sql_child<Q, I, K + 1>, Scope>()...);
}

/// `e IS TRUE` and its kind: never null.
template <bool Value, class S, class E>
constexpr auto sql_is(E const& e) {
    return sql_operate<sql_op::null_safe_equal, S>(
        e, whole_literal<bool, Value>{}, [](auto const& l, auto const& r) { return eq_null_safe(l, r); });
}

/// `true IS UNKNOWN`: Spark keeps the word only where a literal stands before it.
template <bool Negated>
struct is_unknown_function {
    static constexpr bool sees_nulls = true;
    template <class T>
    using result = bool;
    static constexpr void write(text& out, text const& value) {
        out << '(' << value.view() << (Negated ? " IS NOT UNKNOWN)" : " IS UNKNOWN)");
    }
    template <class R, class T>
    static constexpr bool apply(T const& value) {
        return present(value) == Negated;
    }
};

template <class Q, std::size_t I, class Scope>
constexpr auto bind_sql_is() {
    constexpr sql_node n = sql_node_at<Q, I>;
    constexpr bool negated = is_sql_negated<Q, I>;
    auto const e = bind_sql<Q, sql_child<Q, I, 0>, Scope>();
    if constexpr (n.op == sql_op::is_unknown
                  && sql_node_at<Q, sql_child<Q, I, 0>>.kind == sql_kind::boolean) {
        return make_function<is_unknown_function<negated>>(e);
    } else if constexpr (n.op == sql_op::is_null || n.op == sql_op::is_unknown) {
        if constexpr (negated) {
            return e.is_not_null();
        } else {
            return e.is_null();
        }
    } else if constexpr (n.op == sql_op::is_true || n.op == sql_op::is_false) {
        return negate_if<negated>(sql_is<(n.op == sql_op::is_true), typename Scope::schema>(e));
    } else {
        auto const other = bind_sql<Q, sql_child<Q, I, 1>, Scope>();
        return negate_if<!negated>(sql_operate<sql_op::null_safe_equal, typename Scope::schema>(
            e, other, [](auto const& l, auto const& r) { return eq_null_safe(l, r); }));
    }
}

// Case.

/// What WHEN takes is boolean by itself: not even the literal null becomes one.
template <class Q, std::size_t I, class S, class E>
constexpr auto sql_case_condition(E const& e) {
    if constexpr (std::is_same_v<sql_type_of<E, S>, void_type>) {
        return sql_fault<bad_sql_literal<Q, I, "no condition", "WHEN takes a boolean">>{};
    } else {
        return e;
    }
}

template <class Q, std::size_t I, class Scope, std::size_t K>
constexpr auto bind_sql_condition() {
    using S = typename Scope::schema;
    constexpr std::size_t operand = sql_child<Q, I, 0>;
    if constexpr (sql_node_at<Q, operand>.kind == sql_kind::none) {
        return sql_case_condition<Q, sql_child<Q, I, 2 * K + 1>, S>(
            bind_sql<Q, sql_child<Q, I, 2 * K + 1>, Scope>());
    } else {
        return sql_operate<sql_op::equal, S>(bind_sql<Q, operand, Scope>(),
                                             bind_sql<Q, sql_child<Q, I, 2 * K + 1>, Scope>(),
                                             [](auto const& l, auto const& r) { return l == r; });
    }
}

/// The type in which the branches meet; the last one is what stands after ELSE, or null.
template <class Q, std::size_t I, class Scope, std::size_t... K>
consteval auto find_sql_case_type(std::index_sequence<K...>) {
    using S = typename Scope::schema;
    constexpr std::size_t otherwise = sql_child<Q, I, sql_children<Q, I> - 1>;
    if constexpr (std::is_void_v<S>) {
        return type_identity<unknown_type>{};
    } else if constexpr (sql_node_at<Q, otherwise>.kind == sql_kind::none) {
        return type_identity<sql_common_type_t<S, sql_bound<Q, sql_child<Q, I, 2 * K + 2>, Scope>...>>{};
    } else {
        return type_identity<sql_common_type_t<S, sql_bound<Q, sql_child<Q, I, 2 * K + 2>, Scope>...,
                                               sql_bound<Q, otherwise, Scope>>>{};
    }
}

template <class Q, std::size_t I, class Scope, class Common, std::size_t K, class So>
constexpr auto bind_sql_branches(So const& so_far) {
    using S = typename Scope::schema;
    constexpr std::size_t branches = (sql_children<Q, I> - 2) / 2;
    if constexpr (K == branches) {
        constexpr std::size_t otherwise = sql_child<Q, I, 2 * branches + 1>;
        if constexpr (sql_node_at<Q, otherwise>.kind == sql_kind::none) {
            return so_far;
        } else {
            return so_far.otherwise(sql_meet_in<S, Common>(bind_sql<Q, otherwise, Scope>()));
        }
    } else {
        return bind_sql_branches<Q, I, Scope, Common, K + 1>(
            so_far.when(bind_sql_condition<Q, I, Scope, K>(),
                        sql_meet_in<S, Common>(bind_sql<Q, sql_child<Q, I, 2 * K + 2>, Scope>())));
    }
}

template <class Q, std::size_t I, class Scope>
constexpr auto bind_sql_case() {
    constexpr std::size_t branches = (sql_children<Q, I> - 2) / 2;
    using common =
        typename decltype(find_sql_case_type<Q, I, Scope>(std::make_index_sequence<branches>{}))::type;
    return bind_sql_branches<Q, I, Scope, common, 1>(
        when(bind_sql_condition<Q, I, Scope, 0>(),
             sql_meet_in<typename Scope::schema, common>(bind_sql<Q, sql_child<Q, I, 2>, Scope>())));
}

} // namespace weir::detail
