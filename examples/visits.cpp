// SPDX-License-Identifier: BSL-1.0
// The user's own state: visits that end five minutes after their last click, by a function and by a processor.
#include <weir/weir.hpp>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <optional>
#include <string>
#include <vector>

using namespace weir::literals;

struct click {
    std::string user;
    weir::timestamp at;
    std::string page;
};

// What is remembered of a visit, and what goes out when it has ended.
struct visit {
    std::int64_t clicks;
    weir::timestamp last;
};
struct ended_visit {
    std::string user;
    std::int64_t clicks;
};

// The same as a processor: its state variables are its members.
struct visits_by_timer {
    weir::value_state<std::int64_t> clicks{"clicks"};
    weir::list_state<std::string> pages{"pages"};
    weir::timers timers;

    std::optional<ended_visit> handle_input_rows(std::string const&, auto rows) {
        for (std::int64_t const old : timers.list_timers()) timers.delete_timer(old);
        weir::timestamp last{};
        for (click const& c : rows) {
            pages.append_value(c.page);
            last = std::max(last, c.at);
        }
        clicks.update(clicks.get_option().value_or(0) + static_cast<std::int64_t>(rows.size()));
        timers.register_timer(last + std::chrono::minutes(5));
        return {};
    }
    std::optional<ended_visit> handle_expired_timer(std::string const& user, weir::timer_values const&,
                                                    weir::expired_timer_info const&) {
        std::string path;
        for (std::string const& page : pages.get()) path += " > " + page;
        std::printf("%s%s\n", user.c_str(), path.c_str());
        ended_visit const ended{user, clicks.get()};
        clicks.clear();
        pages.clear();
        return ended;
    }
};

int main() {
    auto by_function = weir::with_watermark<"at", "1 minute">() | weir::group_by_key("user"_c)
                     | weir::flat_map_groups_with_state<visit>(
                           weir::append, weir::event_time_timeout,
                           [](auto const& user, auto clicks, weir::group_state<visit>& state) {
                               if (state.has_timed_out()) {
                                   ended_visit const ended{user, state.get().clicks};
                                   state.remove();
                                   return std::optional(ended);
                               }
                               visit v = state.exists() ? state.get() : visit{};
                               for (click const& c : clicks) {
                                   ++v.clicks;
                                   v.last = std::max(v.last, c.at);
                               }
                               state.update(v);
                               state.set_timeout_timestamp(v.last, "5 minutes");
                               return std::optional<ended_visit>();
                           });
    auto by_processor = weir::with_watermark<"at", "1 minute">() | weir::group_by_key("user"_c)
                      | weir::transform_with_state(visits_by_timer{}, weir::time_mode::event_time);

    std::vector<click> const clicks{{"ann", "2024-05-01 12:00:00"_ts, "home"},
                                    {"bob", "2024-05-01 12:01:00"_ts, "home"},
                                    {"ann", "2024-05-01 12:03:00"_ts, "shop"},
                                    {"ann", "2024-05-01 12:12:00"_ts, "home"}};
    auto const print = [](auto const& row) {
        auto const ended = weir::to<ended_visit>(row);
        std::printf("%s: %ld\n", ended.user.c_str(), static_cast<long>(ended.clicks));
    };

    auto live = weir::inline_query(weir::input<click>() | by_function, weir::append, print);
    for (click const& c : clicks) live.push(c);
    live.flush();

    auto again = weir::inline_query(weir::input<click>() | by_processor, weir::append, print);
    for (click const& c : clicks) again.push(c);
    again.flush();
}
