// SPDX-License-Identifier: BSL-1.0
// The expiry queue and the table with erasable entries, against the containers of the standard library.
#include <weir/state/expiry_queue.hpp>
#include <weir/state/keyed_slab.hpp>

#include "catch.hpp"

#include <cstdint>
#include <limits>
#include <map>
#include <random>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace {

using weir::detail::expiry_queue;

TEST_CASE("entries_expire_when_the_clock_reaches_them") {
    for (std::uint32_t seed = 1; seed <= 200; ++seed) {
        INFO("seed " << seed);
        std::mt19937_64 random(seed);
        auto const below = [&](std::uint64_t n) { return static_cast<std::int64_t>(random() % n); };
        expiry_queue queue;
        std::multimap<std::int64_t, std::uint32_t> expected;
        std::int64_t const spread = std::int64_t{1} << below(40);
        std::int64_t now = below(2) == 0 ? -below(1'000'000) : 0;
        std::uint32_t id = 0;
        for (int round = 0; round < 60; ++round) {
            for (std::int64_t n = below(8); n > 0; --n) {
                std::int64_t const time = now - 3 + below(static_cast<std::uint64_t>(spread) + 5);
                queue.add(time, id);
                expected.emplace(time, id++);
            }
            now += below(static_cast<std::uint64_t>(spread) + 2);
            if (!expected.empty()) REQUIRE(queue.next() <= expected.begin()->first);
            std::multiset<std::pair<std::int64_t, std::uint32_t>> found;
            queue.expire(now, [&](std::int64_t time, std::uint32_t i) { found.emplace(time, i); });
            std::multiset<std::pair<std::int64_t, std::uint32_t>> due(expected.begin(),
                                                                      expected.upper_bound(now));
            expected.erase(expected.begin(), expected.upper_bound(now));
            REQUIRE(found == due);
        }
        std::size_t left = 0;
        queue.expire(std::numeric_limits<std::int64_t>::max() - 1,
                     [&](std::int64_t, std::uint32_t) { ++left; });
        CHECK(left == expected.size());
        CHECK(queue.next() == std::numeric_limits<std::int64_t>::max());
    }
}

TEST_CASE("an_entry_may_be_added_again_while_it_expires") {
    expiry_queue queue;
    queue.add(10, 7);
    std::vector<std::int64_t> times;
    for (std::int64_t now = 0; now <= 40; ++now) {
        queue.expire(now, [&](std::int64_t time, std::uint32_t id) {
            times.push_back(time);
            if (time < 30) queue.add(time + 10, id);
        });
    }
    CHECK(times == std::vector<std::int64_t>{10, 20, 30});
}

TEST_CASE("entries_are_found_until_they_are_erased") {
    using key = weir::detail::value_tuple<std::int64_t, weir::detail::compact_text>;
    using borrowed = weir::detail::value_tuple<std::int64_t, std::string_view>;
    for (std::uint32_t seed = 1; seed <= 50; ++seed) {
        INFO("seed " << seed);
        std::mt19937_64 random(seed);
        weir::detail::keyed_slab<key, int> table;
        std::map<std::pair<std::int64_t, std::string>, std::uint32_t> expected;
        for (int step = 0; step < 3000; ++step) {
            std::int64_t const n = static_cast<std::int64_t>(random() % 150);
            std::string const text(static_cast<std::size_t>(n % 40), 'x');
            auto const at = expected.find({n, text});
            if (random() % 3 != 0) {
                auto const found = table.find_or_add(borrowed(n, text));
                REQUIRE(found.fresh == (at == expected.end()));
                if (!found.fresh) REQUIRE(found.id == at->second);
                expected[{n, text}] = found.id;
            } else if (at != expected.end()) {
                table.erase(at->second);
                expected.erase(at);
            }
            REQUIRE(table.size() == expected.size());
        }
        std::size_t seen = 0;
        table.for_each([&](key const&, int) { ++seen; });
        CHECK(seen == expected.size());
    }
}

} // namespace
