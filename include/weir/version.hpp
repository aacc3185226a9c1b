// SPDX-License-Identifier: BSL-1.0
// The version of the library: the only place where it is written; CMake reads it from here.
#pragma once

namespace weir {

/// The version of these headers, by semantic versioning; compare it in `if constexpr` or `static_assert`.
inline constexpr int version_major = 0, version_minor = 1, version_patch = 0;

} // namespace weir
