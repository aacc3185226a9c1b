// SPDX-License-Identifier: BSL-1.0
// The user's own state: group_state and its errors, timeouts by the clock, initial state, keys of every form.
#include <weir/testing.hpp>

#include "catch.hpp"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <random>
#include <span>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace {

using namespace weir::literals;

struct event {
    std::string user;
    weir::timestamp at;
    std::int64_t n;
};
struct user_count {
    std::string user;
    std::int64_t count;

    friend bool operator==(user_count const&, user_count const&) = default;
    friend bool operator<(user_count const& a, user_count const& b) {
        return std::tie(a.user, a.count) < std::tie(b.user, b.count);
    }
};
using counts = std::vector<user_count>;

weir::timestamp second(std::int64_t s) { return weir::timestamp(std::chrono::seconds(s)); }
event of(std::string user, std::int64_t s = 0, std::int64_t n = 1) { return {std::move(user), second(s), n}; }

/// An inline query over events, and what came out since it was asked last.
template <class Operators, class Mode>
struct live_events {
    struct collect {
        counts* rows;
        template <class Row>
        void operator()(Row const& row) const {
            rows->push_back(weir::to<user_count>(row));
        }
    };
    counts rows;
    decltype(weir::inline_query(weir::input<event>() | std::declval<Operators>(), Mode{},
                                collect{nullptr})) query;

    explicit live_events(Operators const& operators)
        : query(weir::inline_query(weir::input<event>() | operators, Mode{}, collect{&rows})) {}
    counts push(std::vector<event> const& events) {
        if (events.size() == 1) {
            query.push(events.front());
        } else {
            query.push(std::span(events));
        }
        return taken();
    }
    counts taken() {
        std::sort(rows.begin(), rows.end());
        return std::exchange(rows, {});
    }
};
template <class Mode, class Operators>
auto live(Mode, Operators const& operators) {
    return live_events<Operators, Mode>(operators);
}

auto const count_events = [](auto const& key, auto rows, weir::group_state<std::int64_t>& state) {
    std::int64_t const n = state.get_option().value_or(0) + static_cast<std::int64_t>(rows.size());
    state.update(n);
    return user_count{std::string(key), n};
};

template <class F>
std::string condition_of(F const& f) {
    try {
        f();
    } catch (weir::error const& e) {
        return e.condition();
    }
    return "none";
}

/// What a call does with its state; the error that it met.
template <class Timeout, class F>
std::string error_of_call(Timeout timeout, F const& f) {
    std::string found;
    auto query = weir::inline_query(
        weir::input<event>() | weir::with_watermark<"at", "0 seconds">() | weir::group_by_key("user"_c)
            | weir::flat_map_groups_with_state<std::int64_t>(
                weir::append, timeout,
                [&](auto const&, auto,
                    weir::group_state<std::int64_t>& state) -> std::optional<std::int64_t> {
                    if (!state.has_timed_out()) found = condition_of([&] { f(state); });
                    return {};
                }),
        weir::append, [](auto const&) {});
    query.push(of("a", 100));
    query.push(of("a", 200));
    return found;
}

} // namespace

TEST_CASE("a_function_is_called_once_a_batch_and_key") {
    auto q =
        live(weir::update, weir::group_by_key("user"_c)
                               | weir::map_groups_with_state<std::int64_t>(weir::no_timeout, count_events));
    CHECK(q.push({of("a")}) == counts{{"a", 1}});
    CHECK(q.push({of("a"), of("b"), of("a")}) == counts{{"a", 3}, {"b", 1}});
    CHECK(q.push({of("b")}) == counts{{"b", 2}});
}

