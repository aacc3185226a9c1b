// SPDX-License-Identifier: BSL-1.0
// Sessions of a minute by device in append mode, pushed as blocks of 4 Ki.
#include <weir/runtime/inline_query.hpp>

#include "hand_sessions.hpp"
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

/// A closed session of either side, added to the digest.
auto into(bench::row_digest& digest) {
    return [&digest](std::int64_t start, std::int64_t end, std::int64_t device, double sum,
                     std::int64_t count) { digest.add(start, end, device, sum, count); };
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

using hand_query = bench::hand::device_sessions<emit_function>;

// The weir side: the same job as a query.
namespace weir_side {

using namespace weir::literals;

template <class Emit>
auto make(Emit emit) {
    return weir::inline_query(
        weir::input<bench::reading>() | weir::with_watermark<"dt", "100 milliseconds">()
            | weir::group_by(weir::session_window<"dt", "1 minute">(), "device"_c)
            | weir::agg(weir::sum("amount"_c).as<"amount">(), weir::count("*").as<"count">()),
        weir::append, [emit](auto const& row) {
            weir::time_window const session = row["session_window"_c];
            emit(bench::micros(session.start), bench::micros(session.end), row["device"_c], row["amount"_c],
                 row["count"_c]);
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
    for (std::size_t const devices : {100U, 10'000U, 100'000U}) {
        // 6 hours of event time: a device is silent for half a second, 50 seconds or 8 minutes.
        auto const data = bench::make_readings(std::size_t{4} << 20, devices, 6h);
        readings const all{data};
        std::string const keys = std::to_string(devices) + " devices";
        report.compare(
            "sessions, gap 1 min, append", keys, 2, static_cast<double>(all.size()),
            [&] { return play<hand_query>(all); }, [&] { return weir_side::weir_run(all); });
    }
    return report.finish();
}
