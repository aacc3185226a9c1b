// SPDX-License-Identifier: BSL-1.0
// Windows of event time: tumbling, sliding, and shifted by a start.
#include <weir/weir.hpp>

#include <string>

using namespace weir::literals;

struct visit {
    weir::timestamp at;
    std::string page;
};

int main() {
    auto visits = weir::table<visit>({{"2024-05-01 12:00:10"_ts, "home"},
                                      {"2024-05-01 12:04:59.5"_ts, "shop"},
                                      {"2024-05-01 12:05:00"_ts, "home"},
                                      {"2024-05-01 12:11:40"_ts, "home"}});

    // Tumbling: each row falls in one window. A window has its start, but not its end.
    auto tumbling = visits | weir::group_by(weir::window<"at", "5 minutes">()) | weir::count()
                  | weir::order_by("window.start"_c);
    tumbling.show({.truncate = 0});

    // Sliding: a window of ten minutes begins every five, so each row falls in two. With one more key beside it.
    auto sliding = visits | weir::group_by(weir::window<"at", "10 minutes", "5 minutes">(), "page"_c) | weir::count()
                 | weir::order_by("window.start"_c, "page"_c)
                 | weir::select("window.start"_c, "window.end"_c, "page"_c, "count"_c);
    sliding.show();

    // Shifted: windows of an hour that begin at a quarter past.
    auto shifted = visits | weir::group_by(weir::window<"at", "1 hour", "1 hour", "15 minutes">()) | weir::count();
    shifted.show({.truncate = 0});
}
