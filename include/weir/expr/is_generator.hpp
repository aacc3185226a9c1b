// SPDX-License-Identifier: BSL-1.0
// What a generator is: an expression that makes several rows of one.
#pragma once

#include <weir/expr/expression.hpp>

namespace weir::detail {

/// A generator node has, for a schema `S`, `outputs<S>` (a type_list of the columns that it gives) and
/// `generate<S>(row, f)`, which calls `f(values...)` once for each row that it makes.
template <class E>
inline constexpr bool is_generator = false;
template <fixed_string Name, class E>
inline constexpr bool is_generator<aliased<Name, E>> = is_generator<E>;

} // namespace weir::detail
