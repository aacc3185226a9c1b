// SPDX-License-Identifier: BSL-1.0
// Where names of expressions lead: nowhere in particular, to the columns of a schema, to the variables of a
// lambda.
#pragma once

#include <weir/plan/select.hpp>
#include <weir/sql/argument.hpp>
#include <weir/sql/node.hpp>

#include <cstddef>
#include <string_view>
#include <utility>

namespace weir::detail {

/// Where names lead nowhere in particular: `weir::expr<"a + 1">()` before it meets a plan.
struct sql_free_scope {
    using schema = void;
    template <class Q, std::size_t I>
    static constexpr auto column() {
        return col_node<sql_name<Q, I>>{};
    }
    template <class Q, std::size_t I>
    static constexpr auto star() {
        return col_node<sql_star_name<Q, I>()>{};
    }
    template <class Q, std::size_t I>
    static consteval auto sql_star_name() {
        return made_text<[](auto&& out) {
            unquote_sql_name(sql_source<Q, I>, out);
            if (!sql_source<Q, I>.empty()) out('.');
            out('*');
        }>();
    }
};

/// The columns of a schema.
template <class S>
struct sql_schema_scope {
    using schema = S;
    template <class Q, std::size_t I>
    static constexpr auto column() {
        if constexpr (resolve<S>(sql_name<Q, I>.view()).found()) {
            return col_node<sql_name<Q, I>>{};
        } else {
            return sql_fault<unknown_sql_column<Q, I, S>>{};
        }
    }
    template <class Q, std::size_t I>
    static constexpr auto star() {
        return sql_free_scope::star<Q, I>();
    }
};

/// A scope with the variables of a lambda before its columns.
template <class Base, class LambdaQ, std::size_t Lambda, class... Variables>
struct sql_lambda_scope {
    using schema = typename Base::schema;

    static constexpr std::size_t find(std::string_view name) {
        std::string_view const head = name.substr(0, name.find('.'));
        std::size_t n = LambdaQ::tree.nodes[Lambda].first;
        for (std::size_t i = 0; i < sizeof...(Variables); ++i, n = LambdaQ::tree.nodes[n].next) {
            auto const& node = LambdaQ::tree.nodes[n];
            if (equal_ignoring_case(LambdaQ::text.substr(node.begin, node.size), head)) return i;
        }
        return not_found;
    }
    template <class Q, std::size_t I>
    static constexpr auto column() {
        constexpr std::size_t at = find(sql_name<Q, I>.view());
        if constexpr (at == not_found) {
            return Base::template column<Q, I>();
        } else {
            constexpr std::size_t dot = sql_name<Q, I>.view().find('.');
            using variable = type_at<at, Variables...>;
            if constexpr (dot == std::string_view::npos) {
                return variable{};
            } else {
                constexpr auto field =
                    fixed_string<sql_name<Q, I>.size() - dot - 1>(sql_name<Q, I>.view().substr(dot + 1));
                return sql_function<"get_field">(variable{}, constant_text<field>{});
            }
        }
    }
    template <class Q, std::size_t I>
    static constexpr auto star() {
        return Base::template star<Q, I>();
    }
};

/// What a scope says to a node that it leaves as it is.
struct no_sql_replacement {};

template <class Q, std::size_t I, class Scope>
constexpr auto bind_sql();

template <class Q, std::size_t I, class Scope>
using sql_bound = decltype(bind_sql<Q, I, Scope>());

/// A lambda of SQL as a callable from nodes to a node.
template <class Q, std::size_t I, class Scope>
struct sql_lambda {
    template <class... Variables>
        requires(sizeof...(Variables) + 1 == sql_children<Q, I>)
    constexpr auto operator()(Variables const&...) const {
        using inner = sql_lambda_scope<Scope, Q, I, Variables...>;
        return bind_sql<Q, sql_child<Q, I, sizeof...(Variables)>, inner>();
    }
};

} // namespace weir::detail
