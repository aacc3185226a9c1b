// SPDX-License-Identifier: BSL-1.0
// Keyed sliding sums, 10 minutes every 5 minutes, in update mode, pushed as blocks of 64 Ki.
#include <weir/runtime/inline_query.hpp>

#include "hand_sliding.hpp"
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

constexpr std::size_t block_size = std::size_t{64} << 10;
using readings = std::span<bench::reading const>;

/// A changed window's row of either side, added to the digest.
auto into(bench::row_digest& digest) {
    return [&digest](std::int64_t start_us, std::int64_t device, double sum) {
        digest.add(start_us, device, sum);
    };
}
using emit_function = decltype(into(std::declval<bench::row_digest&>()));

readings block(readings all, std::size_t i) {
    return all.subspan(i * block_size, std::min(block_size, all.size() - i * block_size));
}

template <class Query>
std::uint64_t play(readings all) {
    bench::row_digest digest;
    Query query{into(digest)};
    for (std::size_t i = 0; i * block_size < all.size(); ++i) query.push(block(all, i));
    return digest.value();
}

using hand_query = bench::hand::sliding_sums<emit_function>;

// The weir side: the same job as a query.
namespace weir_side {

using namespace weir::literals;

template <class Emit>
auto make(Emit emit) {
    return weir::inline_query(
        weir::input<bench::reading>() | weir::with_watermark<"dt", "100 milliseconds">()
            | weir::group_by(weir::window<"dt", "10 minutes", "5 minutes">(), "device"_c)
            | weir::agg(weir::sum("amount"_c).as<"amount">()),
        weir::update, [emit](auto const& row) {
            emit(bench::micros(row["window"_c].start), row["device"_c], row["amount"_c]);
        });
}

/// An inline query is built in place: it is neither copied nor moved.
struct query {
    decltype(make(std::declval<emit_function>())) plan;

    explicit query(emit_function emit) : plan(make(emit)) {}
    void push(readings block) { plan.push(block); }
};

std::uint64_t weir_run(readings all) { return play<query>(all); }

} // namespace weir_side

} // namespace

int main() {
    bench::report report;
    for (std::size_t const devices : {100U, 10'000U}) {
        // 6 hours of event time: 72 slides, and a block covers a little more than one.
        auto const data = bench::make_readings(std::size_t{4} << 20, devices, 6h);
        readings const all{data};
        std::string const keys = devices == 100 ? "100 keys" : "10,000 keys";
        report.compare(
            "sliding sums 10 min / 5 min, update", keys, 1.5, static_cast<double>(all.size()),
            [&] { return play<hand_query>(all); }, [&] { return weir_side::weir_run(all); });

        bench::row_digest digest;
        hand_query by_hand{into(digest)};
        weir_side::query by_weir{into(digest)};
        report.probe(
            "sliding sums, " + keys + ", block of 64 Ki", 63, block_size,
            [&](std::size_t i) { by_hand.push(block(all, i)); },
            [&](std::size_t i) { by_weir.push(block(all, i)); });
    }
    return report.finish();
}
