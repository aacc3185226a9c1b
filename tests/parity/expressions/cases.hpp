// SPDX-License-Identifier: BSL-1.0
// Runs SQL expressions of recordings through weir and compares with what Spark answered.
#pragma once

#include <weir/regex.hpp>
#include <weir/sql/expr.hpp>
#include <weir/weir.hpp>

#include "report.hpp"

#include <charconv>
#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace parity {

namespace detail = weir::detail;

/// The values of a recording in the form of its JSON.
template <class T>
void write_value(std::string& out, T const& value) {
    if constexpr (weir::is_nullable<T>) {
        if (value) {
            write_value(out, *value);
        } else {
            out += "null";
        }
    } else if constexpr (std::is_same_v<T, weir::void_type>) {
        out += "null";
    } else if constexpr (std::is_same_v<T, bool>) {
        out += value ? "true" : "false";
    } else if constexpr (detail::integral_column<T>) {
        out += std::to_string(value);
    } else if constexpr (detail::floating_column<T>) {
        write_number(out, value);
    } else if constexpr (detail::string_column<T>) {
        write_string(out, value);
    } else if constexpr (std::is_same_v<T, weir::binary>) {
        write_base64(out, value.bytes);
    } else if constexpr (detail::atomic_column<T>) {
        out += '"';
        weir::append_value<weir::text_form::cast>(out, value);
        out += '"';
    } else if constexpr (detail::is_array<T>) {
        out += '[';
        for (std::size_t i = 0; i < value.size(); ++i) {
            if (i > 0) out += ", ";
            using element = typename T::value_type;
            write_value<element>(out, static_cast<element>(value[i]));
        }
        out += ']';
    } else if constexpr (detail::is_map<T>) {
        out += '[';
        bool first = true;
        for (auto const& [key, mapped] : value) {
            out += first ? "[" : ", [";
            first = false;
            write_value(out, key);
            out += ", ";
            write_value(out, mapped);
            out += ']';
        }
        out += ']';
    } else if constexpr (detail::struct_column<T>) {
        out += '{';
        [&]<std::size_t... I>(std::index_sequence<I...>) {
            using schema = weir::schema_of<T>;
            ((out += I == 0 ? "" : ", ", write_string(out, schema::names[I]), out += ": ",
              write_value(out, schema::template get<I>(value))),
             ...);
        }(std::make_index_sequence<weir::schema_of<T>::size>{});
        out += '}';
    } else {
        out += '"';
        weir::append_value<weir::text_form::cast>(out, value);
        out += '"';
    }
}

template <class T>
std::string type_text() {
    return std::string(weir::type_name<T>().view());
}

/// A column of an answer; its values and cells are added row by row.
template <class T>
column_answer column_of(std::string_view name) {
    return {std::string(name),
            type_text<T>(),
            weir::is_nullable<T> || std::is_same_v<T, weir::void_type>,
            {},
            {}};
}
template <class T>
void add_value(column_answer& to, T const& value) {
    write_value(to.values.emplace_back(), value);
    std::string cell;
    weir::append_value<weir::text_form::cell>(cell, value);
    detail::append_escaped(to.shown.emplace_back(), cell);
}

template <class Plan>
void add_rows(answer& to, Plan const& plan) {
    using schema = weir::schema_of<typename Plan::schema>;
    [&]<std::size_t... I>(std::index_sequence<I...>) {
        (to.columns.push_back(column_of<detail::list_at<I, typename schema::types>>(schema::names[I])), ...);
        for (auto const& row : plan.collect()) {
            (add_value<detail::list_at<I, typename schema::types>>(to.columns[I], row.template get<I>()),
             ...);
        }
    }(std::make_index_sequence<schema::size>{});
}

