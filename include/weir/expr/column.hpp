// SPDX-License-Identifier: BSL-1.0
// A column by name, a field of a nested column, and the star.
#pragma once

#include <weir/expr/expression.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace weir {

namespace detail {

/// Where a name leads: a column, then fields of nested structs.
struct path {
    static constexpr std::size_t longest = 8;
    std::size_t column = not_found;
    std::size_t fields[longest]{};
    std::size_t depth = 0;
};

/// A path, or why there is none.
struct resolution {
    path way;
    std::string_view missing{}; // the field that was not found
    std::string_view near{};    // and the one that was probably meant
    bool ambiguous = false;

    [[nodiscard]] constexpr bool found() const {
        return way.column != not_found && missing.empty() && !ambiguous;
    }
};

// Spark resolves names without regard to case; an exact match wins, so that columns which differ in case only
// stay within reach.
template <class S>
constexpr std::size_t match_column(std::string_view name, bool& ambiguous) {
    std::size_t found = not_found;
    std::size_t exact = 0;
    std::size_t loose = 0;
    for (std::size_t i = 0; i < schema_of<S>::size; ++i) {
        if (schema_of<S>::names[i] == name) {
            if (++exact == 1) found = i;
        } else if (exact == 0 && equal_ignoring_case(schema_of<S>::names[i], name)) {
            if (++loose == 1) found = i;
        }
    }
    ambiguous = exact > 1 || (exact == 0 && loose > 1);
    return found;
}

// The column called `name` of the relation with the alias `qualifier`.
template <class S>
constexpr std::size_t match_qualified(std::string_view qualifier, std::string_view name, bool& ambiguous) {
    std::size_t found = not_found;
    for (std::size_t i = 0; i < schema_of<S>::size; ++i) {
        if (!equal_ignoring_case(schema_of<S>::qualifiers[i], qualifier)
            || !equal_ignoring_case(schema_of<S>::names[i], name))
            continue;
        ambiguous = found != not_found;
        if (found == not_found) found = i;
    }
    return found;
}

template <class S>
constexpr bool has_alias(std::string_view name) {
    if constexpr (has_qualifiers<S>) {
        for (std::string_view const q : schema_of<S>::qualifiers) {
            if (equal_ignoring_case(q, name)) return true;
        }
    }
    return false;
}

template <class T>
constexpr void walk_fields(std::string_view rest, resolution& p) {
    using value = value_type_of<T>;
    std::size_t const dot = rest.find('.');
    std::string_view const name = rest.substr(0, dot);
    if constexpr (struct_column<value>) {
        bool ambiguous = false;
        std::size_t const field = match_column<value>(name, ambiguous);
        if (field == not_found || p.way.depth == path::longest) {
            std::size_t const near = nearest(name, schema_of<value>::names);
            p.missing = name;
            if (near < schema_of<value>::size) p.near = schema_of<value>::names[near];
            return;
        }
        p.ambiguous = p.ambiguous || ambiguous;
        p.way.fields[p.way.depth++] = field;
        if (dot == std::string_view::npos) return;
        [&]<std::size_t... I>(std::index_sequence<I...>) {
            ((I == field ? walk_fields<column_type<value, I>>(rest.substr(dot + 1), p) : void()), ...);
        }(std::make_index_sequence<schema_of<value>::size>{});
    } else {
        p.missing = name;
    }
}

/// Resolves `name` (`price`, `window.start`) in the schema `S`.
template <class S>
constexpr resolution resolve(std::string_view name) {
    resolution p;
    p.way.column = match_column<S>(name, p.ambiguous);
    if (p.way.column != not_found) return p;
    std::size_t const dot = name.find('.');
    if (dot == std::string_view::npos) return p;
    std::string_view fields = name.substr(dot + 1);
    if constexpr (has_qualifiers<S>) {
        std::size_t const end = fields.find('.');
        p.way.column = match_qualified<S>(name.substr(0, dot), fields.substr(0, end), p.ambiguous);
        if (p.way.column != not_found) {
            if (end == std::string_view::npos) return p;
            fields = fields.substr(end + 1);
        }
    }
    if (p.way.column == not_found) p.way.column = match_column<S>(name.substr(0, dot), p.ambiguous);
    if (p.way.column == not_found) return p;
    [&]<std::size_t... I>(std::index_sequence<I...>) {
        ((I == p.way.column ? walk_fields<column_type<S, I>>(fields, p) : void()), ...);
    }(std::make_index_sequence<schema_of<S>::size>{});
    return p;
}

template <class T, path P, std::size_t Level, bool Nullable>
struct path_type {
    using value = value_type_of<T>;
    using next = path_type<column_type<value, P.fields[Level]>, P, Level + 1, Nullable || is_nullable<T>>;
    using type = typename next::type;
};
template <class T, path P, std::size_t Level, bool Nullable>
    requires(Level == P.depth)
struct path_type<T, P, Level, Nullable> {
    using type = nullable_if<T, Nullable || is_nullable<T>>;
};

template <path P, std::size_t Level, class T>
constexpr decltype(auto) walk_value(T const& value) {
    if constexpr (Level == P.depth) {
        return in_flight(value);
    } else if constexpr (is_nullable<T>) {
        using inner = decltype(walk_value<P, Level>(*value));
        using flat = std::remove_cvref_t<inner>;
        using out = std::conditional_t<is_nullable<flat>, flat, std::optional<flat>>;
        return value ? out(walk_value<P, Level>(*value)) : out();
    } else {
        return walk_value<P, Level + 1>(schema_of<T>::template get<P.fields[Level]>(value));
    }
}

// A column that the relation with a known alias does not have: its columns are shown, the nearest is named.
template <class S>
constexpr verdict no_qualified_column(std::string_view alias, std::string_view name) {
    std::array<std::string_view, schema_of<S>::size> own{};
    verdict v = fault("no column \"", name, "\" in \"", alias, "\" {");
    bool first = true;
    for (std::size_t i = 0; i < own.size(); ++i) {
        if (!equal_ignoring_case(schema_of<S>::qualifiers[i], alias)) continue;
        own[i] = schema_of<S>::names[i];
        constexpr std::size_t longest = 180;
        if (v.message.size() > longest) continue;
        v.message << (first ? "" : ", ") << own[i];
        first = false;
    }
    v.message << '}';
    std::size_t const near = nearest(name, own);
    if (near < own.size()) v.message << "; did you mean \"" << alias << '.' << own[near] << "\"?";
    return v;
}

template <class S>
constexpr verdict missing_path(resolution const& p, std::string_view name) {
    if (p.ambiguous) {
        if constexpr (requires { schema_of<S>::joined; }) {
            return fault("ambiguous column \"", name,
                         "\": both sides of the join have it; give the sides an "
                         "alias and write \"alias.",
                         name, "\"");
        } else {
            return fault("ambiguous column \"", name,
                         "\": several columns have this name; rename one with .as<>()");
        }
    }
    if (p.way.column == not_found) {
        if constexpr (has_qualifiers<S>) {
            std::size_t const dot = name.find('.');
            if (dot != std::string_view::npos && has_alias<S>(name.substr(0, dot)))
                return no_qualified_column<S>(name.substr(0, dot), name.substr(dot + 1));
        }
        return no_column<S>(
            name.substr(0, count_of<S>(name.substr(0, name.find('.'))) > 0 ? name.find('.') : name.size()));
    }
    verdict v;
    [&]<std::size_t... I>(std::index_sequence<I...>) {
        (void)((I == p.way.column
                    ? (v = fault("no field \"", p.missing, "\" in column \"", schema_of<S>::names[I],
                                 "\" of type ", short_type_name<column_type<S, I>>().view(),
                                 p.near.empty() ? "; see \"" : "; did you mean \"",
                                 p.near.empty() ? name : p.near, p.near.empty() ? "\"" : "\"?"),
                       true)
                    : false)
               || ...);
    }(std::make_index_sequence<schema_of<S>::size>{});
    return v;
}

} // namespace detail

