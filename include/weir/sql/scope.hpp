// SPDX-License-Identifier: BSL-1.0
// Where the names of a query lead: the columns of its relations, and the keys and aggregates of its groups.
#pragma once

#include <weir/expr/aggregate.hpp>
#include <weir/plan/select.hpp>
#include <weir/sql/bind.hpp>

#include <array>
#include <cstddef>
#include <string_view>
#include <utility>

namespace weir::detail {

template <class S, std::size_t C>
consteval auto sql_slot_name() {
    constexpr std::string_view name = schema_of<S>::names[C];
    return fixed_string<name.size()>(name);
}

/// The column at index `C`, whatever its name.
template <class S, std::size_t C>
constexpr auto sql_slot() {
    return slot<C, col_node<sql_slot_name<S, C>()>, column_type<S, C>>{};
}

/// The column at index `C`: by its name where that leads to it, so that the node is that of the C++ spelling.
template <class S, std::size_t C>
constexpr auto sql_column() {
    constexpr resolution found = resolve<S>(schema_of<S>::names[C]);
    if constexpr (found.found() && found.way.column == C && found.way.depth == 0) {
        return col_node<sql_slot_name<S, C>()>{};
    } else {
        return sql_slot<S, C>();
    }
}

template <class Q, std::size_t I>
struct misplaced_sql_subquery {
    static constexpr verdict get() {
        verdict v = fault("sql: subquery in the wrong place");
        write_sql_place<Q, I>(v.message, "in and exists stand alone in where, joined by and");
        return v;
    }
};

/// The columns from `From` up to `To` are those of the relation `Name`.
template <fixed_string Name, std::size_t From, std::size_t To, std::size_t Keys = 0>
struct sql_range {
    static constexpr auto name = Name;
    static constexpr std::size_t from = From;
    static constexpr std::size_t to = To;
    static constexpr std::size_t keys =
        Keys; // below a join by names the first columns are of this relation too
    static constexpr std::size_t node = 0;
};

/// The column `Column` is the value of the subquery at `Node`; no name leads there.
template <std::size_t Node, std::size_t Column>
struct sql_scalar {
    static constexpr auto name = fixed_string<0>();
    static constexpr std::size_t from = Column;
    static constexpr std::size_t to = Column + 1;
    static constexpr std::size_t keys = 0;
    static constexpr std::size_t node = Node;
};

template <class S, class... Ranges>
struct sql_scope {
    using schema = S;
    static constexpr bool any_hidden = ((Ranges::node != 0) || ...);

    static constexpr bool hidden(std::size_t column) {
        return ((Ranges::node != 0 && Ranges::from == column) || ...);
    }
    /// The value of the subquery at node `I`.
    template <class Q, std::size_t I>
    static constexpr auto subquery() {
        constexpr std::size_t at = [] {
            std::size_t found = not_found;
            (void)((Ranges::node == I ? (found = Ranges::from, true) : false) || ...);
            return found;
        }();
        if constexpr (at == not_found) {
            return sql_fault<misplaced_sql_subquery<Q, I>>{};
        } else {
            return sql_slot<S, at>();
        }
    }

    static constexpr std::size_t find_range(std::string_view name) {
        std::size_t i = 0;
        std::size_t found = not_found;
        (void)((!name.empty() && equal_ignoring_case(Ranges::name.view(), name) ? (found = i, true)
                                                                                : (++i, false))
               || ...);
        return found;
    }
    static constexpr std::size_t from(std::size_t range) {
        constexpr std::array<std::size_t, sizeof...(Ranges) + 1> all{Ranges::from..., 0};
        return all[range];
    }
    static constexpr std::size_t to(std::size_t range) {
        constexpr std::array<std::size_t, sizeof...(Ranges) + 1> all{Ranges::to..., 0};
        return all[range];
    }
    /// The column `t.c` of a relation `t`, with the number of characters of the name that led there.
    struct place {
        std::size_t column = not_found;
        std::size_t read = 0;
    };
    static constexpr place find_qualified(std::string_view name) {
        std::size_t const dot = name.find('.');
        if (dot == std::string_view::npos) return {};
        std::size_t const range = find_range(name.substr(0, dot));
        if (range == not_found) return {};
        std::string_view const rest = name.substr(dot + 1);
        std::string_view const head = rest.substr(0, rest.find('.'));
        constexpr std::array<std::size_t, sizeof...(Ranges) + 1> keys{Ranges::keys..., 0};
        for (std::string_view const part : {rest, head}) {
            for (std::size_t c = from(range); c < to(range); ++c) {
                if (equal_ignoring_case(schema_of<S>::names[c], part)) return {c, dot + 1 + part.size()};
            }
            for (std::size_t c = 0; c < keys[range]; ++c) {
                if (equal_ignoring_case(schema_of<S>::names[c], part)) return {c, dot + 1 + part.size()};
            }
        }
        return {};
    }
    template <class Q, std::size_t I>
    static constexpr bool is_qualified =
        sql_name<Q, I>.view().find('.') != std::string_view::npos
        && find_range(sql_name<Q, I>.view().substr(0, sql_name<Q, I>.view().find('.'))) != not_found;

