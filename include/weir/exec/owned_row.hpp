// SPDX-License-Identifier: BSL-1.0
// Rows that outlive their push, with the columns that are read later.
#pragma once

#include <weir/core/hana.hpp>
#include <weir/schema/column_set.hpp>
#include <weir/schema/flight.hpp>

#include <cstddef>
#include <type_traits>
#include <utility>

namespace weir::detail {

// The wanted values of a row, owned.
template <class S, column_set Wanted, class Row>
constexpr auto own_wanted(Row const& row) {
    return [&]<std::size_t... I>(std::index_sequence<I...>) {
        auto const value = [&]<std::size_t J>(std::integral_constant<std::size_t, J>) {
            if constexpr (Wanted.has(J)) {
                return own<column_type<S, J>>(value_at<J>(row));
            } else {
                return absent{};
            }
        };
        using flight = flight_row<decltype(value(std::integral_constant<std::size_t, I>{}))...>;
        return flight{value_tuple<decltype(value(std::integral_constant<std::size_t, I>{}))...>(
            value(std::integral_constant<std::size_t, I>{})...)};
    }(std::make_index_sequence<schema_of<S>::size>{});
}

template <class T, class S, std::size_t I, column_set Wanted>
using wanted_type = std::conditional_t<Wanted.has(I), T, absent>;
template <class S, column_set Wanted, class... Ts, std::size_t... I>
auto find_owned_row(type_list<Ts...>, std::index_sequence<I...>)
    -> flight_row<wanted_type<Ts, S, I, Wanted>...>;
template <class S, column_set Wanted>
using owned_row_t = decltype(find_owned_row<S, Wanted>(typename schema_of<S>::types{},
                                                       std::make_index_sequence<schema_of<S>::size>{}));

} // namespace weir::detail