/// A column of the input by name, or a field of a nested column by its path: `col<"window.start">`.
///
/// Null    null where the column is null, or a struct on the way.
/// Cost    the column is found at compile time; reading it is a member access.
/// Errors  compile time: no such column (with the nearest name), an ambiguous one.
/// Source  Spark functions.col.
template <fixed_string Name>
struct col_node : expression_interface<col_node<Name>> {
    static constexpr auto name = Name;

    /// No assignment: `"v"_c = 5` is taken for the comparison that was meant, after the message.
    template <class T>
    constexpr auto operator=(T const& value) const {
        constexpr auto check = [] {
            return detail::fault("assignment to column \"", Name.view(), "\"; compare with ==");
        };
        detail::raise<check>();
        return *this == value;
    }

    template <class S>
    static constexpr detail::resolution where = detail::resolve<S>(Name.view());

    template <class S>
    static constexpr auto find_type() {
        if constexpr (!where<S>.found()) {
            return detail::type_identity<unknown_type>{};
        } else {
            constexpr detail::path p = where<S>.way;
            return detail::type_identity<
                typename detail::path_type<column_type<S, p.column>, p, 0, false>::type>{};
        }
    }
    template <class S>
    using result = typename decltype(find_type<S>())::type;
    template <class S>
    static constexpr bool total = true;

    template <class S>
    static constexpr verdict check() {
        if constexpr (where<S>.found()) {
            return {};
        } else {
            return detail::missing_path<S>(where<S>, Name.view());
        }
    }
    template <class S>
    static constexpr detail::column_set reads() {
        return where<S>.found() ? detail::one_column(where<S>.way.column) : detail::column_set{};
    }
    static constexpr void write(detail::text& out) { out << Name.view(); }

    template <class S, class Row>
    constexpr decltype(auto) eval(Row const& row) const {
        constexpr detail::path p = where<S>.way;
        using detail::value_at; // and that of any row that is known where this is used
        if constexpr (p.depth == 0) {
            return value_at<p.column>(row);
        } else {
            return detail::walk_value<p, 0>(value_at<p.column>(row));
        }
    }
};

/// The column called `Name`.
/// Source  Spark functions.col.
template <fixed_string Name>
inline constexpr col_node<Name> col{};

namespace literals {
/// `"price"_c`: the column called price.
template <fixed_string Name>
consteval auto operator""_c() {
    return col_node<Name>{};
}
} // namespace literals

namespace detail {

constexpr std::size_t last_part(std::string_view name) {
    std::size_t const dot = name.find_last_of('.');
    return dot == std::string_view::npos ? 0 : dot + 1;
}

template <fixed_string Name>
struct output_name<col_node<Name>> {
    static constexpr std::size_t from = last_part(Name.view());
    static constexpr auto value = fixed_string<Name.size() - from>(Name.view().substr(from));
};

/// `*` or `t.*`.
template <class E>
inline constexpr bool is_star = false;
template <fixed_string Name>
inline constexpr bool is_star<col_node<Name>> = Name.view() == "*" || Name.view().ends_with(".*");

} // namespace detail
} // namespace weir
