// SPDX-License-Identifier: BSL-1.0
// Triggers against Spark: how files fall into batches. The runs after the first one go on from a checkpoint in Spark.
#include "streams_harness.hpp"

namespace {

using times_and_keys = parity::inputs<parity::in<"events", "t timestamp, k string">>;
using events = parity::inputs<parity::in<"events", "k string, v int">>;
using pairs = parity::inputs<parity::in<"l", "k int, lt timestamp">, parity::in<"r", "k int, rt timestamp">>;

using namespace weir::literals;

auto const counts = weir::with_watermark<"t", "10 seconds">()
                    | weir::group_by(weir::window<"t", "5 seconds">()) | weir::agg(weir::count("*").as<"n">())
                    | weir::select("window.start"_c, "n"_c);
auto const sums = weir::group_by("k"_c) | weir::agg(weir::sum("v"_c).as<"s">());

} // namespace

TEST_CASE("trigger/available_now_batches") {
    parity::run_files<times_and_keys>("trigger/available_now_batches", weir::append, weir::available_now,
                                      counts);
}
TEST_CASE("trigger/available_now_no_limit") {
    parity::run_files<times_and_keys>("trigger/available_now_no_limit", weir::append, weir::available_now,
                                      counts);
}
TEST_CASE("trigger/available_now_dedup") {
    parity::run_files<times_and_keys>(
        "trigger/available_now_dedup", weir::append, weir::available_now, [](auto const& events) {
            return events | weir::with_watermark<"t", "10 seconds">() | weir::drop_duplicates<"t", "k">();
        });
}
TEST_CASE("trigger/available_now_update") {
    parity::run_files<events>("trigger/available_now_update", weir::update, weir::available_now, sums);
}
TEST_CASE("trigger/default_two_files_per_batch") {
    parity::run_files<events>("trigger/default_two_files_per_batch", weir::append, weir::on_demand,
                              weir::select("k"_c, "v"_c));
}
TEST_CASE("trigger/default_with_file_limit") {
    parity::run_files<times_and_keys>("trigger/default_with_file_limit", weir::append, weir::on_demand,
                                      counts);
}
TEST_CASE("trigger/once_complete") {
    parity::run_files<events>("trigger/once_complete", weir::complete, weir::once, sums);
}
TEST_CASE("trigger/once_ignores_limits") {
    parity::run_files<times_and_keys>("trigger/once_ignores_limits", weir::append, weir::once, counts);
}
TEST_CASE("trigger/processing_time_trigger") {
    parity::run<events, true>("trigger/processing_time_trigger", weir::update,
                              weir::processing_time<"200 milliseconds">, sums);
}
TEST_CASE("trigger/available_now_left_join") {
    parity::run_files<pairs>("trigger/available_now_left_join", weir::append, weir::available_now,
                             [](auto const& l, auto const& r) {
                                 using namespace weir;
                                 return l | with_watermark<"lt", "10 seconds">() | weir::alias<"l">()
                                        | join(r | with_watermark<"rt", "10 seconds">() | weir::alias<"r">(),
                                               "l.k"_c == "r.k"_c && "rt"_c >= "lt"_c
                                                   && "rt"_c <= "lt"_c + interval<"5 seconds">,
                                               left_outer)
                                        | select("l.k"_c, "lt"_c, "rt"_c);
                             });
}
