// SPDX-License-Identifier: BSL-1.0
// The row that a decoder pushes: a value for each column that is needed, nothing for the others.
#pragma once

#include <weir/schema/column_set.hpp>
#include <weir/schema/flight.hpp>
#include <weir/schema/schema.hpp>

#include <concepts>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace weir::detail {

/// How a decoder hands over a column of type `T`: text borrowed, everything else by value.
template <class T>
struct decoded_form {
    using type = T;
};
template <>
struct decoded_form<std::string> {
    using type = std::string_view;
};
template <>
struct decoded_form<std::optional<std::string>> {
    using type = std::optional<std::string_view>;
};

template <class T>
using decoded = typename decoded_form<T>::type;

template <class S, column_set Needed, class Indices>
struct decoded_row_of;
template <class S, column_set Needed, std::size_t... I>
struct decoded_row_of<S, Needed, std::index_sequence<I...>> {
    using type = flight_row<std::conditional_t<Needed.has(I), decoded<column_type<S, I>>, absent>...>;
};

/// The row in flight of a decoder for the schema `S` of which the plan reads the columns `Needed`.
template <class S, column_set Needed>
using decoded_row = typename decoded_row_of<S, Needed, std::make_index_sequence<schema_of<S>::size>>::type;

} // namespace weir::detail
