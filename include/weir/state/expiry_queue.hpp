// SPDX-License-Identifier: BSL-1.0
// What expires when: ids by time, taken out as time moves on.
#pragma once

#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

namespace weir::detail {

/// Ids by the time at which they expire, for a clock that never goes back.
///
/// A radix heap: an entry lies in the bucket of the highest bit in which its time differs from the clock.
/// When the clock moves, the buckets below the highest bit that changed are due as they are, and one is
/// looked through.
///
/// State   16 bytes an entry, in chunks that the buckets share; a queue that was long and is empty gives its
///         room back.
/// Cost    adding is one store; an entry moves at most once for each bit of its distance, on the whole.
class expiry_queue {
public:
    struct entry {
        std::int64_t time;
        std::uint32_t id;
    };

    [[nodiscard]] std::size_t bytes() const {
        return due_.capacity() * sizeof(entry) + chunks_.capacity() * sizeof(chunk);
    }

    /// Lets `id` expire at `time`; at once, with the next expire(), where that is past.
    void add(std::int64_t time, std::uint32_t id) {
        std::size_t const b = bucket_of(time);
        bucket& to = buckets_[b];
        if (to.last == none || chunks_[to.last].count == chunk_size) append_chunk(to);
        chunk& c = chunks_[to.last];
        c.entries[c.count++] = {time, id};
        used_ |= std::uint64_t{1} << (b < 63 ? b : 63);
    }

    /// No entry expires before it; the greatest number if there is none.
    [[nodiscard]] std::int64_t next() const {
        if (taken_ < due_.size()) return std::numeric_limits<std::int64_t>::min();
        if (used_ == 0) return std::numeric_limits<std::int64_t>::max();
        auto b = static_cast<std::size_t>(std::countr_zero(used_));
        if (b == 63 && buckets_[63].first == none) b = 64;
        if (b == 0) return std::numeric_limits<std::int64_t>::min();
        std::uint64_t const bit = std::uint64_t{1} << (b - 1);
        return from_order((order(now_) & ~(bit - 1)) | bit);
    }

    /// Moves the clock to `to` and calls `f(time, id)` for each entry that has expired by then. `f` may add;
    /// the entries behind one for which it throws come with the next call.
    template <class F>
    void expire(std::int64_t to, F&& f) {
        expire(to, f, [](std::uint32_t, std::uint32_t) {});
    }
    /// The same; `announce(far, near)` is called with ids that come later.
    template <class F, class Announce>
    void expire(std::int64_t to, F&& f, Announce&& announce) {
        constexpr std::size_t ahead = 12;
        gather(to < now_ ? now_ : to);
        while (taken_ < due_.size()) {
            if (taken_ + 2 * ahead < due_.size())
                announce(due_[taken_ + 2 * ahead].id, due_[taken_ + ahead].id);
            entry const e = due_[taken_++];
            f(e.time, e.id);
        }
    }

    /// Gives every id another: `to[id]`.
    void renumber(std::vector<std::uint32_t> const& to) {
        for (bucket const& b : buckets_) {
            for (std::uint32_t i = b.first; i != none; i = chunks_[i].next) {
                for (std::uint32_t k = 0; k < chunks_[i].count; ++k) {
                    entry& e = chunks_[i].entries[k];
                    e.id = to[e.id];
                }
            }
        }
        for (std::size_t i = taken_; i < due_.size(); ++i) due_[i].id = to[due_[i].id];
    }

private:
    static constexpr std::uint32_t none = 0xffff'ffff;
    static constexpr std::uint32_t chunk_size = 31;

    struct chunk {
        std::array<entry, chunk_size> entries;
        std::uint32_t count = 0;
        std::uint32_t next = none; // of its bucket, or of those that are free
    };
    struct bucket {
        std::uint32_t first = none;
        std::uint32_t last = none;
    };

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

    // Moves the clock, and what has expired to `due_`.
    void gather(std::int64_t to) {
        if (taken_ == due_.size()) {
            due_.clear();
            taken_ = 0;
        }
        std::size_t const changed = bucket_of(to);
        now_ = to;
        for (std::size_t b = 0; b <= changed; ++b) look_through(b);
        if (used_ == 0 && chunks_.size() > 1024) {
            std::vector<chunk>().swap(chunks_);
            free_ = none;
        }
    }
    // What has not expired by now goes to a lower bucket.
    void look_through(std::size_t b) {
        std::uint32_t i = buckets_[b].first;
        buckets_[b] = {};
        if (b < 63) {
            used_ &= ~(std::uint64_t{1} << b);
        } else if (buckets_[63].first == none && buckets_[64].first == none) {
            used_ &= ~(std::uint64_t{1} << 63U);
        }
        while (i != none) {
            for (std::uint32_t k = 0; k < chunks_[i].count; ++k) {
                entry const e = chunks_[i].entries[k];
                if (e.time <= now_) {
                    due_.push_back(e);
                } else {
                    add(e.time, e.id);
                }
            }
            std::uint32_t const next = chunks_[i].next;
            chunks_[i].next = free_;
            free_ = i;
            i = next;
        }
    }
    void append_chunk(bucket& to) {
        std::uint32_t i = free_;
        if (i == none) {
            i = static_cast<std::uint32_t>(chunks_.size());
            chunks_.emplace_back();
        } else {
            free_ = chunks_[i].next;
        }
        chunks_[i].count = 0;
        chunks_[i].next = none;
        (to.last == none ? to.first : chunks_[to.last].next) = i;
        to.last = i;
    }

    std::array<bucket, 65> buckets_{};
    std::vector<chunk> chunks_;
    std::uint32_t free_ = none;
    std::uint64_t used_ = 0; // which buckets hold something; bit 63 stands for the last two
    std::int64_t now_ = std::numeric_limits<std::int64_t>::min();
    std::vector<entry> due_;
    std::size_t taken_ = 0; // how many of them f was called for
};

} // namespace weir::detail
