// SPDX-License-Identifier: BSL-1.0
// Finds single bytes in a text, 64 at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace weir::detail {

/// How many bytes behind its end a text that is scanned must let itself be read.
inline constexpr std::size_t scan_padding = 64;

#if defined(__AVX2__) || defined(__SSE2__)

    #if defined(__AVX2__)
inline constexpr std::size_t scan_width = 32;
    #else
inline constexpr std::size_t scan_width = 16;
    #endif

typedef char scan_vector __attribute__((vector_size(scan_width))); // NOLINT(modernize-use-using)

[[gnu::always_inline]] inline std::uint64_t top_bits(scan_vector v) {
    #if defined(__AVX2__)
    return static_cast<std::uint32_t>(__builtin_ia32_pmovmskb256(v));
    #else
    return static_cast<std::uint32_t>(__builtin_ia32_pmovmskb128(v));
    #endif
}

/// One bit for each of 64 bytes that is one of `wanted`; with `Gather`, `others` gathers the top
/// bits, for a test for ASCII.
template <bool Gather = false, class... Chars>
[[gnu::always_inline]] inline std::uint64_t find_bytes(char const* text, std::uint64_t& others,
                                                       Chars... wanted) {
    std::uint64_t found = 0;
    for (std::size_t i = 0; i < 64; i += scan_width) {
        scan_vector v;
        std::memcpy(&v, text + i, sizeof v);
        found |= top_bits((scan_vector)((v == (scan_vector{} + wanted)) | ...)) << i; // NOLINT: a vector cast
        if constexpr (Gather) others |= top_bits(v);
    }
    return found;
}

#else

/// One bit for each of 64 bytes that is one of `wanted`; with `Gather`, `others` gathers the top
/// bits, for a test for ASCII.
template <bool Gather = false, class... Chars>
inline std::uint64_t find_bytes(char const* text, std::uint64_t& others, Chars... wanted) {
    std::uint64_t found = 0;
    for (std::size_t i = 0; i < 64; ++i) {
        found |= static_cast<std::uint64_t>(((text[i] == wanted) | ...)) << i;
        if constexpr (Gather) others |= static_cast<unsigned char>(text[i]) >> 7U;
    }
    return found;
}

#endif

} // namespace weir::detail
