// SPDX-License-Identifier: BSL-1.0
// The queue of due times against a sorted set: almost ordered and random times, long and short.
#include <weir/core/due_queue.hpp>

#include "catch.hpp"

#include <cstdint>
#include <cstdlib>
#include <random>
#include <set>
#include <utility>
#include <vector>

namespace {

unsigned seed() {
    char const* const given = std::getenv("WEIR_TEST_SEED");
    return given != nullptr ? static_cast<unsigned>(std::strtoul(given, nullptr, 10))
                            : std::random_device{}();
}

} // namespace

TEST_CASE("elements_come_out_in_order_of_time") {
    unsigned const s = seed();
    INFO("WEIR_TEST_SEED=" << s);
    std::mt19937 random(s);
    for (int i = 0; i < 200; ++i) {
        weir::detail::due_queue queue;
        std::set<std::pair<std::int64_t, std::uint32_t>> expected;
        auto const disorder = static_cast<std::uint32_t>(1 + random() % 200);
        std::int64_t now = 0;
        for (std::uint32_t n = 0; n < 3000; ++n) {
            now += static_cast<std::int64_t>(random() % 3);
            std::int64_t const time = now - static_cast<std::int64_t>(random() % disorder);
            queue.push(time, n);
            expected.emplace(time, n);
            while (!queue.empty() && queue.size() > 1 + n % 1500) {
                REQUIRE(queue.earliest() == expected.begin()->first);
                auto const front = queue.front();
                auto const first = queue.pop();
                REQUIRE(front.number == first.number);
                REQUIRE(expected.erase({first.time, first.number}) == 1);
            }
            REQUIRE(queue.size() == expected.size());
        }
        queue.clear();
        REQUIRE(queue.empty());
    }
}

TEST_CASE("elements_keep_their_times_when_numbers_change") {
    weir::detail::due_queue queue;
    for (std::uint32_t n = 0; n < 100; ++n) queue.push((n * 37) % 100, n);
    std::vector<std::uint32_t> to(100);
    for (std::uint32_t n = 0; n < 100; ++n) to[n] = 99 - n;
    queue.renumber(to);
    for (std::int64_t time = 0; time < 100; ++time) {
        auto const first = queue.pop();
        REQUIRE(first.time == time);
        REQUIRE(((99 - first.number) * 37) % 100 == time);
    }
    CHECK(queue.empty());
}