TEST_CASE("a_key_is_a_lambda_an_expression_or_several_columns") {
    auto by_lambda =
        live(weir::update, weir::group_by_key([](event const& e) { return e.user + "!"; })
                               | weir::map_groups_with_state<std::int64_t>(weir::no_timeout, count_events));
    CHECK(by_lambda.push({of("a"), of("b"), of("a")}) == counts{{"a!", 2}, {"b!", 1}});

    auto by_expression =
        live(weir::update,
             weir::group_by_key("n"_c % 2)
                 | weir::map_groups_with_state<std::int64_t>(
                     weir::no_timeout, [](std::int64_t key, auto rows, weir::group_state<std::int64_t>&) {
                         return user_count{std::to_string(key), static_cast<std::int64_t>(rows.size())};
                     }));
    CHECK(by_expression.push({of("a", 0, 1), of("b", 0, 2), of("c", 0, 3)}) == counts{{"0", 1}, {"1", 2}});

    auto by_two =
        live(weir::update,
             weir::group_by_key("user"_c, "n"_c)
                 | weir::map_groups_with_state<std::int64_t>(
                     weir::no_timeout, [](auto const& key, auto rows, weir::group_state<std::int64_t>&) {
                         auto const& [user, n] = key;
                         CHECK(key["n"_c] == n);
                         return user_count{user + std::to_string(n), static_cast<std::int64_t>(rows.size())};
                     }));
    CHECK(by_two.push({of("a", 0, 1), of("a", 0, 2), of("a", 0, 1)}) == counts{{"a1", 2}, {"a2", 1}});
}

TEST_CASE("rows_of_a_key_come_in_order_and_are_read_as_struct_or_by_column") {
    std::vector<std::int64_t> seen;
    auto q = live(weir::append, weir::group_by_key("user"_c)
                                    | weir::flat_map_groups_with_state<std::int64_t>(
                                        weir::append, weir::no_timeout,
                                        [&](std::string const& key, weir::group_rows<event> rows,
                                            weir::group_state<std::int64_t>&) {
                                            for (auto const& r : rows) {
                                                CHECK(r.n == r["n"_c]);
                                                event const& whole = r;
                                                CHECK(whole.user == key);
                                                seen.push_back(r.n);
                                            }
                                            return counts{{key, static_cast<std::int64_t>(rows.size())}};
                                        }));
    std::string const longer(100, 'x');
    q.push({of(longer, 0, 1), of("b", 0, 2), of(longer, 0, 3), of(longer, 0, 4)});
    CHECK(seen == std::vector<std::int64_t>{1, 3, 4, 2});
}

TEST_CASE("removed_state_is_gone_and_a_removed_key_is_freed") {
    auto toggle = [](auto const& key, auto, weir::group_state<std::string>& state) {
        if (state.exists()) {
            state.remove();
            CHECK_FALSE(state.exists());
            CHECK(condition_of([&] { (void)state.get(); }) == "NoSuchElementException");
            return user_count{key, 0};
        }
        state.update("a text that does not fit into the string itself");
        CHECK(state.get().size() > 30);
        return user_count{key, 1};
    };
    weir::memory_stream<event> events;
    auto q = weir::write_stream(weir::read_stream(events) | weir::group_by_key("user"_c)
                                | weir::map_groups_with_state<std::string>(weir::no_timeout, toggle))
                 .output_mode(weir::update)
                 .trigger(weir::on_demand)
                 .foreach_batch([](auto const&, std::int64_t) {})
                 .start();
    for (int i = 0; i < 5000; ++i) events.add(of("user " + std::to_string(i)));
    q.process_all_available();
    auto const full = q.last_progress()->state_operators[0];
    CHECK(full.operator_name == "flatMapGroupsWithState");
    CHECK(full.num_rows_total == 5000);
    CHECK(full.num_rows_updated == 5000);
    for (int i = 0; i < 5000; ++i) events.add(of("user " + std::to_string(i)));
    q.process_all_available();
    auto const empty = q.last_progress()->state_operators[0];
    CHECK(empty.num_rows_total == 0);
    CHECK(empty.num_rows_removed == 5000);
    CHECK(empty.memory_used_bytes * 4 < full.memory_used_bytes);
}

