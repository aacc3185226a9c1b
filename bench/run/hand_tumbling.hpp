// SPDX-License-Identifier: BSL-1.0
// The hand loops for filter + map + 1 s tumbling average over out-of-order trades, append mode.
#pragma once

#include "data.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <stdexcept>
#include <utility>

namespace bench::hand {

/// `value` if `keep`, else 0, never by a branch.
///
/// GCC 12 and Clang 19 turn the conditional operator back into a branch, which costs 4 ns an event with a filter
/// that keeps half of random data. The empty asm hides where the mask comes from.
inline double masked(bool keep, double value) noexcept {
    std::uint64_t mask = std::uint64_t{0} - static_cast<std::uint64_t>(keep);
    asm("" : "+r"(mask));
    return std::bit_cast<double>(std::bit_cast<std::uint64_t>(value) & mask);
}

/// The query: trades with `qty` over 0.5, the average of `price` * 1.0625 in each second.
///
/// Time    the watermark stands before the filter and is the newest event time, floored to ms, less 100 ms. A row is
///         late if its window ends at or before the watermark that held before its push. Window ends and the delay
///         are whole ms, so `end <= floor_to_ms(newest) - delay` is the same as `end + delay <= newest`: no division.
/// Rows    `emit(end_us, average)` once for each window that is not empty, when the watermark reaches its end;
///         `flush` emits the rest.
struct tumbling_query {
    static constexpr std::int64_t width = 1'000'000;
    static constexpr std::int64_t delay = 100'000;
    static constexpr std::uint64_t ring_size = 16;

    static bool keeps(trade const& t) noexcept { return t.qty > 0.5; }
    static double value(trade const& t) noexcept { return t.price * 1.0625; }
};

/// The open windows in a ring, and the watermark as the event time at which the next window closes.
template <class Emit>
class tumbling_windows : protected tumbling_query {
public:
    explicit tumbling_windows(Emit emit) : emit_(std::move(emit)) {}

    /// End of input: emits every window still open.
    void flush() { close_before(oldest_ + static_cast<std::int64_t>(ring_size)); }

protected:
    struct window {
        double sum = 0;
        std::int64_t count = 0;
    };

    window& at(std::int64_t number) noexcept { return ring_[static_cast<std::uint64_t>(number) % ring_size]; }
    std::int64_t oldest() const noexcept { return oldest_; }
    bool closes_a_window(std::int64_t newest) const noexcept { return newest >= closes_at_; }
    std::int64_t closes_at() const noexcept { return closes_at_; }
    void begin_at(std::int64_t number) noexcept { oldest_ = number; }

    [[gnu::noinline]] void advance(std::int64_t newest) { close_before((newest - delay) / width); }

private:
    void close_before(std::int64_t number) {
        // No window lies beyond the ring, so a jump in time (the first event is one) does not walk through empty ones.
        std::int64_t const last = std::min(number, oldest_ + static_cast<std::int64_t>(ring_size));
        for (; oldest_ < last; ++oldest_) {
            window& w = at(oldest_);
            if (w.count != 0) emit_((oldest_ + 1) * width, w.sum / static_cast<double>(w.count));
            w = {};
        }
        oldest_ = number;
        closes_at_ = (number + 1) * width + delay;
    }

    std::array<window, ring_size> ring_{};
    std::int64_t oldest_ = 0; // windows before this one are closed
    std::int64_t closes_at_ = width + delay;
    Emit emit_;
};

/// One event at a time, the watermark moved with each: the window last used is remembered and updated in memory.
template <class Emit>
class tumbling_by_event : public tumbling_windows<Emit> {
    using base = tumbling_windows<Emit>;

public:
    using base::base;

    void push(trade const& t) {
        std::int64_t const ts = micros(t.dt);
        if (base::closes_a_window(ts)) [[unlikely]]
            base::advance(ts);
        if (static_cast<std::uint64_t>(ts - start_) >= static_cast<std::uint64_t>(base::width)) [[unlikely]] {
            std::int64_t const number = ts / base::width;
            if (number < base::oldest()) return; // late
            start_ = number * base::width;
            current_ = &base::at(number);
        }
        bool const keep = base::keeps(t);
        current_->sum += masked(keep, base::value(t));
        current_->count += keep;
    }

private:
    typename base::window* current_ = nullptr;
    // Never the start of a window, so that the first event sets it.
    std::int64_t start_ = std::numeric_limits<std::int64_t>::min() / 2;
};

/// One event at a time, the watermark moved with each: the window last used lives in registers.
template <class Emit>
class tumbling_in_registers : public tumbling_windows<Emit> {
    using base = tumbling_windows<Emit>;

public:
    using base::base;

