// SPDX-License-Identifier: BSL-1.0
// State is freed: events over thousands of windows and keys do not let the memory of the process grow.
#include <weir/weir.hpp>

#include "catch.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <random>
#include <span>
#include <string>

namespace {

using namespace weir::literals;

struct event {
    weir::timestamp t;
    std::int64_t k;
    std::int32_t v;
};

/// The resident memory of this process in bytes.
std::size_t resident() {
    std::ifstream file("/proc/self/statm");
    std::size_t total = 0;
    std::size_t pages = 0;
    file >> total >> pages;
    return pages * 4096;
}

/// Events 1 ms apart, each key alive for some seconds: WEIR_TEST_EVENTS of them.
template <class Query>
void stays_flat(Query const& query) {
    char const* const given = std::getenv("WEIR_TEST_EVENTS");
    std::size_t const blocks = (given != nullptr ? std::strtoull(given, nullptr, 10) : 400'000) / 1000;
    std::uint64_t rows = 0;
    auto live = weir::inline_query(weir::input<event>() | weir::with_watermark<"t", "2 seconds">() | query,
                                   weir::append, [&](auto const&) { ++rows; });
    std::mt19937 random(7);
    std::array<event, 1000> block{};
    std::size_t warm = 0;
    for (std::size_t b = 0; b < blocks; ++b) {
        for (std::size_t i = 0; i < block.size(); ++i) {
            auto const n = static_cast<std::int64_t>(b * block.size() + i);
            block[i] = {weir::timestamp(std::chrono::milliseconds(
                            1'000'000 + n - static_cast<std::int64_t>(random() % 500))),
                        n / 100 + static_cast<std::int64_t>(random() % 50), 1};
        }
        live.push(std::span<event const>(block));
        if (b == blocks / 4) warm = resident();
    }
    CHECK(rows > 0);
    if (warm == 0) return; // no /proc here
    std::size_t const end = resident();
    INFO("resident after a quarter: " << warm << ", at the end: " << end);
    CHECK(end < warm + (std::size_t{4} << 20));
}

} // namespace

TEST_CASE("windows_that_have_closed_leave_no_memory") {
    stays_flat(weir::group_by(weir::window<"t", "1 second">(), "k"_c)
               | weir::agg(weir::sum("v"_c).as<"s">()));
    stays_flat(weir::group_by(weir::window<"t", "4 seconds", "1 second">(), "k"_c)
               | weir::agg(weir::sum("v"_c).as<"s">()));
}
TEST_CASE("sessions_that_have_closed_leave_no_memory") {
    stays_flat(weir::group_by(weir::session_window<"t", "1 second">(), "k"_c)
               | weir::agg(weir::sum("v"_c).as<"s">()));
}
TEST_CASE("keys_that_have_expired_leave_no_memory") {
    stays_flat(weir::drop_duplicates<"k", "t">());
    stays_flat(weir::drop_duplicates_within_watermark<"k">());
}
