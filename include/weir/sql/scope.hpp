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

/// Whether an expression is a column as it is.
template <class E>
inline constexpr bool is_sql_column = false;
template <fixed_string Name>
inline constexpr bool is_sql_column<col_node<Name>> = true;
template <std::size_t I, class Call, class T>
inline constexpr bool is_sql_column<slot<I, Call, T>> = true;

/// Where the last part of a name begins that has a dot in backquotes; `not_found` of other names. In
/// `t.\`a.b\`` the dots say which are parts, in `\`a.b\`` none does.
template <class Q, std::size_t I>
inline constexpr std::size_t sql_dotted_part = [] {
    std::size_t part = 0; // in the name without its quotes
    std::size_t at = 0;
    bool quoted = false;
    bool found = false;
    for (char const c : sql_source<Q, I>) {
        if (c == '`') {
            quoted = !quoted;
            continue;
        }
        ++at;
        if (c == '.' && !quoted) part = at;
        found = found || (c == '.' && quoted);
    }
    return found ? part : not_found;
}();

/// The columns from `From` up to `To` are those of the relation `Name`; `Twins`, counted from `From`, are the
/// same column as one of their name before them.
template <fixed_string Name, std::size_t From, std::size_t To, std::size_t Keys = 0,
          column_set Twins = column_set{}>
struct sql_range {
    static constexpr column_set twins = Twins;
    static constexpr auto name = Name;
    static constexpr std::size_t from = From;
    static constexpr std::size_t to = To;
    // Below a join by names the first columns are of this relation too.
    static constexpr std::size_t keys = Keys;
};

template <class S, class... Ranges>
struct sql_scope {
    using schema = S;
    static constexpr bool any_hidden = false;
    static constexpr bool hidden(std::size_t) { return false; }

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

    /// The column whose name is in backquotes and has dots, of a relation or of any.
    static constexpr std::size_t find_dotted(std::string_view name, std::size_t part) {
        std::size_t const range = part == 0 ? not_found : find_range(name.substr(0, part - 1));
        if (part != 0 && range == not_found) return not_found;
        std::size_t const end = part == 0 ? schema_of<S>::size : to(range);
        for (std::size_t c = part == 0 ? 0 : from(range); c < end; ++c) {
            if (equal_ignoring_case(schema_of<S>::names[c], name.substr(part))) return c;
        }
        return not_found;
    }

    template <class Q, std::size_t I>
    static constexpr auto column() {
        if constexpr (sql_dotted_part<Q, I> != not_found) {
            constexpr std::size_t dotted = find_dotted(sql_name<Q, I>.view(), sql_dotted_part<Q, I>);
            if constexpr (dotted == not_found) {
                return sql_fault<unknown_sql_column<Q, I, S>>{};
            } else {
                return sql_slot<S, dotted>();
            }
        } else {
            return plain_column<Q, I>();
        }
    }
    /// The one column of a name that is no twin of another; `not_found` where there are none or several.
    static constexpr std::size_t find_first_twin(std::string_view name) {
        if constexpr (((Ranges::twins == column_set{}) && ...)) return not_found;
        std::size_t found = not_found;
        for (std::size_t c = 0; c < schema_of<S>::size; ++c) {
            if (!equal_ignoring_case(schema_of<S>::names[c], name)) continue;
            if (((c >= Ranges::from && c < Ranges::to && Ranges::twins.has(c - Ranges::from)) || ...))
                continue;
            if (found != not_found) return not_found;
            found = c;
        }
        return found;
    }

    template <class Q, std::size_t I>
    static constexpr auto plain_column() {
        constexpr place at = find_qualified(sql_name<Q, I>.view());
        if constexpr (at.column != not_found) {
            if constexpr (at.read == sql_name<Q, I>.size()) {
                return sql_column<S, at.column>();
            } else {
                return sql_field_of<Q, I, sql_name<Q, I>.size() - at.read>(sql_column<S, at.column>());
            }
        } else if constexpr (resolve<S>(sql_name<Q, I>.view()).found()) {
            return col_node<sql_name<Q, I>>{};
        } else if constexpr (find_first_twin(sql_name<Q, I>.view()) != not_found) {
            return sql_slot<S, find_first_twin(sql_name<Q, I>.view())>();
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

/// A scope whose columns are those of another schema, which begins as its own does.
template <class S, class Scope>
struct change_sql_schema;
template <class S, class T, class... Ranges>
struct change_sql_schema<S, sql_scope<T, Ranges...>> {
    using type = sql_scope<S, Ranges...>;
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
///
/// `Sets` is `no_sql_sets`, or what there is to know of grouping sets: then a column follows the keys that
/// says which set a group is of.
template <class Q, std::size_t Items, class Inner, class S, class Sets, class Calls, std::size_t... Keys>
struct sql_group_scope;

struct no_sql_sets {
    static constexpr std::size_t columns = 0;
};

template <class Q, std::size_t Items, class Inner, class S, class Sets, class... Calls, std::size_t... Keys>
struct sql_group_scope<Q, Items, Inner, S, Sets, value_tuple<Calls...>, Keys...> {
    using schema = S;
    static constexpr std::size_t keys = sizeof...(Keys);
    static constexpr std::size_t first_call = keys + Sets::columns;

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
                return slot<first_call + call, E, column_type<S, first_call + call>>{};
            } else if constexpr (kind == sql_kind::column) {
                return key_by_name<P, I>();
            } else if constexpr (Sets::columns > 0 && kind == sql_kind::call) {
                return Sets::template call<P, I, Inner, decltype(sql_slot<S, keys>()),
                                           sql_bound<Q, Keys, Inner>...>();
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

template <class S, class Q, std::size_t Items, class Inner, class T, class Sets, class Calls,
          std::size_t... Keys>
struct change_sql_schema<S, sql_group_scope<Q, Items, Inner, T, Sets, Calls, Keys...>> {
    using type = sql_group_scope<Q, Items, Inner, S, Sets, Calls, Keys...>;
};

} // namespace weir::detail
