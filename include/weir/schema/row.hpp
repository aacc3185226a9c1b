// SPDX-License-Identifier: BSL-1.0
// Rows as users meet them: owned (`row<Schema>`) and borrowed during a callback (`row_ref`).
#pragma once

#include <weir/core/fixed_string.hpp>
#include <weir/core/raise.hpp>
#include <weir/schema/flight.hpp>
#include <weir/schema/joined_schema.hpp>
#include <weir/schema/schema.hpp>

#include <concepts>
#include <cstddef>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace weir {

namespace detail {

template <class S, fixed_string Name>
constexpr verdict check_row_access() {
    if constexpr (index_of<S>(Name) == not_found) {
        return no_column<S>(Name);
    } else {
        return {};
    }
}

template <class S, fixed_string Name>
constexpr std::size_t require_column() {
    constexpr auto check = [] { return check_row_access<S, Name>(); };
    if constexpr (check().failed()) {
        raise<check>();
        // The column that was probably meant, so that what the value is used for is no second mistake.
        return nearest(Name.view(), schema_of<S>::names);
    } else {
        return index_of<S>(Name);
    }
}

template <class T, class From>
concept fits_column =
    std::is_constructible_v<T, From>
    || (is_nullable<T> && is_nullable<std::remove_cvref_t<From>>
        && std::is_constructible_v<value_type_of<T>, value_type_of<std::remove_cvref_t<From>>>);

template <class Types, class... Ts>
inline constexpr bool values_fit = false;
template <class... Columns, class... Ts>
    requires(sizeof...(Columns) == sizeof...(Ts))
inline constexpr bool values_fit<type_list<Columns...>, Ts...> = (fits_column<Columns, Ts> && ...);

template <class T>
inline constexpr bool is_index_sequence = false;
template <std::size_t... I>
inline constexpr bool is_index_sequence<std::index_sequence<I...>> = true;

/// Says why values are no row of the columns of `S`.
template <class S, class... Values>
constexpr verdict check_values() {
    if constexpr (sizeof...(Values) != schema_of<S>::size) {
        verdict v = fault("row of ", sizeof...(Values), " values for ", schema_of<S>::size, " columns ");
        write_schema<S>(v.message);
        v.message << "; write one value a column";
        return v;
    } else {
        return []<std::size_t... I>(std::index_sequence<I...>) {
            verdict v;
            (void)((!fits_column<column_type<S, I>, Values>
                    && (v = fault("value for column \"", schema_of<S>::names[I], "\" is not of its type ",
                                  short_type_name<column_type<S, I>>().view(),
                                  "; write a value of that type"),
                        true))
                   || ...);
            return v;
        }(std::index_sequence_for<Values...>{});
    }
}

/// The values of an owned row, made of values of exactly their types: in {"Andy", {}} the empty braces are a
/// null.
template <class Types>
class owned_values;
template <class... Ts>
class owned_values<type_list<Ts...>> {
public:
    constexpr owned_values() = default;
    constexpr explicit owned_values(value_tuple<Ts...> values) : values_(std::move(values)) {}
    constexpr owned_values(Ts... values) // NOLINT(google-explicit-constructor): {"LiLei", 12} is a row
        requires(sizeof...(Ts) > 0)
        : values_(std::move(values)...) {}

protected:
    value_tuple<Ts...> values_; // NOLINT(cppcoreguidelines-non-private-member-variables-in-classes)
};

/// Stands for the value of a column that is not there, which has been reported: a text where one is wanted, a
/// number where one is wanted, and whatever is computed of it is as unknown.
struct rejected_value : std::string_view {
    template <class T>
        requires(std::is_arithmetic_v<T>)
    constexpr operator T() const { // NOLINT(google-explicit-constructor)
        return T{};
    }
};

template <class A, class B>
concept one_rejected = std::same_as<A, rejected_value> || std::same_as<B, rejected_value>;

template <class A, class B>
    requires one_rejected<A, B>
constexpr rejected_value operator+(A const&, B const&) {
    return {};
}
template <class A, class B>
    requires one_rejected<A, B>
constexpr rejected_value operator-(A const&, B const&) {
    return {};
}
template <class A, class B>
    requires one_rejected<A, B>
constexpr rejected_value operator*(A const&, B const&) {
    return {};
}
template <class A, class B>
    requires one_rejected<A, B>
constexpr rejected_value operator/(A const&, B const&) {
    return {};
}
template <class A, class B>
    requires one_rejected<A, B>
constexpr bool operator==(A const&, B const&) {
    return false;
}
template <class A, class B>
    requires one_rejected<A, B>
constexpr bool operator<(A const&, B const&) {
    return false;
}
template <class A, class B>
    requires one_rejected<A, B>
constexpr bool operator>(A const&, B const&) {
    return false;
}

/// What both forms of a row offer: access by name, in the vocabulary of columns.
template <class Derived, class S>
class row_interface {
public:
    using schema = S;

