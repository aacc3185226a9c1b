// SPDX-License-Identifier: BSL-1.0
// What is to be freed when: a queue that is a ring for what comes almost in order of time, and a heap for the rest.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace weir::detail {

/// Numbers, each with the time at which it is due.
///
/// Cost    constant for a time not far behind the newest; else logarithmic. No allocation once warm; a queue that
///         was long and is short again gives its room back.
class time_queue {
public:
    struct entry {
        std::int64_t at;
        std::uint32_t id;
    };

    /// The least time, the greatest number when there is none.
    [[nodiscard]] std::int64_t next() const {
        constexpr std::int64_t never = std::numeric_limits<std::int64_t>::max();
        std::int64_t const ring = count_ == 0 ? never : ring_[first_].at;
        return heap_.empty() || ring < heap_.front().at ? ring : heap_.front().at;
    }
    [[nodiscard]] std::size_t bytes() const { return (ring_.capacity() + heap_.capacity()) * sizeof(entry); }

    void push(std::int64_t at, std::uint32_t id) {
        if (count_ == ring_.size()) resize(count_ == 0 ? 16 : count_ * 2);
        std::size_t const mask = ring_.size() - 1;
        constexpr std::size_t near = 16;
        std::size_t back = 0; // how many of the ring are due later
        while (back < count_ && ring_[(first_ + count_ - 1 - back) & mask].at > at) {
            if (++back > near) {
                heap_.push_back({at, id});
                std::push_heap(heap_.begin(), heap_.end(), later{});
                return;
            }
        }
        for (std::size_t i = 0; i < back; ++i) {
            ring_[(first_ + count_ - i) & mask] = ring_[(first_ + count_ - i - 1) & mask];
        }
        ring_[(first_ + count_ - back) & mask] = {at, id};
        ++count_;
    }

    /// Takes out the one that is due first; there must be one.
    std::uint32_t pop() {
        if (count_ != 0 && (heap_.empty() || ring_[first_].at <= heap_.front().at)) {
            std::uint32_t const id = ring_[first_].id;
            first_ = (first_ + 1) & (ring_.size() - 1);
            --count_;
            if (ring_.size() > 1024 && count_ * 8 < ring_.size()) resize(ring_.size() / 4);
            return id;
        }
        std::pop_heap(heap_.begin(), heap_.end(), later{});
        std::uint32_t const id = heap_.back().id;
        heap_.pop_back();
        if (heap_.capacity() > 1024 && heap_.size() * 8 < heap_.capacity()) {
            std::vector<entry> smaller;
            smaller.reserve(heap_.capacity() / 4);
            smaller.assign(heap_.begin(), heap_.end());
            heap_.swap(smaller);
        }
        return id;
    }

    /// Gives every number another: `to[id]`.
    void renumber(std::vector<std::uint32_t> const& to) {
        for (std::size_t i = 0; i < count_; ++i) {
            entry& e = ring_[(first_ + i) & (ring_.size() - 1)];
            e.id = to[e.id];
        }
        for (entry& e : heap_) e.id = to[e.id];
    }

private:
    struct later {
        bool operator()(entry const& a, entry const& b) const { return a.at > b.at; }
    };

    void resize(std::size_t size) {
        std::vector<entry> fresh(size);
        for (std::size_t i = 0; i < count_; ++i) fresh[i] = ring_[(first_ + i) & (ring_.size() - 1)];
        ring_.swap(fresh);
        first_ = 0;
    }

    std::vector<entry> ring_; // a power of two
    std::size_t first_ = 0;
    std::size_t count_ = 0;
    std::vector<entry> heap_;
};

} // namespace weir::detail
