// SPDX-License-Identifier: BSL-1.0
// A service's loop over a recorded exchange feed: the average price of each second, and how long a push takes.
#include <weir/weir.hpp>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

using namespace weir::literals;

struct trade {
    weir::timestamp dt;
    std::int32_t amount;
    double price;
};

// The messages as a service would get them: one struct each, in the order of their time.
std::vector<trade> recorded_feed() {
    std::vector<trade> feed;
    for (auto const& row : weir::read<trade>(weir::json_files("data/trading_data")).collect()) feed.push_back(weir::to<trade>(row));
    std::ranges::sort(feed, {}, &trade::dt);
    return feed;
}

void print_percentiles(std::vector<std::int64_t> nanoseconds) {
    std::ranges::sort(nanoseconds);
    auto const at = [&](double part) {
        return static_cast<long long>(nanoseconds[static_cast<std::size_t>(part * static_cast<double>(nanoseconds.size() - 1))]);
    };
    std::fprintf(stderr, "%zu pushes, ns each, the clock's own time included: median %lld, 99%% %lld, 99.9%% %lld, longest %lld\n",
                 nanoseconds.size(), at(0.5), at(0.99), at(0.999), at(1));
}

int main() {
    auto average = weir::with_watermark<"dt", "2 seconds">()
                 | weir::group_by(weir::window<"dt", "1 second">())
                 | weir::agg(weir::avg("price"_c).as<"avg_price">(), weir::count("*").as<"trades">())
                 | weir::select("window.start"_c, "avg_price"_c, "trades"_c);

    std::int64_t windows = 0;
    std::int64_t trades = 0;
    auto query = weir::inline_query(weir::input<trade>() | average, weir::append, [&](auto const& row) {
        if (windows++ < 10) {
            std::string second;
            weir::append_timestamp(second, row["start"_c]);
            std::printf("%s  %.2f  from %lld trades\n", second.c_str(), row["avg_price"_c],
                        static_cast<long long>(row["trades"_c]));
        }
        trades += row["trades"_c];
    });

    std::vector<trade> const feed = recorded_feed();
    std::vector<std::int64_t> nanoseconds;
    nanoseconds.reserve(feed.size());
    for (trade const& t : feed) {
        auto const before = std::chrono::steady_clock::now();
        query.push(t); // everything happens here: no other thread, no lock, no allocation once warm
        auto const after = std::chrono::steady_clock::now();
        nanoseconds.push_back(std::chrono::nanoseconds(after - before).count());
    }
    query.flush();

    std::printf("...\n%lld seconds with trades, %lld trades\n", static_cast<long long>(windows), static_cast<long long>(trades));
    print_percentiles(nanoseconds);
}