    void push_each(std::span<trade const> trades) {
        double sum = 0;
        std::int64_t count = 0;
        std::int64_t current = current_;
        std::int64_t start = current * base::width;
        std::int64_t closes_at = base::closes_at();
        auto spill = [&] {
            auto& w = base::at(current);
            w.sum += sum;
            w.count += count;
            sum = 0;
            count = 0;
        };
        for (trade const& t : trades) {
            std::int64_t const ts = micros(t.dt);
            if (ts >= closes_at) [[unlikely]] {
                spill();
                base::advance(ts);
                closes_at = base::closes_at();
            }
            if (static_cast<std::uint64_t>(ts - start) >= static_cast<std::uint64_t>(base::width))
                [[unlikely]] {
                std::int64_t const number = ts / base::width;
                if (number < base::oldest()) continue; // late
                spill();
                current = number;
                start = number * base::width;
            }
            bool const keep = base::keeps(t);
            sum += masked(keep, base::value(t));
            count += keep;
        }
        spill();
        current_ = current;
    }

private:
    std::int64_t current_ = 0;
};

/// A block at a time: late is what the watermark before the block says, and it moves once, after the block.
///
/// `Lanes` events are taken together while all of them lie in the window last used, so that their additions overlap.
template <class Emit, std::size_t Lanes = 4>
class tumbling_by_block : public tumbling_windows<Emit> {
    using base = tumbling_windows<Emit>;

public:
    using base::base;

    void push(std::span<trade const> block) {
        accumulator total{this,
                          std::max(current_, base::oldest())}; // the window last used may have closed since
        std::array<double, Lanes> sum{};
        std::int64_t newest = std::numeric_limits<std::int64_t>::min();
        trade const* t = block.data();
        trade const* const end = t + block.size();
        for (; end - t >= static_cast<std::ptrdiff_t>(Lanes); t += Lanes) {
            bool outside = false;
            for (std::size_t lane = 0; lane < Lanes; ++lane) {
                std::int64_t const ts = micros(t[lane].dt);
                newest = std::max(newest, ts);
                outside |= total.outside(ts);
            }
            if (outside) [[unlikely]] {
                for (double& part : sum) total.sum += std::exchange(part, 0.0);
                for (std::size_t lane = 0; lane < Lanes; ++lane) total.add(t[lane]);
                continue;
            }
            for (std::size_t lane = 0; lane < Lanes; ++lane) {
                bool const keep = base::keeps(t[lane]);
                sum[lane] += masked(keep, base::value(t[lane]));
                total.count += keep;
            }
        }
        for (double const part : sum) total.sum += part;
        for (; t != end; ++t) {
            newest = std::max(newest, micros(t->dt));
            total.add(*t);
        }
        total.spill();
        current_ = total.current;
        first_block_ = first_block_ && block.empty();
        if (base::closes_a_window(newest)) base::advance(newest);
    }

private:
    /// The window last used, kept in registers.
    struct accumulator {
        tumbling_by_block* query;
        std::int64_t current;
        std::int64_t start = current * base::width;
        double sum = 0;
        std::int64_t count = 0;

        bool outside(std::int64_t ts) const noexcept {
            return static_cast<std::uint64_t>(ts - start) >= static_cast<std::uint64_t>(base::width);
        }

        void add(trade const& t) {
            std::int64_t const ts = micros(t.dt);
            if (outside(ts)) {
                std::int64_t const number = ts / base::width;
                if (query->late(number)) return;
                spill();
                current = number;
                start = number * base::width;
            }
            bool const keep = base::keeps(t);
            sum += masked(keep, base::value(t));
            count += keep;
        }

        void spill() noexcept {
            auto& w = query->at(current);
            w.sum += sum;
            w.count += count;
            sum = 0;
            count = 0;
        }
    };

    /// Whether a row of window `number` is late; the ring must have room for the window if it is not.
    bool late(std::int64_t number) {
        // No watermark holds during the first block, but the ring needs a beginning before it is written.
        if (base::oldest() == 0) base::begin_at(number - 4);
        bool const closed = number < base::oldest();
        if ((closed && first_block_) || number - base::oldest() >= static_cast<std::int64_t>(base::ring_size))
            throw std::length_error{"a block spans more windows than the hand loop's ring holds"};
        return closed;
    }

    std::int64_t current_ = 0;
    bool first_block_ = true;
};

} // namespace bench::hand
