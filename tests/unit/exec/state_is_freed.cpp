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
#include <optional>
#include <random>
#include <span>
#include <string>
#include <unistd.h>

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
    return pages * static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
}

/// How many events a query gets: WEIR_TEST_EVENTS, else `most`.
std::size_t events(std::size_t most) {
    char const* const given = std::getenv("WEIR_TEST_EVENTS");
    return given != nullptr ? std::strtoull(given, nullptr, 10) : most;
}

/// Pushes blocks of events 1 ms apart, in some disorder: a thousand a second, ten for a key.
template <class Push>
void stays_flat(std::size_t most, Push const& push) {
    std::size_t const blocks = events(most) / 1000;
    std::mt19937 random(7);
    std::array<event, 1000> block{};
    std::size_t warm = 0;
    for (std::size_t b = 0; b < blocks; ++b) {
        for (std::size_t i = 0; i < block.size(); ++i) {
            auto const n = static_cast<std::int64_t>(b * block.size() + i);
            block[i] = {weir::timestamp(std::chrono::milliseconds(
                            1'000'000 + n - static_cast<std::int64_t>(random() % 500))),
                        n / 10 + static_cast<std::int64_t>(random() % 10), 1};
        }
        push(std::span<event const>(block));
        if (b == blocks / 4) warm = resident();
    }
    REQUIRE(warm != 0);
    std::size_t const end = resident();
    INFO("resident after a quarter: " << warm << ", at the end: " << end);
    CHECK(end < warm + (std::size_t{4} << 20));
}
template <class Query>
void query_stays_flat(Query const& query, std::size_t most = 400'000) {
    std::uint64_t rows = 0;
    auto live = weir::inline_query(weir::input<event>() | weir::with_watermark<"t", "2 seconds">() | query,
                                   weir::append, [&](auto const&) { ++rows; });
    stays_flat(most, [&](std::span<event const> block) { live.push(block); });
    CHECK(rows > 0);
}

struct counter {
    weir::value_state<std::int64_t> n{"n"};
    weir::timers timers;

    std::optional<event> handle_input_rows(auto const&, auto rows) {
        n.update(n.get_option().value_or(0) + static_cast<std::int64_t>(rows.size()));
        for (event const& e : rows) timers.register_timer(e.t);
        return {};
    }
    std::optional<event> handle_expired_timer(auto const& key, weir::timer_values const&,
                                              weir::expired_timer_info const&) {
        if (!n.exists()) return {};
        event const counted{{}, key, static_cast<std::int32_t>(n.get())};
        n.clear();
        return counted;
    }
};

} // namespace

TEST_CASE("ten_million_events_of_a_million_keys_leave_no_memory") {
    query_stays_flat(weir::group_by(weir::window<"t", "1 second">(), "k"_c)
                         | weir::agg(weir::sum("v"_c).as<"s">()),
                     10'000'000);
}
TEST_CASE("windows_that_have_closed_leave_no_memory") {
    query_stays_flat(weir::group_by(weir::window<"t", "4 seconds", "1 second">(), "k"_c)
                     | weir::agg(weir::sum("v"_c).as<"s">()));
}
TEST_CASE("sessions_that_have_closed_leave_no_memory") {
    query_stays_flat(weir::group_by(weir::session_window<"t", "1 second">(), "k"_c)
                     | weir::agg(weir::sum("v"_c).as<"s">()));
}
TEST_CASE("keys_that_have_expired_leave_no_memory") {
    query_stays_flat(weir::drop_duplicates<"k", "t">());
    query_stays_flat(weir::drop_duplicates_within_watermark<"k">());
}
TEST_CASE("rows_that_can_have_no_partner_leave_no_memory") {
    auto const left =
        weir::input<event, "left">() | weir::with_watermark<"t", "2 seconds">() | weir::alias<"l">();
    auto const right =
        weir::input<event, "right">() | weir::with_watermark<"t", "2 seconds">() | weir::alias<"r">();
    std::uint64_t rows = 0;
    auto live = weir::inline_query(left
                                       | weir::join(right,
                                                    "l.k"_c == "r.k"_c && "r.t"_c >= "l.t"_c
                                                        && "r.t"_c <= "l.t"_c + weir::interval<"1 second">,
                                                    weir::left_outer),
                                   weir::append, [&](auto const&) { ++rows; });
    stays_flat(200'000, [&](std::span<event const> block) {
        live.push<"left">(block);
        live.push<"right">(block);
    });
    CHECK(rows > 0);
}
TEST_CASE("user_state_that_is_cleared_leaves_no_memory") {
    query_stays_flat(weir::group_by_key("k"_c) | weir::transform_with_state(counter{}), 200'000);
}
