// SPDX-License-Identifier: BSL-1.0
// What becomes of a bad record: the option `mode` of the readers of text formats.
#pragma once

#include <cstdint>

namespace weir {

/// What becomes of a bad record.
enum class parse_mode : std::uint8_t { permissive, drop_malformed, fail_fast };

/// A bad field is null, the record stays; a record that lacks a column which cannot be null is dropped.
inline constexpr parse_mode permissive = parse_mode::permissive;
/// A bad record is dropped.
inline constexpr parse_mode drop_malformed = parse_mode::drop_malformed;
/// A bad record ends the query with weir::data_error.
inline constexpr parse_mode fail_fast = parse_mode::fail_fast;

} // namespace weir
