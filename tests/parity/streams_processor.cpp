// SPDX-License-Identifier: BSL-1.0
// The user's own state by processors against Spark: state variables, timers, times to live.
#include "streams_harness.hpp"

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

namespace {

using namespace weir::literals;

using keys = parity::inputs<parity::in<"events", "k string">>;
using keys_and_times = parity::inputs<parity::in<"events", "k string, t timestamp">>;
using keys_and_values = parity::inputs<parity::in<"events", "k string, v int">>;

using key = std::optional<std::string>;

std::int32_t seconds(weir::timestamp t) { return static_cast<std::int32_t>(weir::micros(t) / 1'000'000); }

struct count_of_key {
    key k;
    std::optional<std::int32_t> n;
};
struct counter {
    weir::value_state<std::int32_t> n{"n"};

    count_of_key handle_input_rows(key const& k, auto rows) {
        std::int32_t count = n.get_option().value_or(0) + static_cast<std::int32_t>(rows.size());
        if (count >= 3) {
            n.clear();
            count = -1;
        } else {
            n.update(count);
        }
        return {k, count};
    }
};

struct list_of_key {
    key k;
    std::optional<std::vector<std::int32_t>> vs;
};
struct collector {
    weir::list_state<std::int32_t> vs;

    list_of_key handle_input_rows(key const& k, auto rows) {
        for (auto const& r : rows) {
            if (r["v"_c] == 0) {
                vs.clear();
            } else {
                vs.append_value(r["v"_c].value());
            }
        }
        std::vector<std::int32_t> all;
        for (std::int32_t const v : vs.get()) all.push_back(v);
        return {k, all};
    }
};

struct map_of_key {
    key k;
    std::optional<std::vector<std::string>> m;
};
struct counter_by_value {
    weir::map_state<std::int32_t, std::int32_t> m{"m"};

    map_of_key handle_input_rows(key const& k, auto rows) {
        for (auto const& r : rows) {
            std::int32_t const v = r["v"_c].value();
            if (v < 0) {
                m.remove_key(-v);
            } else {
                m.update_value(v, m.get_option(v).value_or(0) + 1);
            }
        }
        std::vector<std::string> all;
        for (auto const& [value, n] : m.iterator())
            all.push_back(std::to_string(value) + ":" + std::to_string(n));
        std::sort(all.begin(), all.end());
        return {k, all};
    }
};

struct newest_of_key {
    key k;
    std::optional<std::int32_t> sec;
};
struct newest {
    weir::value_state<std::int32_t> top{"top"};
    weir::timers timers;

    newest_of_key handle_input_rows(key const& k, auto rows) {
        std::int32_t now = top.get_option().value_or(0);
        for (auto const& r : rows) now = std::max(now, seconds(r["t"_c].value()));
        for (std::int64_t const old : timers.list_timers()) timers.delete_timer(old);
        timers.register_timer((now + std::int64_t{5}) * 1000);
        top.update(now);
        return {k, now};
    }
    newest_of_key handle_expired_timer(key const& k, weir::timer_values const&,
                                       weir::expired_timer_info const&) {
        top.clear();
        return {k, -1};
    }
};

struct call_of_key {
    key k;
    std::optional<std::string> what;
    std::optional<std::int64_t> ms;
    std::optional<std::int64_t> wm;
};
struct many_timers {
    weir::timers timers;

    auto handle_input_rows(key const& k, auto rows, weir::timer_values const& times) {
        std::int64_t n = 0;
        for (auto const& r : rows) {
            timers.register_timer(std::int64_t{seconds(r["t"_c].value())} * 1000);
            ++n;
        }
        return std::vector{call_of_key{k, "added", n, times.get_current_watermark_in_ms()}};
    }
    auto handle_expired_timer(key const& k, weir::timer_values const& times,
                              weir::expired_timer_info const& timer) {
        return std::optional(
            call_of_key{k, "fired", timer.get_expiry_time_in_ms(), times.get_current_watermark_in_ms()});
    }
};

struct old_of_key {
    key k;
    std::optional<std::int32_t> old;
};
struct remembers_for_20s {
    weir::value_state<std::int32_t> v{"v", {.ttl_duration = std::chrono::seconds(20)}};

    std::vector<old_of_key> handle_input_rows(key const& k, auto rows) {
        std::vector<old_of_key> out;
        for (auto const& r : rows) {
            out.push_back({k, v.get_option()});
            if (r["v"_c]) v.update(r["v"_c].value());
        }
        return out;
    }
};

} // namespace

PARITY("state/tws_value_state", update, keys, group_by_key("k"_c) | transform_with_state(counter{}))
PARITY("state/tws_value_state_append", append, keys,
       group_by_key("k"_c) | transform_with_state(counter{}, time_mode::none))
PARITY("state/tws_list_state", update, keys_and_values,
       group_by_key("k"_c) | transform_with_state(collector{}))
PARITY("state/tws_map_state", update, keys_and_values,
       group_by_key("k"_c) | transform_with_state(counter_by_value{}))
PARITY("state/tws_event_timer", update, keys_and_times,
       with_watermark<"t", "10 seconds">() | group_by_key("k"_c) | transform_with_state(newest{}))
PARITY("state/tws_timer_is_inclusive", update, keys_and_times,
       with_watermark<"t", "0 seconds">() | group_by_key("k"_c)
           | transform_with_state(newest{}, time_mode::event_time))
PARITY("state/tws_many_timers", append, keys_and_times,
       with_watermark<"t", "10 seconds">() | group_by_key("k"_c) | transform_with_state(many_timers{}))

TEST_CASE("state/tws_ttl") {
    using namespace weir;
    parity::run_by_clock<keys_and_values>(
        "state/tws_ttl", weir::update,
        group_by_key("k"_c) | transform_with_state(remembers_for_20s{}, time_mode::processing_time));
}
