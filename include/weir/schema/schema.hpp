// SPDX-License-Identifier: BSL-1.0
// What a schema is: the names and types of columns, read from a plain struct, an adapted type or a computed
// row.
#pragma once

#include <weir/core/edit_distance.hpp>
#include <weir/core/fixed_string.hpp>
#include <weir/core/hana.hpp>
#include <weir/core/raise.hpp>
#include <weir/core/type_list.hpp>
#include <weir/schema/reflect.hpp>
#include <weir/schema/types.hpp>

#include <array>
#include <cstddef>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace weir {

/// A computed column: its name and its type (`std::optional` when it can be null).
template <fixed_string Name, class T>
struct column {
    static constexpr auto name = Name;
    using type = T;
};

/// A computed column that is also known by the alias of the relation that it comes from: `t.price`.
template <fixed_string Qualifier, fixed_string Name, class T>
struct qualified_column : column<Name, T> {
    static constexpr auto qualifier = Qualifier;
};

/// A computed schema, what a select or an aggregation gives.
template <class... Columns>
struct columns {};

namespace detail {

template <class Column>
constexpr std::string_view qualifier_of() {
    if constexpr (requires { Column::qualifier; }) {
        return Column::qualifier.view();
    } else {
        return {};
    }
}

template <bool Qualified, class... Columns>
struct column_qualifiers {};
template <class... Columns>
struct column_qualifiers<true, Columns...> {
    static constexpr std::array<std::string_view, sizeof...(Columns)> qualifiers{qualifier_of<Columns>()...};
};

template <class Columns>
struct computed_schema;
template <class... Columns>
struct computed_schema<columns<Columns...>>
    : column_qualifiers<(requires {
    Columns::qualifier; } || ...), Columns...> {
    static constexpr std::size_t size = sizeof...(Columns);
    static constexpr std::array<std::string_view, sizeof...(Columns)> names{Columns::name.view()...};
    using types = type_list<typename Columns::type...>;
};

/// A member of a type adapted by WEIR_SCHEMA.
template <class T, class M>
struct declared_member {
    M T::* pointer;
    std::string_view name;
};

template <class Members>
struct declared_members;
template <class T, class... Ms>
struct declared_members<std::tuple<declared_member<T, Ms>...>> {
    using types = type_list<Ms...>;
};

template <class T>
inline constexpr auto declared_schema_of = weir_schema(static_cast<T const*>(nullptr));

template <class T>
constexpr auto hana_names() {
    constexpr auto accessors = hana_accessors<T>();
    return [&]<std::size_t... I>(std::index_sequence<I...>) {
        return std::array<std::string_view, sizeof...(I)>{
            std::string_view(boost::hana::first(boost::hana::at_c<I>(accessors)).c_str())...};
    }(std::make_index_sequence<decltype(boost::hana::length(accessors))::value>{});
}

} // namespace detail

/// The schema of `S`: `size`, `names`, `types` (a pack, owned forms) and `get<I>(value)`.
///
/// Rows    `S` is a plain aggregate, a type adapted by WEIR_SCHEMA or Boost.Hana, or a computed
///         `columns<...>`.
/// Cost    names and types are looked up once a type, at compile time; `get` is a member access.
template <class S>
struct schema_of {
    static constexpr std::size_t size = detail::member_count<S>;
    static constexpr std::array<std::string_view, detail::member_count<S>> names = detail::member_names<S>;
    using types = detail::member_types<S>;

    template <std::size_t I>
    static constexpr auto const& get(S const& value) {
        return detail::member<I>(value);
    }
    template <std::size_t I>
    static constexpr auto& get(S& value) {
        return detail::member<I>(value);
    }
};

template <class... Columns>
struct schema_of<columns<Columns...>> : detail::computed_schema<columns<Columns...>> {};

template <class S>
    requires detail::declared_schema<S>
