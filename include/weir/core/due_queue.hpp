// SPDX-License-Identifier: BSL-1.0
// The queue of times at which entries of a table are due, the earliest first.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

namespace weir::detail {

/// Times with the numbers of the entries that are due at them. An element may be out of date: whoever takes
/// it out asks its entry.
///
/// Cost    adding and taking are logarithmic; a time that moves to a later one need not be added again before
/// the
///         element of the earlier one comes out.
class due_queue {
public:
    struct element {
        std::int64_t time;
        std::uint32_t number;
    };

    [[nodiscard]] bool empty() const { return heap_.empty(); }
    [[nodiscard]] std::size_t size() const { return heap_.size(); }
    [[nodiscard]] std::size_t bytes() const { return heap_.capacity() * sizeof(element); }
    [[nodiscard]] element const& front() const { return heap_.front(); }
    /// The earliest time, the greatest number there is if there is none.
    [[nodiscard]] std::int64_t earliest() const {
        return heap_.empty() ? std::numeric_limits<std::int64_t>::max() : heap_.front().time;
    }

    void push(std::int64_t time, std::uint32_t number) {
        heap_.push_back({time, number});
        std::push_heap(heap_.begin(), heap_.end(), later{});
    }
    element pop() {
        std::pop_heap(heap_.begin(), heap_.end(), later{});
        element const first = heap_.back();
        heap_.pop_back();
        return first;
    }
    void clear() { heap_.clear(); }

private:
    struct later {
        bool operator()(element const& a, element const& b) const {
            return a.time != b.time ? a.time > b.time : a.number > b.number;
        }
    };
    std::vector<element> heap_;
};

} // namespace weir::detail
