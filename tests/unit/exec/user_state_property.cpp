// SPDX-License-Identifier: BSL-1.0
// User state against a naive recomputation that shares no code with the library: random rows, nulls, disorder
// and batch cuts; timeouts of functions, and timers of processors.
#include <weir/weir.hpp>

#include "catch.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <optional>
#include <random>
#include <set>
#include <string>
#include <tuple>
#include <vector>

namespace {

using namespace weir::literals;

constexpr std::int64_t delay_ms = 4'000;
constexpr std::int64_t life_ms = 5'000;

struct event {
    std::optional<std::int32_t> k;
    std::optional<weir::timestamp> t;
};
/// The rows of a key so far; `due` tells which timeout or timer gave it, -1 where rows did.
struct count {
    std::optional<std::int32_t> k;
    std::int64_t n;
    std::int64_t due;

    friend bool operator==(count const&, count const&) = default;
    friend bool operator<(count const& a, count const& b) {
        return std::tie(a.k, a.n, a.due) < std::tie(b.k, b.n, b.due);
    }
};

std::int64_t ms_of(weir::timestamp t) {
    return std::chrono::duration_cast<std::chrono::milliseconds>(t.time_since_epoch()).count();
}

// The queries.

auto const count_rows = [](auto const& key, auto rows,
                           weir::group_state<count>& state) -> std::optional<count> {
    count now = state.get_option().value_or(count{key, 0, 0});
    if (state.has_timed_out()) {
        state.remove();
        return now;
    }
    now.n += static_cast<std::int64_t>(rows.size());
    std::int64_t newest = state.get_current_watermark_ms();
    for (event const& e : rows) {
        if (e.t) newest = std::max(newest, ms_of(*e.t));
    }
    now.due = newest + life_ms;
    state.update(now);
    state.set_timeout_timestamp(now.due);
    return count{key, now.n, -1};
};

struct counter {
    weir::value_state<std::int64_t> n{"n"};
    weir::timers timers;

    std::vector<count> handle_input_rows(auto const& key, auto rows) {
        n.update(n.get_option().value_or(0) + static_cast<std::int64_t>(rows.size()));
        for (event const& e : rows) {
            if (e.t) timers.register_timer(ms_of(*e.t) + life_ms);
        }
        return {{key, n.get(), -1}};
    }
    std::vector<count> handle_expired_timer(auto const& key, weir::timer_values const&,
                                            weir::expired_timer_info const& timer) {
        return {{key, n.get(), timer.get_expiry_time_in_ms()}};
    }
};

// The oracle.

/// What both do alike: rows behind the watermark are dropped, keys are called once a batch.
class oracle {
public:
    virtual ~oracle() = default;
    std::vector<count> batch(std::vector<event> const& rows) {
        std::map<std::optional<std::int32_t>, std::vector<std::optional<std::int64_t>>> by_key;
        for (event const& e : rows) {
            std::optional<std::int64_t> const t = e.t ? std::optional(ms_of(*e.t)) : std::nullopt;
            if (t) newest = std::max(newest, *t);
            if (!t || *t > watermark) by_key[e.k].push_back(t);
        }
        std::vector<count> out;
        for (auto const& [key, times] : by_key) call(key, times, out);
        watermark = std::max(watermark, newest - delay_ms);
        expire(out);
        std::sort(out.begin(), out.end());
        return out;
    }

protected:
    virtual void call(std::optional<std::int32_t> key, std::vector<std::optional<std::int64_t>> const& times,
                      std::vector<count>& out) = 0;
    virtual void expire(std::vector<count>& out) = 0;
    std::int64_t watermark = 0;
    std::int64_t newest = 0;
};

/// A timeout is over when it is before the watermark; the state is gone with it.
class by_timeout : public oracle {
    void call(std::optional<std::int32_t> key, std::vector<std::optional<std::int64_t>> const& times,
              std::vector<count>& out) override {
        auto& [n, due] = states_[key];
        n += static_cast<std::int64_t>(times.size());
        due = watermark;
        for (auto const& t : times) due = std::max(due, t.value_or(0));
        due += life_ms;
        out.push_back({key, n, -1});
    }
    void expire(std::vector<count>& out) override {
        for (auto at = states_.begin(); at != states_.end();) {
            auto const [n, due] = at->second;
            if (due < watermark) {
                out.push_back({at->first, n, due});
                at = states_.erase(at);
            } else {
                ++at;
            }
        }
    }
    std::map<std::optional<std::int32_t>, std::pair<std::int64_t, std::int64_t>> states_;
};

/// A timer expires when the watermark has reached it; the state stays.
class by_timer : public oracle {
    void call(std::optional<std::int32_t> key, std::vector<std::optional<std::int64_t>> const& times,
              std::vector<count>& out) override {
        counts_[key] += static_cast<std::int64_t>(times.size());
        for (auto const& t : times) {
            if (t) timers_.emplace(*t + life_ms, key);
        }
        out.push_back({key, counts_[key], -1});
    }
    void expire(std::vector<count>& out) override {
        while (!timers_.empty() && timers_.begin()->first <= watermark) {
            auto const [due, key] = *timers_.begin();
            timers_.erase(timers_.begin());
            out.push_back({key, counts_[key], due});
        }
    }
    std::map<std::optional<std::int32_t>, std::int64_t> counts_;
    std::set<std::pair<std::int64_t, std::optional<std::int32_t>>> timers_;
};

// Random rows.

unsigned seed() {
    char const* const given = std::getenv("WEIR_TEST_SEED");
    return given != nullptr ? static_cast<unsigned>(std::strtoul(given, nullptr, 10))
                            : std::random_device{}();
}

std::vector<std::vector<event>> random_batches(std::mt19937& random) {
    auto const below = [&](std::uint32_t n) { return static_cast<std::int64_t>(random() % n); };
    std::vector<std::vector<event>> batches(static_cast<std::size_t>(1 + below(8)));
    std::int64_t now = 100'000;
    for (auto& batch : batches) {
        now += below(12) * 1'000;
        batch.resize(static_cast<std::size_t>(below(8)));
        for (event& e : batch) {
            if (below(8) != 0) e.k = static_cast<std::int32_t>(below(4));
            std::int64_t const t = now - below(20) * 1'000 + (below(3) == 0 ? below(1'000) : 0);
            if (below(10) != 0) e.t = weir::timestamp(std::chrono::milliseconds(t));
        }
    }
    return batches;
}

template <class Oracle, class Operator>
void check(Operator const& stateful, int cases) {
    unsigned const s = seed();
    INFO("WEIR_TEST_SEED=" << s);
    std::mt19937 random(s);
    for (int i = 0; i < cases; ++i) {
        INFO("case " << i);
        std::vector<count> out;
        auto live =
            weir::inline_query(weir::input<event>() | weir::with_watermark<"t", "4 seconds">()
                                   | weir::group_by_key("k"_c) | stateful,
                               weir::append, [&](auto const& row) { out.push_back(weir::to<count>(row)); });
        Oracle judge;
        for (auto const& batch : random_batches(random)) {
            live.push(batch);
            std::sort(out.begin(), out.end());
            REQUIRE((out == judge.batch(batch)));
            out.clear();
        }
    }
}

} // namespace

TEST_CASE("functions_with_timeouts_give_what_a_naive_recomputation_gives") {
    check<by_timeout>(
        weir::flat_map_groups_with_state<count>(weir::append, weir::event_time_timeout, count_rows), 1500);
}
TEST_CASE("processors_with_timers_give_what_a_naive_recomputation_gives") {
    check<by_timer>(weir::transform_with_state(counter{}), 1500);
}
