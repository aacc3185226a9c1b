// SPDX-License-Identifier: BSL-1.0
// What an expression is, and what every expression can be asked for: an alias, a sort order, a cast.
#pragma once

#include <weir/core/fixed_string.hpp>
#include <weir/core/raise.hpp>
#include <weir/core/type_list.hpp>
#include <weir/core/verdict.hpp>
#include <weir/schema/column_set.hpp>
#include <weir/schema/flight.hpp>
#include <weir/schema/row.hpp>
#include <weir/schema/schema.hpp>

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>

namespace weir {

namespace detail {
struct expression_base {};
} // namespace detail

/// A node of an expression tree. For a schema `S` it tells, at compile time,
///
/// * `check<S>()`: a verdict, empty when the expression fits the schema;
/// * `result<S>`: the type of the column it gives, `std::optional` when it can be null;
/// * `reads<S>()`: which columns of `S` it reads;
/// * `total<S>`: whether it can neither fail nor allocate, so that it may be computed for a row that a filter
/// drops;
/// * `write(text)`: its SQL text, which is the name of an unnamed column;
///
/// and at run time `eval<S>(row)`: its value for a row in flight. A node that has operands also has
/// `visit_operands(f)`, which calls `f(operands...)`, and `with_operands(others...)`, the same node over
/// other operands: by these a plan rewrites an expression.
template <class T>
concept expression = std::derived_from<std::remove_cvref_t<T>, detail::expression_base>;

namespace detail {

// What a node that was rejected gives; it goes with everything.
template <class... Ts>
inline constexpr bool any_unknown =
    (std::same_as<value_type_of<std::remove_cvref_t<Ts>>, unknown_type> || ...);

template <class E, class S>
using result_of = typename E::template result<S>;

template <class E, class S>
using result_value = value_type_of<result_of<E, S>>;

template <class E>
constexpr text name_of() {
    text out;
    E::write(out);
    return out;
}

template <class E>
inline constexpr auto name_text = [] {
    constexpr text t = name_of<E>();
    return fixed_string<t.size()>(t.view());
}();

/// `"dt" in 'dt > price'`: the text of an expression, shortened for a message.
template <class E>
constexpr text shown() {
    text const whole = name_of<E>();
    constexpr std::size_t most = 60;
    text out;
    out << whole.view().substr(0, most) << (whole.size() > most ? "..." : "");
    return out;
}

template <class E>
constexpr bool has_aggregate() {
    if constexpr (requires { E::is_aggregate; }) {
        return E::is_aggregate;
    } else {
        return false;
    }
}

} // namespace detail

namespace detail {

/// Stands for an expression with a mistake that has been reported: whoever checks it rejects it without a
/// word.
struct rejected_expression;

} // namespace detail

template <fixed_string Name, class E>
struct aliased;

/// Which way a sort goes, and where nulls come.
enum class sort_direction : std::uint8_t { ascending, descending };
enum class null_order : std::uint8_t { first, last };

template <class E, sort_direction Direction, null_order Nulls>
struct sort_key;
template <class To, class E>
struct cast_node;
template <class E, bool Negated>
struct null_test;

/// The members that every expression has.
template <class Derived>
struct expression_interface : detail::expression_base {
    /// Names the column: `("a"_c + 1).as<"b">()`.
    /// Source  Spark Column.as.
    template <fixed_string Name>
    [[nodiscard]] constexpr auto as() const {
        return aliased<Name, Derived>{{}, self()};
    }
    /// `as("b")` says that the name goes between < and >.
    template <class Text, class Result = detail::rejected_expression>
    [[nodiscard]] constexpr Result as(Text const&) const {
        constexpr auto check = [] {
            return detail::fault("argument of as is not between < and >; write as<\"name\">()",
                                 detail::when_called<Text>);
        };
        detail::raise<check>();
        return {};
    }
    /// Sorts ascending, nulls first.
    /// Source  Spark Column.asc.
    [[nodiscard]] constexpr auto asc() const {
        return sort_key<Derived, sort_direction::ascending, null_order::first>{self()};
    }
    /// Sorts descending, nulls last.
    /// Source  Spark Column.desc.
    [[nodiscard]] constexpr auto desc() const {
        return sort_key<Derived, sort_direction::descending, null_order::last>{self()};
    }
    [[nodiscard]] constexpr auto asc_nulls_last() const {
        return sort_key<Derived, sort_direction::ascending, null_order::last>{self()};
    }
    [[nodiscard]] constexpr auto desc_nulls_first() const {
        return sort_key<Derived, sort_direction::descending, null_order::first>{self()};
    }
    /// Casts to the column type `To`.
    /// Source  Spark Column.cast.
    template <class To>
    [[nodiscard]] constexpr auto cast() const {
        return cast_node<To, Derived>{{}, self()};
    }
    /// True where the value is null; never null itself.
    /// Source  Spark Column.isNull.
    [[nodiscard]] constexpr auto is_null() const { return null_test<Derived, false>{{}, self()}; }
    /// True where the value is not null.
    /// Source  Spark Column.isNotNull.
    [[nodiscard]] constexpr auto is_not_null() const { return null_test<Derived, true>{{}, self()}; }

private:
    [[nodiscard]] constexpr Derived const& self() const { return static_cast<Derived const&>(*this); }
};

namespace detail {

struct rejected_expression : expression_interface<rejected_expression> {
    template <class S>
    using result = unknown_type;
    template <class S>
    static constexpr bool total = true;
    template <class S>
    static constexpr verdict check() {
        return reported_before();
    }
    template <class S>
    static constexpr column_set reads() {
        return {};
    }
    static constexpr void write(text& out) { out << '?'; }
};

} // namespace detail

/// An expression under a name of its own.
template <fixed_string Name, class E>
struct aliased : expression_interface<aliased<Name, E>> {
    [[no_unique_address]] E inner;

    static constexpr bool is_aggregate = detail::has_aggregate<E>();
    template <class S>
    using result = detail::result_of<E, S>;
    template <class S>
    static constexpr bool total = E::template total<S>;

    template <class S>
    static constexpr verdict check() {
        return E::template check<S>();
    }
    template <class S>
    static constexpr detail::column_set reads() {
        return E::template reads<S>();
    }
    static constexpr void write(detail::text& out) { E::write(out); }

    template <class S, class Row>
    constexpr decltype(auto) eval(Row const& row) const {
        return inner.template eval<S>(row);
    }
    template <class F>
    constexpr auto visit_operands(F&& f) const {
        return f(inner);
    }
    template <class Other>
    constexpr auto with_operands(Other other) const {
        return aliased<Name, Other>{{}, other};
    }
};

/// An expression to sort by, with its direction.
template <class E, sort_direction Direction, null_order Nulls>
struct sort_key {
    using expr = E;
    static constexpr sort_direction direction = Direction;
    static constexpr null_order nulls = Nulls;
    [[no_unique_address]] E inner;
};

namespace detail {

// The name that an expression gives its column: the alias, the last part of a column path, else its SQL text.
template <class E>
struct output_name {
    static constexpr auto value = name_text<E>;
};
template <fixed_string Name, class E>
struct output_name<aliased<Name, E>> {
    static constexpr auto value = Name;
};

} // namespace detail

} // namespace weir
