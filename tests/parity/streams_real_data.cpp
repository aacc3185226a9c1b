// SPDX-License-Identifier: BSL-1.0
// Queries over real data against Spark: taxi rides and auctions.
#include "streams_harness.hpp"

namespace {

using cars = parity::inputs<parity::in<"cars", "t timestamp, driver int, kind string, place string">>;
using bids = parity::inputs<
    parity::in<"bid", "auction bigint, bidder bigint, price bigint, channel string, t timestamp">>;

using namespace weir::literals;

auto const by_kind =
    weir::with_watermark<"t", "5 seconds">() | weir::group_by(weir::window<"t", "5 minutes">(), "kind"_c)
    | weir::agg(weir::count("*").as<"n">(), weir::approx_count_distinct("driver"_c).as<"d">())
    | weir::select("window.start"_c, "kind"_c, "n"_c, "d"_c);
auto const late_1 = weir::with_watermark<"t", "1 second">();

} // namespace

PARITY("real_data/cars_append", append, cars, by_kind)
PARITY("real_data/cars_update", update, cars, by_kind)
PARITY("real_data/cars_first_seen", append, cars, drop_duplicates<"driver">())
PARITY("real_data/cars_sessions", append, cars,
       with_watermark<"t", "30 seconds">() | group_by(session_window<"t", "10 minutes">(), "driver"_c)
           | agg(count("*").as<"n">())
           | select("session_window.start"_c, "session_window.end"_c, "driver"_c, "n"_c))
PARITY("real_data/cars_top_drivers", complete, cars,
       group_by("driver"_c) | agg(count("*").as<"n">()) | order_by("n"_c.desc(), "driver"_c) | limit<5>())
PARITY("real_data/nexmark_currency", append, bids,
       late_1
           | select("auction"_c, "bidder"_c,
                    (weir::decimal<3, 3>::from_unscaled(908) * "price"_c).as<"price">(), "t"_c))
PARITY("real_data/nexmark_highest_bid", append, bids,
       late_1 | group_by(window<"t", "10 seconds">())
           | agg(max("price"_c).as<"price">(), count("*").as<"n">())
           | select("window.end"_c, "price"_c, "n"_c))
PARITY("real_data/nexmark_selection", append, bids,
       late_1 | where(isin("auction"_c, 1007, 1020, 2001, 1000, 1087) || "auction"_c % 3 == 0)
           | select("auction"_c, "price"_c))
