// SPDX-License-Identifier: BSL-1.0
// Memory for large tables, whose places are visited in no order.
#pragma once

#include <cstddef>
#include <new>
#include <vector>

#if defined(__linux__)
    #include <sys/mman.h>
#endif

namespace weir::detail {

/// Allocates what is large on boundaries of 2 MiB and asks the system for pages of that size, so that a visit
/// seldom looks a page up first; what is small as std::allocator does.
template <class T>
struct large_allocator {
    using value_type = T;

    large_allocator() = default;
    template <class U>
    constexpr large_allocator(large_allocator<U> const&) noexcept {}

    [[nodiscard]] T* allocate(std::size_t count) {
        if (count > static_cast<std::size_t>(-1) / sizeof(T)) throw std::bad_array_new_length();
        std::size_t const bytes = count * sizeof(T);
        if (!is_large(count)) return static_cast<T*>(::operator new(bytes, std::align_val_t(alignof(T))));
        void* const memory = ::operator new(bytes, std::align_val_t(page));
#if defined(__linux__)
        ::madvise(memory, bytes, MADV_HUGEPAGE);
#endif
        return static_cast<T*>(memory);
    }
    void deallocate(T* memory, std::size_t count) noexcept {
        ::operator delete(memory, std::align_val_t(is_large(count) ? page : alignof(T)));
    }

    friend constexpr bool operator==(large_allocator, large_allocator) noexcept { return true; }

private:
    static constexpr std::size_t page = std::size_t{2} << 20U;
    static constexpr bool is_large(std::size_t count) { return count * sizeof(T) >= 2 * page; }
};

/// A vector for a table that may become large.
template <class T>
using large_vector = std::vector<T, large_allocator<T>>;

} // namespace weir::detail