TEST_CASE("keys_time_out_by_the_clock") {
    // FlatMapGroupsWithStateSuite, processing time timeout of 10 s.
    weir::memory_stream<event> events;
    weir::manual_clock clock;
    counts rows;
    auto q = weir::write_stream(weir::read_stream(events) | weir::group_by_key("user"_c)
                                | weir::flat_map_groups_with_state<std::int64_t>(
                                    weir::update, weir::processing_time_timeout,
                                    [](auto const& key, auto in, weir::group_state<std::int64_t>& state) {
                                        if (state.has_timed_out()) {
                                            CHECK(in.empty());
                                            state.remove();
                                            return std::optional(user_count{key, -1});
                                        }
                                        state.update(state.get_option().value_or(0)
                                                     + static_cast<std::int64_t>(in.size()));
                                        state.set_timeout_duration("10 seconds");
                                        return std::optional(user_count{key, state.get()});
                                    }))
                 .output_mode(weir::update)
                 .trigger(weir::on_demand)
                 .clock(clock)
                 .foreach([&](auto const& row) { rows.push_back(weir::to<user_count>(row)); })
                 .start();
    auto const at = [&](int s, std::vector<event> const& in) {
        clock.set(std::chrono::seconds(s));
        for (event const& e : in) events.add(e);
        q.process_all_available();
        std::sort(rows.begin(), rows.end());
        return std::exchange(rows, {});
    };
    CHECK(at(1, {of("a")}) == counts{{"a", 1}});
    CHECK(at(2, {of("b")}) == counts{{"b", 1}});
    CHECK(at(11, {}).empty()); // a timeout is due when its time is past, not when it is reached
    CHECK(at(12, {of("b")}) == counts{{"a", -1}, {"b", 2}});
    CHECK(at(23, {of("c")}) == counts{{"b", -1}, {"c", 1}});
    CHECK(at(35, {}) == counts{{"c", -1}});
    CHECK(q.last_progress()->state_operators[0].num_rows_total == 0);
    CHECK(at(100, {}).empty());
}

