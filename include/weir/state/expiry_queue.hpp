// SPDX-License-Identifier: BSL-1.0
// What expires when: ids by time, taken out as time moves on.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

namespace weir::detail {

/// Ids by the time at which they expire, for a clock that never goes back.
///
/// A radix heap: an entry lies in the bucket of the highest bit in which its time differs from the clock.
/// When the clock moves, the buckets below the highest bit that changed are due as they are, and one is
/// looked through.
///
/// State   16 bytes an entry; buckets keep their room.
/// Cost    adding is one store; an entry moves at most once for each bit of its distance, on the whole.
class expiry_queue {
public:
    struct entry {
        std::int64_t time;
        std::uint32_t id;
    };

    [[nodiscard]] std::size_t bytes() const {
        std::size_t n = due_.capacity() * sizeof(entry);
        for (auto const& b : buckets_) n += b.capacity() * sizeof(entry);
        return n;
    }

    /// Lets `id` expire at `time`; at once, with the next expire(), where that is past.
    void add(std::int64_t time, std::uint32_t id) {
        std::size_t const b = bucket_of(time);
        buckets_[b].push_back({time, id});
        used_ |= std::uint64_t{1} << (b < 63 ? b : 63);
    }

    /// No entry expires before it; the greatest number if there is none.
    [[nodiscard]] std::int64_t next() const {
        if (taken_ < due_.size()) return std::numeric_limits<std::int64_t>::min();
        if (used_ == 0) return std::numeric_limits<std::int64_t>::max();
        auto b = static_cast<std::size_t>(std::countr_zero(used_));
        if (b == 63 && buckets_[63].empty()) b = 64;
        if (b == 0) return std::numeric_limits<std::int64_t>::min();
        std::uint64_t const bit = std::uint64_t{1} << (b - 1);
        return from_order((order(now_) & ~(bit - 1)) | bit);
    }

    /// Moves the clock to `to` and calls `f(time, id)` for each entry that has expired by then. `f` may add;
    /// the entries behind one for which it throws come with the next call.
    template <class F>
    void expire(std::int64_t to, F&& f) {
        if (to < now_) to = now_;
        std::size_t const changed = bucket_of(to);
        now_ = to;
        if (taken_ == due_.size()) {
            due_.clear();
            taken_ = 0;
        }
        for (std::size_t b = 0; b < changed; ++b) take_out(b, due_);
        looked_through_.clear();
        take_out(changed, looked_through_);
        for (entry const& e : looked_through_) {
            if (e.time <= to) {
                due_.push_back(e);
            } else {
                add(e.time, e.id);
            }
        }
        while (taken_ < due_.size()) {
            entry const e = due_[taken_++];
            f(e.time, e.id);
        }
    }

    /// Gives every id another: `to[id]`.
    void renumber(std::vector<std::uint32_t> const& to) {
        for (auto& b : buckets_) {
            for (entry& e : b) e.id = to[e.id];
        }
        for (std::size_t i = taken_; i < due_.size(); ++i) due_[i].id = to[due_[i].id];
    }

private:
    // Signed times as unsigned numbers in the same order.
    static std::uint64_t order(std::int64_t time) {
        return static_cast<std::uint64_t>(time) ^ (std::uint64_t{1} << 63U);
    }
    static std::int64_t from_order(std::uint64_t n) {
        return static_cast<std::int64_t>(n ^ (std::uint64_t{1} << 63U));
    }
    [[nodiscard]] std::size_t bucket_of(std::int64_t time) const {
        return time <= now_ ? 0 : static_cast<std::size_t>(std::bit_width(order(time) ^ order(now_)));
    }
    void take_out(std::size_t b, std::vector<entry>& to) {
        if (buckets_[b].empty()) return;
        if (to.empty()) {
            to.swap(buckets_[b]);
        } else {
            to.insert(to.end(), buckets_[b].begin(), buckets_[b].end());
            buckets_[b].clear();
        }
        if (b < 63) {
            used_ &= ~(std::uint64_t{1} << b);
        } else if (buckets_[63].empty() && buckets_[64].empty()) {
            used_ &= ~(std::uint64_t{1} << 63U);
        }
    }

    std::array<std::vector<entry>, 65> buckets_;
    std::uint64_t used_ = 0; // which buckets hold something; bit 63 stands for the last two
    std::int64_t now_ = std::numeric_limits<std::int64_t>::min();
    std::vector<entry> due_;
    std::size_t taken_ = 0; // how many of them f was called for
    std::vector<entry> looked_through_;
};

} // namespace weir::detail
