// SPDX-License-Identifier: BSL-1.0
// Queries over real data against Spark: trades, and the words of a text.
#include "streams_harness.hpp"

namespace {

using lines = parity::inputs<parity::in<"lines", "value string">>;
using trades = parity::inputs<parity::in<"trades", "t timestamp, price double, amount double">>;

using namespace weir::literals;

auto const late_5 = weir::with_watermark<"t", "5 seconds">();

// What regexp_replace(value, '[^A-Za-z ]', '') leaves.
auto const letters = [](std::string_view line) {
    std::string kept;
    for (char const c : line) {
        if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == ' ') kept += c;
    }
    return kept;
};

} // namespace

PARITY("real_data/shakespeare_word_count", complete, lines,
       select(explode(split(lower(call(letters, coalesce("value"_c, ""))), " ")).as<"word">())
           | where("word"_c != "") | group_by("word"_c) | agg(count("*").as<"n">()) | where("n"_c >= 8)
           | order_by("n"_c.desc(), "word"_c))
PARITY("real_data/trades_one_second_average", append, trades,
       with_watermark<"t", "2 seconds">() | group_by(window<"t", "1 second">())
           | agg(avg("price"_c).as<"avg_price">(), count("*").as<"n">())
           | select("window.start"_c, "avg_price"_c, "n"_c))
PARITY("real_data/trades_sliding_volume", append, trades,
       late_5 | group_by(window<"t", "15 seconds", "5 seconds">())
           | agg(sum("amount"_c).as<"volume">(), count("*").as<"n">())
           | select("window.start"_c, "window.end"_c, "volume"_c, "n"_c))
PARITY("real_data/trades_ten_second_bars", update, trades,
       late_5 | group_by(window<"t", "10 seconds">())
           | agg(first("price"_c).as<"open">(), max("price"_c).as<"high">(), min("price"_c).as<"low">(),
                 last("price"_c).as<"close">(), sum("amount"_c).as<"volume">(),
                 (sum("price"_c * "amount"_c) / sum("amount"_c)).as<"vwap">())
           | select("window.start"_c, "open"_c, "high"_c, "low"_c, "close"_c, "volume"_c, "vwap"_c))
