// SPDX-License-Identifier: BSL-1.0
// The user's own state by functions against Spark: order of calls, timeouts, what the progress counts.
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

struct count_of_key {
    key k;
    std::optional<std::int32_t> n;
};

template <class Mode>
auto running_count(Mode mode) {
    return weir::group_by_key("k"_c)
           | weir::flat_map_groups_with_state<std::int32_t>(
               mode, weir::no_timeout, [](key const& k, auto rows, weir::group_state<std::int32_t>& state) {
                   std::int32_t n =
                       (state.exists() ? state.get() : 0) + static_cast<std::int32_t>(rows.size());
                   if (n >= 3) {
                       state.remove();
                       n = -1;
                   } else {
                       state.update(n);
                   }
                   return std::optional(count_of_key{k, n});
               });
}

struct sum_of_key {
    key k;
    std::optional<std::int32_t> v;
    std::optional<std::int32_t> s;
};
auto const running_sum =
    weir::group_by_key("k"_c)
    | weir::flat_map_groups_with_state<std::int32_t>(
        weir::append, weir::no_timeout, [](key const& k, auto rows, weir::group_state<std::int32_t>& state) {
            std::int32_t s = state.get_option().value_or(0);
            std::vector<sum_of_key> out;
            for (auto const& r : rows) {
                s += r["v"_c].value();
                out.push_back({k, r["v"_c], s});
            }
            state.update(s);
            return out;
        });

struct newest_of_key {
    key k;
    std::optional<std::int32_t> sec;
};
std::int32_t seconds(weir::timestamp t) { return static_cast<std::int32_t>(weir::micros(t) / 1'000'000); }

// The newest second of a key, and -1 when none has come for five.
template <class Mode>
auto newest(Mode mode) {
    return weir::group_by_key("k"_c)
           | weir::flat_map_groups_with_state<std::int32_t>(
               mode, weir::event_time_timeout,
               [](key const& k, auto rows, weir::group_state<std::int32_t>& state) {
                   if (state.has_timed_out()) {
                       state.remove();
                       return std::optional(newest_of_key{k, -1});
                   }
                   std::int32_t top = state.get_option().value_or(0);
                   for (auto const& r : rows) top = std::max(top, seconds(r["t"_c].value()));
                   state.update(top);
                   state.set_timeout_timestamp((top + std::int64_t{5}) * 1000);
                   return std::optional(newest_of_key{k, top});
               });
}

struct call_of_key {
    key k;
    std::optional<std::string> what;
    std::optional<std::int32_t> n;
};
auto const first_timeout_only =
    weir::group_by_key("k"_c)
    | weir::flat_map_groups_with_state<std::int32_t>(
        weir::append, weir::event_time_timeout,
        [](key const& k, auto rows, weir::group_state<std::int32_t>& state) {
            if (state.has_timed_out()) {
                std::int32_t const n = state.get();
                state.remove();
                return std::vector{call_of_key{k, "timeout", n}};
            }
            std::int32_t const n = state.get_option().value_or(0) + static_cast<std::int32_t>(rows.size());
            state.update(n);
            if (n == 1) state.set_timeout_timestamp(state.get_current_watermark_ms() + 20'000);
            return std::vector{call_of_key{k, "data", n}};
        });

} // namespace

PARITY("state/pandas_running_count_append", append, keys, running_count(append))
PARITY("state/pandas_running_count_update", update, keys, running_count(update))
PARITY("state/pandas_running_sum", append, keys_and_values, running_sum)
PARITY("state/pandas_then_aggregation", append, keys_and_values,
       running_sum | where("s"_c > 1) | select("k"_c, ("s"_c * 2).as<"s2">()))
PARITY("state/pandas_event_timeout", update, keys_and_times,
       with_watermark<"t", "10 seconds">() | newest(update))
PARITY("state/pandas_timeout_is_strict", update, keys_and_times,
       with_watermark<"t", "0 seconds">() | newest(update))
PARITY("state/pandas_timeout_key_with_data", append, keys_and_times,
       with_watermark<"t", "0 seconds">() | newest(append))
PARITY("state/pandas_timeout_not_renewed", append, keys_and_times,
       with_watermark<"t", "10 seconds">() | first_timeout_only)
