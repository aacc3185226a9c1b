// SPDX-License-Identifier: BSL-1.0
// A query inside a program's own loop: rows are pushed, results come out during the push.
#include <weir/weir.hpp>

#include <iostream>
#include <span>
#include <string>
#include <vector>

using namespace std::chrono_literals;
using namespace weir::literals;

struct reading {
    weir::timestamp at;
    std::string sensor;
    double celsius;
};

int main() {
    // A window is due when an event is five seconds newer than its end.
    auto highest = weir::with_watermark<"at", "5 seconds">()
                 | weir::group_by(weir::window<"at", "10 seconds">(), "sensor"_c)
                 | weir::agg(weir::max("celsius"_c).as<"highest">())
                 | weir::select("window.end"_c, "sensor"_c, "highest"_c);

    auto query = weir::inline_query(
        weir::input<reading>() | highest, weir::append,
        [](auto const& row) { std::cout << "  " << row["sensor"_c] << ": " << row["highest"_c] << '\n'; },
        [](auto const& row) { std::cout << "  late: " << row["sensor"_c] << '\n'; });

    auto push = [&](reading const& r) {
        std::cout << "push " << r.sensor << '\n';
        query.push(r);
    };
    push({"2024-05-01 12:00:01"_ts, "hall", 20.5});
    push({"2024-05-01 12:00:12"_ts, "hall", 21.0});
    push({"2024-05-01 12:00:09"_ts, "attic", 31.5}); // out of order, but not later than the watermark allows
    push({"2024-05-01 12:00:15"_ts, "hall", 20.0});  // the watermark is 12:00:10: the first windows are complete
    push({"2024-05-01 12:00:08"_ts, "cellar", 12.0});

    // A block of rows is one micro-batch: the watermark moves at its end.
    std::vector<reading> const block{{"2024-05-01 12:00:26"_ts, "hall", 20.0}, {"2024-05-01 12:00:16"_ts, "attic", 30.0}};
    std::cout << "push a block\n";
    query.push(std::span(block));

    // Time can move without events, so that a silent input does not hold results back.
    std::cout << "advance_watermark\n";
    query.advance_watermark("2024-05-01 12:00:30"_ts);

    push({"2024-05-01 12:00:41"_ts, "hall", 19.0});
    std::cout << "flush\n";
    query.flush(); // the end of the input: what is still open comes out
}
