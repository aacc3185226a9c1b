// SPDX-License-Identifier: BSL-1.0
// From the tree of a SQL expression to the expression nodes that the C++ spelling gives.
#pragma once

#include <weir/expr/cast.hpp>
#include <weir/expr/named_generator.hpp>
#include <weir/sql/calls.hpp>
#include <weir/sql/literal_nodes.hpp>
#include <weir/sql/names.hpp>
#include <weir/sql/operators.hpp>

#include <concepts>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

namespace weir::detail {

template <class Q, std::size_t I, class E>
constexpr auto bind_sql_field(E const& e) {
    return call_sql<Q, I, "get_field">(e, constant_text<sql_name<Q, I>>{});
}
// A field of a column is the column's path.
template <class Q, std::size_t I, fixed_string Name>
constexpr auto bind_sql_field(col_node<Name> const&) {
    return col_node<made_text<[](auto&& out) {
        for (char const c : Name.view()) out(c);
        out('.');
        for (char const c : sql_name<Q, I>.view()) out(c);
    }>()>{};
}

/// `e[key]`; of a struct whose type is known here it is the field.
template <class Q, std::size_t I, class S, class E, class Key>
constexpr auto bind_sql_element(E const& e, Key const& key) {
    if constexpr (struct_column<sql_type_of<E, S>> && is_sql_text<Key>) {
        return call_sql<Q, I, "get_field">(e, key);
    } else if constexpr (std::same_as<sql_type_of<E, S>, void_type>) {
        return make_function<void_item_function>(e, key);
    } else {
        return sql_item<S>(
            [](auto const& items, auto const& at) { return call_sql<Q, I, "get_item">(items, at); }, e, key);
    }
}

template <std::size_t I>
inline constexpr auto sql_tuple_field = made_text<[](auto&& out) {
    for (char const c : std::string_view("col")) out(c);
    if (9 < I) out(static_cast<char>('0' + I / 10));
    out(static_cast<char>('0' + I % 10));
}>();

/// `(a, b)`: a struct whose fields have the names that Spark gives them.
template <class... Es>
constexpr auto sql_tuple(Es const&... es) {
    if constexpr ((is_sql_fault<Es> || ...)) {
        return first_sql_fault(es...);
    } else {
        return [&]<std::size_t... I>(std::index_sequence<I...>) {
            return weir::named_struct<sql_tuple_field<I + 1>...>(es...);
        }(std::index_sequence_for<Es...>{});
    }
}

/// `generator as (a, b)`.
template <class Q, std::size_t I, class E, std::size_t... K>
constexpr auto bind_sql_names(E const& e, std::index_sequence<K...>) {
    if constexpr (is_generator<E>) {
        return named_generator<E, sql_name<Q, sql_child<Q, I, K + 1>>...>{{}, e};
    } else if constexpr (is_sql_fault<E>) {
        return e;
    } else {
        return sql_fault<bad_sql_literal<Q, I, "several names of", "explode and its kin take them">>{};
    }
}

template <class Q, std::size_t I, class Scope>
constexpr auto bind_sql_node() {
    constexpr sql_node n = sql_node_at<Q, I>;
    using S = typename Scope::schema;
    if constexpr (n.kind == sql_kind::column) {
        auto const column = Scope::template column<Q, I>();
        if constexpr (n.op == sql_op::niladic && is_sql_fault<std::remove_const_t<decltype(column)>>) {
            return call_sql<Q, I, sql_lower_name<Q, I>>();
        } else {
            return column;
        }
    } else if constexpr (n.kind == sql_kind::star) {
        return Scope::template star<Q, I>();
    } else if constexpr (n.kind == sql_kind::number) {
        return bind_sql_number<Q, I>();
    } else if constexpr (n.kind == sql_kind::string) {
        return constant_text<sql_string<Q, I>>{};
    } else if constexpr (n.kind == sql_kind::boolean) {
        return whole_literal<bool, n.op == sql_op::is_true>{};
    } else if constexpr (n.kind == sql_kind::null) {
        return literal<void_type>{};
    } else if constexpr (n.kind == sql_kind::typed) {
        return bind_sql_typed<Q, I>();
    } else if constexpr (n.kind == sql_kind::interval) {
        return interval_literal<sql_interval_text<Q, I>, true>{};
    } else if constexpr (n.kind == sql_kind::unary) {
        auto const e = bind_sql<Q, sql_child<Q, I, 0>, Scope>();
        if constexpr (n.op == sql_op::tilde) {
            return call_sql<Q, I, "~">(e);
        } else {
            using type = sql_type_of<decltype(e), S>;
            using to = std::conditional_t<string_column<type> || std::same_as<type, void_type>, double, type>;
            if constexpr (n.op == sql_op::minus) {
                return -cast_where_other<to, type>(e);
            } else {
                return call_sql<Q, I, "positive">(cast_where_other<to, type>(e));
            }
        }
    } else if constexpr (n.kind == sql_kind::binary) {
        return bind_sql_binary<Q, I, Scope>();
    } else if constexpr (n.kind == sql_kind::logical) {
        auto const l = sql_condition<S>(bind_sql<Q, sql_child<Q, I, 0>, Scope>());
        auto const r = sql_condition<S>(bind_sql<Q, sql_child<Q, I, 1>, Scope>());
        if constexpr (n.op == sql_op::logical_and) {
            return l && r;
        } else {
            return l || r;
        }
    } else if constexpr (n.kind == sql_kind::logical_not) {
        return !sql_condition<S>(bind_sql<Q, sql_child<Q, I, 0>, Scope>());
    } else if constexpr (n.kind == sql_kind::between) {
        return negate_if<is_sql_negated<Q, I>>(sql_between<S>(bind_sql<Q, sql_child<Q, I, 0>, Scope>(),
                                                              bind_sql<Q, sql_child<Q, I, 1>, Scope>(),
                                                              bind_sql<Q, sql_child<Q, I, 2>, Scope>()));
    } else if constexpr (n.kind == sql_kind::in) {
        return negate_if<is_sql_negated<Q, I>>(
            bind_sql_in<Q, I, Scope>(std::make_index_sequence<sql_children<Q, I> - 1>{}));
    } else if constexpr (n.kind == sql_kind::like) {
        return bind_sql_like<Q, I, Scope>(std::make_index_sequence<sql_children<Q, I> - 1>{});
    } else if constexpr (n.kind == sql_kind::is) {
        return bind_sql_is<Q, I, Scope>();
    } else if constexpr (n.kind == sql_kind::case_when) {
        return bind_sql_case<Q, I, Scope>();
    } else if constexpr (n.kind == sql_kind::cast) {
        constexpr std::size_t to = sql_child<Q, I, 1>;
        if constexpr (sql_type<Q, to>::failed) {
            return sql_fault<bad_sql_type<Q, to>>{};
        } else if constexpr (n.op == sql_op::cast) {
            return weir::cast<typename sql_type<Q, to>::type>(bind_sql<Q, sql_child<Q, I, 0>, Scope>());
        } else {
            return try_cast<typename sql_type<Q, to>::type>(bind_sql<Q, sql_child<Q, I, 0>, Scope>());
        }
    } else if constexpr (n.kind == sql_kind::call) {
        return bind_sql_modified_call<Q, I, Scope>();
    } else if constexpr (n.kind == sql_kind::field) {
        return bind_sql_field<Q, I>(bind_sql<Q, sql_child<Q, I, 0>, Scope>());
    } else if constexpr (n.kind == sql_kind::item) {
        return bind_sql_element<Q, I, S>(bind_sql<Q, sql_child<Q, I, 0>, Scope>(),
                                         bind_sql<Q, sql_child<Q, I, 1>, Scope>());
    } else if constexpr (n.kind == sql_kind::list) {
        return [&]<std::size_t... K>(std::index_sequence<K...>) {
            return sql_tuple(bind_sql<Q, sql_child<Q, I, K>, Scope>()...);
        }(std::make_index_sequence<sql_children<Q, I>>{});
    } else if constexpr (n.kind == sql_kind::subquery || n.kind == sql_kind::exists) {
        return sql_fault<misplaced_sql_subquery<Q, I>>{};
    } else if constexpr (n.kind == sql_kind::alias) {
        return bind_sql<Q, sql_child<Q, I, 0>, Scope>().template as<sql_name<Q, I>>();
    } else if constexpr (n.kind == sql_kind::names) {
        return bind_sql_names<Q, I>(bind_sql<Q, sql_child<Q, I, 0>, Scope>(),
                                    std::make_index_sequence<sql_children<Q, I> - 1>{});
    } else {
        return sql_fault<bad_sql_literal<Q, I, "no expression", "write a value">>{};
    }
}

/// The node of an expression in a scope. A scope over groups has another answer to some nodes: its keys and
/// aggregates.
template <class Q, std::size_t I, class Scope>
constexpr auto bind_sql() {
    if constexpr (requires { Scope::template replacement<Q, I>(); }) {
        using replacement = decltype(Scope::template replacement<Q, I>());
        if constexpr (std::is_same_v<replacement, no_sql_replacement>) {
            return bind_sql_node<Q, I, Scope>();
        } else {
            return Scope::template replacement<Q, I>();
        }
    } else {
        return bind_sql_node<Q, I, Scope>();
    }
}

// Items of a select.

/// The expression of an item, without its alias.
template <class Q, std::size_t I>
inline constexpr std::size_t sql_item_expression =
    sql_node_at<Q, I>.kind == sql_kind::alias || sql_node_at<Q, I>.kind == sql_kind::names
        ? sql_child<Q, I, 0>
        : I;

/// Which item has the alias `name`; 0 for none.
template <class Q, std::size_t List>
constexpr std::size_t find_sql_alias(std::string_view name) {
    for (std::size_t n = Q::tree.nodes[List].first; n != 0; n = Q::tree.nodes[n].next) {
        auto const& node = Q::tree.nodes[n];
        if (node.kind != sql_kind::alias) continue;
        std::string_view written = Q::text.substr(node.begin, node.size);
        if (written.starts_with('`')) written = written.substr(1, written.size() - 2);
        if (equal_ignoring_case(written, name)) return n;
    }
    return 0;
}

// Checks.

template <class Q>
struct unreadable_sql {
    static constexpr verdict get() { return Q::tree.error; }
};

// Where in an expression the innermost mistake is that its nodes report; the place is added to their message.
template <class Q, std::size_t I, class Scope>
constexpr std::size_t find_sql_mistake() {
    std::size_t found = 0;
    [&]<std::size_t... K>(std::index_sequence<K...>) {
        [[maybe_unused]] constexpr auto inside =
            []<std::size_t C>(std::integral_constant<std::size_t, C>) -> std::size_t {
            constexpr sql_kind kind = sql_node_at<Q, C>.kind;
            if constexpr (kind == sql_kind::none || kind == sql_kind::type || kind == sql_kind::lambda
                          || kind >= sql_kind::query) {
                return 0;
            } else if constexpr (sql_bound<Q, C, Scope>::template check<typename Scope::schema>().failed()) {
                return find_sql_mistake<Q, C, Scope>();
            } else {
                return 0;
            }
        };
        (void)((found = inside(std::integral_constant<std::size_t, sql_child<Q, I, K>>{}), found != 0)
               || ...);
    }(std::make_index_sequence<sql_children<Q, I>>{});
    return found != 0 ? found : I;
}

template <class E, class S>
constexpr verdict check_sql_node() {
    if constexpr (is_star<E>) {
        return check_item<E, S>();
    } else {
        return E::template check<S>();
    }
}

/// The verdict on node `I` in a scope with a schema.
template <class Q, std::size_t I, class Scope>
constexpr verdict check_sql() {
    using S = typename Scope::schema;
    if constexpr (!check_sql_node<sql_bound<Q, I, Scope>, S>().failed()) {
        return {};
    } else {
        verdict const v = check_sql_node<sql_bound<Q, I, Scope>, S>();
        if (v.view().starts_with("sql: ")) return v;
        verdict placed = fault("sql: ", v.view());
        write_sql_place<Q, find_sql_mistake<Q, I, Scope>()>(placed.message);
        return placed;
    }
}

/// An expression text bound to a schema: its verdict and its node; nothing is raised.
template <fixed_string Text, class S>
struct sql_expression {
    using source = sql_item_text<Text>;
    using scope = sql_schema_scope<S>;

    static consteval auto bind() {
        if constexpr (source::tree.error.failed()) {
            return type_identity<sql_fault<unreadable_sql<source>>>{};
        } else {
            return type_identity<sql_bound<source, source::tree.root, scope>>{};
        }
    }
    /// The node of the expression: the type that the C++ spelling has.
    using type = typename decltype(bind())::type;

    static constexpr verdict check() {
        if constexpr (source::tree.error.failed()) {
            return source::tree.error;
        } else {
            return check_sql<source, source::tree.root, scope>();
        }
    }
    static constexpr auto make() {
        if constexpr (source::tree.error.failed()) {
            return type{};
        } else {
            return bind_sql<source, source::tree.root, scope>();
        }
    }
};

} // namespace weir::detail
