// SPDX-License-Identifier: BSL-1.0
// Impressions joined with the clicks of the ten seconds after them, pushed as blocks of 4 Ki events.
#include <weir/expr/comparison.hpp>
#include <weir/expr/logic.hpp>
#include <weir/expr/time_operators.hpp>
#include <weir/plan/join.hpp>
#include <weir/runtime/inline_query.hpp>

#include "hand_interval_join.hpp"
#include "harness.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace {

using namespace std::chrono_literals;

/// A joined row of either side, added to the digest.
auto into(bench::row_digest& digest) {
    return [&digest](std::int64_t shown, std::int64_t at, std::int64_t id, double bid, double cost) {
        digest.add(shown, at, id, bid, cost);
    };
}
using emit_function = decltype(into(std::declval<bench::row_digest&>()));

/// Eight impressions to a click, each of a recent impression; both out of order by up to 50 ms.
struct traffic {
    bench::huge_vector<bench::impression> impressions;
    bench::huge_vector<bench::click> clicks;

    traffic(std::size_t count, std::chrono::microseconds step) {
        bench::splitmix64 random{23};
        bench::event_time now = bench::first_event;
        auto const recent = static_cast<std::size_t>(9s / step) * 8 / 9;
        impressions.reserve(count);
        clicks.reserve(count / 9);
        for (std::size_t i = 0; i < count; ++i, now += step) {
            auto const time = now + std::chrono::microseconds{random.below(50'000)};
            if (i % 9 == 8) {
                auto const back = random.below(std::min(impressions.size(), recent));
                clicks.push_back({time, impressions[impressions.size() - 1 - back].id,
                                  static_cast<double>(random.below(1000))});
            } else {
                impressions.push_back(
                    {time, static_cast<std::int64_t>(random()), static_cast<double>(random.below(1000))});
            }
        }
    }
};

constexpr std::size_t block_size = std::size_t{4} << 10;

template <class T>
std::span<T const> block(bench::huge_vector<T> const& all, std::size_t i, std::size_t size) {
    std::size_t const from = std::min(all.size(), i * size);
    return std::span<T const>(all).subspan(from, std::min(size, all.size() - from));
}

template <class Query>
void push_block(Query& query, traffic const& all, std::size_t i) {
    query.push(block(all.impressions, i, block_size * 8 / 9));
    query.push(block(all.clicks, i, block_size * 8 / 9 / 8));
}
std::size_t blocks(traffic const& all) { return all.impressions.size() / (block_size * 8 / 9) + 1; }

template <class Query>
std::uint64_t play(traffic const& all) {
    bench::row_digest digest;
    Query query{into(digest)};
    for (std::size_t i = 0; i < blocks(all); ++i) push_block(query, all, i);
    return digest.value();
}

using hand_query = bench::hand::interval_join<emit_function>;

// The weir side: the same job as a query.
namespace weir_side {

using namespace weir::literals;

template <class Emit>
auto make(Emit emit) {
    return weir::inline_query(
        weir::input<bench::impression>() | weir::with_watermark<"shown", "100 milliseconds">()
            | weir::join(weir::input<bench::click>() | weir::with_watermark<"at", "100 milliseconds">(),
                         "id"_c == "target"_c && "at"_c >= "shown"_c
                             && "at"_c <= "shown"_c + weir::interval<"10 seconds">),
        weir::append, [emit](auto const& row) {
            emit(bench::micros(row["shown"_c]), bench::micros(row["at"_c]), row["id"_c], row["bid"_c],
                 row["cost"_c]);
        });
}

/// An inline query is built in place: it is neither copied nor moved.
struct query {
    decltype(make(std::declval<emit_function>())) plan;

    explicit query(emit_function emit) : plan(make(emit)) {}
    template <class T>
    void push(std::span<T const> block) {
        plan.push(block);
    }
};

} // namespace weir_side

} // namespace

int main() {
    bench::report report;
    for (auto const step : {900us, 9us}) {
        traffic const all(std::size_t{4} << 20, step);
        std::string const rows = step == 900us ? "10,000 impressions kept" : "1,000,000 impressions kept";
        report.compare(
            "interval join of two streams", rows, 1.5,
            static_cast<double>(all.impressions.size() + all.clicks.size()),
            [&] { return play<hand_query>(all); }, [&] { return play<weir_side::query>(all); });

        bench::row_digest digest;
        hand_query by_hand{into(digest)};
        weir_side::query by_weir{into(digest)};
        report.probe(
            "interval join, " + rows + ", block of 4 Ki", 1023, block_size,
            [&](std::size_t i) { push_block(by_hand, all, i); },
            [&](std::size_t i) { push_block(by_weir, all, i); });
    }
    return report.finish();
}