/// The value of an aggregate over all rows, fed row by row; what plans do with accumulators is tested with
/// plans.
template <class S, class E, class... Calls>
void add_aggregate(answer& to, E const& e, detail::value_tuple<Calls...> const& calls,
                   std::vector<S> const& rows) {
    using group = weir::columns<weir::column<"aggregate", detail::group_result<Calls, S, true>>...>;
    auto const value = detail::replace_aggregates<S, 0, true>(e);
    using type = detail::result_of<std::remove_const_t<decltype(value)>, group>;
    to.columns.push_back(column_of<type>(detail::output_name<E>::value.view()));
    run(to, [&] {
        detail::unpack(
            [&](auto const&... call) {
                auto const result_of_call = [&]<class Call>(Call const& one) {
                    using accumulator = typename Call::template accumulator<S>;
                    using result = detail::group_result<Call, S, true>;
                    accumulator sum{};
                    for (S const& row : rows) one.template feed<S>(detail::struct_ref<S>{&row}, sum);
                    if (rows.empty() && !detail::is_defined_when_empty<accumulator>()) return result{};
                    return result(sum.value());
                };
                using values = detail::value_tuple<detail::group_result<Calls, S, true>...>;
                detail::flight_row<detail::group_result<Calls, S, true>...> const row{
                    values(result_of_call(call)...)};
                add_value<type>(to.columns[0], detail::own<type>(value.template eval<group>(row)));
            },
            calls);
    });
}

/// The answer to an expression over rows of the schema `S`.
template <weir::fixed_string Text, class S>
answer ask(std::vector<S> const& rows) {
    using bound = detail::sql_expression<Text, S>;
    using node = typename bound::type;
    answer a;
    if constexpr (detail::inner_sql_window<Text> != 0) {
        run(a, [&] { add_rows(a, weir::table<S>(rows) | weir::select_expr<Text>()); });
    } else if constexpr (constexpr auto verdict = bound::check(); verdict.failed()) {
        a.rejected = std::string(verdict.view());
    } else if constexpr (detail::has_aggregate<node>()) {
        auto const expression = bound::make();
        add_aggregate(a, expression, detail::collect_aggregates(expression), rows);
    } else if constexpr (detail::is_generator<node> || detail::is_window<node>) {
        run(a, [&] { add_rows(a, weir::table<S>(rows) | weir::select_expr<Text>()); });
    } else {
        using type = detail::result_of<node, S>;
        a.columns.push_back(column_of<type>(detail::output_name<node>::value.view()));
        auto const expression = bound::make();
        run(a, [&] {
            for (S const& row : rows) {
                add_value<type>(a.columns[0],
                                detail::own<type>(expression.template eval<S>(detail::struct_ref<S>{&row})));
            }
        });
    }
    return a;
}

/// The answer to a select list of several items.
template <weir::fixed_string... Texts, class S>
answer ask_items(std::vector<S> const& rows) {
    answer a;
    if constexpr (constexpr auto verdict = detail::first_fault(
                      detail::sql_expression<Texts, S>::check()...,
                      detail::check_select<S, typename detail::sql_expression<Texts, S>::type...>());
                  verdict.failed()) {
        a.rejected = std::string(verdict.view());
    } else {
        run(a, [&] { add_rows(a, weir::table<S>(rows) | weir::select_expr<Texts...>()); });
    }
    return a;
}

/// The answer to an aggregate over the groups of rows that `Key` makes; a value is the list of the group and
/// the aggregate, in the order of the groups.
template <weir::fixed_string Key, weir::fixed_string Text, class S>
answer ask_by(std::vector<S> const& rows) {
    using key = detail::sql_expression<Key, S>;
    using bound = detail::sql_expression<Text, S>;
    answer a;
    if constexpr (constexpr auto verdict = detail::first_fault(key::check(), bound::check());
                  verdict.failed()) {
        a.rejected = std::string(verdict.view());
    } else {
        auto const plan = weir::table<S>(rows) | weir::group_by(key::make().template as<"key">())
                          | weir::agg(bound::make()) | weir::order_by(weir::col_node<"key">{});
        using schema = weir::schema_of<typename std::remove_const_t<decltype(plan)>::schema>;
        using type = detail::list_at<1, typename schema::types>;
        a.columns.push_back(column_of<type>(schema::names[1]));
        run(a, [&] {
            for (auto const& row : plan.collect()) {
                std::string& value = a.columns[0].values.emplace_back("[");
                write_value<detail::list_at<0, typename schema::types>>(value, row.template get<0>());
                value += ", ";
                write_value<type>(value, row.template get<1>());
                value += ']';
            }
        });
    }
    return a;
}

} // namespace parity
