// SPDX-License-Identifier: BSL-1.0
// The state of operators: the group table and the pane list against std::map, and that the watermark frees state.
#include <weir/state/group_table.hpp>
#include <weir/state/pane_list.hpp>
#include <weir/testing.hpp>

#include "catch.hpp"

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <memory>
#include <optional>
#include <random>
#include <ranges>
#include <set>
#include <string>
#include <string_view>
#include <utility>

namespace {

using namespace weir::literals;
using weir::detail::element;
using weir::detail::value_tuple;

unsigned seed() {
    char const* const given = std::getenv("WEIR_TEST_SEED");
    return given != nullptr ? static_cast<unsigned>(std::strtoul(given, nullptr, 10))
                            : std::random_device{}();
}

std::int64_t own(std::int64_t n) { return n; }
std::string own(std::string_view text) { return std::string(text); }
template <class T>
auto own(std::optional<T> const& value) {
    return value ? std::optional(own(*value)) : std::nullopt;
}

/// A table with keys of one column `Key`, which is looked up as a `Borrowed`; `make` gives a random key.
template <class Key, class Borrowed, class Make>
void agrees_with_map(Make make) {
    unsigned const s = seed();
    INFO("WEIR_TEST_SEED=" << s);
    std::mt19937 random(s);
    for (int round = 0; round < 40; ++round) {
        weir::detail::group_table<value_tuple<Key>, std::int64_t> table;
        std::map<Key, std::int64_t> model;
        std::uint64_t const range = 1 + random() % 3000;
        for (std::uint32_t epoch = 2; epoch < 12; ++epoch) {
            std::set<Key> touched;
            for (std::uint64_t n = random() % 600; n > 0; --n) {
                Key const key = make(random, range);
                std::int64_t& group = table.touch(value_tuple<Borrowed>(Borrowed(key)), epoch);
                REQUIRE(group == model[key]);
                group += 1;
                model[key] += 1;
                touched.insert(key);
            }
            REQUIRE(table.size() == model.size());
            REQUIRE(table.touched() == touched.size());
            std::set<Key> found;
            table.for_each_touched(
                [&](auto const& key, std::int64_t) { found.insert(own(element<0>(key))); });
            REQUIRE(found == touched);
            std::map<Key, std::int64_t> all;
            table.for_each(
                [&](auto const& key, std::int64_t group) { all.emplace(own(element<0>(key)), group); });
            REQUIRE(all == model);
            for (int n = 0; n < 50; ++n) {
                Key const key = make(random, range);
                std::uint32_t mark = 0;
                std::int64_t const* const group = table.find(value_tuple<Borrowed>(Borrowed(key)), &mark);
                auto const expected = model.find(key);
                REQUIRE((group != nullptr) == (expected != model.end()));
                if (group == nullptr) continue;
                REQUIRE(*group == expected->second);
                REQUIRE((mark == epoch) == (touched.count(key) > 0));
            }
            table.forget_touched();
            if (random() % 10 == 0) {
                table.clear();
                model.clear();
            }
        }
    }
}

struct counter {
    int n = 0;
    void clear() { n = 0; }
};

struct tick {
    weir::timestamp t;
    double v;
};

struct state_peak : weir::streaming_query_listener {
    std::string name;
    std::int64_t rows = 0;
    std::int64_t bytes = 0;
    std::int64_t batches = 0;
    std::int64_t removed = 0;

    void on_query_progress(weir::streaming_query_progress const& p) override {
        if (p.name != name) return;
        ++batches;
        for (auto const& s : p.state_operators) {
            rows = std::max(rows, s.num_rows_total);
            bytes = std::max(bytes, s.memory_used_bytes);
            removed += s.num_rows_removed;
        }
    }
};

} // namespace

TEST_CASE("group_table_with_integer_keys_agrees_with_a_map") {
    agrees_with_map<std::int64_t, std::int64_t>([](std::mt19937& r, std::uint64_t range) {
        auto const n = static_cast<std::int64_t>(r() % range);
        return r() % 2 == 0 ? n : n << 40; // keys that differ in high bits only, too
    });
}

