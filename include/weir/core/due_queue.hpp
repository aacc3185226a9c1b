// SPDX-License-Identifier: BSL-1.0
// The queue of times at which entries of a table are due, the earliest first: a ring for what comes almost in
// order of time, and a heap for the rest.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace weir::detail {

/// Times with the numbers of the entries that are due at them. An element may be out of date: whoever takes
/// it out asks its entry.
///
/// Cost    constant for a time not far behind the newest; else logarithmic. A time that moves to a later one
///         need not be added again before the element of the earlier one comes out. No allocation once warm;
///         a queue that was long and is short again gives its room back. The first element is known at any
///         time; where nobody has to know, an expiry_queue of the layer of state costs less.
class due_queue {
public:
    struct element {
        std::int64_t time;
        std::uint32_t number;
    };

    [[nodiscard]] bool empty() const { return count_ == 0 && heap_.empty(); }
    [[nodiscard]] std::size_t size() const { return count_ + heap_.size(); }
    [[nodiscard]] std::size_t bytes() const {
        return (ring_.capacity() + heap_.capacity()) * sizeof(element);
    }
    /// The element that is due first; there must be one.
    [[nodiscard]] element const& front() const { return first_in_ring() ? ring_[first_] : heap_.front(); }
    /// The earliest time, the greatest number there is if there is none.
    [[nodiscard]] std::int64_t earliest() const {
        return empty() ? std::numeric_limits<std::int64_t>::max() : front().time;
    }

    void push(std::int64_t time, std::uint32_t number) {
        if (count_ == ring_.size()) resize(count_ == 0 ? 16 : count_ * 2);
        std::size_t const mask = ring_.size() - 1;
        constexpr std::size_t near = 16;
        std::size_t back = 0; // how many of the ring are due later
        while (back < count_ && ring_[(first_ + count_ - 1 - back) & mask].time > time) {
            if (++back > near) {
                heap_.push_back({time, number});
                std::push_heap(heap_.begin(), heap_.end(), later{});
                return;
            }
        }
        for (std::size_t i = 0; i < back; ++i) {
            ring_[(first_ + count_ - i) & mask] = ring_[(first_ + count_ - i - 1) & mask];
        }
        ring_[(first_ + count_ - back) & mask] = {time, number};
        ++count_;
    }

    /// Takes out the element that is due first; there must be one.
    element pop() {
        if (first_in_ring()) {
            element const first = ring_[first_];
            first_ = (first_ + 1) & (ring_.size() - 1);
            --count_;
            if (ring_.size() > 1024 && count_ * 8 < ring_.size()) resize(ring_.size() / 4);
            return first;
        }
        std::pop_heap(heap_.begin(), heap_.end(), later{});
        element const first = heap_.back();
        heap_.pop_back();
        if (heap_.capacity() > 1024 && heap_.size() * 8 < heap_.capacity()) {
            std::vector<element> smaller;
            smaller.reserve(heap_.capacity() / 4);
            smaller.assign(heap_.begin(), heap_.end());
            heap_.swap(smaller);
        }
        return first;
    }
    void clear() {
        first_ = count_ = 0;
        heap_.clear();
    }

    /// Gives every number another: `to[number]`.
    void renumber(std::vector<std::uint32_t> const& to) {
        for (std::size_t i = 0; i < count_; ++i) {
            element& e = ring_[(first_ + i) & (ring_.size() - 1)];
            e.number = to[e.number];
        }
        for (element& e : heap_) e.number = to[e.number];
    }

private:
    struct later {
        bool operator()(element const& a, element const& b) const { return a.time > b.time; }
    };

    [[nodiscard]] bool first_in_ring() const {
        return count_ != 0 && (heap_.empty() || ring_[first_].time <= heap_.front().time);
    }
    void resize(std::size_t size) {
        std::vector<element> fresh(size);
        for (std::size_t i = 0; i < count_; ++i) fresh[i] = ring_[(first_ + i) & (ring_.size() - 1)];
        ring_.swap(fresh);
        first_ = 0;
    }

    std::vector<element> ring_; // a power of two
    std::size_t first_ = 0;
    std::size_t count_ = 0;
    std::vector<element> heap_;
};

} // namespace weir::detail
