// SPDX-License-Identifier: BSL-1.0
// Session windows against a naive recomputation that shares no code with the library: random rows, disorder
// and batch cuts.
#include <weir/testing.hpp>

#include "catch.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <optional>
#include <random>
#include <span>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace {

using namespace weir::literals;

struct event {
    std::optional<weir::timestamp> t;
    std::optional<std::int32_t> k;
    std::int64_t v;
    std::string gap;
};

/// key, start, end, count, sum, all values in order of size
using result = std::tuple<std::optional<std::int32_t>, std::int64_t, std::int64_t, std::int64_t, std::int64_t,
                          std::vector<std::int64_t>>;
using results = std::vector<result>;

constexpr std::int64_t second = 1'000'000;
constexpr std::int64_t fixed_gap = 5 * second;
constexpr std::int64_t delay = 4 * second;

/// The sessions as Spark's rules say: from all rows that are open, anew after each batch.
class oracle {
public:
    oracle(bool complete, bool by_row) : complete_(complete), by_row_(by_row) {}

    /// A batch of rows, and the no-data batch behind it.
    results batch(std::vector<event> const& rows) {
        results out;
        run(rows, out);
        if (!complete_ && watermark_ > late_) run({}, out);
        std::sort(out.begin(), out.end());
        return out;
    }
    [[nodiscard]] std::size_t open() const { return sessions().size(); }
    results flush() {
        results out;
        watermark_ = INT64_MAX;
        run({}, out);
        std::sort(out.begin(), out.end());
        return out;
    }

private:
    struct row {
        std::optional<std::int32_t> key;
        std::int64_t start;
        std::int64_t end;
        std::int64_t v;
    };

    void run(std::vector<event> const& rows, results& out) {
        for (event const& e : rows) {
            if (!e.t) continue;
            std::int64_t const t = e.t->time_since_epoch().count();
            newest_ = std::max(newest_.value_or(t), t);
            std::int64_t const gap = by_row_ ? std::atoll(e.gap.c_str()) * second : fixed_gap;
            if (gap <= 0) continue;
            if (!complete_ && t + gap <= late_) continue;
            rows_.push_back({e.k, t, t + gap, e.v});
        }
        for (auto const& [r, whole] : sessions()) {
            if (!complete_ && std::get<2>(r) > watermark_) continue;
            out.push_back(r);
            if (!complete_) {
                std::erase_if(rows_, [&](row const& x) {
                    return x.key == std::get<0>(r) && x.start >= std::get<1>(r) && x.end <= std::get<2>(r);
                });
            }
        }
        late_ = watermark_;
        if (newest_) {
            std::int64_t const ms = *newest_ - ((*newest_ % 1000) + 1000) % 1000;
            watermark_ = std::max(watermark_, ms - delay);
        }
    }
    [[nodiscard]] std::vector<std::pair<result, bool>> sessions() const {
        std::map<std::optional<std::int32_t>, std::vector<row>> by_key;
        for (row const& r : rows_) by_key[r.key].push_back(r);
        std::vector<std::pair<result, bool>> all;
        for (auto& [key, of_key] : by_key) {
            std::stable_sort(of_key.begin(), of_key.end(),
                             [](row const& a, row const& b) { return a.start < b.start; });
            std::optional<result> open;
            for (row const& r : of_key) {
                if (open && r.start <= std::get<2>(*open)) {
                    std::get<2>(*open) = std::max(std::get<2>(*open), r.end);
                } else {
                    if (open) all.emplace_back(*open, true);
                    open = result(key, r.start, r.end, 0, 0, {});
                }
                ++std::get<3>(*open);
                std::get<4>(*open) += r.v;
                std::get<5>(*open).push_back(r.v);
            }
            if (open) all.emplace_back(*open, true);
        }
        for (auto& [r, whole] : all) std::sort(std::get<5>(r).begin(), std::get<5>(r).end());
        return all;
    }

    bool complete_;
    bool by_row_;
    std::vector<row> rows_;
    std::int64_t watermark_ = 0;
    std::int64_t late_ = 0;
    std::optional<std::int64_t> newest_;
};

unsigned seed() {
    char const* const given = std::getenv("WEIR_TEST_SEED");
    return given != nullptr ? static_cast<unsigned>(std::strtoul(given, nullptr, 10))
                            : std::random_device{}();
}

/// Rows up to `disorder` behind the newest.
std::vector<std::vector<event>> random_batches(std::mt19937& random, std::int64_t disorder) {
    auto const below = [&](std::int64_t n) {
        return static_cast<std::int64_t>(random() % static_cast<unsigned>(n));
    };
    std::vector<std::vector<event>> batches(static_cast<std::size_t>(1 + below(8)));
    std::int64_t now = below(30) * second;
    std::int64_t const step = 1 + below(3 * second);
    bool const whole_seconds = below(2) == 0;
    for (auto& batch : batches) {
        batch.resize(static_cast<std::size_t>(below(4) == 0 ? below(3) : below(20)));
        for (event& e : batch) {
            now += below(step);
            if (below(40) == 0) now += 30 * second;
            std::int64_t t = now - (below(2) == 0 ? below(disorder) : 0);
            if (whole_seconds) t = (t + second - 1) / second * second;
            if (below(25) != 0) e.t = weir::timestamp(std::chrono::microseconds(t));
            if (below(10) != 0) e.k = static_cast<std::int32_t>(below(3));
            e.v = below(1000);
            e.gap = std::to_string(below(9) - 1) + " seconds";
        }
    }
    return batches;
}

