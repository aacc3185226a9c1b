// SPDX-License-Identifier: BSL-1.0
// The hand loop for the first event of each id, repeats within a second of event time.
#pragma once

#include "data.hpp"

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <utility>

namespace bench::hand {

/// The query: the first event of each device, a device being forgotten when the watermark, one second behind the newest
/// event, is a second past it.
///
/// Rows    `emit(event)` during the block.
/// State   a slot of 16 bytes an id, open addressing; one that has expired is free for its own id at once, for others
///         when the table is half full and put in order.
template <class Emit>
class first_events {
public:
    explicit first_events(Emit emit) : emit_(std::move(emit)) {}

    void push(std::span<reading const> block) {
        std::int64_t newest = newest_;
        for (reading const& r : block) {
            std::int64_t const t = micros(r.dt);
            newest = t > newest ? t : newest;
            if (t <= watermark_) continue;
            std::size_t i = mix(static_cast<std::uint64_t>(r.device)) & mask_;
            while (slots_[i].expires != 0 && slots_[i].device != r.device) i = (i + 1) & mask_;
            if (slots_[i].expires > watermark_) continue;
            if (slots_[i].expires == 0 && 2 * ++used_ > slots_.size()) i = put_in_order(r.device);
            slots_[i] = {r.device, t + delay};
            emit_(r);
        }
        newest_ = newest;
        std::int64_t const moved = newest / 1000 * 1000 - delay;
        if (moved > watermark_) watermark_ = moved;
    }

private:
    static constexpr std::int64_t delay = 1'000'000;

    struct slot {
        std::int64_t device = 0;
        std::int64_t expires = 0; // 0: empty
    };

    [[gnu::noinline]] std::size_t put_in_order(std::int64_t device) {
        std::size_t alive = 0;
        for (slot const& s : slots_) alive += s.expires > watermark_;
        huge_vector<slot> old(4 * alive > slots_.size() ? 2 * slots_.size() : slots_.size());
        old.swap(slots_);
        mask_ = slots_.size() - 1;
        for (slot const& s : old) {
            if (s.expires > watermark_) slots_[free_slot(s.device)] = s;
        }
        used_ = alive + 1;
        return free_slot(device);
    }
    std::size_t free_slot(std::int64_t device) const {
        std::size_t i = mix(static_cast<std::uint64_t>(device)) & mask_;
        while (slots_[i].expires != 0) i = (i + 1) & mask_;
        return i;
    }

    huge_vector<slot> slots_ = huge_vector<slot>(256);
    std::size_t mask_ = 255;
    std::size_t used_ = 0;
    std::int64_t newest_ = std::numeric_limits<std::int64_t>::min();
    std::int64_t watermark_ = 0;
    Emit emit_;
};

} // namespace bench::hand
