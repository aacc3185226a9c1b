// SPDX-License-Identifier: BSL-1.0
// Filter + map + 1 s tumbling average in append mode: pushed one event at a time, and as spans of 1,024.
#include <weir/runtime/inline_query.hpp>

#include "hand_tumbling.hpp"
#include "harness.hpp"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>

namespace {

using namespace std::chrono_literals;

constexpr std::size_t block_size = 1024;

/// A window's row of either side, added to the digest.
auto into(bench::row_digest& digest) {
    return [&digest](std::int64_t end_us, double average) { digest.add(end_us, average); };
}

/// Plays the replay from its start; only `push_round` is timed, not the shifting of the event times.
template <class Query, class PushRound>
std::uint64_t play(bench::trade_replay& replay, bench::stopwatch& watch, PushRound push_round) {
    bench::row_digest digest;
    Query query{into(digest)};
    for (std::size_t round = 0; round < replay.rounds(); ++round) {
        replay.move_to(round);
        watch.start();
        push_round(query, replay.trades());
        watch.stop();
    }
    watch.start();
    query.flush();
    watch.stop();
    return digest.value();
}

template <class Query>
void push_blocks(Query& query, std::span<bench::trade const> trades) {
    for (std::size_t i = 0; i < trades.size(); i += block_size)
        query.push(trades.subspan(i, std::min(block_size, trades.size() - i)));
}

using emit_function = decltype(into(std::declval<bench::row_digest&>()));
using by_event = bench::hand::tumbling_by_event<emit_function>;
using in_registers = bench::hand::tumbling_in_registers<emit_function>;
using by_block = bench::hand::tumbling_by_block<emit_function>;
using by_block_in_one_lane = bench::hand::tumbling_by_block<emit_function, 1>;

// The weir side: the same job as a query.
namespace weir_side {

using namespace weir::literals;

inline auto const average =
    weir::with_watermark<"dt", "100 milliseconds">()
    | weir::select("dt"_c, ("price"_c * 1.0625).as<"value">(), "qty"_c)
    | weir::where("qty"_c > 0.5) // above the select: rows that it drops move the watermark
    | weir::group_by(weir::window<"dt", "1 second">()) | weir::agg(weir::avg("value"_c).as<"average">());

template <class Emit>
auto make(Emit emit) {
    return weir::inline_query(weir::input<bench::trade>() | average, weir::append, [emit](auto const& row) {
        emit(bench::micros(row["window"_c].end), row["average"_c]);
    });
}

/// An inline query is built in place: it is neither copied nor moved.
struct query_of {
    decltype(make(std::declval<emit_function>())) query;

    explicit query_of(emit_function emit) : query(make(emit)) {}
    [[gnu::always_inline]] void push(bench::trade const& t) { query.push(t); }
    void push(std::span<bench::trade const> block) { query.push(block); }
    void flush() { query.flush(); }
};
using event_query = query_of;
using block_query = query_of;

std::uint64_t weir_run(bench::trade_replay& replay, bench::stopwatch& watch, bool in_blocks) {
    if (in_blocks)
        return play<block_query>(replay, watch, [](auto& query, auto trades) { push_blocks(query, trades); });
    return play<event_query>(replay, watch, [](auto& query, auto trades) {
        for (bench::trade const& t : trades) query.push(t);
    });
}

} // namespace weir_side

void compare(bench::report& report, bench::trade_replay& replay, std::string const& size) {
    // The hand loop of the job is an object whose push(event) a service calls. A loop that has all events before it can
    // keep the open window in registers, which no push can; it stands in a row of its own, without a limit.
    report.compare(
        "tumbling average, one push per event", size, 1.5, replay.events(),
        [&](bench::stopwatch& watch) {
            return play<by_event>(replay, watch, [](auto& query, auto trades) {
                for (bench::trade const& t : trades) query.push(t);
            });
        },
        [&](bench::stopwatch& watch) { return weir_side::weir_run(replay, watch, false); });
    report.compare(
        "the same against a loop over all events", size, bench::no_limit, replay.events(),
        [&](bench::stopwatch& watch) {
            return play<in_registers>(replay, watch,
                                      [](auto& query, auto trades) { query.push_each(trades); });
        },
        [&](bench::stopwatch& watch) { return weir_side::weir_run(replay, watch, false); });
    report.compare("tumbling average, spans of 1,024", size, 1.3, replay.events(),
                   bench::fastest_of{[&](bench::stopwatch& watch) {
                                         return play<by_block>(replay, watch, [](auto& query, auto trades) {
                                             push_blocks(query, trades);
                                         });
                                     },
                                     [&](bench::stopwatch& watch) {
                                         return play<by_block_in_one_lane>(
                                             replay, watch,
                                             [](auto& query, auto trades) { push_blocks(query, trades); });
                                     }},
                   [&](bench::stopwatch& watch) { return weir_side::weir_run(replay, watch, true); });
}

void probe(bench::report& report, bench::trade_replay& replay) {
    replay.move_to(0);
    auto const trades = replay.trades();
    bench::row_digest digest;
    by_event hand_events{into(digest)};
    weir_side::event_query weir_events{into(digest)};
    report.probe(
        "tumbling average, one event", 3 << 20, 1, [&](std::size_t i) { hand_events.push(trades[i]); },
        [&](std::size_t i) { weir_events.push(trades[i]); });
    by_block hand_blocks{into(digest)};
    weir_side::block_query weir_blocks{into(digest)};
    report.probe(
        "tumbling average, span of 1,024", 3 << 10, block_size,
        [&](std::size_t i) { hand_blocks.push(trades.subspan(i * block_size, block_size)); },
        [&](std::size_t i) { weir_blocks.push(trades.subspan(i * block_size, block_size)); });
}

} // namespace

int main() {
    bench::report report;
    for (auto const step : {1us, 1000us}) {
        std::string const rate = step == 1us ? ", 1,000,000 a window" : ", 1,000 a window";
        bench::trade_replay cached{8192, step, 2048};
        compare(report, cached, "8 Ki replayed" + rate);
        bench::trade_replay large{std::size_t{8} << 20, step, 1};
        compare(report, large, "8 Mi" + rate);
        if (step == 1000us) probe(report, large);
    }
    return report.finish();
}
