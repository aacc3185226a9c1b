// SPDX-License-Identifier: BSL-1.0
// The items of a SQL select: what a star stands for, names, aliases.
#pragma once

#include <weir/plan/select.hpp>
#include <weir/sql/from.hpp>

#include <array>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

namespace weir::detail {

/// The scope of the items of a select: a name that leads nowhere may be the alias of an item before.
template <class Q, std::size_t Items, class Scope>
struct sql_items_scope : Scope {
    template <class P, std::size_t I>
    static constexpr auto column() {
        auto const found = Scope::template column<P, I>();
        constexpr std::size_t alias = find_sql_alias<Q, Items>(sql_name<P, I>.view());
        if constexpr (is_sql_fault<std::remove_const_t<decltype(found)>> && alias != 0 && alias < I) {
            return bind_sql<Q, sql_item_expression<Q, alias>, sql_items_scope>();
        } else {
            return found;
        }
    }
};

/// Over groups a star stands for the columns of the rows, which have to be keys.
template <class Scope>
concept sql_groups = requires { typename Scope::rows_scope; };

template <class Q, std::size_t I, sql_groups Scope>
constexpr auto bind_sql_star_of_keys() {
    using rows = typename Scope::rows_scope;
    using S = typename Scope::schema;
    return []<std::size_t... K>(std::index_sequence<K...>) {
        constexpr auto& found = sql_star_columns<Q, I, rows>;
        return make_value_tuple(sql_slot<S, Scope::template find_key<found.at[K]>()>()
                                    .template as<sql_slot_name<typename rows::schema, found.at[K]>()>()...);
    }(std::make_index_sequence<sql_star_columns<Q, I, rows>.size>{});
}
/// The column of a star that is no key; `not_found` where all are.
template <class Q, std::size_t I, sql_groups Scope>
constexpr std::size_t find_ungrouped_sql_column() {
    using rows = typename Scope::rows_scope;
    return []<std::size_t... K>(std::index_sequence<K...>) {
        constexpr auto& found = sql_star_columns<Q, I, rows>;
        std::size_t column = not_found;
        (void)((Scope::template find_key<found.at[K]>() == not_found ? (column = found.at[K], true) : false)
               || ...);
        return column;
    }(std::make_index_sequence<sql_star_columns<Q, I, rows>.size>{});
}

/// The nodes of an item, with their aliases: several of a star.
template <class Q, std::size_t I, class Scope, class Names = Scope>
constexpr auto bind_sql_item() {
    constexpr sql_node n = sql_node_at<Q, I>;
    if constexpr (n.kind == sql_kind::star && sql_groups<Scope>) {
        return bind_sql_star_of_keys<Q, I, Scope>();
    } else if constexpr (n.kind == sql_kind::star) {
        if constexpr (!sql_source<Q, I>.empty() && Scope::find_range(sql_name<Q, I>.view()) == not_found) {
            auto const star = sql_free_scope::star<Q, I>(); // of a struct
            return value_tuple<std::remove_const_t<decltype(star)>>(star);
        } else if constexpr (sql_source<Q, I>.empty() && sql_children<Q, I> == 0 && !Scope::any_hidden) {
            return value_tuple<col_node<"*">>();
        } else {
            return [&]<std::size_t... K>(std::index_sequence<K...>) {
                constexpr auto& found = sql_star_columns<Q, I, Scope>;
                using S = typename Scope::schema;
                return value_tuple<
                    decltype(sql_slot<S, found.at[K]>().template as<sql_slot_name<S, found.at[K]>()>())...>(
                    sql_slot<S, found.at[K]>().template as<sql_slot_name<S, found.at[K]>()>()...);
            }(std::make_index_sequence<sql_star_columns<Q, I, Scope>.size>{});
        }
    } else if constexpr (n.kind == sql_kind::alias) {
        auto const e = bind_sql<Q, sql_child<Q, I, 0>, Scope>().template as<sql_name<Q, I>>();
        return value_tuple<std::remove_const_t<decltype(e)>>(e);
    } else {
        auto const e = bind_sql<Q, I, Scope>();
        using type = std::remove_const_t<decltype(e)>;
        if constexpr (std::is_same_v<Scope, Names> || makes_rows<type>) {
            return value_tuple<type>(e);
        } else {
            // The window of a group by is a name above it only: below it is a fault, written `?`.
            using lower = sql_bound<Q, I, Names>;
            constexpr bool is_known = output_name<lower>::value.view().find('?') == std::string_view::npos;
            using naming = std::conditional_t<is_known, lower, type>;
            auto const named = e.template as<output_name<naming>::value>();
            return value_tuple<std::remove_const_t<decltype(named)>>(named);
        }
    }
}

template <class Q, std::size_t List, class Scope, class Names = Scope>
constexpr auto bind_sql_items() {
    return []<std::size_t... K>(std::index_sequence<K...>) {
        return join_tuples(bind_sql_item<Q, sql_child<Q, List, K>, Scope, Names>()...);
    }(std::make_index_sequence<sql_children<Q, List>>{});
}

template <class Q, std::size_t I, class Scope>
constexpr verdict check_sql_item() {
    if constexpr (sql_node_at<Q, I>.kind == sql_kind::star && sql_groups<Scope>) {
        constexpr std::size_t column = find_ungrouped_sql_column<Q, I, Scope>();
        if constexpr (column == not_found) {
            return {};
        } else {
            using rows = typename Scope::rows_scope::schema;
            verdict v =
                fault("sql: column \"", schema_of<rows>::names[column], "\" neither grouped nor aggregated");
            write_sql_place<Q, I>(v.message, "name the keys of group by instead of a star");
            return v;
        }
    } else if constexpr (sql_node_at<Q, I>.kind == sql_kind::star) {
        if constexpr (sql_source<Q, I>.empty()) {
            if constexpr (schema_of<typename Scope::schema>::size == 0) {
                verdict v = fault("sql: \"*\" without from");
                write_sql_place<Q, I>(v.message, "name a table");
                return v;
            } else {
                return {};
            }
        } else if constexpr (Scope::find_range(sql_name<Q, I>.view()) != not_found) {
            return {};
        } else {
            verdict const v = check_item<decltype(sql_free_scope::star<Q, I>()), typename Scope::schema>();
            if (!v.failed()) return v;
            verdict placed = fault("sql: ", v.view());
            write_sql_place<Q, I>(placed.message);
            return placed;
        }
    } else {
        constexpr std::size_t expression = sql_item_expression<Q, I>;
        constexpr std::size_t generator = find_sql_generator<Q>(expression);
        if constexpr (generator != 0 && generator != expression) {
            return nested_sql_generator<Q, generator>::get();
        } else {
            constexpr bool alias = sql_node_at<Q, I>.kind == sql_kind::alias;
            return check_sql<Q, alias ? expression : I, Scope>();
        }
    }
}

template <class Q, std::size_t List>
struct empty_sql_items {
    static constexpr verdict get() {
        verdict v = fault("sql: select of no column");
        write_sql_place<Q, List>(v.message, "except leaves out all of them");
        return v;
    }
};

/// Whether a select has only a star, which stands for nothing.
template <class Q, std::size_t List, class Scope>
constexpr bool has_no_sql_items() {
    constexpr std::size_t first = sql_child<Q, List, 0>;
    if constexpr (sql_children<Q, List> == 1 && sql_node_at<Q, first>.kind == sql_kind::star
                  && sql_children<Q, first> > 0 && sql_source<Q, first>.empty() && !sql_groups<Scope>) {
        return schema_of<typename Scope::schema>::size > 0 && sql_star_columns<Q, first, Scope>.size == 0;
    } else {
        return false;
    }
}

template <class Q, std::size_t List, class Scope>
constexpr verdict check_sql_items() {
    if constexpr (has_no_sql_items<Q, List, Scope>()) return empty_sql_items<Q, List>::get();
    return []<std::size_t... K>(std::index_sequence<K...>) {
        return first_fault(check_sql_item<Q, sql_child<Q, List, K>, Scope>()...);
    }(std::make_index_sequence<sql_children<Q, List>>{});
}

/// The name of an item as text that can be a template argument.
template <class Q, std::size_t I, class Scope>
consteval auto sql_item_label() {
    if constexpr (sql_node_at<Q, I>.kind == sql_kind::alias) {
        return sql_name<Q, I>;
    } else {
        return output_name<sql_bound<Q, I, Scope>>::value;
    }
}

/// The name under which an item is known; empty for a star.
template <class Q, std::size_t I, class Scope>
constexpr std::string_view sql_item_name() {
    if constexpr (sql_node_at<Q, I>.kind == sql_kind::star) {
        return {};
    } else if constexpr (sql_node_at<Q, I>.kind == sql_kind::alias) {
        return sql_name<Q, I>.view();
    } else {
        return output_name<sql_bound<Q, I, Scope>>::value.view();
    }
}

} // namespace weir::detail
