// SPDX-License-Identifier: BSL-1.0
// More joins in a row and of real data against Spark.
#include "streams_harness.hpp"

namespace {

using namespace weir::literals;

template <weir::fixed_string Delay, weir::fixed_string Time, weir::fixed_string Alias>
auto const late = weir::with_watermark<Time, Delay>() | weir::alias<Alias>();

auto const count_rows = weir::agg(weir::count("*").as<"n">());

} // namespace

using only_times = parity::inputs<parity::in<"l", "lt timestamp">, parity::in<"r", "rt timestamp">>;
PARITY("chained/window_then_join", append, only_times, [](auto const& l, auto const& r) {
    return l | with_watermark<"lt", "0 seconds">() | group_by(window<"lt", "5 seconds">()) | count_rows
           | weir::alias<"a">()
           | join(r | with_watermark<"rt", "0 seconds">() | group_by(window<"rt", "5 seconds">()) | count_rows
                      | weir::alias<"b">(),
                  "a.window"_c == "b.window"_c)
           | select("a.window.start"_c, "a.n"_c.template as<"ln">(), "b.n"_c.template as<"rn">());
})
using timed_values =
    parity::inputs<parity::in<"l", "v int, lt timestamp">, parity::in<"r", "v int, rt timestamp">>;
PARITY("chained/join_then_window", append, timed_values, [](auto const& l, auto const& r) {
    return l | late<"0 seconds", "lt", "l"> | join(r | late<"0 seconds", "rt", "r">, "lt"_c == "rt"_c)
           | select("lt"_c) | group_by(window<"lt", "5 seconds">()) | count_rows
           | select("window.start"_c, "n"_c);
})
using three = parity::inputs<parity::in<"a", "k int, at timestamp">, parity::in<"b", "k int, bt timestamp">,
                             parity::in<"c", "k int, ct timestamp">>;
PARITY("chained/join_then_join", append, three, [](auto const& a, auto const& b, auto const& c) {
    return a | late<"5 seconds", "at", "a">
           | join(b | late<"5 seconds", "bt", "b">,
                  "a.k"_c == "b.k"_c && "bt"_c >= "at"_c && "bt"_c <= "at"_c + interval<"10 seconds">)
           | select("a.k"_c, "at"_c, cast<std::string>("bt"_c).template as<"b_text">()) | weir::alias<"x">()
           | join(c | late<"5 seconds", "ct", "c">,
                  "x.k"_c == "c.k"_c && "ct"_c >= "at"_c && "ct"_c <= "at"_c + interval<"10 seconds">)
           | select("x.k"_c, "at"_c, "b_text"_c, "ct"_c);
})
using events = parity::inputs<parity::in<"events", "id int, t timestamp, kind string">>;
PARITY("join_stream/self_join", append, events, [](auto const& all) {
    auto const timed = all | with_watermark<"t", "5 seconds">();
    return timed | where("kind"_c == "view") | weir::alias<"v">()
           | join(timed | where("kind"_c == "click") | weir::alias<"c">(),
                  "v.id"_c == "c.id"_c && "c.t"_c >= "v.t"_c && "c.t"_c <= "v.t"_c + interval<"10 seconds">)
           | select("v.id"_c, "v.t"_c.template as<"vt">(), "c.t"_c.template as<"ct">());
})
using cars = parity::inputs<parity::in<"cars", "t timestamp, driver int, kind string, place string">>;
PARITY("real_data/cars_rides", append, cars, [](auto const& all) {
    auto const timed = all | with_watermark<"t", "30 seconds">();
    return timed | where("kind"_c == "pickup") | weir::alias<"p">()
           | join(timed | where("kind"_c == "dropoff") | weir::alias<"d">(),
                  "p.driver"_c == "d.driver"_c && "d.t"_c > "p.t"_c
                      && "d.t"_c <= "p.t"_c + interval<"20 minutes">)
           | select("p.driver"_c, "p.t"_c.template as<"up">(), "d.t"_c.template as<"down">(),
                    "p.place"_c.template as<"up_place">(), "d.place"_c.template as<"down_place">());
})
using bids = parity::inputs<
    parity::in<"bid", "auction bigint, bidder bigint, price bigint, channel string, bt timestamp">,
    parity::in<"auction", "id bigint, item string, reserve bigint, t timestamp, expires timestamp, seller "
                          "bigint, category bigint">>;
PARITY("real_data/nexmark_auction_bids", append, bids, [](auto const& bid, auto const& auction) {
    return bid | late<"1 second", "bt", "b">
           | join(auction | late<"1 second", "t", "a">,
                  "b.auction"_c == "a.id"_c && "bt"_c >= "t"_c && "bt"_c <= "expires"_c)
           | select("b.auction"_c, "a.item"_c, "b.price"_c, "bt"_c);
})
using people = parity::inputs<parity::in<"person", "id bigint, name string, city string, t timestamp">,
                              parity::in<"auction", "id bigint, item string, reserve bigint, t timestamp, "
                                                    "expires timestamp, seller bigint, category bigint">>;
PARITY("real_data/nexmark_local_items", append, people, [](auto const& person, auto const& auction) {
    return auction | late<"1 second", "t", "a"> | where("category"_c == 10)
           | join(person | late<"1 second", "t", "p">, "a.seller"_c == "p.id"_c)
           | select("p.name"_c, "p.city"_c, "a.id"_c, "a.item"_c);
})
