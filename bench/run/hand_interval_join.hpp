// SPDX-License-Identifier: BSL-1.0
// The hand loop for impressions joined with the clicks of the ten seconds after them.
#pragma once

#include "data.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <utility>

namespace bench {

/// An advertisement that was shown.
struct impression {
    event_time shown;
    std::int64_t id;
    double bid;
};

/// A click on an impression.
struct click {
    event_time at;
    std::int64_t target;
    double cost;
};

namespace hand {

/// Rows in the order of their arrival, found by id: a ring, and an index of it by open addressing.
class kept_rows {
public:
    struct row {
        std::int64_t id;
        std::int64_t time;
        double value;
    };

    void add(row const& r) {
        if (tail_ - head_ == ring_.size()) grow();
        std::size_t const place = tail_++ & ring_mask();
        ring_[place] = r;
        index(place);
    }

    /// Calls `f` for each row of `id`.
    template <class F>
    void each_of(std::int64_t id, F&& f) const {
        for (std::size_t i = home(id); index_[i] != 0; i = (i + 1) & index_mask()) {
            row const& r = ring_[index_[i] - 1];
            if (r.id == id) f(r);
        }
    }
    void prefetch(std::int64_t id) const { __builtin_prefetch(&index_[home(id)], 1); }
    bool is_large() const { return index_.size() * sizeof(std::uint32_t) > std::size_t{1} << 18; }

    /// Drops the rows before `time`, up to the first that is not.
    void evict(std::int64_t time) {
        while (head_ < tail_ && ring_[head_ & ring_mask()].time < time) {
            std::size_t const place = head_++ & ring_mask();
            std::size_t i = home(ring_[place].id);
            while (index_[i] != place + 1) i = (i + 1) & index_mask();
            for (std::size_t j = (i + 1) & index_mask(); index_[j] != 0; j = (j + 1) & index_mask()) {
                std::size_t const from = home(ring_[index_[j] - 1].id);
                if (((j - from) & index_mask()) < ((j - i) & index_mask())) continue;
                index_[i] = index_[j];
                i = j;
            }
            index_[i] = 0;
        }
    }

private:
    std::size_t ring_mask() const { return ring_.size() - 1; }
    std::size_t index_mask() const { return index_.size() - 1; }
    std::size_t home(std::int64_t id) const { return mix(static_cast<std::uint64_t>(id)) & index_mask(); }

    void index(std::size_t place) {
        std::size_t i = home(ring_[place].id);
        while (index_[i] != 0) i = (i + 1) & index_mask();
        index_[i] = static_cast<std::uint32_t>(place + 1);
    }
    [[gnu::noinline]] void grow() {
        huge_vector<row> larger(2 * ring_.size());
        for (std::size_t i = head_; i < tail_; ++i) larger[i - head_] = ring_[i & ring_mask()];
        tail_ -= head_;
        head_ = 0;
        ring_.swap(larger);
        index_.assign(2 * ring_.size(), 0);
        for (std::size_t i = 0; i < tail_; ++i) index(i);
    }

    huge_vector<row> ring_ = huge_vector<row>(1024);
    huge_vector<std::uint32_t> index_ = huge_vector<std::uint32_t>(2048);
    std::size_t head_ = 0;
    std::size_t tail_ = 0;
};

/// The query: impressions with their clicks, at most ten seconds after them, each stream 100 ms out of order at most.
///
/// Rows    `emit(shown, at, id, bid, cost)` during the block that brings the later of the two.
/// State   impressions for ten seconds, clicks until no impression before them can come.
template <class Emit>
class interval_join {
public:
    explicit interval_join(Emit emit) : emit_(std::move(emit)) {}

    void push(std::span<impression const> block) {
        each(block, impressions_, clicks_, [this](impression const& i) {
            std::int64_t const shown = micros(i.shown);
            if (shown <= watermark_) return;
            newest_impression_ = std::max(newest_impression_, shown);
            clicks_.each_of(i.id,
                            [&](kept_rows::row const& c) { join(i.id, shown, i.bid, c.time, c.value); });
            impressions_.add({i.id, shown, i.bid});
        });
    }
    void push(std::span<click const> block) {
        each(block, clicks_, impressions_, [this](click const& c) {
            std::int64_t const at = micros(c.at);
            if (at <= watermark_) return;
            newest_click_ = std::max(newest_click_, at);
            impressions_.each_of(c.target,
                                 [&](kept_rows::row const& i) { join(i.id, i.time, i.value, at, c.cost); });
            clicks_.add({c.target, at, c.cost});
        });
    }

private:
    static constexpr std::int64_t within = 10'000'000;
    static constexpr std::int64_t delay = 100'000;
    static constexpr std::size_t ahead = 16;

    static std::int64_t id_of(impression const& i) { return i.id; }
    static std::int64_t id_of(click const& c) { return c.target; }

    template <class Row, class F>
    void each(std::span<Row const> block, kept_rows& own, kept_rows& others, F const& f) {
        bool const prefetches = own.is_large() || others.is_large();
        for (std::size_t i = 0; i < block.size(); ++i) {
            if (prefetches && i + ahead < block.size()) {
                own.prefetch(id_of(block[i + ahead]));
                others.prefetch(id_of(block[i + ahead]));
            }
            f(block[i]);
        }
        std::int64_t const moved = std::min(newest_impression_, newest_click_) / 1000 * 1000 - delay;
        if (moved <= watermark_) return;
        watermark_ = moved;
        impressions_.evict(watermark_ - within);
        clicks_.evict(watermark_);
    }

    void join(std::int64_t id, std::int64_t shown, double bid, std::int64_t at, double cost) {
        if (at >= shown && at <= shown + within) emit_(shown, at, id, bid, cost);
    }

    kept_rows impressions_;
    kept_rows clicks_;
    std::int64_t newest_impression_ = 0;
    std::int64_t newest_click_ = 0;
    std::int64_t watermark_ = 0;
    Emit emit_;
};

} // namespace hand
} // namespace bench
