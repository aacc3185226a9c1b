// SPDX-License-Identifier: BSL-1.0
// Operators called as Spark's are, with names and durations between parentheses. They are template arguments
// here, so that they are checked when the program is compiled; each of these overloads says how it is
// written.
#pragma once

#include <weir/expr/expression.hpp>
#include <weir/plan/join.hpp>
#include <weir/plan/output_mode.hpp>
#include <weir/plan/relation.hpp>

#include <chrono>
#include <cstddef>
#include <string_view>
#include <type_traits>

namespace weir {

namespace detail {

template <fixed_string Function, fixed_string Form>
constexpr verdict check_call_form() {
    return fault("arguments of ", Function.view(), " are not between < and >; write ", Form.view());
}

template <fixed_string Function, fixed_string Form, class Result, class... Args>
constexpr Result refuse_call() {
    constexpr auto check = [] { return check_call_form<Function, Form>(); };
    raise<check>();
    return {};
}

template <fixed_string Text, class Result, class... Args>
constexpr Result refuse_form() {
    constexpr auto check = [] { return fault(Text.view()); };
    raise<check>();
    return {};
}

// What can stand first among the arguments of a join, and behind it.
template <class T>
inline constexpr bool is_join_condition = expression<T>;
template <fixed_string... Names>
inline constexpr bool is_join_condition<join_columns<Names...>> = true;
template <>
inline constexpr bool is_join_condition<join_type<join_kind::cross>> = true;
template <class T>
inline constexpr bool is_join_kind = false;
template <join_kind Kind>
inline constexpr bool is_join_kind<join_type<Kind>> = true;

template <class... Args>
inline constexpr bool is_join_call = false;
template <relation Other, class First, class... Kinds>
inline constexpr bool is_join_call<Other, First, Kinds...> =
    is_join_condition<First> && sizeof...(Kinds) < 2 && (is_join_kind<Kinds> && ...);

constexpr verdict check_join_call(type_list<>) {
    return fault(
        "join without a condition; write join(other, on<\"id\">), or \"a.id\"_c == \"b.id\"_c, or cross");
}
template <class First, class... Rest>
constexpr verdict check_join_call(type_list<First, Rest...>) {
    if constexpr (is_join_kind<First> && sizeof...(Rest) == 0) {
        return check_join_call(type_list<>{});
    } else if constexpr (relation<First>) {
        return fault("join of two plans as arguments; write left | join(right, on<\"id\">)");
    } else if constexpr (std::is_convertible_v<First, std::string_view>) {
        return fault("text given to join; write on<\"id\"> for a column that both sides have");
    } else if constexpr ((std::is_convertible_v<Rest, std::string_view> || ...)) {
        return fault("kind of join as a text; write inner, left_outer, right_outer, full_outer, left_semi or "
                     "left_anti");
    } else {
        return fault("arguments of join that are no condition; write on<\"id\">, or \"a.id\"_c == "
                     "\"b.id\"_c, then the "
                     "kind, such as left_outer");
    }
}

} // namespace detail

// Without `None`, options between braces that do not fit would be three errors of GCC.
template <fixed_string... None, class Time, class... Rest>
    requires(sizeof...(None) == 0)
constexpr auto with_watermark(Time const&, Rest const&...) {
    return detail::refuse_call<"with_watermark", "with_watermark<\"dt\", \"10 minutes\">()",
                               detail::rejected_operator, Time, Rest...>();
}
template <fixed_string Time>
constexpr auto with_watermark() {
    return detail::refuse_call<"with_watermark", "with_watermark<\"dt\", \"10 minutes\">(), column and delay",
                               detail::rejected_operator, decltype(Time)>();
}
template <class Time, class... Rest>
constexpr auto window(Time const&, Rest const&...) {
    return detail::refuse_call<"window", "window<\"dt\", \"10 minutes\">()", detail::rejected_expression,
                               Time, Rest...>();
}
template <fixed_string Time>
constexpr auto window() {
    return detail::refuse_call<"window", "window<\"dt\", \"10 minutes\">(), column and size",
                               detail::rejected_expression, decltype(Time)>();
}
template <fixed_string Time, fixed_string Size, fixed_string Slide, fixed_string Start, fixed_string... More>
    requires(sizeof...(More) > 0)
constexpr auto window() {
    return detail::refuse_call<"window",
                               "window<\"dt\", \"10 minutes\", \"5 minutes\", \"1 minute\">(), column, "
                               "size, slide and start",
                               detail::rejected_expression, decltype(Time)>();
}
template <fixed_string Time>
constexpr auto session_window() {
    return detail::refuse_call<"session_window", "session_window<\"dt\", \"5 minutes\">(), column and gap",
                               detail::rejected_expression, decltype(Time)>();
}
template <class Time, class... Rest>
    requires(!expression<Time>)
constexpr auto session_window(Time const&, Rest const&...) {
    return detail::refuse_call<"session_window", "session_window<\"dt\", \"5 minutes\">()",
                               detail::rejected_expression, Time, Rest...>();
}
template <class... Names>
    requires(sizeof...(Names) > 0)
constexpr auto drop(Names const&...) {
    return detail::refuse_call<"drop", "drop<\"note\">()", detail::rejected_operator, Names...>();
}
template <class... Names>
    requires(sizeof...(Names) > 0)
constexpr auto drop_duplicates(Names const&...) {
    return detail::refuse_call<"drop_duplicates", "drop_duplicates<\"id\">()", detail::rejected_operator,
                               Names...>();
}
template <class... Names>
    requires(sizeof...(Names) > 0)
constexpr auto drop_duplicates_within_watermark(Names const&...) {
    return detail::refuse_call<"drop_duplicates_within_watermark",
                               "drop_duplicates_within_watermark<\"id\">()", detail::rejected_operator,
                               Names...>();
}
template <class Name, class E>
constexpr auto with_column(Name const&, E const&) {
    return detail::refuse_call<"with_column", "with_column<\"volume\">(\"amount\"_c * \"price\"_c)",
                               detail::rejected_operator, Name, E>();
}
template <fixed_string Name>
constexpr auto with_column() {
    return detail::refuse_call<"with_column",
                               "with_column<\"volume\">(\"amount\"_c * \"price\"_c), name and column",
                               detail::rejected_operator, decltype(Name)>();
}
template <fixed_string From>
constexpr auto with_column_renamed() {
    return detail::refuse_call<"with_column_renamed", "with_column_renamed<\"from\", \"to\">()",
                               detail::rejected_operator, decltype(From)>();
}
template <class From, class To>
constexpr auto with_column_renamed(From const&, To const&) {
    return detail::refuse_call<"with_column_renamed", "with_column_renamed<\"from\", \"to\">()",
                               detail::rejected_operator, From, To>();
}
template <class Rows>
constexpr auto limit(Rows const&) {
    return detail::refuse_call<"limit", "limit<10>()", detail::rejected_operator, Rows>();
}
template <fixed_string Rows>
constexpr auto limit() {
    return detail::refuse_form<"limit of a text; write limit<10>()", detail::rejected_operator,
                               decltype(Rows)>();
}
template <class Name>
constexpr auto alias(Name const&) {
    return detail::refuse_call<"alias", "alias<\"t\">()", detail::rejected_operator, Name>();
}
template <class... Texts>
    requires(sizeof...(Texts) > 0)
constexpr auto select_expr(Texts const&...) {
    return detail::refuse_call<"select_expr", "select_expr<\"amount * price as volume\">()",
                               detail::rejected_operator, Texts...>();
}
template <class... Args>
    requires(sizeof...(Args) > 1)
constexpr auto map_groups_with_state(Args const&...) {
    return detail::refuse_form<"map_groups_with_state without the type of its state; write "
                               "map_groups_with_state<visits>(weir::no_timeout, f)",
                               detail::rejected_operator, Args...>();
}
template <class S, class F>
constexpr auto map_groups_with_state(F const&) {
    return detail::refuse_form<"map_groups_with_state without a timeout; write "
                               "map_groups_with_state<visits>(weir::no_timeout, f)",
                               detail::rejected_operator, S, F>();
}
template <class... Args>
    requires(sizeof...(Args) > 2)
constexpr auto flat_map_groups_with_state(Args const&...) {
    return detail::refuse_form<"flat_map_groups_with_state without the type of its state; write "
                               "flat_map_groups_with_state<visits>(weir::append, weir::no_timeout, f)",
                               detail::rejected_operator, Args...>();
}
template <class S, class First, class... Rest>
    requires(sizeof...(Rest) < 2 || (sizeof...(Rest) < 4 && !output_mode<First>))
constexpr auto flat_map_groups_with_state(First const&, Rest const&...) {
    return detail::refuse_form<"flat_map_groups_with_state without an output mode and a timeout; write "
                               "flat_map_groups_with_state<visits>(weir::append, weir::no_timeout, f)",
                               detail::rejected_operator, S, First, Rest...>();
}
template <class P>
constexpr auto transform_with_state() {
    return detail::refuse_form<
        "transform_with_state without a processor; write transform_with_state(processor{})",
        detail::rejected_operator, P>();
}
template <fixed_string Type, class E>
constexpr auto cast(E const&) {
    return detail::refuse_call<"cast", "cast<std::int32_t>(\"price\"_c), with a type of C++",
                               detail::rejected_expression, decltype(Type), E>();
}

template <class... None, class E, class... Type>
    requires(sizeof...(None) == 0)
constexpr auto cast(E const&, Type const&...) {
    return detail::refuse_call<"cast", "cast<std::int32_t>(\"price\"_c), with a type of C++",
                               detail::rejected_expression, E, Type...>();
}

/// What is not a join: `join(other)`, `join(left, right)`, a text where a column or a kind is meant.
template <class Other, class... Args>
    requires(!detail::is_join_call<Other, Args...>)
constexpr auto join(Other const&, Args const&...) {
    constexpr auto check = [] { return detail::check_join_call(detail::type_list<Args...>{}); };
    detail::raise<check>();
    return detail::rejected_operator{};
}

namespace detail {

template <class... Operands>
constexpr rejected_expression refuse_duration() {
    constexpr auto check = [] {
        return fault("duration of std::chrono beside a column; write interval<\"10 seconds\">",
                     when_called<Operands...>);
    };
    raise<check>();
    return {};
}
template <class... Operands>
constexpr rejected_expression refuse_null() {
    constexpr auto check = [] {
        return fault(
            "comparison with null is never true; write \"note\"_c.is_null() or \"note\"_c.is_not_null()",
            when_called<Operands...>);
    };
    raise<check>();
    return {};
}

} // namespace detail

template <expression E, class Rep, class Period>
constexpr auto operator+(E const&, std::chrono::duration<Rep, Period> const&) {
    return detail::refuse_duration<E>();
}
template <expression E, class Rep, class Period>
constexpr auto operator-(E const&, std::chrono::duration<Rep, Period> const&) {
    return detail::refuse_duration<E>();
}
template <expression E>
constexpr auto operator==(E const&, std::nullptr_t) {
    return detail::refuse_null<E>();
}
template <expression E>
constexpr auto operator!=(E const&, std::nullptr_t) {
    return detail::refuse_null<E>();
}

} // namespace weir