    template <class Q, std::size_t I>
    static constexpr auto column() {
        constexpr place at = find_qualified(sql_name<Q, I>.view());
        if constexpr (at.column != not_found) {
            if constexpr (at.read == sql_name<Q, I>.size()) {
                return sql_column<S, at.column>();
            } else {
                return sql_field_of<Q, I, sql_name<Q, I>.size() - at.read>(sql_column<S, at.column>());
            }
        } else if constexpr (resolve<S>(sql_name<Q, I>.view()).found()) {
            return col_node<sql_name<Q, I>>{};
        } else {
            return sql_map_value<Q, I>();
        }
    }
    template <class Q, std::size_t I>
    static constexpr auto star() {
        return sql_free_scope::star<Q, I>();
    }

private:
    // The last `Size` characters of the name are a path of fields, with a dot before them.
    template <class Q, std::size_t I, std::size_t Size, fixed_string Name>
    static constexpr auto sql_field_of(col_node<Name>) {
        constexpr auto path = made_text<[](auto&& out) {
            for (char const c : Name.view()) out(c);
            for (char const c : sql_name<Q, I>.view().substr(sql_name<Q, I>.size() - Size)) out(c);
        }>();
        if constexpr (resolve<S>(path.view()).found()) {
            return col_node<path>{};
        } else {
            return sql_fault<unknown_sql_column<Q, I, S, true>>{};
        }
    }
    template <class Q, std::size_t I, std::size_t Size, class E>
    static constexpr auto sql_field_of(E const& e) {
        constexpr auto field =
            fixed_string<Size - 1>(sql_name<Q, I>.view().substr(sql_name<Q, I>.size() - Size + 1));
        return call_sql<Q, I, "get_field">(e, constant_text<field>{});
    }
    // `m.k` is the value of the key k of a map.
    template <class Q, std::size_t I>
    static constexpr auto sql_map_value() {
        constexpr std::size_t dot = sql_name<Q, I>.view().find('.');
        constexpr std::size_t head = dot == std::string_view::npos ? sql_name<Q, I>.size() : dot;
        constexpr auto name = fixed_string<head>(sql_name<Q, I>.view().substr(0, head));
        if constexpr (dot == std::string_view::npos || !resolve<S>(name.view()).found()) {
            return sql_fault<unknown_sql_column<Q, I, S, is_qualified<Q, I>>>{};
        } else if constexpr (is_map<result_value<col_node<name>, S>>) {
            constexpr auto key =
                fixed_string<sql_name<Q, I>.size() - dot - 1>(sql_name<Q, I>.view().substr(dot + 1));
            return call_sql<Q, I, "get_item">(col_node<name>{}, constant_text<key>{}).template as<key>();
        } else {
            return sql_fault<unknown_sql_column<Q, I, S, is_qualified<Q, I>>>{};
        }
    }
};

template <class Scope, class S, class Range>
struct widen_sql_scope;
template <class S, class... Ranges, class T, class Range>
struct widen_sql_scope<sql_scope<S, Ranges...>, T, Range> {
    using type = sql_scope<T, Ranges..., Range>;
};
/// A scope with another relation, whose columns come last.
template <class Scope, class S, fixed_string Name, std::size_t From, std::size_t To>
using sql_wider_scope = typename widen_sql_scope<Scope, S, sql_range<Name, From, To>>::type;

template <class Q, std::size_t Names>
consteval auto sql_names_name() {
    if constexpr (sql_source<Q, Names>.empty()) {
        return fixed_string<0>();
    } else {
        return sql_name<Q, Names>;
    }
}

// ---- groups

template <std::size_t... I, std::size_t... J>
std::index_sequence<I..., J...> join_two_sequences(std::index_sequence<I...>, std::index_sequence<J...>);

constexpr std::index_sequence<> join_sequences() { return {}; }
template <std::size_t... I>
constexpr std::index_sequence<I...> join_sequences(std::index_sequence<I...> one) {
    return one;
}
template <class First, class Second, class... Rest>
constexpr auto join_sequences(First, Second, Rest... rest) {
    return join_sequences(decltype(join_two_sequences(First{}, Second{})){}, rest...);
}

template <class Q, std::size_t I>
struct ungrouped_sql_column {
    static constexpr verdict get() {
        verdict v = fault("sql: column \"", sql_name<Q, I>.view(), "\" neither grouped nor aggregated");
        write_sql_place<Q, I>(v.message, "add it to group by, or use first(...), max(...)");
        return v;
    }
};

constexpr bool is_sql_value(sql_kind kind) {
    return kind >= sql_kind::column && kind <= sql_kind::item && kind != sql_kind::star;
}

template <class E, class... Es>
constexpr std::size_t find_type() {
    std::size_t i = 0;
    std::size_t found = not_found;
    (void)((std::is_same_v<E, Es> ? (found = i, true) : (++i, false)) || ...);
    return found;
}

/// Over the rows of an aggregation: its keys, by what they are computed from, by their names or by the
/// aliases of the select, and its aggregates. `S` is its schema: the keys, then the calls.
template <class Q, std::size_t Items, class Inner, class S, class Calls, std::size_t... Keys>
struct sql_group_scope;

template <class Q, std::size_t Items, class Inner, class S, class... Calls, std::size_t... Keys>
struct sql_group_scope<Q, Items, Inner, S, value_tuple<Calls...>, Keys...> {
    using schema = S;
    static constexpr std::size_t keys = sizeof...(Keys);

