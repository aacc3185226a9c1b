// SPDX-License-Identifier: BSL-1.0
// How a function gets its name in SQL: one line in a header of sql/functions/.
#pragma once

#include <weir/core/fixed_string.hpp>

namespace weir::detail {

/// What a name stands for that no function has.
struct unknown_sql_function {};

/// The function that SQL calls `Name`, in lower case: a callable on expression nodes that takes itself out of
/// the choice where its arguments do not fit in number. It is registered by a specialisation:
///
///     template <>
///     inline constexpr auto sql_function<"upper"> =
///         [](auto const&... a) -> decltype(weir::upper(a...)) { return weir::upper(a...); };
///
/// and its name is added to the list of its header, from which `did you mean` is taken. A literal text among
/// the arguments is an expression that converts to std::string_view, a lambda is a callable from nodes to a
/// node. Nothing is instantiated for a function that is not called.
template <fixed_string Name>
inline constexpr auto sql_function = unknown_sql_function{};

} // namespace weir::detail
