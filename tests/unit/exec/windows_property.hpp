// SPDX-License-Identifier: BSL-1.0
// Windows against a naive recomputation that shares no code with the library: random rows, disorder and batch cuts.
#pragma once

#include <weir/testing.hpp>

#include "catch.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <span>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace windows {

using namespace weir::literals;

struct event {
    std::optional<weir::timestamp> t;
    std::optional<std::string> k;
    std::optional<std::int32_t> v;
};

/// start, key, count, sum, least
using result = std::tuple<std::int64_t, std::optional<std::string>, std::int64_t, std::optional<std::int64_t>,
                          std::optional<std::int32_t>>;
using results = std::vector<result>;

constexpr std::int64_t second = 1'000'000;

// The oracle.

enum class emission : std::uint8_t { append, update, complete };

/// The windows as Spark's rules say, recomputed naively.
class oracle {
public:
    oracle(std::int64_t size, std::int64_t slide, std::int64_t start, std::int64_t delay, bool keyed,
           emission mode, bool no_data_batches)
        : size_(size),
          slide_(slide),
          start_(start),
          delay_(delay),
          keyed_(keyed),
          mode_(mode),
          no_data_batches_(no_data_batches) {}

    /// A batch of rows, and the no-data batch behind it.
    results batch(std::vector<event> const& rows) {
        results out;
        run(rows, out);
        bool const moved = watermark_ > late_;
        if (moved && no_data_batches_ && mode_ != emission::complete) run({}, out);
        std::sort(out.begin(), out.end());
        return out;
    }

private:
    struct group {
        std::int64_t n = 0;
        std::optional<std::int64_t> sum;
        std::optional<std::int32_t> least;
    };
    using key = std::pair<std::int64_t, std::optional<std::string>>;

    void run(std::vector<event> const& rows, results& out) {
        std::set<key> touched;
        for (event const& e : rows) {
            if (!e.t) continue;
            std::int64_t const t = e.t->time_since_epoch().count();
            newest_ = std::max(newest_.value_or(t), t);
            // every start s with s = start (mod slide) and s <= t < s + size
            for (std::int64_t s = t - size_ + 1; s <= t; ++s) {
                std::int64_t const off = ((s - start_) % slide_ + slide_) % slide_;
                if (off != 0) {
                    s += slide_ - off - 1; // on to the next start
                    continue;
                }
                if (mode_ != emission::complete && s + size_ <= late_) continue;
                key const k{s, keyed_ ? e.k : std::nullopt};
                group& g = groups_[k];
                ++g.n;
                if (e.v) {
                    g.sum = g.sum.value_or(0) + *e.v;
                    g.least = std::min(g.least.value_or(*e.v), *e.v);
                }
                touched.insert(k);
            }
        }
        for (auto const& [k, g] : groups_) {
            bool const closed = k.first + size_ <= watermark_;
            bool const goes_out =
                mode_ == emission::complete || (mode_ == emission::update ? touched.count(k) > 0 : closed);
            if (goes_out) out.emplace_back(k.first, k.second, g.n, g.sum, g.least);
        }
        if (mode_ != emission::complete) {
            std::erase_if(groups_, [&](auto const& g) { return g.first.first + size_ <= watermark_; });
        }
        late_ = watermark_;
        if (newest_) watermark_ = std::max(watermark_, floor_ms(*newest_) - delay_);
    }
    static std::int64_t floor_ms(std::int64_t us) { return us - ((us % 1000) + 1000) % 1000; }

    std::int64_t size_;
    std::int64_t slide_;
    std::int64_t start_;
    std::int64_t delay_;
    bool keyed_;
    emission mode_;
    bool no_data_batches_;
    std::map<key, group> groups_;
    std::int64_t watermark_ = 0;
    std::int64_t late_ = 0;
    std::optional<std::int64_t> newest_;
};

// Random input.

// A case takes ten times as long in a sanitized build, which runs a quarter of them.
#if defined(__has_feature)
    #if __has_feature(address_sanitizer)
inline constexpr int share = 4;
    #else
inline constexpr int share = 1;
    #endif
#else
inline constexpr int share = 1;
#endif

inline unsigned seed() {
    char const* const given = std::getenv("WEIR_TEST_SEED");
    return given != nullptr ? static_cast<unsigned>(std::strtoul(given, nullptr, 10))
                            : std::random_device{}();
}

inline std::vector<std::vector<event>> random_batches(std::mt19937& random) {
    auto const below = [&](int n) { return static_cast<std::int64_t>(random() % static_cast<unsigned>(n)); };
    std::vector<std::vector<event>> batches(static_cast<std::size_t>(1 + below(8)));
    std::int64_t now = (below(30) - 5) * second;
    std::int64_t const spread = (1 + below(20)) * second;
    std::int64_t const step = 1 + below(static_cast<int>(4 * second));
    bool const whole_seconds = below(3) == 0;
    for (auto& batch : batches) {
        batch.resize(static_cast<std::size_t>(below(4) == 0 ? below(3) : below(25)));
        for (event& e : batch) {
            now += below(static_cast<int>(step));
            if (below(60) == 0) now += 40 * second;
            std::int64_t t = now - (below(2) == 0 ? below(static_cast<int>(spread)) : 0);
            if (whole_seconds) t = t / second * second;
            if (below(25) != 0) e.t = weir::timestamp(std::chrono::microseconds(t));
            if (below(10) != 0) e.k = std::string(1, static_cast<char>('a' + below(4)));
            if (below(10) != 0) e.v = static_cast<std::int32_t>(below(100) - 50);
        }
    }
    return batches;
}

// The library.