struct schema_of<S> {
    static constexpr auto const& members = detail::declared_schema_of<S>;
    using types = typename detail::declared_members<std::remove_cvref_t<decltype(members)>>::types;
    static constexpr std::size_t size = types::size;
    static constexpr std::array<std::string_view, types::size> names = std::apply(
        [](auto const&... m) { return std::array<std::string_view, types::size>{m.name...}; }, members);

    template <std::size_t I>
    static constexpr auto const& get(S const& value) {
        return value.*(std::get<I>(members).pointer);
    }
    template <std::size_t I>
    static constexpr auto& get(S& value) {
        return value.*(std::get<I>(members).pointer);
    }
};

template <class S>
    requires(detail::hana_struct<S> && !detail::declared_schema<S>)
struct schema_of<S> {
    static constexpr auto names = detail::hana_names<S>();
    static constexpr std::size_t size = names.size();

    template <std::size_t I>
    static constexpr auto const& get(S const& value) {
        return boost::hana::second(boost::hana::at_c<I>(detail::hana_accessors<S>()))(value);
    }
    template <std::size_t I>
    static constexpr auto& get(S& value) {
        return boost::hana::second(boost::hana::at_c<I>(detail::hana_accessors<S>()))(value);
    }

private:
    template <std::size_t... I>
    static auto list(std::index_sequence<I...>)
        -> detail::type_list<std::remove_cvref_t<decltype(get<I>(std::declval<S const&>()))>...>;

public:
    using types = decltype(list(std::make_index_sequence<size>{}));
};

/// The type of the column at index `I`.
template <class S, std::size_t I>
using column_type = detail::list_at<I, typename schema_of<S>::types>;

