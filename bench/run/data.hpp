// SPDX-License-Identifier: BSL-1.0
// The events of the benchmarks: plain structs that are weir schemas as they stand, and their generators.
//
// Every value is a multiple of 1/256 or a whole number and small enough for all sums to be exact in double.
#pragma once

#include "huge_pages.hpp"
#include "random.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace bench {

/// Event time in microseconds: what weir calls timestamp.
using event_time = std::chrono::sys_time<std::chrono::microseconds>;

/// Microseconds since 1970.
constexpr std::int64_t micros(event_time t) noexcept { return t.time_since_epoch().count(); }

/// The start of all generated streams, on a whole second (2023-11-14 22:13:20).
inline constexpr event_time first_event{std::chrono::seconds{1'700'000'000}};

/// A trade: the input of the tumbling average.
struct trade {
    event_time dt;
    double price;
    double qty;
    std::int32_t symbol;
    std::int32_t side;
};
static_assert(sizeof(trade) == 32);

/// A keyed measurement with a time: the input of the sliding sums.
struct reading {
    event_time dt;
    std::int64_t device;
    double amount;
};
static_assert(sizeof(reading) == 24);

/// A keyed amount without a time: the input of the keyed sum and count.
struct payment {
    std::int64_t account;
    double amount;
};
static_assert(sizeof(payment) == 16);

/// How far out of order events arrive.
struct disorder {
    std::chrono::microseconds jitter{50'000};       // every event, up to this much
    std::uint32_t straggler_of = 4096;              // one event in so many ...
    std::chrono::microseconds straggler{2'000'000}; // ... comes up to this late

    std::chrono::microseconds operator()(splitmix64& random) const {
        std::chrono::microseconds shift{random.below(jitter.count())};
        if (random.below(straggler_of) == 0)
            shift -= std::chrono::microseconds{random.below(straggler.count())};
        return shift;
    }
};

/// Trades `step` apart, out of order, about half of them with a quantity over 0.5.
inline huge_vector<trade> make_trades(std::size_t count, std::chrono::microseconds step, disorder late = {}) {
    huge_vector<trade> trades(count);
    splitmix64 random{42};
    double price = 60'000;
    event_time now = first_event;
    for (auto& t : trades) {
        price += static_cast<double>(random.below(257) - 128) / 256;
        t = {now + late(random), price, random.unit(), random.below(64), random.below(2)};
        now += step;
    }
    return trades;
}

/// Random 64-bit ids, as real keys are: no dense index.
inline std::vector<std::int64_t> make_ids(std::size_t count) {
    std::vector<std::int64_t> ids(count);
    splitmix64 random{13};
    for (auto& id : ids) id = static_cast<std::int64_t>(random());
    return ids;
}

/// Readings of `devices` random ids over `span` of event time, out of order by up to 50 ms, stragglers by 20 minutes.
inline huge_vector<reading> make_readings(std::size_t count, std::size_t devices,
                                          std::chrono::microseconds span) {
    huge_vector<reading> readings(count);
    auto const ids = make_ids(devices);
    splitmix64 random{11};
    disorder const late{.straggler = std::chrono::minutes{20}};
    auto const step = span / static_cast<std::int64_t>(count);
    event_time now = first_event;
    for (auto& r : readings) {
        r = {now + late(random), ids[random.below(devices)], static_cast<double>(random.below(1000))};
        now += step;
    }
    return readings;
}

/// Payments of `accounts` random ids, uniformly.
inline huge_vector<payment> make_payments(std::size_t count, std::size_t accounts) {
    huge_vector<payment> payments(count);
    auto const ids = make_ids(accounts);
    splitmix64 random{17};
    for (auto& p : payments) p = {ids[random.below(accounts)], static_cast<double>(random.below(1000))};
    return payments;
}

/// A set of trades that can be played again and again, each time later by the time it covers.
///
/// The replayed set of 8192 fits the L2 cache; the branch predictor learns it by heart, so a branch on a column's
/// value looks free there.
class trade_replay {
public:
    trade_replay(std::size_t count, std::chrono::microseconds step, std::size_t rounds)
        : trades_(make_trades(count, step)),
          span_(step * static_cast<std::int64_t>(count)),
          rounds_(rounds) {}

    std::size_t rounds() const noexcept { return rounds_; }
    double events() const noexcept { return static_cast<double>(trades_.size() * rounds_); }
    std::span<trade const> trades() const noexcept { return trades_; }

    /// Moves the event times to those of `round`.
    void move_to(std::size_t round) {
        auto const shift = span_ * (static_cast<std::int64_t>(round) - static_cast<std::int64_t>(round_));
        round_ = round;
        if (shift.count() == 0) return;
        for (auto& t : trades_) t.dt += shift;
    }

private:
    huge_vector<trade> trades_;
    std::chrono::microseconds span_;
    std::size_t rounds_;
    std::size_t round_ = 0;
};

} // namespace bench
