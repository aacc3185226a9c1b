// SPDX-License-Identifier: BSL-1.0
// The columns of two relations side by side, and rows of them that refer to a row of each side.
#pragma once

#include <weir/schema/flight.hpp>
#include <weir/schema/schema.hpp>

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>
#include <type_traits>
#include <utility>

namespace weir {

/// The columns of `L`, then those of `R`. A side is optional where it may be missing from a row: then its
/// columns can be null.
template <class L, class R, bool OptionalLeft, bool OptionalRight>
struct joined_schema {};

/// The columns of `S`, known by the alias `Name` too: `"t.price"_c`.
template <fixed_string Name, class S>
struct aliased_schema {};

namespace detail {

template <class Types>
struct nullable_types;
template <class... Ts>
struct nullable_types<type_list<Ts...>> {
    using type = type_list<nullable_if<Ts, true>...>;
};
template <class S, bool Optional>
using side_types = typename std::conditional_t<Optional, nullable_types<typename schema_of<S>::types>,
                                               type_identity<typename schema_of<S>::types>>::type;

template <std::size_t N, std::size_t M>
constexpr std::array<std::string_view, N + M> side_by_side(std::array<std::string_view, N> const& a,
                                                           std::array<std::string_view, M> const& b) {
    std::array<std::string_view, N + M> both{};
    for (std::size_t i = 0; i < N; ++i) both[i] = a[i];
    for (std::size_t i = 0; i < M; ++i) both[N + i] = b[i];
    return both;
}

template <class S>
constexpr std::array<std::string_view, schema_of<S>::size> qualifiers_of() {
    if constexpr (has_qualifiers<S>) {
        return schema_of<S>::qualifiers;
    } else {
        return {};
    }
}

template <class L, class R, bool Qualified>
struct joined_qualifiers {};
template <class L, class R>
struct joined_qualifiers<L, R, true> {
    static constexpr auto qualifiers = side_by_side(qualifiers_of<L>(), qualifiers_of<R>());
};

} // namespace detail

template <class L, class R, bool OptionalLeft, bool OptionalRight>
struct schema_of<joined_schema<L, R, OptionalLeft, OptionalRight>>
    : detail::joined_qualifiers<L, R, detail::has_qualifiers<L> || detail::has_qualifiers<R>> {
    static constexpr bool joined = true;
    static constexpr std::size_t size = schema_of<L>::size + schema_of<R>::size;
    static constexpr std::array<std::string_view, schema_of<L>::size + schema_of<R>::size> names =
        detail::side_by_side(schema_of<L>::names, schema_of<R>::names);
    using types = detail::concat<detail::side_types<L, OptionalLeft>, detail::side_types<R, OptionalRight>>;
};

template <fixed_string Name, class S>
struct schema_of<aliased_schema<Name, S>> {
    static constexpr std::size_t size = schema_of<S>::size;
    static constexpr std::array<std::string_view, schema_of<S>::size> names = schema_of<S>::names;
    static constexpr auto qualifiers = [] {
        std::array<std::string_view, schema_of<S>::size> all{};
        all.fill(Name.view());
        return all;
    }();
    using types = typename schema_of<S>::types;
};

namespace detail {

/// A row of one side, as a row of both whose other columns nobody reads. `From` is the side's first column.
template <class Row, std::size_t From>
struct half_row {
    Row const* row;
};
template <std::size_t I, class Row, std::size_t From>
constexpr decltype(auto) value_at(half_row<Row, From> const& half) {
    return value_at<I - From>(*half.row);
}

/// A row of each side; the pointer to a side that is optional may be null. `Left` is the number of columns of
/// the left side.
template <class L, class R, std::size_t Left, bool OptionalLeft = false, bool OptionalRight = false>
struct pair_row {
    L const* left;
    R const* right;
};

// A column of a side that may be missing. What travels by reference is copied: there is no reference to a
// null.
template <std::size_t I, class Row>
constexpr auto optional_value(Row const* row) {
    using value = std::remove_cvref_t<decltype(value_at<I>(*row))>;
    if constexpr (std::is_same_v<value, absent>) {
        return absent{};
    } else {
        using out = std::conditional_t<is_nullable<value>, value, std::optional<value>>;
        return row == nullptr ? out() : out(value_at<I>(*row));
    }
}

template <std::size_t I, class L, class R, std::size_t Left, bool OptionalLeft, bool OptionalRight>
constexpr decltype(auto) value_at(pair_row<L, R, Left, OptionalLeft, OptionalRight> const& row) {
    if constexpr (I < Left) {
        if constexpr (OptionalLeft) {
            return optional_value<I>(row.left);
        } else {
            return value_at<I>(*row.left);
        }
    } else {
        if constexpr (OptionalRight) {
            return optional_value<I - Left>(row.right);
        } else {
            return value_at<I - Left>(*row.right);
        }
    }
}

} // namespace detail
} // namespace weir
