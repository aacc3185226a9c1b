// SPDX-License-Identifier: BSL-1.0
// The example programs of Spark tutorials: students, trades, word count, with the console and the memory sink.
#include "streams_harness.hpp"

namespace {

using students = parity::inputs<parity::in<"students", "name string, age int, score double">>;
using trades = parity::inputs<parity::in<"trades", "dt string, amount int, price double">>;
using lines = parity::inputs<parity::in<"lines", "value string">>;

using namespace weir::literals;

auto const all = weir::select("*"_c);
auto const priced = weir::select(weir::cast<weir::timestamp>("dt"_c).as<"dt">(), "amount"_c, "price"_c,
                                 ("amount"_c * "price"_c).as<"volume">());
auto const average =
    weir::group_by(weir::window<"dt", "10 minutes", "5 minutes">())
    | weir::agg(weir::sum("amount"_c).as<"amount">(), weir::sum("volume"_c).as<"volume">())
    | weir::select("window"_c, "window.start"_c, "window.end"_c, ("volume"_c / "amount"_c).as<"avg_price">());
auto const late_20min = weir::with_watermark<"dt", "20 minutes">();
auto const words = weir::select(weir::explode(weir::split("value"_c, " ")).as<"word">())
                   | weir::group_by("word"_c) | weir::count();

} // namespace

TEST_CASE("seed_programs/console_append") {
    parity::run_console<students>("seed_programs/console_append", weir::append, all);
}
TEST_CASE("seed_programs/console_not_truncated") {
    parity::run_console<trades>("seed_programs/console_not_truncated", weir::append, priced);
}
TEST_CASE("seed_programs/console_trades") {
    parity::run_console<trades>("seed_programs/console_trades", weir::update, priced | average);
}
TEST_CASE("seed_programs/memory_sink_complete") {
    parity::run_memory<lines>("seed_programs/memory_sink_complete", weir::complete,
                              weir::where("count"_c > 1), words);
}
TEST_CASE("seed_programs/memory_sink_sql") {
    parity::run_memory<students>("seed_programs/memory_sink_sql", weir::append,
                                 weir::where("score"_c > 70) | weir::select("name"_c, "score"_c), all);
}
PARITY("seed_programs/students_select_where", append, students,
       where("age"_c > 12)
           | select("name"_c, ("score"_c >= 60).as<"passed">(), ("score"_c / 10).as<"tenth">()))
PARITY("seed_programs/students_sql_view", append, students, where("age"_c > 25))
PARITY("seed_programs/trades_average_append_watermark", append, trades, priced | late_20min | average)
PARITY("seed_programs/trades_average_complete", complete, trades, priced | average)
PARITY("seed_programs/trades_average_update_watermark", update, trades, priced | late_20min | average)
PARITY("seed_programs/trades_projection", append, trades, priced)
PARITY("seed_programs/word_count_complete", complete, lines, words)
PARITY("seed_programs/word_count_update", update, lines, words)