template <bool ByRow>
auto query() {
    auto const totals = weir::agg(weir::count("*").as<"n">(), weir::sum("v"_c).as<"s">(),
                                  weir::sort_array(weir::collect_list("v"_c)).as<"all">());
    auto const late = weir::with_watermark<"t", "4 seconds">();
    if constexpr (ByRow) {
        return late | weir::group_by(weir::session_window("t"_c, "gap"_c), "k"_c) | totals;
    } else {
        return late | weir::group_by(weir::session_window<"t", "5 seconds">(), "k"_c) | totals;
    }
}

template <class Row>
result result_of(Row const& row) {
    weir::time_window const w = row["session_window"_c];
    auto const& all = row["all"_c];
    return {row["k"_c],
            w.start.time_since_epoch().count(),
            w.end.time_since_epoch().count(),
            row["n"_c],
            row["s"_c],
            std::vector<std::int64_t>(all.begin(), all.end())};
}

results sorted(results r) {
    std::sort(r.begin(), r.end());
    return r;
}

template <bool ByRow, class Mode>
void check(int cases, Mode mode) {
    unsigned const s = seed();
    std::mt19937 random(s);
    constexpr bool complete = std::is_same_v<Mode, weir::complete_mode>;
    for (int i = 0; i < cases; ++i) {
        INFO("WEIR_TEST_SEED=" << s << ", case " << i);
        auto const batches = random_batches(random, 12 * second);
        {
            weir::memory_stream<event> stream;
            results rows;
            auto running = weir::write_stream(weir::read_stream(stream) | query<ByRow>())
                               .output_mode(mode)
                               .trigger(weir::on_demand)
                               .foreach_batch([&](auto const& batch, std::int64_t) {
                                   for (auto const& r : batch) rows.push_back(result_of(r));
                               })
                               .start();
            oracle expected(complete, ByRow);
            for (auto const& batch : batches) {
                rows.clear();
                stream.add(batch);
                running.process_all_available();
                REQUIRE(sorted(rows) == expected.batch(batch));
                REQUIRE(running.last_progress()->state_operators[0].num_rows_total
                        == static_cast<std::int64_t>(expected.open()));
            }
        }
        for (bool const row_by_row : {false, true}) {
            results rows;
            auto live = weir::inline_query(weir::input<event>() | query<ByRow>(), mode,
                                           [&](auto const& r) { rows.push_back(result_of(r)); });
            oracle expected(complete, ByRow);
            for (auto const& batch : batches) {
                if (row_by_row) {
                    for (event const& e : batch) {
                        live.push(e);
                        REQUIRE(sorted(std::exchange(rows, {})) == expected.batch({e}));
                    }
                } else {
                    live.push(std::span(batch));
                    REQUIRE(sorted(std::exchange(rows, {})) == expected.batch(batch));
                }
            }
            if (!complete) {
                live.flush();
                REQUIRE(sorted(std::exchange(rows, {})) == expected.flush());
            }
        }
    }
}

} // namespace

TEST_CASE("sessions_in_append_mode_are_those_of_a_naive_recomputation") { check<false>(700, weir::append); }
TEST_CASE("sessions_with_a_gap_by_row_are_those_of_a_naive_recomputation") { check<true>(700, weir::append); }
TEST_CASE("sessions_in_complete_mode_are_those_of_a_naive_recomputation") {
    check<false>(300, weir::complete);
}

TEST_CASE("without_late_rows_sessions_do_not_depend_on_the_cut_into_batches") {
    unsigned const s = seed();
    std::mt19937 random(s);
    for (int i = 0; i < 500; ++i) {
        INFO("WEIR_TEST_SEED=" << s << ", case " << i);
        auto const batches =
            random_batches(random, delay - second); // times are rounded up by less than a second
        auto const run = [&](auto const& push) {
            results rows;
            auto live = weir::inline_query(weir::input<event>() | query<false>(), weir::append,
                                           [&](auto const& r) { rows.push_back(result_of(r)); });
            push(live);
            live.flush();
            return sorted(rows);
        };
        std::vector<event> all;
        for (auto const& batch : batches) all.insert(all.end(), batch.begin(), batch.end());
        auto const whole = run([&](auto& live) { live.push(std::span(std::as_const(all))); });
        CHECK(whole == run([&](auto& live) {
                  for (auto const& batch : batches) live.push(std::span(batch));
              }));
        CHECK(whole == run([&](auto& live) {
                  for (event const& e : all) live.push(e);
              }));
    }
}