    /// The value of the column `Name`.
    /// Errors  compile time: no such column.
    template <fixed_string Name>
    [[nodiscard]] constexpr decltype(auto) get() const {
        constexpr std::size_t i = require_column<S, Name>();
        if constexpr (i < schema_of<S>::size) {
            return static_cast<Derived const&>(*this).template at<i>();
        } else {
            return rejected_value{};
        }
    }

    /// The value of the column at index `I`; this is what structured bindings use.
    template <std::size_t I>
    [[nodiscard]] constexpr decltype(auto) get() const {
        return static_cast<Derived const&>(*this).template at<I>();
    }

    /// `row["price"_c]`: the value of that column.
    /// Errors  compile time: no such column.
    template <class Column>
        requires requires { Column::name; }
    [[nodiscard]] constexpr decltype(auto) operator[](Column) const {
        return get<Column::name>();
    }

    /// A column is no text and no number: `row["price"]` says so.
    template <class Key>
        requires(!requires { Key::name; })
    [[nodiscard]] constexpr rejected_value operator[](Key const&) const {
        constexpr auto check = [] {
            return std::is_convertible_v<Key, std::string_view>
                       ? fault("text between [ and ] of a row; write row[\"price\"_c], the name with _c")
                       : fault(
                             "row[...] without a column; write row[\"price\"_c], or row.at<0>() by position");
        };
        raise<check>();
        return {};
    }
};

} // namespace detail

/// A row that owns its values, text included.
///
/// Rows    one value a column of `Schema`, in order; a nullable column is a std::optional.
/// Cost    as a tuple of the owned types.
/// Errors  compile time: reading a column that is not there.
template <class Schema>
class row : public detail::row_interface<row<Schema>, Schema>,
            private detail::owned_values<typename schema_of<Schema>::types> {
    using values = detail::owned_values<typename schema_of<Schema>::types>;
    using values::values_;
    static constexpr std::size_t width = schema_of<Schema>::size;

public:
    using values::values;
    row() = default;

    /// A row of the given values, in the order of the columns.
    template <class... Ts>
        requires(sizeof...(Ts) == width && width > 0
                 && !(width == 1 && (std::is_same_v<std::remove_cvref_t<Ts>, row> && ...))
                 && detail::values_fit<typename schema_of<Schema>::types, Ts...>)
    constexpr row(Ts&&... columns) // NOLINT(google-explicit-constructor): {"LiLei", 12} is a row
        : row(std::make_index_sequence<width>{}, std::forward<Ts>(columns)...) {}

    /// Values that are no row of these columns: too many, too few, of other types.
    template <class First, class Second, class... Ts>
        requires(!detail::is_index_sequence<std::remove_cvref_t<First>>
                 && (sizeof...(Ts) + 2 != width
                     || !(detail::values_fit<typename schema_of<Schema>::types, First, Second, Ts...>
                          || std::is_constructible_v<values, First const&, Second const&, Ts const&...>)))
    constexpr row(First const&, Second const&, Ts const&...) { // NOLINT(google-explicit-constructor)
        constexpr auto check = [] { return detail::check_values<Schema, First, Second, Ts...>(); };
        detail::raise<check>();
    }

    /// The value at index `I`, in its owned form.
    template <std::size_t I>
    [[nodiscard]] constexpr auto const& at() const {
        return detail::element<I>(values_);
    }
    template <std::size_t I>
    [[nodiscard]] constexpr auto& at() {
        return detail::element<I>(values_);
    }

    friend constexpr bool operator==(row const& a, row const& b) {
        return [&]<std::size_t... I>(std::index_sequence<I...>) {
            return ((a.template at<I>() == b.template at<I>()) && ...);
        }(std::make_index_sequence<width>{});
    }
    friend constexpr bool operator<(row const& a, row const& b) {
        return [&]<std::size_t... I>(std::index_sequence<I...>) {
            bool less = false;
            (void)((a.template at<I>() < b.template at<I>()   ? (less = true)
                    : b.template at<I>() < a.template at<I>() ? true
                                                              : false)
                   || ...);
            return less;
        }(std::make_index_sequence<width>{});
    }

private:
    template <std::size_t... I, class... Ts>
    constexpr row(std::index_sequence<I...>, Ts&&... columns)
        : values(detail::own<column_type<Schema, I>>(std::forward<Ts>(columns))...) {}
};

