// SPDX-License-Identifier: BSL-1.0
// An inline query allocates nothing once it is warm.
#include <weir/testing.hpp>

#include "catch.hpp"

#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <new>
#include <span>
#include <string>
#include <vector>

namespace {

std::atomic<std::int64_t> allocations{0};

} // namespace

// The program's own operator new, so that allocations can be counted.
void* operator new(std::size_t size) {
    ++allocations;
    if (void* const memory = std::malloc(size == 0 ? 1 : size)) return memory;
    throw std::bad_alloc();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace {

using namespace weir::literals;

struct trade {
    weir::timestamp t;
    std::string symbol;
    std::int64_t amount;
    double price;
};

template <class F>
std::int64_t allocations_of(F const& f) {
    std::int64_t const before = allocations;
    f();
    return allocations - before;
}

trade trade_at(std::int64_t i, std::string const& symbol) {
    return {weir::timestamp(std::chrono::milliseconds(i * 100 - i % 7 * 40)), symbol, i % 10, 1.5};
}

/// Pushes rows one by one and in blocks, twice; the second time must not allocate.
template <class Query>
void check_warm(Query& live) {
    constexpr std::size_t half = 10'000;
    constexpr std::size_t block = 250;
    std::vector<trade> rows;
    for (std::size_t i = 1; i <= 2 * half; ++i) {
        rows.push_back(trade_at(static_cast<std::int64_t>(i),
                                "a symbol that is longer than any small string buffer, number "
                                    + std::to_string(i % 16)));
    }
    auto const push_half = [&](std::size_t from) {
        for (std::size_t i = from; i < from + half / 2; ++i) live.push(rows[i]);
        for (std::size_t i = from + half / 2; i < from + half; i += block)
            live.push(std::span<trade const>(rows).subspan(i, block));
        live.advance_watermark(rows[from + half - 1].t);
    };
    push_half(0);
    CHECK(allocations_of([&] { push_half(half); }) == 0);
}

} // namespace

TEST_CASE("stateless_push_allocates_nothing") {
    double sum = 0;
    auto live = weir::inline_query(weir::input<trade>() | weir::where("amount"_c > 3)
                                       | weir::select("symbol"_c, ("amount"_c * "price"_c).as<"v">()),
                                   weir::append, [&](auto const& row) { sum += row["v"_c]; });
    check_warm(live);
    CHECK(sum > 0);
}

TEST_CASE("tumbling_windows_allocate_nothing_once_warm") {
    std::int64_t sum = 0;
    auto live = weir::inline_query(weir::input<trade>() | weir::with_watermark<"t", "1 second">()
                                       | weir::group_by(weir::window<"t", "10 seconds">())
                                       | weir::agg(weir::sum("amount"_c).as<"s">()),
                                   weir::append, [&](auto const& row) { sum += row["s"_c]; });
    check_warm(live);
    CHECK(sum > 0);
}

TEST_CASE("sliding_windows_allocate_nothing_once_warm") {
    std::int64_t sum = 0;
    auto live = weir::inline_query(weir::input<trade>() | weir::with_watermark<"t", "1 second">()
                                       | weir::group_by(weir::window<"t", "10 seconds", "5 seconds">())
                                       | weir::agg(weir::sum("amount"_c).as<"s">()),
                                   weir::update, [&](auto const& row) { sum += row["s"_c]; });
    check_warm(live);
    CHECK(sum > 0);
}

TEST_CASE("windows_with_a_key_allocate_nothing_once_warm") {
    std::int64_t sum = 0;
    auto live = weir::inline_query(weir::input<trade>() | weir::with_watermark<"t", "1 second">()
                                       | weir::group_by(weir::window<"t", "10 seconds">(), "amount"_c)
                                       | weir::agg(weir::count("*").as<"n">()),
                                   weir::append, [&](auto const& row) { sum += row["n"_c]; });
    check_warm(live);
    CHECK(sum > 0);
}

TEST_CASE("groups_with_text_keys_allocate_nothing_once_warm") {
    std::int64_t sum = 0;
    auto live = weir::inline_query(weir::input<trade>() | weir::group_by("symbol"_c)
                                       | weir::agg(weir::sum("amount"_c).as<"s">()),
                                   weir::update, [&](auto const& row) { sum += row["s"_c]; });
    check_warm(live);
    CHECK(sum > 0);
}

// One session of a key at a time; a key with several at once keeps the others in a vector of its own.
TEST_CASE("sessions_one_after_the_other_allocate_nothing_once_warm") {
    std::int64_t sum = 0;
    auto live =
        weir::inline_query(weir::input<trade>() | weir::with_watermark<"t", "100 milliseconds">()
                               | weir::group_by(weir::session_window<"t", "500 milliseconds">(), "amount"_c)
                               | weir::agg(weir::count("*").as<"n">()),
                           weir::append, [&](auto const& row) { sum += row["n"_c]; });
    std::string const symbol = "none";
    std::vector<trade> rows;
    for (std::int64_t i = 1; i <= 20'000; ++i) rows.push_back(trade_at(i, symbol));
    auto const push_half = [&](std::size_t from) {
        for (std::size_t i = from; i < from + 10'000; ++i) live.push(rows[i]);
    };
    push_half(0);
    CHECK(allocations_of([&] { push_half(10'000); }) == 0);
    CHECK(sum > 0);
}

TEST_CASE("deduplication_allocates_nothing_once_warm") {
    std::int64_t sum = 0;
    auto live = weir::inline_query(weir::input<trade>() | weir::with_watermark<"t", "1 second">()
                                       | weir::drop_duplicates_within_watermark<"amount">(),
                                   weir::append, [&](auto const& row) { sum += row["amount"_c]; });
    check_warm(live);
    CHECK(sum > 0);
}

namespace {

struct order {
    weir::timestamp at;
    std::int64_t quantity;
};

/// Feeds both sides of a join with the same times.
template <class Plan>
struct both_sides {
    Plan& plan;
    void push(trade const& t) {
        plan.template push<"trades">(t);
        plan.template push<"orders">(order{t.t, t.amount});
    }
    void push(std::span<trade const> block) {
        plan.template push<"trades">(block);
        for (trade const& t : block) plan.template push<"orders">(order{t.t, t.amount});
    }
    void advance_watermark(weir::timestamp to) { plan.advance_watermark(to); }
};

struct totals {
    std::int64_t sum = 0;
};
struct total_of {
    std::int64_t amount;
    std::int64_t sum;
};

struct adding_up {
    weir::value_state<totals> state{"totals"};

    total_of handle_input_rows(std::int64_t amount, auto rows) {
        totals t = state.exists() ? state.get() : totals{};
        for (auto const& row : rows) t.sum += row.amount;
        state.update(t);
        return {amount, t.sum};
    }
};

} // namespace

TEST_CASE("interval_join_allocates_nothing_once_warm") {
    std::int64_t sum = 0;
    auto live = weir::inline_query(
        weir::input<trade, "trades">() | weir::with_watermark<"t", "1 second">()
            | weir::join(weir::input<order, "orders">() | weir::with_watermark<"at", "1 second">(),
                         "amount"_c == "quantity"_c && "at"_c >= "t"_c
                             && "at"_c <= "t"_c + weir::interval<"2 seconds">)
            | weir::select("quantity"_c),
        weir::append, [&](auto const& row) { sum += row["quantity"_c]; });
    both_sides<decltype(live)> sides{live};
    check_warm(sides);
    CHECK(sum > 0);
}

TEST_CASE("user_state_allocates_nothing_once_warm") {
    std::int64_t sum = 0;
    auto const add = [&](auto const& row) { sum += row["sum"_c]; };
    auto by_function =
        weir::inline_query(weir::input<trade>() | weir::group_by_key("amount"_c)
                               | weir::map_groups_with_state<totals>(
                                   weir::no_timeout,
                                   [](std::int64_t amount, auto rows, weir::group_state<totals>& state) {
                                       totals t = state.exists() ? state.get() : totals{};
                                       for (auto const& row : rows) t.sum += row.amount;
                                       state.update(t);
                                       return total_of{amount, t.sum};
                                   }),
                           weir::update, add);
    check_warm(by_function);
    auto by_processor =
        weir::inline_query(weir::input<trade>() | weir::group_by_key("amount"_c)
                               | weir::transform_with_state(adding_up{}, weir::time_mode::none),
                           weir::update, add);
    check_warm(by_processor);
    CHECK(sum > 0);
}
