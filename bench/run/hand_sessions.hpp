// SPDX-License-Identifier: BSL-1.0
// The hand loop for sessions of a minute by device, append mode.
#pragma once

#include "data.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <utility>
#include <vector>

namespace bench::hand {

/// The query: sum and count of `amount` by device and session, gap one minute, watermark 100 ms behind the newest event.
///
/// Rows    `emit(start, end, device, sum, count)` at the end of the block whose watermark reaches a session's end.
/// State   one slot a device with its newest session; the rare others are kept aside. Devices are never forgotten, so it
///         suits a bounded set of them, and all are looked through after each block.
template <class Emit>
class device_sessions {
public:
    explicit device_sessions(Emit emit) : emit_(std::move(emit)) {}

    void push(std::span<reading const> block) {
        std::int64_t newest = newest_;
        std::int64_t const late = watermark_;
        for (reading const& r : block) {
            std::int64_t const t = micros(r.dt);
            newest = t > newest ? t : newest;
            if (t + gap <= late) continue;
            slot& s = slot_of(r.device);
            if (s.open.count != 0 && t <= s.open.end && t + gap >= s.open.start && !s.has_others) [[likely]] {
                s.open.start = t < s.open.start ? t : s.open.start;
                s.open.end = t + gap > s.open.end ? t + gap : s.open.end;
                s.open.sum += r.amount;
                ++s.open.count;
            } else {
                add_apart(s, t, r.amount);
            }
        }
        newest_ = newest;
        std::int64_t const moved = newest / 1000 * 1000 - 100'000;
        if (moved > watermark_) watermark_ = moved;
        close();
    }

private:
    static constexpr std::int64_t gap = 60'000'000;

    struct session {
        std::int64_t start = 0;
        std::int64_t end = 0;
        double sum = 0;
        std::int64_t count = 0; // 0: none
    };
    struct slot {
        std::int64_t device = 0;
        session open;
        bool used = false;
        bool has_others = false;
    };
    struct other {
        std::int64_t device;
        session open;
    };

    slot& slot_of(std::int64_t device) {
        std::size_t i = mix(static_cast<std::uint64_t>(device)) & mask_;
        while (slots_[i].used) {
            if (slots_[i].device == device) return slots_[i];
            i = (i + 1) & mask_;
        }
        if (2 * ++used_ > slots_.size()) {
            grow();
            i = free_slot(device);
        }
        slots_[i].device = device;
        slots_[i].used = true;
        return slots_[i];
    }
    std::size_t free_slot(std::int64_t device) const {
        std::size_t i = mix(static_cast<std::uint64_t>(device)) & mask_;
        while (slots_[i].used) i = (i + 1) & mask_;
        return i;
    }
    [[gnu::noinline]] void grow() {
        huge_vector<slot> old(2 * slots_.size());
        old.swap(slots_);
        mask_ = slots_.size() - 1;
        for (slot const& s : old)
            if (s.used) slots_[free_slot(s.device)] = s;
    }

    [[gnu::noinline]] void add_apart(slot& s, std::int64_t t, double amount) {
        session fresh{t, t + gap, amount, 1};
        auto const join = [&fresh](session const& with) {
            if (with.count == 0 || fresh.start > with.end || fresh.end < with.start) return false;
            fresh.start = std::min(fresh.start, with.start);
            fresh.end = std::max(fresh.end, with.end);
            fresh.sum += with.sum;
            fresh.count += with.count;
            return true;
        };
        std::int64_t const device = s.device;
        if (s.has_others)
            std::erase_if(others_, [&](other const& o) { return o.device == device && join(o.open); });
        if (join(s.open)) s.open.count = 0;
        if (s.open.count == 0) {
            s.open = fresh;
        } else if (s.open.start < fresh.start) {
            others_.push_back({device, s.open});
            s.open = fresh;
        } else {
            others_.push_back({device, fresh});
        }
        s.has_others =
            std::any_of(others_.begin(), others_.end(), [&](other const& o) { return o.device == device; });
    }

    void close() {
        std::erase_if(others_, [&](other const& o) {
            if (o.open.end > watermark_) return false;
            emit_(o.open.start, o.open.end, o.device, o.open.sum, o.open.count);
            return true;
        });
        for (slot& s : slots_) {
            if (s.open.count == 0 || s.open.end > watermark_) continue;
            emit_(s.open.start, s.open.end, s.device, s.open.sum, s.open.count);
            s.open.count = 0;
            s.has_others = false; // they are older, and have gone too
        }
    }

    huge_vector<slot> slots_ = huge_vector<slot>(256);
    std::size_t mask_ = 255;
    std::size_t used_ = 0;
    std::vector<other> others_;
    std::int64_t newest_ = std::numeric_limits<std::int64_t>::min();
    std::int64_t watermark_ = 0;
    Emit emit_;
};

} // namespace bench::hand