template <class S>
struct schema_of<row<S>> {
    static constexpr std::size_t size = schema_of<S>::size;
    static constexpr auto const& names = schema_of<S>::names;
    using types = typename schema_of<S>::types;

    template <std::size_t I>
    static constexpr auto const& get(row<S> const& value) {
        return value.template at<I>();
    }
    template <std::size_t I>
    static constexpr auto& get(row<S>& value) {
        return value.template at<I>();
    }
};

namespace detail {

// An owned row travels as a reference to itself.
template <std::size_t I, class S>
constexpr decltype(auto) value_at(row<S> const& row) {
    return in_flight(row.template at<I>());
}

} // namespace detail

/// A row lent to a callback: valid until the callback returns. Text is a std::string_view.
///
/// Errors  compile time: reading a column that is not there.
template <class Schema, class Flight>
class row_ref : public detail::row_interface<row_ref<Schema, Flight>, Schema> {
public:
    constexpr explicit row_ref(Flight const& flight) : flight_(&flight) {}

    /// The value at index `I`, in its borrowed form.
    template <std::size_t I>
    [[nodiscard]] constexpr decltype(auto) at() const {
        return detail::value_at<I>(*flight_);
    }

    /// A copy that owns its values.
    [[nodiscard]] constexpr row<Schema> to_owned() const {
        return [&]<std::size_t... I>(std::index_sequence<I...>) {
            return row<Schema>(at<I>()...);
        }(std::make_index_sequence<schema_of<Schema>::size>{});
    }

private:
    Flight const* flight_;
};

