// SPDX-License-Identifier: BSL-1.0
// Watermarks against Spark: what is late, what is freed, when a no-data batch runs.
#include "streams_harness.hpp"

namespace {

using times = parity::inputs<parity::in<"events", "t timestamp">>;
using times_and_keys = parity::inputs<parity::in<"events", "t timestamp, k string">>;
using times_and_values = parity::inputs<parity::in<"events", "t timestamp, v int">>;
using two_times = parity::inputs<parity::in<"events", "t timestamp, u timestamp">>;

using namespace weir::literals;

auto const late_10s = weir::with_watermark<"t", "10 seconds">();
auto const count_rows = weir::agg(weir::count("*").as<"n">());
auto const start_and_count = weir::select("window.start"_c, "n"_c);
auto const counts = weir::group_by(weir::window<"t", "5 seconds">()) | count_rows | start_and_count;
auto const query = late_10s | counts;
auto const counts_of_times = weir::group_by("t"_c) | count_rows;

} // namespace

PARITY("watermark/append_tumbling", append, times, query)
PARITY("watermark/complete_tumbling", complete, times, query)
PARITY("watermark/dropped_counts_partial_groups", append, times_and_keys,
       late_10s | group_by(window<"t", "5 seconds">(), "k"_c) | count_rows
           | select("window.start"_c, "k"_c, "n"_c))
PARITY("watermark/empty_batch", append, times, query)
PARITY("watermark/filter_before_watermark_state", append, times_and_values,
       late_10s | where("v"_c > 0) | counts)
PARITY("watermark/group_by_raw_time", append, times, late_10s | counts_of_times)
PARITY("watermark/late_row_boundaries", update, times, late_10s | counts_of_times)
PARITY("watermark/late_rows_pass_when_time_not_a_key", update, times_and_keys,
       late_10s | group_by("k"_c) | agg(count("*").as<"n">(), weir::min("t"_c).as<"first">()))
PARITY("watermark/late_window_boundaries", append, times, query)
PARITY("watermark/month_delay", append, times,
       with_watermark<"t", "1 month">() | group_by(window<"t", "1 day">()) | count_rows | start_and_count)
PARITY("watermark/no_data_batch_off", append, times, query)
PARITY("watermark/no_data_batch_off_update", update, times, query)
PARITY("watermark/null_event_time_raw_group", update, times, late_10s | counts_of_times)
PARITY("watermark/null_event_time_with_watermark", append, times, query)
PARITY("watermark/rerun_of_uncommitted_batch", append, times, query)
PARITY("watermark/restart_keeps_watermark", append, times, query)
PARITY("watermark/several_windows_close_at_once", append, times, query)
PARITY("watermark/stateless_keeps_late_rows", append, times_and_values,
       with_watermark<"t", "1 second">() | where("v"_c != 4) | select("t"_c, ("v"_c * 10).as<"v10">()))
PARITY("watermark/sub_second_delay", append, times, with_watermark<"t", "1500 milliseconds">() | counts)
PARITY("watermark/two_watermark_columns_filter_aggregation", update, two_times,
       late_10s | group_by(window<"u", "5 seconds">()) | count_rows | start_and_count)
PARITY("watermark/update_no_state_change_no_rows", update, times, query)
PARITY("watermark/update_tumbling", update, times, query)
PARITY("watermark/watermark_floors_to_millis", append, times, query)
PARITY("watermark/watermark_from_batch_max", append, times, query)
PARITY("watermark/window_end_equals_watermark", append, times, query)
PARITY("watermark/zero_delay", append, times, with_watermark<"t", "0 seconds">() | counts)
TEST_CASE("watermark/trigger_once_per_step") {
    parity::run_files<times>("watermark/trigger_once_per_step", weir::append, weir::once, query);
}