TEST_CASE("group_table_with_text_keys_agrees_with_a_map") {
    agrees_with_map<std::string, std::string_view>([](std::mt19937& r, std::uint64_t range) {
        std::string key = std::to_string(r() % range);
        if (r() % 3 == 0) key = std::string(r() % 40, 'x') + key;
        return key;
    });
}

TEST_CASE("group_table_with_nullable_keys_agrees_with_a_map") {
    agrees_with_map<std::optional<std::int64_t>, std::optional<std::int64_t>>(
        [](std::mt19937& r, std::uint64_t range) {
            return r() % 8 == 0 ? std::nullopt
                                : std::optional<std::int64_t>(static_cast<std::int64_t>(r() % range) - 5);
        });
}

TEST_CASE("pane_list_agrees_with_a_map") {
    unsigned const s = seed();
    INFO("WEIR_TEST_SEED=" << s);
    std::mt19937 random(s);
    for (int round = 0; round < 60; ++round) {
        weir::detail::pane_list<counter> panes;
        std::map<std::int64_t, int> model;
        std::int64_t base = static_cast<std::int64_t>(random() % 1000) - 500;
        for (int n = 0; n < 600; ++n) {
            base += static_cast<std::int64_t>(random() % 3);
            std::int64_t const start = base - static_cast<std::int64_t>(random() % 20);
            if (random() % 4 == 0 && !panes.empty()) {
                REQUIRE(panes.front().start == model.begin()->first);
                REQUIRE(panes.front().groups.n == model.begin()->second);
                panes.pop_front();
                model.erase(model.begin());
            } else {
                auto& pane = panes.find_or_add(start);
                REQUIRE(pane.start == start);
                REQUIRE(pane.groups.n == model[start]);
                pane.groups.n += 1;
                model[start] += 1;
            }
            REQUIRE(panes.size() == model.size());
            std::int64_t const asked = base - static_cast<std::int64_t>(random() % 25);
            auto const* const found = panes.find(asked);
            REQUIRE((found != nullptr) == (model.count(asked) > 0));
            auto const below =
                static_cast<std::size_t>(std::distance(model.begin(), model.lower_bound(asked)));
            REQUIRE(panes.lower_bound(asked) == below);
        }
        auto expected = model.begin();
        panes.for_each([&](auto const& pane) {
            REQUIRE(pane.start == expected->first);
            REQUIRE(pane.groups.n == expected->second);
            ++expected;
        });
    }
}

TEST_CASE("watermark_keeps_the_state_of_ten_million_events_bounded") {
    constexpr std::int64_t events = 10'000'000;
    constexpr std::int64_t per_window = 1'000;
    auto ticks =
        std::views::iota(std::int64_t{0}, events) | std::views::transform([](std::int64_t i) {
            return tick{weir::timestamp(std::chrono::microseconds(i * (1'000'000 / per_window))), 1.0};
        });
    auto const peak = std::make_shared<state_peak>();
    peak->name = "bounded";
    weir::streams.add_listener(peak);
    std::int64_t windows = 0;
    std::int64_t counted = 0;
    auto query = weir::write_stream(weir::from(ticks) | weir::with_watermark<"t", "3 seconds">()
                                    | weir::group_by(weir::window<"t", "1 second">())
                                    | weir::agg(weir::count("*").as<"n">(), weir::sum("v"_c).as<"s">()))
                     .output_mode(weir::append)
                     .trigger(weir::on_demand)
                     .name("bounded")
                     .foreach([&](auto const& row) {
                         ++windows;
                         counted += row["n"_c];
                     })
                     .start();
    query.process_all_available();
    weir::streams.remove_listener(peak);
    CHECK(peak->batches >= events / 65'536);
    CHECK(windows >= 10'000 - 5);
    CHECK(counted == windows * per_window);
    CHECK(peak->removed == windows);
    CHECK(peak->rows <= 2 * 65'536 / per_window
                            + 6); // a batch before and a batch after the watermark moves, and the delay
    CHECK(peak->bytes < 100'000);
}
