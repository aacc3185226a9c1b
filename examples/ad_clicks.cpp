// SPDX-License-Identifier: BSL-1.0
// A join of two streams: which advertisements are clicked within a minute, and which are not.
#include <weir/weir.hpp>

#include <chrono>
#include <cstdio>
#include <string>

using namespace weir::literals;

struct impression {
    std::string ad;
    weir::timestamp shown;
};
struct click {
    std::string ad;
    weir::timestamp clicked;
};

int main() {
    auto const shown = weir::input<impression, "shown">() | weir::with_watermark<"shown", "10 seconds">();
    auto const clicks = weir::input<click, "clicks">() | weir::with_watermark<"clicked", "20 seconds">();

    // Equal keys and the bounds of time are found in the condition. They tell how long a row has to wait for
    // a partner: an impression until the watermark is a minute past it, then it goes out without one.
    auto const answered = shown | weir::alias<"s">()
                          | weir::join(clicks | weir::alias<"c">(),
                                       "s.ad"_c == "c.ad"_c && "clicked"_c >= "shown"_c
                                           && "clicked"_c <= "shown"_c + weir::interval<"1 minute">,
                                       weir::left_outer)
                          | weir::select("s.ad"_c, "shown"_c, "clicked"_c);

    auto live = weir::inline_query(answered, weir::append, [](auto const& row) {
        std::string const ad(row["ad"_c]);
        if (auto const clicked = row["clicked"_c]) { // nullable: the right side of a left outer join
            auto const after = std::chrono::duration_cast<std::chrono::seconds>(*clicked - row["shown"_c]);
            std::printf("%s: clicked after %lld s\n", ad.c_str(), static_cast<long long>(after.count()));
        } else {
            std::printf("%s: not clicked\n", ad.c_str());
        }
    });

    live.push<"shown">(impression{"shoes", "2024-01-01 12:00:00"_ts});
    live.push<"shown">(impression{"books", "2024-01-01 12:00:05"_ts});
    live.push<"clicks">(click{"shoes", "2024-01-01 12:00:20"_ts});
    live.push<"clicks">(click{"shoes", "2024-01-01 12:00:30"_ts});
    live.push<"shown">(impression{"tea", "2024-01-01 12:03:00"_ts});
    live.push<"clicks">(
        click{"tea", "2024-01-01 12:03:10"_ts}); // the watermark is at 12:02:50: books is given up
    live.push<"clicks">(click{"books", "2024-01-01 12:00:50"_ts}); // late
}
