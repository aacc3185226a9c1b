// SPDX-License-Identifier: BSL-1.0
// An allocator that asks for huge pages, so that data sets and large tables measure memory and not the TLB.
#pragma once

#include <cstddef>
#include <cstdlib>
#include <new>
#include <vector>

#if defined(__linux__)
    #include <sys/mman.h>
#endif

namespace bench {

/// Allocates on 2 MiB boundaries and advises the kernel to use huge pages there; small blocks are left alone.
template <class T>
struct huge_page_allocator {
    using value_type = T;

    huge_page_allocator() = default;
    template <class U>
    huge_page_allocator(huge_page_allocator<U> const&) noexcept {}

    T* allocate(std::size_t count) {
        constexpr std::size_t page = std::size_t{2} << 20;
        std::size_t bytes = count * sizeof(T);
        std::size_t const align = bytes < page ? std::size_t{64} : page;
        bytes = (bytes + align - 1) / align * align;
        void* const memory = std::aligned_alloc(align, bytes);
        if (memory == nullptr) throw std::bad_alloc{};
#if defined(__linux__)
        if (align == page) madvise(memory, bytes, MADV_HUGEPAGE);
#endif
        return static_cast<T*>(memory);
    }

    void deallocate(T* memory, std::size_t) noexcept { std::free(memory); }

    friend bool operator==(huge_page_allocator, huge_page_allocator) noexcept { return true; }
};

template <class T>
using huge_vector = std::vector<T, huge_page_allocator<T>>;

} // namespace bench
