// SPDX-License-Identifier: BSL-1.0
// From calls of functions in a SQL text to nodes: arguments, distinct, filter.
#pragma once

#include <weir/expr/cast.hpp>
#include <weir/expr/lambda.hpp>
#include <weir/expr/structs.hpp>
#include <weir/sql/literal_nodes.hpp>
#include <weir/sql/operators.hpp>
#include <weir/sql/over.hpp>
#include <weir/sql/within_group.hpp>

#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

namespace weir::detail {

/// A call by a type's name, `int(x)`, is a cast that does not show.
template <class Q, std::size_t I>
inline constexpr bool is_sql_type_name = [] {
    for (std::string_view const name :
         {"boolean", "tinyint", "smallint", "int", "bigint", "float", "double", "decimal", "date",
          "timestamp", "timestamp_ntz", "timestamp_ltz", "binary", "string"}) {
        if (sql_lower_name<Q, I>.view() == name) return true;
    }
    return false;
}();

/// The last part of the name of a column or variable.
template <class Q, std::size_t I>
inline constexpr auto sql_last_name = [] {
    constexpr std::size_t dot = sql_name<Q, I>.view().rfind('.');
    constexpr std::size_t from = dot == std::string_view::npos ? 0 : dot + 1;
    return fixed_string<sql_name<Q, I>.size() - from>(sql_name<Q, I>.view().substr(from));
}();
/// A variable of a lambda with its name, from which the field of a struct is named.
template <fixed_string Name, class E>
struct named_sql_variable : E {};
template <fixed_string Name, class E, std::size_t I>
struct label_of<named_sql_variable<Name, E>, I> {
    using type = field_label<Name, false>;
};
template <fixed_string Name, class E>
constexpr auto name_sql_variable(E const& e) {
    return e;
}
template <fixed_string Name, class Tag, std::size_t I>
constexpr auto name_sql_variable(lambda_variable<Tag, I> const&) {
    return named_sql_variable<Name, lambda_variable<Tag, I>>{};
}

template <class Q, std::size_t I, class Scope, std::size_t K>
constexpr auto bind_sql_argument() {
    constexpr std::size_t child = sql_child<Q, I, K>;
    if constexpr (sql_node_at<Q, child>.kind == sql_kind::lambda) {
        return sql_lambda<Q, child, Scope>{};
    } else if constexpr (sql_node_at<Q, child>.kind == sql_kind::column
                         && equal_ignoring_case(sql_source<Q, I>, "struct")) {
        return name_sql_variable<sql_last_name<Q, child>>(bind_sql<Q, child, Scope>());
    } else {
        return bind_sql<Q, child, Scope>();
    }
}

/// Whether an argument is a star that stands for columns, as all but that of `count(*)` do.
template <class Q, std::size_t I, std::size_t K>
inline constexpr bool is_sql_spread = [] {
    if constexpr (sql_node_at<Q, sql_child<Q, I, K>>.kind != sql_kind::star) {
        return false;
    } else {
        return sql_lower_name<Q, I>.view() != "count" || (sql_node_at<Q, I>.flags & sql_distinct) != 0;
    }
}();

/// An argument as a tuple: of a star its columns.
template <class Q, std::size_t I, class Scope, std::size_t K>
constexpr auto bind_sql_arguments() {
    if constexpr (is_sql_spread<Q, I, K> && requires { Scope::template spread<Q, sql_child<Q, I, K>>(); }) {
        return Scope::template spread<Q, sql_child<Q, I, K>>();
    } else {
        return make_value_tuple(bind_sql_argument<Q, I, Scope, K>());
    }
}

/// `count(t.*)`, which Spark has not either.
template <class Q, std::size_t I>
inline constexpr bool counts_sql_relation = [] {
    if constexpr (sql_lower_name<Q, I>.view() != "count" || sql_children<Q, I> < 3) {
        return false;
    } else {
        constexpr std::size_t first = sql_child<Q, I, 0>;
        return sql_node_at<Q, first>.kind == sql_kind::star && !sql_source<Q, first>.empty();
    }
}();

template <class Q, std::size_t I>
consteval auto sql_call_name() {
    constexpr sql_op op = sql_node_at<Q, I>.op;
    if constexpr (op == sql_op::left) {
        return fixed_string("trim leading");
    } else if constexpr (op == sql_op::right) {
        return fixed_string("trim trailing");
    } else if constexpr (op == sql_op::full) {
        return fixed_string("trim both");
    } else if constexpr (op == sql_op::range) { // `substr(x from 2)`
        return fixed_string("substring");
    } else if constexpr (op == sql_op::all) {
        return fixed_string("locate");
    } else {
        return sql_lower_name<Q, I>;
    }
}

/// Whether a call has a unit of time in quotes, where it is a word.
template <class Q, std::size_t I, std::size_t Count>
consteval bool has_quoted_unit() {
    if (Count != 3) return false;
    sql_node const& unit = sql_node_at<Q, sql_child<Q, I, 0>>;
    return unit.kind == sql_kind::string && unit.op != sql_op::all
           && is_sql_word_of("dateadd datediff date_add date_diff timestampadd timestampdiff",
                             sql_lower_name<Q, I>.view());
}

template <class Q, std::size_t I, class Scope, std::size_t... K>
constexpr auto bind_sql_call(std::index_sequence<K...>) {
    constexpr std::size_t count = sizeof...(K);
    if constexpr (is_sql_type_name<Q, I> && count == 1) {
        using type = typename sql_type<Q, I>::type;
        return cast_implicitly<type>(bind_sql<Q, sql_child<Q, I, 0>, Scope>());
    } else if constexpr (has_quoted_unit<Q, I, count>()) {
        return sql_fault<
            bad_sql_literal<Q, sql_child<Q, I, 0>, "quoted unit", "write it as a word, like day">>{};
    } else if constexpr (counts_sql_relation<Q, I>) {
        return sql_fault<bad_sql_literal<Q, sql_child<Q, I, 0>, "count of the star of", "write count(*)">>{};
    } else {
        constexpr auto meet = [](auto const&... bound) {
            return sql_meet<typename Scope::schema, sql_meeting_of(sql_call_name<Q, I>().view())>(
                [](auto const&... arguments) { return call_sql<Q, I, sql_call_name<Q, I>()>(arguments...); },
                bound...);
        };
        if constexpr ((is_sql_spread<Q, I, K> || ...)) {
            return unpack(meet, join_tuples(bind_sql_arguments<Q, I, Scope, K>()...));
        } else {
            return meet(bind_sql_argument<Q, I, Scope, K>()...);
        }
    }
}

template <class Q, std::size_t I, class E>
constexpr auto first_sql_fault_or(E const& e) {
    if constexpr (is_sql_fault<E>) {
        return e;
    } else {
        return sql_fault<
            bad_sql_literal<Q, I, "filter of no aggregate", "filter follows an aggregate function">>{};
    }
}

/// `f(x) ignore nulls`.
template <class Q, std::size_t I, class Call>
constexpr auto sql_ignoring_nulls_or_fault(Call const& call) {
    if constexpr (is_sql_fault<Call>) {
        return call;
    } else if constexpr (requires { sql_ignoring_nulls(call); }) {
        return sql_ignoring_nulls(call);
    } else {
        return sql_fault<bad_sql_literal<Q, I, "ignore nulls of",
                                         "it follows first, last, any_value, lag, lead or nth_value">>{};
    }
}

/// How many arguments a call has; behind them there may be the order within the group, a filter, a window.
template <class Q, std::size_t I>
inline constexpr std::size_t sql_argument_count =
    sql_children<Q, I> - 2 - ((sql_node_at<Q, I>.flags & sql_within) != 0 ? 1 : 0);

/// A call with what its brackets say: `distinct`, `within group`, `ignore nulls`.
template <class Q, std::size_t I, class Scope>
constexpr auto bind_sql_whole_call() {
    constexpr sql_node n = sql_node_at<Q, I>;
    constexpr auto arguments = std::make_index_sequence<sql_argument_count<Q, I>>{};
    auto const plain = [&] {
        if constexpr ((n.flags & sql_within) != 0) {
            return bind_sql_within_group<Q, I, Scope>(arguments);
        } else {
            return bind_sql_call<Q, I, Scope>(arguments);
        }
    }();
    auto const seen = [&] {
        if constexpr ((n.flags & sql_outer) != 0) {
            return sql_ignoring_nulls_or_fault<Q, I>(plain);
        } else {
            return plain;
        }
    }();
    constexpr bool within = (n.flags & sql_within) != 0;
    if constexpr (!within && (n.flags & sql_distinct) != 0 && requires { seen.distinct(); }) {
        return seen.distinct();
    } else {
        return seen;
    }
}

template <class Q, std::size_t I, class Scope, class Call>
constexpr auto filter_sql_call(Call const& call) {
    constexpr std::size_t condition = sql_child<Q, I, sql_children<Q, I> - 2>;
    if constexpr (sql_node_at<Q, condition>.kind == sql_kind::none) {
        return call;
    } else {
        auto const filter = sql_condition<typename Scope::schema>(bind_sql<Q, condition, Scope>());
        if constexpr (is_sql_fault<std::remove_const_t<decltype(filter)>>) {
            return filter;
        } else if constexpr (requires { call.where(filter); }) {
            return call.where(filter);
        } else {
            return first_sql_fault_or<Q, I>(call);
        }
    }
}

template <class Q, std::size_t I, class Scope>
constexpr auto bind_sql_modified_call() {
    constexpr std::size_t over = sql_child<Q, I, sql_children<Q, I> - 1>;
    auto const call = filter_sql_call<Q, I, Scope>(bind_sql_whole_call<Q, I, Scope>());
    if constexpr (sql_node_at<Q, over>.kind == sql_kind::none) {
        return call;
    } else {
        return bind_sql_over<Q, I, over, Scope>(call);
    }
}

} // namespace weir::detail