namespace detail {

// Converts to the bases of `T` alone, so that an aggregate which can begin with it has one.
template <class T>
struct any_base_of {
    template <class Base>
        requires(std::is_base_of_v<Base, T> && !std::is_same_v<Base, T>)
    operator Base() const; // NOLINT(google-explicit-constructor)
};
template <class T>
concept derived_aggregate = std::is_aggregate_v<T> && requires { T{any_base_of<T>{}}; };

/// A type that can describe rows.
template <class S>
concept schema_like = is_instance<S, columns> || is_row<S> || declared_schema<S> || hana_struct<S>
                      || (std::is_aggregate_v<S> && std::is_class_v<S> && !derived_aggregate<S>);

inline constexpr std::size_t not_found = static_cast<std::size_t>(-1);

/// The index of the column called `name`, or `not_found`.
template <class S>
constexpr std::size_t index_of(std::string_view name) {
    for (std::size_t i = 0; i < schema_of<S>::size; ++i) {
        if (schema_of<S>::names[i] == name) return i;
    }
    return not_found;
}

/// Whether columns of the schema are known by the alias of a relation too; then it has `qualifiers`, one a
/// column, empty where there is none.
template <class S>
concept has_qualifiers = requires { schema_of<S>::qualifiers; };

template <class S>
constexpr std::size_t count_of(std::string_view name) {
    std::size_t n = 0;
    for (auto const column : schema_of<S>::names) n += column == name ? 1 : 0;
    return n;
}

/// The name of a column's type, shortened for a message.
template <class T>
constexpr text short_type_name() {
    constexpr std::size_t longest = 60;
    verdict const whole = type_name<T>();
    text out;
    out << whole.view().substr(0, longest) << (whole.message.size() > longest ? "..." : "");
    return out;
}

template <class S, std::size_t I>
constexpr void write_column(text& out) {
    out << schema_of<S>::names[I] << ": " << short_type_name<column_type<S, I>>().view();
}

template <class S, std::size_t... I>
constexpr text shown_columns(std::size_t shown, std::size_t around, std::index_sequence<I...>) {
    constexpr std::size_t n = sizeof...(I);
    std::size_t const from = n <= shown || around < shown / 2
                                 ? 0
                                 : (around - shown / 2 + shown > n ? n - shown : around - shown / 2);
    std::size_t const to = n <= shown ? n : from + shown;
    text out;
    out << '{' << (from > 0 ? "..., " : "");
    ((I >= from && I < to ? (out << (I > from ? ", " : ""), write_column<S, I>(out)) : void()), ...);
    out << (to < n ? ", ..." : "") << '}';
    return out;
}

/// Writes a schema as messages show it: `{dt: timestamp, amount: int}`; of a wide one the columns around
/// `around` only.
template <class S>
constexpr void write_schema(text& out, std::size_t around = 0, std::size_t longest = 180) {
    constexpr auto all = std::make_index_sequence<schema_of<S>::size>{};
    text shown;
    for (std::size_t const count : {8U, 4U, 2U, 1U}) {
        shown = shown_columns<S>(count, around, all);
        if (shown.size() <= longest) break;
    }
    out << shown.view().substr(0, longest) << (shown.size() > longest ? "..." : "");
}

/// `no column "prcie" in {…}; did you mean "price"?`
template <class S>
constexpr verdict no_column(std::string_view name) {
    std::size_t const near = nearest(name, schema_of<S>::names);
    bool const found = near < schema_of<S>::size;
    verdict v = fault("no column \"", name, "\" in ");
    // Long names leave less room for the schema.
    std::size_t const names = name.size() + (found ? schema_of<S>::names[near].size() : 0);
    write_schema<S>(v.message, found ? near : 0, names < 60 ? 180 : names < 180 ? 240 - names : 60);
    if (found) v.message << "; did you mean \"" << schema_of<S>::names[near] << "\"?";
    return v;
}

// An aggregate with more members than structured bindings open it into.
template <class S>
constexpr bool is_too_wide() {
    if constexpr (is_instance<S, columns> || is_row<S> || declared_schema<S> || hana_struct<S>
                  || !std::is_aggregate_v<S> || !std::is_class_v<S> || derived_aggregate<S>) {
        return false;
    } else {
        return member_count<S> > max_members;
    }
}
template <class S>
inline constexpr bool too_wide = is_too_wide<S>();

/// Says why `S` cannot be the schema of a stream; empty when it can.
template <class S>
constexpr verdict check_schema() {
    if constexpr (too_wide<S>) {
        return fault("struct of more than ", max_members,
                     " members; nest some of them in a struct of their own");
    } else if constexpr (!schema_like<S>) {
        return fault(
            "no schema for a row type that is neither a plain aggregate nor adapted; use a struct without "
            "constructors and base classes, or WEIR_SCHEMA");
    } else {
        verdict v;
        [&]<std::size_t... I>(std::index_sequence<I...>) {
            (void)((v = check_column_type<column_type<S, I>>(schema_of<S>::names[I]), v.failed()) || ...);
        }(std::make_index_sequence<schema_of<S>::size>{});
        return v;
    }
}

// The columns of a schema that was rejected; where its type is none it is one that fits everywhere.
template <class S>
constexpr auto find_known_columns() {
    if constexpr (!schema_like<S> || too_wide<S>) {
        return columns<>{};
    } else {
        return []<std::size_t... I>(std::index_sequence<I...>) {
            constexpr auto name = []<std::size_t J>(std::integral_constant<std::size_t, J>) {
                constexpr std::string_view text = schema_of<S>::names[J];
                return fixed_string<text.size()>(text);
            };
            return columns<column<name(std::integral_constant<std::size_t, I>{}),
                                  std::conditional_t<check_column_type<column_type<S, I>>({}).failed(),
                                                     unknown_type, column_type<S, I>>>...>{};
        }(std::make_index_sequence<schema_of<S>::size>{});
    }
}
template <class S>
using known_columns = decltype(find_known_columns<S>());

} // namespace detail

namespace detail {

// Hash, equality and order of nested columns go field by field.
template <class T>
    requires struct_column<T>
struct value_fields<T> : schema_of<T> {};

} // namespace detail

/// A type whose members are all column types.
template <class S>
concept schema = !detail::check_schema<S>().failed();

} // namespace weir
