// SPDX-License-Identifier: BSL-1.0
// grouping and grouping_id by their names in SQL.
#pragma once

#include <weir/plan/grouping_sets.hpp>
#include <weir/sql/registry.hpp>

#include <cstdint>
#include <string_view>

namespace weir::detail {

inline constexpr std::string_view sql_grouping_names = "grouping grouping_id";

template <>
inline constexpr auto sql_function<"grouping"> =
    [](auto const& a) { return make_function<grouping_function<std::int8_t, false>>(a); };
template <>
inline constexpr auto sql_function<"grouping_id"> =
    [](auto const&... a) { return make_function<grouping_function<std::int64_t, true>>(a...); };

} // namespace weir::detail
