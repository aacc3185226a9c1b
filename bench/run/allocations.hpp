// SPDX-License-Identifier: BSL-1.0
// Counts allocations by replacing operator new; include it in exactly one translation unit of a program.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <new>

namespace bench {

namespace detail {
// Per thread and plain: an atomic here would slow down what is being measured.
inline thread_local std::uint64_t allocation_count = 0;

[[gnu::noinline]] inline void* counted_allocation(std::size_t bytes, std::size_t align) noexcept {
    ++allocation_count;
    if (bytes == 0) bytes = 1;
    if (align <= alignof(std::max_align_t)) return std::malloc(bytes);
    return std::aligned_alloc(align, (bytes + align - 1) / align * align);
}

[[gnu::noinline]] inline void release(void* memory) noexcept { std::free(memory); }
} // namespace detail

/// The number of calls of operator new that this thread has made.
inline std::uint64_t allocations() noexcept { return detail::allocation_count; }

} // namespace bench

void* operator new(std::size_t bytes) {
    if (void* const memory = bench::detail::counted_allocation(bytes, 0)) return memory;
    throw std::bad_alloc{};
}
void* operator new[](std::size_t bytes) { return ::operator new(bytes); }
void* operator new(std::size_t bytes, std::nothrow_t const&) noexcept {
    return bench::detail::counted_allocation(bytes, 0);
}
void* operator new[](std::size_t bytes, std::nothrow_t const&) noexcept {
    return bench::detail::counted_allocation(bytes, 0);
}
void* operator new(std::size_t bytes, std::align_val_t align) {
    if (void* const memory = bench::detail::counted_allocation(bytes, static_cast<std::size_t>(align)))
        return memory;
    throw std::bad_alloc{};
}
void* operator new[](std::size_t bytes, std::align_val_t align) { return ::operator new(bytes, align); }
void* operator new(std::size_t bytes, std::align_val_t align, std::nothrow_t const&) noexcept {
    return bench::detail::counted_allocation(bytes, static_cast<std::size_t>(align));
}
void* operator new[](std::size_t bytes, std::align_val_t align, std::nothrow_t const&) noexcept {
    return bench::detail::counted_allocation(bytes, static_cast<std::size_t>(align));
}
void operator delete(void* memory) noexcept { bench::detail::release(memory); }
void operator delete[](void* memory) noexcept { bench::detail::release(memory); }
void operator delete(void* memory, std::size_t) noexcept { bench::detail::release(memory); }
void operator delete[](void* memory, std::size_t) noexcept { bench::detail::release(memory); }
void operator delete(void* memory, std::nothrow_t const&) noexcept { bench::detail::release(memory); }
void operator delete[](void* memory, std::nothrow_t const&) noexcept { bench::detail::release(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { bench::detail::release(memory); }
void operator delete[](void* memory, std::align_val_t) noexcept { bench::detail::release(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { bench::detail::release(memory); }
void operator delete[](void* memory, std::size_t, std::align_val_t) noexcept {
    bench::detail::release(memory);
}
void operator delete(void* memory, std::align_val_t, std::nothrow_t const&) noexcept {
    bench::detail::release(memory);
}
void operator delete[](void* memory, std::align_val_t, std::nothrow_t const&) noexcept {
    bench::detail::release(memory);
}
