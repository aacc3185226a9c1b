// SPDX-License-Identifier: BSL-1.0
// Runs a hand loop against weir, compares what they emit, and prints the figures as Markdown tables.
#pragma once

#include "allocations.hpp"
#include "latency.hpp"
#include "random.hpp"

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <limits>
#include <string>
#include <string_view>
#include <time.h>
#include <tuple>
#include <utility>
#include <vector>

namespace bench {

/// How often each side is run; the fastest run counts. Environment variable REPS, 7 without it.
inline int repetitions() {
    char const* const text = std::getenv("REPS");
    return text == nullptr ? 7 : std::max(1, std::atoi(text));
}

/// Tells the optimiser that `value` is used and that memory may have changed.
template <class T>
inline void keep(T const& value) {
    asm volatile("" : : "r,m"(value) : "memory");
}

/// Adds up the processor time between `start` and `stop`, so that preparing the input is not counted, nor what other
/// programs did meanwhile.
class stopwatch {
public:
    void start() noexcept { began_ = now(); }
    void stop() noexcept { total_ += now() - began_; }
    double nanoseconds() const noexcept { return total_; }

private:
    static double now() noexcept {
        timespec time{};
        ::clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
        return static_cast<double>(time.tv_sec) * 1e9 + static_cast<double>(time.tv_nsec);
    }

    double began_ = 0;
    double total_ = 0;
};

/// A side of a comparison: gives the checksum of what it emitted. Without the parameter the whole call is timed.
template <class F>
concept timed_function = std::invocable<F&, stopwatch&> || std::invocable<F&>;

/// Several hand loops for one job, of which the fastest is the limit.
template <timed_function... Fs>
struct fastest_of {
    explicit fastest_of(Fs... loops) : functions(std::move(loops)...) {}
    std::tuple<Fs...> functions;
};

namespace detail {
struct best_run {
    double nanoseconds = std::numeric_limits<double>::infinity();
    std::uint64_t checksum = 0;
    bool steady = true; // every run gave the same checksum
    bool ran = false;

    void record(double ns, std::uint64_t sum) {
        nanoseconds = std::min(nanoseconds, ns);
        steady = steady && (!ran || sum == checksum);
        checksum = sum;
        ran = true;
    }
};

template <timed_function F>
void run_once(F& function, best_run& best) {
    stopwatch watch;
    std::uint64_t checksum = 0;
    if constexpr (std::invocable<F&, stopwatch&>) {
        checksum = function(watch);
    } else {
        watch.start();
        checksum = function();
        watch.stop();
    }
    keep(checksum);
    best.record(watch.nanoseconds(), checksum);
}

template <class... Fs>
void run_once(fastest_of<Fs...>& hand, best_run& best) {
    std::apply([&](Fs&... functions) { (run_once(functions, best), ...); }, hand.functions);
}
} // namespace detail

/// The limit of a row that only informs.
inline constexpr double no_limit = std::numeric_limits<double>::infinity();

/// Collects the rows of one benchmark program; `finish` gives the program's exit code.
class report {
public:
    /// Times both sides and prints one row.
    ///
    /// The sides take turns, and which goes first alternates, so that a machine that slows down slows both. Each
    /// keeps its fastest of `repetitions()` runs. `limit` is the most that weir may cost relative to the hand loop.
    template <class Hand, timed_function Weir>
    void compare(std::string_view name, std::string_view size, double limit, double events, Hand hand,
                 Weir weir) {
        if (!std::exchange(header_printed_, true)) {
            std::puts("| job | size | hand ns/event | weir ns/event | ratio | at most | checksum equal |");
            std::puts("| --- | --- | ---: | ---: | ---: | ---: | --- |");
        }
        detail::best_run by_hand;
        detail::best_run by_weir;
        for (int i = 0, n = repetitions(); i < n; ++i) {
            if (i % 2 == 0) detail::run_once(hand, by_hand);
            detail::run_once(weir, by_weir);
            if (i % 2 != 0) detail::run_once(hand, by_hand);
        }
        bool const equal = by_hand.steady && by_weir.steady && by_hand.checksum == by_weir.checksum;
        double const ratio = by_weir.nanoseconds / by_hand.nanoseconds;
        std::printf("| %.*s | %.*s | %.3f | %.3f | %.2f%s | %.1f | %s |\n", static_cast<int>(name.size()),
                    name.data(), static_cast<int>(size.size()), size.data(), by_hand.nanoseconds / events,
                    by_weir.nanoseconds / events, ratio, ratio > limit ? " over" : "", limit,
                    equal ? "yes" : "NO");
        std::fflush(stdout);
        checksums_differ_ = checksums_differ_ || !equal;
        over_limit_ = over_limit_ || ratio > limit;
    }

    /// Counts the allocations of warm pushes and measures single pushes, for both sides.
    ///
    /// `hand(i)` and `weir(i)` push the i-th event or block. A third of `pushes` warms up, a third is counted, a
    /// third is timed one by one. The rows are printed by `finish`, as a second table.
    template <std::invocable<std::size_t> Hand, std::invocable<std::size_t> Weir>
    void probe(std::string_view name, std::size_t pushes, std::size_t events_per_push, Hand hand, Weir weir) {
        double const per_event = 1.0 / static_cast<double>(events_per_push);
        probe_one(std::string{name} + " | hand", pushes / 3, per_event, hand);
        over_limit_ = probe_one(std::string{name} + " | weir", pushes / 3, per_event, weir) || over_limit_;
    }

    /// Prints what is left. 1 if a checksum differed; with STRICT set in the environment also 2 if a limit is exceeded.
    int finish() {
        if (!probes_.empty()) {
            std::puts("\n| job | side | allocations/event, warm | one push p50 ns | p99 ns | p99.9 ns |");
            std::puts("| --- | --- | ---: | ---: | ---: | ---: |");
            for (auto const& line : probes_) std::puts(line.c_str());
            std::printf(
                "\nThe clock's own %.1f ns are taken off; a push of less than that is not resolved.\n",
                latency_histogram::clock_cost());
        }
        if (checksums_differ_) return 1;
        return over_limit_ && std::getenv("STRICT") != nullptr ? 2 : 0;
    }

private:
    template <class Push>
    bool probe_one(std::string const& name, std::size_t pushes, double per_event, Push& push) {
        latency_histogram latency{pushes};
        std::size_t i = 0;
        for (; i < pushes; ++i) push(i);
        std::uint64_t const before = allocations();
        for (; i < 2 * pushes; ++i) push(i);
        std::uint64_t const allocated = allocations() - before;
        for (; i < 3 * pushes; ++i) latency.record([&] { push(i); });
        char line[256];
        std::snprintf(line, sizeof line, "| %s | %.6g | %.1f | %.1f | %.1f |", name.c_str(),
                      static_cast<double>(allocated) * per_event / static_cast<double>(pushes),
                      latency.percentile(0.5), latency.percentile(0.99), latency.percentile(0.999));
        probes_.emplace_back(line);
        return allocated != 0;
    }

    std::vector<std::string> probes_;
    bool header_printed_ = false;
    bool checksums_differ_ = false;
    bool over_limit_ = false;
};

} // namespace bench
