// SPDX-License-Identifier: BSL-1.0
// Turns a failed verdict into one compile error whose first line carries the whole message.
#pragma once

#include <weir/core/fixed_string.hpp>
#include <weir/core/verdict.hpp>

#include <cstddef>
#include <string_view>
#include <utility>

namespace weir::detail {

// A compiler prints the template arguments of what a failed static_assert names. GCC prints a string argument
// whole; Clang cuts it after 34 characters, so the text is given in parts of that length.
#if defined(__clang__)
template <fixed_string... Parts>
inline constexpr bool error = false;

template <auto Check, std::size_t I>
consteval auto message_part() {
    constexpr std::size_t length = 34;
    constexpr std::size_t size = Check().message.size();
    constexpr std::size_t n = size - I * length < length ? size - I * length : length;
    return fixed_string<n>(Check().view().substr(I * length, n));
}

// One hop more, so that Clang prints the parts as values, not the calls that made them.
template <fixed_string... Parts>
constexpr void raise_text() {
    static_assert(error<Parts...>);
}

template <auto Check, std::size_t... I>
constexpr void raise_parts(std::index_sequence<I...>) {
    raise_text<message_part<Check, I>()...>();
}

template <auto Check>
constexpr void raise() {
    raise_parts<Check>(std::make_index_sequence<(Check().message.size() + 33) / 34>{});
}
#else
template <fixed_string Message>
struct error;

template <auto Check>
consteval auto whole_message() {
    return fixed_string<Check().message.size()>(Check().view());
}

template <auto Check>
constexpr void raise() {
    static_assert(sizeof(error<whole_message<Check>()>) != 0);
}
#endif

} // namespace weir::detail
