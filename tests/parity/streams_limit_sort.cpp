// SPDX-License-Identifier: BSL-1.0
// Limit and sort against Spark.
#include "streams_harness.hpp"

namespace {

using values = parity::inputs<parity::in<"events", "v int">>;
using events = parity::inputs<parity::in<"events", "k string, v int">>;
using doubles = parity::inputs<parity::in<"events", "k string, x double">>;
using times = parity::inputs<parity::in<"events", "t timestamp">>;

using namespace weir::literals;

auto const sums = weir::group_by("k"_c) | weir::agg(weir::sum("v"_c).as<"s">());

} // namespace

PARITY("limit_sort/distinct_limit", append, values, distinct() | limit<3>())
PARITY("limit_sort/limit_after_filter", append, values, where("v"_c >= 10) | limit<2>())
PARITY("limit_sort/limit_append", append, values, limit<4>())
PARITY("limit_sort/limit_restart", append, values, limit<3>())
PARITY("limit_sort/limit_then_filter", append, values, limit<4>() | where("v"_c >= 10))
PARITY("limit_sort/limit_zero", append, values, limit<0>())
PARITY("limit_sort/order_by_window", complete, times,
       group_by(window<"t", "10 seconds">()) | agg(count("*").as<"n">()) | order_by("window.start"_c)
           | select("window.start"_c, "n"_c))
PARITY("limit_sort/order_complete", complete, events, sums | order_by("s"_c.desc()))
PARITY("limit_sort/order_nan", complete, doubles,
       group_by("k"_c) | agg(weir::max("x"_c).as<"m">()) | order_by("m"_c.desc(), "k"_c))
PARITY("limit_sort/order_nulls", complete, events, sums | order_by("k"_c))
PARITY("limit_sort/order_nulls_last", complete, events,
       sums | order_by("s"_c.desc_nulls_first(), "k"_c.desc()))
PARITY("limit_sort/order_strings", complete, events, sums | order_by("k"_c))
PARITY("limit_sort/top_n", complete, events, sums | order_by("s"_c.desc()) | limit<2>())
