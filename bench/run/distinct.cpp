// SPDX-License-Identifier: BSL-1.0
// The first event of each id within the watermark, pushed as blocks of 4 Ki.
#include <weir/runtime/inline_query.hpp>

#include "hand_distinct.hpp"
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

constexpr std::size_t block_size = std::size_t{4} << 10;
using readings = std::span<bench::reading const>;

/// A first event of either side, added to the digest.
auto into(bench::row_digest& digest) {
    return [&digest](auto const& r) { digest.add(bench::micros(r.dt), r.device, r.amount); };
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

using hand_query = bench::hand::first_events<emit_function>;

// The weir side: the same job as a query.
namespace weir_side {

using namespace weir::literals;

template <class Emit>
auto make(Emit emit) {
    return weir::inline_query(weir::input<bench::reading>() | weir::with_watermark<"dt", "1 second">()
                                  | weir::drop_duplicates_within_watermark<"device">(),
                              weir::append, [emit](auto const& row) {
                                  emit(bench::reading{row["dt"_c], row["device"_c], row["amount"_c]});
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

/// Events of which every fourth repeats the id of one before.
bench::huge_vector<bench::reading> make_messages(std::size_t count, std::chrono::microseconds step) {
    bench::huge_vector<bench::reading> messages(count);
    bench::splitmix64 random{19};
    bench::event_time now = bench::first_event;
    for (std::size_t i = 0; i < count; ++i) {
        bool const repeat = i > 2'000 && random.below(4) == 0;
        messages[i] = {now + std::chrono::microseconds{random.below(50'000)},
                       repeat ? messages[i - 1 - static_cast<std::size_t>(random.below(2'000))].device
                              : static_cast<std::int64_t>(random()),
                       static_cast<double>(random.below(1000))};
        now += step;
    }
    return messages;
}

} // namespace

int main() {
    bench::report report;
    for (auto const step : {100us, 5us}) {
        auto const data = make_messages(std::size_t{4} << 20, step);
        readings const all{data};
        report.compare(
            "drop_duplicates_within_watermark", step == 5us ? "200,000 ids a second" : "10,000 ids a second",
            1.5, static_cast<double>(all.size()), [&] { return play<hand_query>(all); },
            [&] { return weir_side::weir_run(all); });
    }
    return report.finish();
}