    static constexpr std::size_t find_range(std::string_view name) { return Inner::find_range(name); }
    static constexpr std::size_t from(std::size_t range) { return Inner::from(range); }
    static constexpr std::size_t to(std::size_t range) { return Inner::to(range); }

    template <class P, std::size_t I>
    static constexpr auto replacement() {
        constexpr sql_kind kind = sql_node_at<P, I>.kind;
        if constexpr (!is_sql_value(kind)) {
            return no_sql_replacement{};
        } else {
            using E = sql_bound<P, I, Inner>;
            constexpr std::size_t key = find_type<E, sql_bound<Q, Keys, Inner>...>();
            constexpr std::size_t call = find_type<E, Calls...>();
            if constexpr (key != not_found) {
                return sql_column<S, key>();
            } else if constexpr (call != not_found) {
                return slot<keys + call, E, column_type<S, keys + call>>{};
            } else if constexpr (kind == sql_kind::column) {
                return key_by_name<P, I>();
            } else {
                return no_sql_replacement{};
            }
        }
    }
    template <class P, std::size_t I>
    static constexpr auto column() {
        return Inner::template column<P, I>();
    }
    template <class P, std::size_t I>
    static constexpr auto star() {
        return sql_fault<bad_sql_literal<P, I, "a star in a group by", "name the columns">>{};
    }

private:
    template <class P, std::size_t I>
    static constexpr auto key_by_name() {
        constexpr resolution found = resolve<S>(sql_name<P, I>.view());
        constexpr std::size_t alias = find_sql_alias<Q, Items>(sql_name<P, I>.view());
        if constexpr (found.found() && found.way.column < keys && found.way.depth > 0) {
            return col_node<sql_name<P, I>>{}; // a field of a key
        } else if constexpr (!is_sql_fault<sql_bound<P, I, Inner>>) {
            return sql_fault<ungrouped_sql_column<P, I>>{};
        } else if constexpr (found.found() && found.way.column < keys) {
            return col_node<sql_name<P, I>>{};
        } else if constexpr (alias != 0) {
            return bind_sql<Q, sql_item_expression<Q, alias>, sql_group_scope>();
        } else {
            return no_sql_replacement{};
        }
    }
};

} // namespace weir::detail
