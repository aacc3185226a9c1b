// SPDX-License-Identifier: BSL-1.0
// Where the names of a query lead: to the columns of its relations.
#pragma once

#include <weir/expr/aggregate.hpp>
#include <weir/plan/select.hpp>
#include <weir/sql/bind.hpp>
#include <weir/sql/relation_range.hpp>

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

/// Where a type is in a list; `not_found` where it is not.
template <class E, class... Es>
constexpr std::size_t find_type() {
    std::size_t i = 0;
    std::size_t found = not_found;
    (void)((std::is_same_v<E, Es> ? (found = i, true) : (++i, false)) || ...);
    return found;
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

/// The columns that a star stands for, by index.
template <class Q, std::size_t I, class Scope>
inline constexpr auto sql_star_columns = [] {
    using S = typename Scope::schema;
    struct {
        std::array<std::size_t, schema_of<S>::size + 1> at{};
        std::size_t size = 0;
    } found;
    auto const add = [&](std::size_t c) {
        for (std::size_t n = Q::tree.nodes[I].first; n != 0; n = Q::tree.nodes[n].next) {
            auto const& node = Q::tree.nodes[n];
            std::string_view name = Q::text.substr(node.begin, node.size);
            if (name.starts_with('`')) name = name.substr(1, name.size() - 2);
            if (equal_ignoring_case(name, schema_of<S>::names[c])) return;
        }
        found.at[found.size++] = c;
    };
    if constexpr (sql_source<Q, I>.empty()) {
        for (std::size_t c = 0; c < schema_of<S>::size; ++c) {
            if (!Scope::hidden(c)) add(c);
        }
    } else if constexpr (constexpr std::size_t range = Scope::find_range(sql_name<Q, I>.view());
                         range != not_found) {
        for (std::size_t i = 0; i < Scope::range_size(range); ++i) add(Scope::range_column(range, i));
    }
    return found;
}();

template <class S, class... Ranges>
struct sql_scope {
    using schema = S;
    static constexpr bool any_hidden = (!Ranges::hidden.empty() || ...);
    static constexpr bool hidden([[maybe_unused]] std::size_t column) {
        return (Ranges::hidden.has(column) || ...);
    }

    static constexpr std::size_t find_range([[maybe_unused]] std::string_view name) {
        std::size_t i = 0;
        std::size_t found = not_found;
        (void)((!name.empty() && equal_ignoring_case(Ranges::name.view(), name) ? (found = i, true)
                                                                                : (++i, false))
               || ...);
        return found;
    }
    /// How many columns a relation has, and which.
    static constexpr std::size_t range_size(std::size_t range) {
        constexpr std::array<std::size_t, sizeof...(Ranges) + 1> all{Ranges::size..., 0};
        return all[range];
    }
    static constexpr std::size_t range_column(std::size_t range, [[maybe_unused]] std::size_t i) {
        std::size_t n = 0;
        std::size_t found = not_found;
        (void)((n++ == range ? (found = Ranges::at(i), true) : false) || ...);
        return found;
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
        for (std::string_view const part : {rest, head}) {
            std::size_t const column = find_in_range(range, part);
            if (column != not_found) return {column, dot + 1 + part.size()};
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
        if (part != 0) return find_in_range(range, name.substr(part));
        for (std::size_t c = 0; c < schema_of<S>::size; ++c) {
            if (equal_ignoring_case(schema_of<S>::names[c], name)) return c;
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
    /// The one column of a name that is neither hidden nor a twin of another; `not_found` where there are
    /// none or several.
    static constexpr std::size_t find_first_twin(std::string_view name) {
        if constexpr ((Ranges::twins.empty() && ...) && !any_hidden) return not_found;
        std::size_t found = not_found;
        for (std::size_t c = 0; c < schema_of<S>::size; ++c) {
            if (!equal_ignoring_case(schema_of<S>::names[c], name)) continue;
            if (hidden(c) || (Ranges::twins.has(c) || ...)) continue;
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
    /// The columns of a star among the arguments of a call.
    template <class Q, std::size_t I>
    static constexpr auto spread() {
        return []<std::size_t... K>(std::index_sequence<K...>) {
            return make_value_tuple(sql_column<S, sql_star_columns<Q, I, sql_scope>.at[K]>()...);
        }(std::make_index_sequence<sql_star_columns<Q, I, sql_scope>.size>{});
    }

private:
    static constexpr std::size_t find_in_range(std::size_t range, std::string_view name) {
        for (std::size_t i = 0; i < range_size(range); ++i) {
            std::size_t const column = range_column(range, i);
            if (equal_ignoring_case(schema_of<S>::names[column], name)) return column;
        }
        return not_found;
    }
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

} // namespace weir::detail
