// SPDX-License-Identifier: BSL-1.0
// Output modes: which rows of a result go out with each batch.
#pragma once

#include <weir/core/raise.hpp>

#include <string_view>

namespace weir {

/// Only rows that will never change: an aggregate's group goes out once, when the watermark has passed it.
struct append_mode : detail::no_function<append_mode, "weir::append"> {
    static constexpr std::string_view name = "append";
};
/// The rows that changed in the batch.
struct update_mode : detail::no_function<update_mode, "weir::update"> {
    static constexpr std::string_view name = "update";
};
/// The whole result with every batch; for aggregations.
struct complete_mode : detail::no_function<complete_mode, "weir::complete"> {
    static constexpr std::string_view name = "complete";
};

inline constexpr append_mode append{};
inline constexpr update_mode update{};
inline constexpr complete_mode complete{};

namespace detail {
// The mode of a query whose mode has been reported as none.
struct rejected_mode {
    static constexpr std::string_view name{};
};

template <class T>
inline constexpr bool is_output_mode = false;
template <>
inline constexpr bool is_output_mode<append_mode> = true;
template <>
inline constexpr bool is_output_mode<update_mode> = true;
template <>
inline constexpr bool is_output_mode<complete_mode> = true;
} // namespace detail

/// append, update or complete.
template <class T>
concept output_mode = detail::is_output_mode<T>;

} // namespace weir
