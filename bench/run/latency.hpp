// SPDX-License-Identifier: BSL-1.0
// Measures single calls that take a few nanoseconds, with the cost of the clock itself taken off.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <vector>

#if defined(__x86_64__)
    #include <x86intrin.h>
#endif

namespace bench {

/// Reads the finest clock at hand: the time-stamp counter on x86-64, else `steady_clock`.
///
/// The fences keep the measured call between the two reads.
inline std::uint64_t ticks() noexcept {
#if defined(__x86_64__)
    _mm_lfence();
    std::uint64_t const now = __rdtsc();
    _mm_lfence();
    return now;
#else
    return static_cast<std::uint64_t>(std::chrono::steady_clock::now().time_since_epoch().count());
#endif
}

/// Nanoseconds to a tick, measured once over 20 ms.
inline double nanoseconds_per_tick() {
    static double const scale = [] {
        auto const began = std::chrono::steady_clock::now();
        std::uint64_t const first = ticks();
        auto now = began;
        while (now - began < std::chrono::milliseconds{20}) now = std::chrono::steady_clock::now();
        std::uint64_t const last = ticks();
        return std::chrono::duration<double, std::nano>(now - began).count()
               / static_cast<double>(last - first);
    }();
    return scale;
}

/// Collects the durations of single calls and gives their percentiles.
///
/// Memory for all samples is taken at the start, so that recording allocates nothing. The median of back-to-back
/// reads of the clock is taken off each percentile; a figure is therefore good to about that cost.
class latency_histogram {
public:
    explicit latency_histogram(std::size_t samples) { samples_.reserve(samples); }

    template <class Call>
    void record(Call&& call) {
        std::uint64_t const began = ticks();
        call();
        samples_.push_back(ticks() - began);
    }

    /// The duration in ns that a share `quantile` of the calls did not exceed, without the clock's own cost.
    double percentile(double quantile) { return std::max(0.0, raw(samples_, quantile) - clock_cost()); }

    /// What two reads of the clock with nothing between them take, in ns (median).
    static double clock_cost() {
        static double const cost = [] {
            std::vector<std::uint64_t> empty(10'001);
            for (auto& sample : empty) {
                std::uint64_t const began = ticks();
                sample = ticks() - began;
            }
            return raw(empty, 0.5);
        }();
        return cost;
    }

private:
    static double raw(std::vector<std::uint64_t>& samples, double quantile) {
        if (samples.empty()) return 0;
        auto const rank = static_cast<std::ptrdiff_t>(quantile * static_cast<double>(samples.size() - 1));
        std::nth_element(samples.begin(), samples.begin() + rank, samples.end());
        return static_cast<double>(samples[static_cast<std::size_t>(rank)]) * nanoseconds_per_tick();
    }

    std::vector<std::uint64_t> samples_;
};

} // namespace bench
