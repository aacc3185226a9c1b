// SPDX-License-Identifier: BSL-1.0
// The functions over windows of rows by their names in SQL.
#pragma once

#include <weir/expr/window_functions.hpp>
#include <weir/sql/registry.hpp>

#include <string_view>

namespace weir::detail {

inline constexpr std::string_view sql_row_window_names =
    "row_number rank dense_rank percent_rank cume_dist ntile lag lead nth_value";

template <>
inline constexpr auto sql_function<"row_number"> =
    [] { return make_window_function<rank_function<rank_kind::row_number>>(); };
template <>
inline constexpr auto sql_function<"rank"> =
    [] { return make_window_function<rank_function<rank_kind::rank>>(); };
template <>
inline constexpr auto sql_function<"dense_rank"> =
    [] { return make_window_function<rank_function<rank_kind::dense_rank>>(); };
template <>
inline constexpr auto sql_function<"percent_rank"> =
    [] { return make_window_function<rank_function<rank_kind::percent_rank>>(); };
template <>
inline constexpr auto sql_function<"cume_dist"> =
    [] { return make_window_function<rank_function<rank_kind::cume_dist>>(); };

template <>
inline constexpr auto sql_function<"ntile"> =
    [](auto const& n) { return make_window_function<ntile_function>(n); };

/// lag and lead, with their defaults: one row, null.
template <bool Lead, bool IgnoreNulls>
struct sql_offset_call {
    using declaration = offset_function<Lead, IgnoreNulls>;
    template <class E>
    constexpr auto operator()(E const& e) const {
        return (*this)(e, constant<1>{});
    }
    template <class E, class N>
    constexpr auto operator()(E const& e, N const& n) const {
        return (*this)(e, n, literal<void_type>{});
    }
    template <class E, class N, class Default>
    constexpr auto operator()(E const& e, N const& n, Default const& otherwise) const {
        return make_window_function<declaration>(e, n, otherwise);
    }
};
template <>
inline constexpr auto sql_function<"lag"> = sql_offset_call<false, false>{};
template <>
inline constexpr auto sql_function<"lead"> = sql_offset_call<true, false>{};
template <>
inline constexpr auto sql_function<"nth_value"> =
    [](auto const& e, auto const& n) { return make_window_function<nth_value_function<false>>(e, n); };

// What `ignore nulls` makes of a call.
template <bool Lead, class... Args>
constexpr auto sql_ignoring_nulls(window_function<offset_function<Lead, false>, Args...> const& call) {
    return window_function<offset_function<Lead, true>, Args...>{{}, call.arguments};
}
template <class... Args>
constexpr auto sql_ignoring_nulls(window_function<nth_value_function<false>, Args...> const& call) {
    return window_function<nth_value_function<true>, Args...>{{}, call.arguments};
}

} // namespace weir::detail