template <bool Keyed, class Window>
auto query(Window const& window) {
    auto const totals = weir::agg(weir::count("*").as<"n">(), weir::sum("v"_c).template as<"s">(),
                                  weir::min("v"_c).template as<"lo">());
    if constexpr (Keyed) {
        return weir::with_watermark<"t", "4 seconds">() | weir::group_by(window, "k"_c) | totals;
    } else {
        return weir::with_watermark<"t", "4 seconds">() | weir::group_by(window) | totals;
    }
}

template <bool Keyed, class Row>
result result_of(Row const& row) {
    auto const own = [](auto const& text) {
        return text ? std::optional<std::string>(std::string(*text)) : std::nullopt;
    };
    std::optional<std::string> key;
    if constexpr (Keyed) key = own(row["k"_c]);
    return {row["window"_c].start.time_since_epoch().count(), key, row["n"_c], row["s"_c], row["lo"_c]};
}

inline results sorted(results r) {
    std::sort(r.begin(), r.end());
    return r;
}

inline std::string text_of(results const& all) {
    std::string out;
    for (auto const& [start, key, n, sum, least] : all) {
        out += "\n  " + std::to_string(start) + " " + key.value_or("-") + " n=" + std::to_string(n)
               + " s=" + (sum ? std::to_string(*sum) : "-") + " lo=" + (least ? std::to_string(*least) : "-");
    }
    return out;
}

template <class Mode>
constexpr emission emission_of() {
    if constexpr (std::is_same_v<Mode, weir::append_mode>) {
        return emission::append;
    } else if constexpr (std::is_same_v<Mode, weir::update_mode>) {
        return emission::update;
    } else {
        return emission::complete;
    }
}

/// A query by micro-batches gives what the oracle gives, batch by batch.
template <bool Keyed, class Mode, class Query>
bool micro_batches_agree(Query const& q, oracle expected, std::vector<std::vector<event>> const& batches,
                         bool no_data_batches) {
    weir::memory_stream<event> stream;
    results rows;
    auto running = weir::write_stream(weir::read_stream(stream) | q)
                       .output_mode(Mode{})
                       .trigger(weir::on_demand)
                       .no_data_batches(no_data_batches)
                       .foreach_batch([&](auto const& batch, std::int64_t) {
                           for (auto const& r : batch) rows.push_back(result_of<Keyed>(r));
                       })
                       .start();
    for (auto const& batch : batches) {
        rows.clear();
        stream.add(batch);
        running.process_all_available();
        auto const wanted = expected.batch(batch);
        if (sorted(rows) == wanted) continue;
        UNSCOPED_INFO("micro-batches, expected:" << text_of(wanted) << "\nfound:" << text_of(sorted(rows)));
        return false;
    }
    return true;
}

/// An inline query gives the same, by blocks or row by row.
template <bool Keyed, class Mode, class Query>
bool inline_agrees(Query const& q, oracle expected, std::vector<std::vector<event>> const& batches,
                   bool by_row) {
    results rows;
    auto live = weir::inline_query(weir::input<event>() | q, Mode{},
                                   [&](auto const& r) { rows.push_back(result_of<Keyed>(r)); });
    auto const agree = [&](std::vector<event> const& batch) {
        auto const wanted = expected.batch(batch);
        auto const found = sorted(std::exchange(rows, {}));
        if (found == wanted) return true;
        UNSCOPED_INFO("inline" << (by_row ? ", by row" : "") << ", expected:" << text_of(wanted)
                               << "\nfound:" << text_of(found));
        return false;
    };
    for (auto const& batch : batches) {
        if (by_row) {
            for (event const& e : batch) {
                live.push(e);
                if (!agree({e})) return false;
            }
        } else {
            live.push(std::span(batch));
            if (!agree(batch)) return false;
        }
    }
    return true;
}

template <class Mode, bool Keyed, class Window>
void check(Window const& window, std::int64_t size, std::int64_t slide, std::int64_t start, int cases) {
    unsigned const s = seed();
    std::mt19937 random(s);
    auto const q = query<Keyed>(window);
    oracle const expected(size * second, slide * second, start * second, 4 * second, Keyed,
                          emission_of<Mode>(), true);
    oracle const without_no_data(size * second, slide * second, start * second, 4 * second, Keyed,
                                 emission_of<Mode>(), false);
    INFO("WEIR_TEST_SEED=" << s);
    for (int i = 0; i < cases; ++i) {
        auto const batches = random_batches(random);
        bool agree = micro_batches_agree<Keyed, Mode>(q, expected, batches, true)
                     && micro_batches_agree<Keyed, Mode>(q, without_no_data, batches, false)
                     && inline_agrees<Keyed, Mode>(q, expected, batches, false)
                     && inline_agrees<Keyed, Mode>(q, expected, batches, true);
        INFO("case " << i << " of " << Mode::name << ", window " << size << "/" << slide << "+" << start
                     << (Keyed ? ", keyed" : ""));
        REQUIRE(agree);
    }
}

template <class Mode>
void check_all() {
    // Complete mode sends all windows with every batch, so its cases take longer.
    constexpr int cases = (std::is_same_v<Mode, weir::complete_mode> ? 200 : 800) / share;
    check<Mode, false>(weir::window<"t", "5 seconds">(), 5, 5, 0, cases);
    check<Mode, true>(weir::window<"t", "5 seconds">(), 5, 5, 0, cases);
    check<Mode, false>(weir::window<"t", "10 seconds", "5 seconds">(), 10, 5, 0, cases);
    check<Mode, true>(weir::window<"t", "10 seconds", "4 seconds", "1 second">(), 10, 4, 1, cases);
    check<Mode, true>(weir::window<"t", "3 seconds", "1 second">(), 3, 1, 0, cases);
}

} // namespace windows
