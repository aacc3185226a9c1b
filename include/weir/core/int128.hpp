// SPDX-License-Identifier: BSL-1.0
// The compiler's 128-bit integers under names that -Wpedantic accepts.
#pragma once

namespace weir::detail {

__extension__ typedef __int128 int128; // NOLINT(modernize-use-using): an alias takes no __extension__
__extension__ typedef unsigned __int128 uint128; // NOLINT(modernize-use-using)

} // namespace weir::detail