namespace detail {

template <std::size_t I, class S, class Flight>
constexpr decltype(auto) value_at(row_ref<S, Flight> const& row) {
    return row.template at<I>();
}

/// A row within a lambda of SQL: the columns are those of the row around it, beside them are the values of
/// the variables of the lambda `Tag`.
template <class Tag, class Row, class... Vs>
struct lambda_row {
    Row const& outer;
    value_tuple<Vs const*...> variables;
};

template <std::size_t I, class Tag, class Row, class... Vs>
constexpr decltype(auto) value_at(lambda_row<Tag, Row, Vs...> const& row) {
    return value_at<I>(row.outer);
}

// Whether a column of type `From` can be read as `To` without losing anything: Spark's upcast.
template <class To, class From>
constexpr bool upcasts() {
    using to = value_type_of<To>;
    using from = value_type_of<From>;
    if constexpr (is_nullable<From> && !is_nullable<To>) {
        return false;
    } else if constexpr (std::same_as<to, from> || std::same_as<from, unknown_type>) {
        return true;
    } else if constexpr (integral_column<to> && integral_column<from>) {
        return sizeof(from) <= sizeof(to);
    } else if constexpr (floating_column<to>) {
        return integral_column<from> || (floating_column<from> && sizeof(from) <= sizeof(to));
    } else if constexpr (is_array<to> && is_array<from>) {
        return upcasts<typename to::value_type, typename from::value_type>();
    } else if constexpr (is_map<to> && is_map<from>) {
        return std::same_as<typename to::key_type, typename from::key_type>
               && std::same_as<typename to::mapped_type, typename from::mapped_type>;
    } else {
        return false;
    }
}

template <class T, class S>
constexpr verdict check_convert();

template <class T, class S, std::size_t I>
constexpr verdict check_convert_column() {
    constexpr std::string_view name = schema_of<T>::names[I];
    constexpr std::size_t source = index_of<S>(name);
    if constexpr (source == not_found) {
        return no_column<S>(name);
    } else {
        using to = column_type<T, I>;
        using from = column_type<S, source>;
        if constexpr (struct_column<value_type_of<to>> && struct_column<value_type_of<from>>
                      && is_nullable<to> >= is_nullable<from>) {
            return check_convert<value_type_of<to>, value_type_of<from>>();
        } else if constexpr (upcasts<to, from>()) {
            return {};
        } else if constexpr (is_nullable<from> && upcasts<nullable_of<to>, from>()) {
            return fault("column \"", name,
                         "\" can be null, its field cannot; make the field a std::optional or use coalesce");
        } else {
            return fault("column \"", name, "\" is ", type_name<from>().view(), ", its field is ",
                         type_name<to>().view(), "; cast the column or change the field");
        }
    }
}

template <class T, class S>
constexpr verdict check_convert() {
    if constexpr (!schema_like<T>) return check_schema<T>();
    verdict v;
    if constexpr (schema_like<T>)
        [&]<std::size_t... I>(std::index_sequence<I...>) {
            (void)((v = check_convert_column<T, S, I>(), v.failed()) || ...);
        }(std::make_index_sequence<schema_of<T>::size>{});
    return v;
}

// Builds a `T` from a row of the schema `S`, matching columns by name.
template <class T, class S, class Row, std::size_t... I>
constexpr T build(Row const& row, std::index_sequence<I...>) {
    if constexpr (declared_schema<T> || hana_struct<T>) {
        T value{};
        ((schema_of<T>::template get<I>(value) =
              own<column_type<T, I>>(value_at<index_of<S>(schema_of<T>::names[I])>(row))),
         ...);
        return value;
    } else if constexpr (is_row<T>) {
        return T(own<column_type<T, I>>(value_at<index_of<S>(schema_of<T>::names[I])>(row))...);
    } else {
        return T{own<column_type<T, I>>(value_at<index_of<S>(schema_of<T>::names[I])>(row))...};
    }
}

template <class T, class S, class Row>
constexpr T build(Row const& row) {
    return build<T, S>(row, std::make_index_sequence<schema_of<T>::size>{});
}

template <class To>
    requires struct_column<To>
struct owner<To> {
    template <class From>
    static constexpr To from(From&& value) {
        using source = std::remove_cvref_t<From>;
        if constexpr (std::same_as<source, To>) {
            return std::forward<From>(value);
        } else {
            return build<To, source>(struct_ref<source>{&value});
        }
    }
};

} // namespace detail

/// The row as a value of the user's struct `T`, column by column, matched by name.
///
/// Null    a nullable column needs a std::optional field.
/// Errors  compile time: a field without a column, a column that does not fit its field.
/// Source  Spark Dataset.as.
template <class T, class Row>
    requires requires { typename Row::schema; }
[[nodiscard]] constexpr T to(Row const& row) {
    using source = typename Row::schema;
    constexpr auto check = [] { return detail::check_convert<T, source>(); };
    if constexpr (check().failed()) {
        detail::raise<check>();
        return T{};
    } else {
        return detail::build<T, source>(row);
    }
}

} // namespace weir

template <class S>
struct std::tuple_size<weir::row<S>> : std::integral_constant<std::size_t, weir::schema_of<S>::size> {};
template <std::size_t I, class S>
struct std::tuple_element<I, weir::row<S>> {
    using type = weir::column_type<S, I> const;
};
template <class S, class F>
struct std::tuple_size<weir::row_ref<S, F>> : std::integral_constant<std::size_t, weir::schema_of<S>::size> {
};
template <std::size_t I, class S, class F>
struct std::tuple_element<I, weir::row_ref<S, F>> {
    using type = std::remove_cvref_t<decltype(std::declval<weir::row_ref<S, F> const&>().template at<I>())>;
};
