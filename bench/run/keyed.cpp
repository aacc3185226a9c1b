// SPDX-License-Identifier: BSL-1.0
// Sum and count by a 64-bit key in update mode, pushed as blocks of 64 Ki; the state is warm.
#include <weir/runtime/inline_query.hpp>

#include "hand_keyed.hpp"
#include "harness.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>

namespace {

constexpr std::size_t block_size = std::size_t{64} << 10;
using payments = std::span<bench::payment const>;

/// A changed account's row of either side, added to the digest.
auto into(bench::row_digest& digest) {
    return
        [&digest](std::int64_t account, double sum, std::int64_t count) { digest.add(account, sum, count); };
}
using emit_function = decltype(into(std::declval<bench::row_digest&>()));

payments block(payments all, std::size_t i) {
    return all.subspan(i * block_size, std::min(block_size, all.size() - i * block_size));
}

/// Pushes everything twice; the first time, in which the tables grow, is not timed.
template <class Query>
std::uint64_t play(payments all, bench::stopwatch& watch) {
    bench::row_digest digest;
    Query query{into(digest)};
    auto push_all = [&] {
        for (std::size_t i = 0; i * block_size < all.size(); ++i) query.push(block(all, i));
    };
    push_all();
    watch.start();
    push_all();
    watch.stop();
    return digest.value();
}

using hand_query = bench::hand::keyed_totals<emit_function>;

// The weir side: the same job as a query.
namespace weir_side {

using namespace weir::literals;

template <class Emit>
auto make(Emit emit) {
    return weir::inline_query(
        weir::input<bench::payment>() | weir::group_by("account"_c)
            | weir::agg(weir::sum("amount"_c).as<"amount">(), weir::count("*").as<"count">()),
        weir::update, [emit](auto const& row) { emit(row["account"_c], row["amount"_c], row["count"_c]); });
}

/// An inline query is built in place: it is neither copied nor moved.
struct query {
    decltype(make(std::declval<emit_function>())) plan;

    explicit query(emit_function emit) : plan(make(emit)) {}
    void push(payments block) { plan.push(block); }
};

std::uint64_t weir_run(payments all, bench::stopwatch& watch) { return play<query>(all, watch); }

} // namespace weir_side

} // namespace

int main() {
    bench::report report;
    for (std::size_t const accounts : {100U, 10'000U, 1'000'000U}) {
        auto const data = bench::make_payments(std::size_t{4} << 20, accounts);
        payments const all{data};
        std::string const keys = std::to_string(accounts) + " keys";
        report.compare(
            "sum and count by key, update", keys, 1.5, static_cast<double>(all.size()),
            [&](bench::stopwatch& watch) { return play<hand_query>(all, watch); },
            [&](bench::stopwatch& watch) { return weir_side::weir_run(all, watch); });

        bench::row_digest digest;
        hand_query by_hand{into(digest)};
        weir_side::query by_weir{into(digest)};
        // All of the data before the counting begins, since 1,000,000 keys take that long to be all known.
        for (std::size_t i = 0; i * block_size < all.size(); ++i) {
            by_hand.push(block(all, i));
            by_weir.push(block(all, i));
        }
        report.probe(
            "sum and count, " + keys + ", block of 64 Ki", 63, block_size,
            [&](std::size_t i) { by_hand.push(block(all, i)); },
            [&](std::size_t i) { by_weir.push(block(all, i)); });
    }
    return report.finish();
}
