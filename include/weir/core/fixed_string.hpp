// SPDX-License-Identifier: BSL-1.0
// A text that can be a template argument: column names, durations, DDL and SQL travel in types as this.
#pragma once

#include <algorithm>
#include <compare>
#include <cstddef>
#include <string_view>

namespace weir {

/// A text of fixed length that can be a template argument.
///
/// Cost    none at run time; two equal texts give one type.
/// Example `col<"price">`, `"price"_c`, `window<"dt", "10 minutes">()`
template <std::size_t N>
struct fixed_string {
    char data[N + 1]{}; // public, since a structural type has no private members

    constexpr fixed_string() = default;
    consteval fixed_string(char const (&text)[N + 1]) {
        std::copy_n(text, N + 1, data);
    } // NOLINT(google-explicit-constructor)
    constexpr explicit fixed_string(std::string_view text) {
        std::copy_n(text.data(), std::min(N, text.size()), data);
        // Written, not left over: Clang prints an array as text only if its end is among its elements.
        data[N] = 0;
    }

    [[nodiscard]] static constexpr std::size_t size() { return N; }
    [[nodiscard]] constexpr std::string_view view() const { return {data, N}; }
    constexpr operator std::string_view() const { return view(); } // NOLINT(google-explicit-constructor)

    friend constexpr bool operator==(fixed_string const&, fixed_string const&) = default;
};

template <std::size_t N>
fixed_string(char const (&)[N]) -> fixed_string<N - 1>;

} // namespace weir