TEST_CASE("an_inline_query_times_out_by_its_clock_in_pushes_and_polls") {
    weir::manual_clock clock;
    auto q =
        live(weir::update, weir::group_by_key("user"_c)
                               | weir::flat_map_groups_with_state<std::int64_t>(
                                   weir::update, weir::processing_time_timeout,
                                   [](auto const& key, auto,
                                      weir::group_state<std::int64_t>& state) -> std::optional<user_count> {
                                       if (state.has_timed_out()) {
                                           state.remove();
                                           return user_count{key, state.get_current_processing_time_ms()};
                                       }
                                       state.update(0);
                                       state.set_timeout_duration(std::chrono::seconds(10));
                                       return {};
                                   }));
    q.query.use_clock(clock);
    CHECK(q.push({of("a")}).empty());
    clock.advance(std::chrono::seconds(10));
    q.query.poll();
    CHECK(q.taken().empty());
    clock.advance(std::chrono::milliseconds(1));
    CHECK(q.push({of("b")}) == counts{{"a", 10'001}});
    clock.advance(std::chrono::seconds(11));
    q.query.poll();
    CHECK(q.taken() == counts{{"b", 21'001}});
}

TEST_CASE("timeouts_have_the_errors_of_spark") {
    using state = weir::group_state<std::int64_t>;
    auto const unsupported = "UnsupportedOperationException";
    auto const illegal = "IllegalArgumentException";
    CHECK(error_of_call(weir::no_timeout, [](state& s) { s.set_timeout_duration(1); }) == unsupported);
    CHECK(error_of_call(weir::event_time_timeout, [](state& s) { s.set_timeout_duration(1); })
          == unsupported);
    CHECK(error_of_call(weir::no_timeout, [](state& s) { s.set_timeout_timestamp(1); }) == unsupported);
    CHECK(error_of_call(weir::processing_time_timeout, [](state& s) { s.set_timeout_timestamp(1); })
          == unsupported);
    CHECK(error_of_call(weir::processing_time_timeout, [](state& s) { s.set_timeout_duration(0); })
          == illegal);
    CHECK(error_of_call(weir::processing_time_timeout, [](state& s) { s.set_timeout_duration("-1 second"); })
          == illegal);
    CHECK(error_of_call(weir::event_time_timeout, [](state& s) { s.set_timeout_timestamp(0); }) == illegal);
    // The second call runs with the watermark of the first.
    CHECK(error_of_call(weir::event_time_timeout, [](state& s) { s.set_timeout_timestamp(99'999); })
          == illegal);
    CHECK(error_of_call(weir::event_time_timeout, [](state& s) { s.set_timeout_timestamp(100'000); })
          == "none");
    CHECK(error_of_call(weir::event_time_timeout,
                        [](state& s) {
                            CHECK(s.get_current_watermark_ms() % 100'000 == 0);
                            s.set_timeout_timestamp(second(99), "1 second");
                        })
          == "none");
    auto no_watermark = live(weir::update, weir::group_by_key("user"_c)
                                               | weir::map_groups_with_state<std::int64_t>(
                                                   weir::no_timeout, [](auto const& key, auto, state& s) {
                                                       return user_count{key, s.get_current_watermark_ms()};
                                                   }));
    CHECK(condition_of([&] { no_watermark.push({of("a")}); }) == unsupported);
}

TEST_CASE("a_call_that_fails_leaves_the_state_as_it_was") {
    auto q = live(weir::update, weir::group_by_key("user"_c)
                                    | weir::map_groups_with_state<std::int64_t>(
                                        weir::no_timeout, [](auto const& key, auto rows,
                                                             weir::group_state<std::int64_t>& state) {
                                            state.update(state.get_option().value_or(0) + rows.front().n);
                                            if (rows.front().n == 99) throw weir::data_error("TEST", "no 99");
                                            return user_count{key, state.get()};
                                        }));
    CHECK(q.push({of("a", 0, 1)}) == counts{{"a", 1}});
    CHECK(condition_of([&] { q.push({of("a", 0, 99)}); }) == "TEST");
    CHECK(condition_of([&] { q.push({of("b", 0, 99), of("a", 0, 1)}); }) == "TEST");
    CHECK(q.push({of("a", 0, 2)}) == counts{{"a", 3}});
    CHECK(q.push({of("b", 0, 5)}) == counts{{"b", 5}});
}

TEST_CASE("keys_begin_with_the_initial_state") {
    auto const saved = weir::table<user_count>({{"a", 10}, {"z", 5}});
    auto q =
        live(weir::update, weir::group_by_key("user"_c)
                               | weir::map_groups_with_state<std::int64_t>(
                                   weir::no_timeout, count_events, saved | weir::group_by_key("user"_c)));
    CHECK(q.push({of("a")}) == counts{{"a", 11}, {"z", 5}}); // z is called in the first batch, without rows
    CHECK(q.push({of("a")}) == counts{{"a", 12}});
    CHECK(q.push({of("z"), of("b")}) == counts{{"b", 1}, {"z", 6}});

    auto const twice = weir::table<user_count>({{"a", 10}, {"a", 5}});
    CHECK(condition_of([&] {
              live(weir::update,
                   weir::group_by_key("user"_c)
                       | weir::map_groups_with_state<std::int64_t>(weir::no_timeout, count_events,
                                                                   twice | weir::group_by_key("user"_c)));
          })
          == "IllegalArgumentException");
}

TEST_CASE("over_a_static_table_a_function_is_called_once_for_each_key") {
    auto const rows = (weir::table<event>({of("a"), of("b"), of("a")}) | weir::group_by_key("user"_c)
                       | weir::map_groups_with_state<std::int64_t>(weir::no_timeout, count_events)
                       | weir::order_by("user"_c))
                          .to_json();
    CHECK(rows == std::vector<std::string>{R"({"user":"a","count":2})", R"({"user":"b","count":1})"});
}

TEST_CASE("an_append_function_feeds_an_aggregate") {
    // Rows of windows that close with the watermark of the rows that the function gives out.
    struct spoken {
        std::string user;
        weir::timestamp at;
    };
    std::vector<std::int64_t> sums;
    auto q = weir::inline_query(weir::input<event>() | weir::group_by_key("user"_c)
                                    | weir::flat_map_groups_with_state<std::int64_t>(
                                        weir::append, weir::no_timeout,
                                        [](auto const& key, auto rows, weir::group_state<std::int64_t>&) {
                                            std::vector<spoken> out;
                                            for (auto const& r : rows) out.push_back({key, r.at});
                                            return out;
                                        })
                                    | weir::with_watermark<"at", "0 seconds">()
                                    | weir::group_by(weir::window<"at", "10 seconds">())
                                    | weir::agg(weir::count("*").as<"n">()),
                                weir::append, [&](auto const& row) { sums.push_back(row["n"_c]); });
    q.push(of("a", 1));
    q.push(of("b", 2));
    CHECK(sums.empty());
    q.push(of("a", 11));
    CHECK(sums == std::vector<std::int64_t>{2});
    q.flush();
    CHECK(sums == std::vector<std::int64_t>{2, 1});
}
