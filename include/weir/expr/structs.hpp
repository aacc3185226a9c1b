// SPDX-License-Identifier: BSL-1.0
// Structs made of values, and their fields read.
#pragma once

#include <weir/expr/collection.hpp>
#include <weir/expr/column.hpp>

#include <concepts>
#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace weir {

namespace detail {

/// The name of a struct's field; `given` where an alias gave it.
template <fixed_string Name, bool Given>
struct field_label {
    static constexpr auto name = Name;
    static constexpr bool given = Given;
};

template <class... Labels>
struct struct_function {
    static constexpr std::string_view name = "struct";
    static constexpr bool sees_nulls = true;
    template <class... Ts>
    using result = row<columns<column<Labels::name, Ts>...>>;

    template <class... Names>
    static constexpr void write(text& out, Names const&... names) {
        out << name << '(';
        bool first = true;
        ((out << (first ? "" : ", ") << names.view() << (Labels::given ? " AS " : "")
              << (Labels::given ? Labels::name.view() : std::string_view()),
          first = false),
         ...);
        out << ')';
    }
    template <class R, class... Values>
    static constexpr R apply(Values const&... values) {
        return make<R>(std::index_sequence_for<Values...>{}, values...);
    }

private:
    template <class R, std::size_t... I, class... Values>
    static constexpr R make(std::index_sequence<I...>, Values const&... values) {
        return R(own<column_type<R, I>>(values)...);
    }
};

template <class... Labels>
struct named_struct_function : struct_function<Labels...> {
    static constexpr std::string_view name = "named_struct";
    template <class... Names>
    static constexpr void write(text& out, Names const&... names) {
        out << name << '(';
        bool first = true;
        ((out << (first ? "" : ", ") << Labels::name.view() << ", " << names.view(), first = false), ...);
        out << ')';
    }
};

/// The name of a field that nobody named: `col1`.
template <std::size_t I>
struct place_label {
    static constexpr auto text = [] {
        detail::text t;
        t << "col" << static_cast<std::int64_t>(I + 1);
        return fixed_string<(I < 9 ? 4 : I < 99 ? 5 : 6)>(t.view());
    }();
    using type = field_label<text, false>;
};
template <class E, std::size_t I>
struct label_of : place_label<I> {};
template <fixed_string Name, std::size_t I>
struct label_of<col_node<Name>, I> {
    using type = field_label<output_name<col_node<Name>>::value, false>;
};
template <fixed_string Name, class E, std::size_t I>
struct label_of<aliased<Name, E>, I> {
    using type = field_label<Name, true>;
};

template <fixed_string Name>
struct field_function;
template <fixed_string Name, class E, std::size_t I>
struct label_of<function<field_function<Name>, E>, I> {
    using type = field_label<Name, false>;
};

template <std::size_t... I, class... Es>
constexpr auto make_struct(std::index_sequence<I...>, Es const&... es) {
    return make_function<struct_function<typename label_of<expression_for<Es>, I>::type...>>(es...);
}

/// A field of a struct, or of each struct in an array.
template <fixed_string Name>
struct field_function {
    static constexpr std::string_view name = Name.view();

    template <class T>
    static constexpr auto find_struct() {
        if constexpr (is_array<T>) {
            return type_identity<value_type_of<element_of<T>>>{};
        } else {
            return type_identity<T>{};
        }
    }
    template <class T>
    using struct_type = typename decltype(find_struct<T>())::type;

    template <class S>
    static constexpr std::size_t place = [] {
        bool ambiguous = false;
        std::size_t const found = match_column<S>(Name.view(), ambiguous);
        return ambiguous ? not_found : found;
    }();

    template <class T>
    static constexpr verdict check() {
        using S = struct_type<T>;
        if constexpr (!struct_column<S>) {
            return fault("no field \"", name, "\" in a ", type_name<T>().view(), "; it has no fields");
        } else if constexpr (place<S> == not_found) {
            std::size_t const near = nearest(name, schema_of<S>::names);
            verdict v = fault("no field \"", name, "\" in ", short_type_name<T>().view());
            if (near < schema_of<S>::size) {
                v.message << "; did you mean \"" << schema_of<S>::names[near] << "\"?";
            } else {
                v.message << "; see its fields";
            }
            return v;
        } else {
            return {};
        }
    }
    template <class T>
    static constexpr auto find_result() {
        using S = struct_type<T>;
        using field = column_type<S, place<S>>;
        if constexpr (is_array<T>) {
            return type_identity<std::vector<element_if<field, some_null<field, element_of<T>>>>>{};
        } else {
            return type_identity<field>{};
        }
    }
    template <class T>
    using result = typename decltype(find_result<T>())::type;
    template <class T>
    static constexpr bool total = !is_array<T>;

    static constexpr void write(text& out, text const& inner) { out << inner.view() << '.' << name; }

    template <class R, class T>
    static constexpr decltype(auto) apply(T const& value) {
        using S = struct_type<T>;
        if constexpr (is_array<T>) {
            R out;
            out.reserve(value.size());
            for (auto const& item : value) {
                if (is_missing(item)) {
                    out.push_back(typename R::value_type{});
                } else {
                    out.push_back(schema_of<S>::template get<place<S>>(unwrap(item)));
                }
            }
            return out;
        } else {
            return in_flight(schema_of<S>::template get<place<S>>(value));
        }
    }
};

} // namespace detail

/// A struct of the given values: fields have the names of columns and aliases, else `col1`, `col2`, ….
///
/// Null    a struct is never null; its fields are as the values.
/// Source  Spark functions.struct.
/// Example `weir::struct_("name"_c, ("price"_c * 2).as<"twice">())`
template <class... Es>
    requires((detail::operand<Es> && ...) && sizeof...(Es) > 0)
constexpr auto struct_(Es const&... es) {
    return detail::make_struct(std::index_sequence_for<Es...>{}, es...);
}
/// A struct of the given values under the given names: `named_struct<"a", "b">(1, "price"_c)`.
/// Source  Spark functions.named_struct.
template <fixed_string... Names, class... Es>
    requires((detail::operand<Es> && ...) && sizeof...(Es) > 0 && sizeof...(Names) == sizeof...(Es))
constexpr auto named_struct(Es const&... es) {
    return detail::make_function<detail::named_struct_function<detail::field_label<Names, true>...>>(es...);
}
/// A field of a struct by name, whatever its case; of an array of structs the array of the fields.
///
/// Null    null where the struct is.
/// Cost    of a struct a member access, of an array a new array.
/// Errors  compile time: no such field, with the nearest one; neither struct nor array of structs.
/// Source  Spark Column.getField.
template <fixed_string Name, class E>
    requires detail::operand<E>
constexpr auto get_field(E const& e) {
    return detail::make_function<detail::field_function<Name>>(e);
}

} // namespace weir
