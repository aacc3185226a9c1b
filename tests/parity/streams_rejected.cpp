// SPDX-License-Identifier: BSL-1.0
// The queries that Spark rejects: each does not compile here either, with a message of ours, or is said to
// differ.
#include "streams_harness.hpp"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>

namespace {

using namespace weir::literals;
using weir::append_mode;
using weir::complete_mode;
using weir::update_mode;

// What the queries read, as types alone.

template <weir::fixed_string Name, weir::fixed_string Ddl>
using stream = decltype(weir::view<Name>(parity::some_input<parity::in<Name, Ddl>>()));
template <weir::fixed_string Name, weir::fixed_string Ddl>
using table = decltype(weir::view<Name>(parity::some_input<parity::table<Name, Ddl>>()));
template <weir::fixed_string Name, weir::fixed_string Ddl, weir::fixed_string Time, weir::fixed_string Delay>
using watermarked = decltype(weir::view<Name>(parity::some_input<parity::in<Name, Ddl>>()
                                              | weir::with_watermark<Time, Delay>()));

using events = stream<"events", "k string, v int, t timestamp">;
using timed_events = watermarked<"events", "k string, v int, t timestamp", "t", "10 seconds">;
using dim = table<"dim", "k string, label string">;
using left = stream<"l", "k int, lt timestamp, lv int">;
using right = stream<"r", "k int, rt timestamp, rv int">;
using timed_left = watermarked<"l", "k int, lt timestamp, lv int", "lt", "10 seconds">;
using timed_right = watermarked<"r", "k int, rt timestamp, rv int", "rt", "10 seconds">;

/// A query that is refused, and a part of the message.
struct refused {
    std::string name;
    std::string message;
    std::string says;
    std::string sql = {};
};

template <weir::fixed_string Sql, class Mode, class... Views>
refused by_sql(char const* name, char const* says) {
    constexpr weir::verdict why = parity::refusal<Sql, Mode, Views...>();
    return {name, std::string(why.view()), says, std::string(Sql.view())};
}
refused by_verdict(char const* name, weir::verdict const& why, char const* says) {
    return {name, std::string(why.view()), says};
}
template <class Plan, class Mode>
refused by_mode(char const* name, char const* says) {
    constexpr weir::verdict why = weir::detail::check_stream<Plan, Mode>();
    return {name, std::string(why.view()), says};
}

std::vector<refused> in_sql() {
    return {
        by_sql<"SELECT k FROM l JOIN r ON l.k = r.k", weir::append_mode, left, right>(
            "ambiguous_column", "ambiguous column \"k\""),
        by_sql<"SELECT k, row_number() OVER (PARTITION BY k ORDER BY v) AS rn FROM events", weir::append_mode,
               events>("analytic_window", "window of rows on a stream"),
        by_sql<"SELECT k, count(*) AS n FROM events GROUP BY k", weir::append_mode, timed_events>(
            "append_aggregation_watermark_not_key", "append mode without watermark"),
        by_sql<"SELECT k, count(*) AS n FROM events GROUP BY k", weir::append_mode, events>(
            "append_aggregation_without_watermark", "append mode without watermark"),
        by_sql<"SELECT count(*) AS n FROM events", weir::append_mode, timed_events>(
            "append_global_aggregation", "append mode without watermark"),
        by_sql<"SELECT window, count(*) AS n FROM events GROUP BY window(t, '5 seconds')", weir::append_mode,
               events>("append_window_without_watermark", "append mode without watermark"),
        by_sql<"SELECT n, count(*) AS m FROM (SELECT k, count(*) AS n FROM events GROUP BY k) GROUP BY n",
               weir::complete_mode, events>("chained_aggregation_complete",
                                            "stateful operator above an aggregate in complete mode"),
        by_sql<"SELECT window, count(*) AS n FROM (SELECT window AS w, count(*) AS n FROM events GROUP BY "
               "window(t, '5 seconds')) GROUP BY window(w, '10 seconds')",
               weir::update_mode, timed_events>("chained_aggregation_update",
                                                "stateful operator above an aggregate in update mode"),
        by_sql<"SELECT l.k, lv, rv FROM l JOIN r ON l.k = r.k", weir::complete_mode, left, right>(
            "complete_join", "complete mode without an aggregate"),
        by_sql<"SELECT k, v FROM events", weir::complete_mode, events>("complete_stateless",
                                                                       "complete mode without an aggregate"),
        by_sql<"SELECT k, count(DISTINCT v) AS n FROM events GROUP BY k", weir::update_mode, events>(
            "count_distinct", "distinct aggregate on a stream"),
        by_sql<"CREATE TABLE copied AS SELECT k FROM events", weir::append_mode, events>(
            "create_table_as_stream", "unexpected \"CREATE\""),
        by_sql<"SELECT lt, rt FROM l CROSS JOIN r", weir::append_mode, timed_left, timed_right>(
            "cross_join_streams", "inner join of two streams without equal keys"),
        by_sql<"SELECT k FROM dim EXCEPT SELECT k FROM events", weir::append_mode, events, dim>(
            "except_static_stream", "\"EXCEPT\" of a stream"),
        by_sql<"SELECT k FROM events EXCEPT SELECT k FROM events WHERE v > 1", weir::append_mode, events>(
            "except_streams", "\"EXCEPT\" of a stream"),
        by_sql<"SELECT explode(v) AS x FROM events", weir::append_mode, events>("explode_scalar",
                                                                                "cannot explode a int"),
        by_sql<"SELECT k FROM events WHERE v", weir::append_mode, events>(
            "filter_not_boolean", "condition \"v\" is int, not boolean"),
        by_sql<"SELECT l.k, lt, rt FROM l FULL JOIN r ON l.k = r.k AND lt = rt", weir::update_mode,
               timed_left, timed_right>("full_outer_join_update", "outer join of two streams in update mode"),
        by_sql<"SELECT events.k, label FROM dim FULL JOIN events ON events.k = dim.k", weir::append_mode,
               events, dim>("full_outer_static_stream",
                            "full_outer join of a table with a stream on the right"),
        by_sql<"SELECT events.k, label FROM events FULL JOIN dim ON events.k = dim.k", weir::append_mode,
               events, dim>("full_outer_stream_static",
                            "full_outer join of a stream with a table on the right"),
        by_sql<"SELECT lt, rt FROM l FULL JOIN r ON l.k = r.k", weir::append_mode, timed_left, timed_right>(
            "full_outer_streams_no_bound", "full_outer join of two streams without a bound of time"),
        by_sql<"SELECT k FROM events INTERSECT ALL SELECT k FROM dim", weir::append_mode, events, dim>(
            "intersect_all_static", " of a stream"),
        by_sql<"SELECT k FROM l INTERSECT SELECT k FROM r", weir::append_mode, left, right>(
            "intersect_streams", "\"INTERSECT\" of a stream"),
        by_sql<"SELECT a.k, at, bt, ct FROM a JOIN b ON a.k = b.k AND bt BETWEEN at AND at + INTERVAL 10 "
               "SECONDS JOIN c ON a.k = c.k AND ct BETWEEN at AND at + INTERVAL 10 SECONDS",
               weir::append_mode, watermarked<"a", "k int, at timestamp", "at", "5 seconds">,
               watermarked<"b", "k int, bt timestamp", "bt", "5 seconds">,
               watermarked<"c", "k int, ct timestamp", "ct", "5 seconds">>(
            "join_of_join_two_event_times",
            "two event times \"at\" and \"bt\" reach the left side of a join"),
        by_sql<"SELECT a.k, lt, rt FROM (SELECT *, window(lt, '10 seconds') AS w FROM l) a JOIN (SELECT *, "
               "window(rt, '10 seconds') AS w FROM r) b ON a.k = b.k AND a.w = b.w AND rt >= lt",
               weir::append_mode, timed_left, timed_right>(
            "join_window_key_and_range", "two event times \"lt\" and \"w\" reach the left side of a join"),
        by_sql<"SELECT lt, rt FROM l JOIN r ON lt < rt", weir::append_mode, timed_left, timed_right>(
            "join_without_equality", "inner join of two streams without equal keys"),
        by_sql<"SELECT k FROM dim LEFT ANTI JOIN events ON events.k = dim.k", weir::append_mode, events, dim>(
            "left_anti_static_stream", "left_anti join of a table with a stream on the right"),
        by_sql<"SELECT l.k, lt FROM l LEFT ANTI JOIN r ON l.k = r.k AND lt = rt", weir::append_mode,
               timed_left, timed_right>("left_anti_streams", "left_anti join of two streams"),
        by_sql<"SELECT l.k, rt FROM l LEFT JOIN r ON l.k = r.k AND lt BETWEEN rt AND rt + INTERVAL 5 SECONDS",
               weir::append_mode, watermarked<"l", "k int, lt timestamp", "lt", "10 seconds">,
               stream<"r", "k int, rt timestamp">>("left_outer_bound_wrong_side",
                                                   "left_outer join of two streams without a bound of time"),
        by_sql<"SELECT l.k, lt, rt FROM l LEFT JOIN r ON l.k = r.k AND lt = rt", weir::update_mode,
               timed_left, timed_right>("left_outer_join_update", "outer join of two streams in update mode"),
        by_sql<"SELECT dim.k, v FROM dim LEFT JOIN events ON events.k = dim.k", weir::append_mode, events,
               dim>("left_outer_static_stream", "left_outer join of a table with a stream on the right"),
        by_sql<"SELECT l.k, rt FROM l LEFT JOIN r ON l.k = r.k", weir::append_mode, timed_left, timed_right>(
            "left_outer_streams_no_bound", "left_outer join of two streams without a bound of time"),
        by_sql<"SELECT l.k, rt FROM l LEFT JOIN r ON l.k = r.k", weir::append_mode, left, right>(
            "left_outer_streams_no_watermark", "left_outer join of two streams without a bound of time"),
        by_sql<"SELECT k FROM dim LEFT SEMI JOIN events ON events.k = dim.k", weir::append_mode, events, dim>(
            "left_semi_static_stream", "left_semi join of a table with a stream on the right"),
        by_sql<"SELECT k, lt FROM l LEFT SEMI JOIN r ON l.k = r.k", weir::append_mode, timed_left,
               timed_right>("left_semi_streams_no_bound",
                            "left_semi join of two streams without a bound of time"),
        by_sql<"SELECT k FROM events LIMIT 3", weir::update_mode, events>("limit_update",
                                                                          "limit in update mode"),
        by_sql<"SELECT k, monotonically_increasing_id() AS id FROM events", weir::append_mode, events>(
            "monotonic_id", "no function \"monotonically_increasing_id\""),
        by_sql<"SELECT k FROM events OFFSET 2", weir::append_mode, events>("offset", "offset on a stream"),
        by_sql<"SELECT dim.k, v FROM events RIGHT JOIN dim ON events.k = dim.k", weir::append_mode, events,
               dim>("right_outer_stream_static", "right_outer join of a stream with a table on the right"),
        by_sql<"SELECT r.k, rt FROM l RIGHT JOIN r ON l.k = r.k", weir::append_mode, timed_left, timed_right>(
            "right_outer_streams_no_bound", "right_outer join of two streams without a bound of time"),
        by_sql<"SELECT k, (SELECT max(v) FROM events) AS m FROM events", weir::append_mode, events, dim>(
            "scalar_subquery_stream", "a stream in a subquery at 11"),
        by_sql<"SELECT DISTINCT k FROM events", weir::append_mode, events>("select_distinct_append",
                                                                           "append mode without watermark"),
        by_sql<"SELECT session_window, count(*) AS n FROM events GROUP BY session_window(t, '5 seconds')",
               weir::append_mode, timed_events>("session_global",
                                                "session_window as the only key of group_by"),
        by_sql<"SELECT k, count(*) AS n FROM events GROUP BY k ORDER BY n", weir::update_mode, events>(
            "sort_aggregation_update", "order_by on a stream"),
        by_sql<"SELECT k FROM events ORDER BY k", weir::append_mode, events>("sort_append",
                                                                             "order_by on a stream"),
        by_sql<"SELECT window, count(*) AS n FROM events GROUP BY window(t, '5 seconds') ORDER BY n",
               weir::append_mode, timed_events>("sort_window_append", "order_by on a stream"),
        by_sql<"SELECT k v w FROM events", weir::append_mode, events>("sql_syntax", "unexpected \"w\" at 12"),
        by_sql<"SELECT k, sum(DISTINCT v) AS s FROM events GROUP BY k", weir::complete_mode, events>(
            "sum_distinct", "distinct aggregate on a stream"),
        by_sql<"SELECT k, sum(a) AS s FROM events GROUP BY k", weir::update_mode,
               stream<"events", "k string, a array<int>">>("sum_of_text_array",
                                                           "cannot sum values of type array<int>"),
        by_sql<"SELECT k FROM events TABLESAMPLE (50 PERCENT)", weir::append_mode, events>(
            "tablesample_percent", "unexpected \"50\""),
        by_sql<"SELECT rt, count(*) AS n FROM (SELECT lt, rt FROM l JOIN r ON l.k = r.k AND lt = rt) GROUP "
               "BY window(lt, '5 seconds'), rt",
               weir::append_mode, timed_left, timed_right>(
            "two_event_times", "two event times \"window\" and \"rt\" reach the keys of a group_by"),
        by_sql<"SELECT count(*) AS n FROM events GROUP BY window(t, '5 seconds'), window(t, '10 seconds')",
               weir::update_mode, timed_events>("two_windows", "more than one window in group_by"),
        by_sql<"SELECT k, v, count(*) AS n FROM events GROUP BY k", weir::update_mode, events>(
            "ungrouped_column", "column \"v\" neither grouped nor aggregated"),
        by_sql<"SELECT k FROM events UNION ALL SELECT k, v FROM events", weir::append_mode, events>(
            "union_column_count", "\"UNION\" of 1 and 2 columns"),
        by_sql<"SELECT k FROM l UNION SELECT k FROM r", weir::append_mode, left, right>(
            "union_distinct_append", "append mode without watermark"),
        by_sql<"SELECT k FROM events UNION ALL SELECT k FROM dim", weir::append_mode, events, dim>(
            "union_stream_static", "union of a stream and a static table"),
        by_sql<"SELECT nofunc(v) AS x FROM events", weir::append_mode, events>("unknown_function",
                                                                               "no function \"nofunc\""),
        by_sql<"SELECT * FROM nowhere", weir::append_mode, events>("unknown_table", "no table \"nowhere\""),
        by_sql<"SELECT kk FROM events", weir::append_mode, events>("unresolved_column", "no column \"kk\""),
        by_sql<
            "SELECT session_window, k, count(*) AS n FROM events GROUP BY session_window(t, '5 seconds'), k",
            weir::update_mode, timed_events>("update_session_window", "session_window in update mode"),
        by_sql<"SELECT count(*) AS n FROM events GROUP BY window(t, '1 month')", weir::append_mode,
               timed_events>("window_month", "window size \"1 month\" has months"),
        by_sql<"SELECT count(*) AS n FROM events GROUP BY window(t, '5 seconds', '-1 second')",
               weir::append_mode, timed_events>("window_negative_slide",
                                                "window slide \"-1 second\" is not positive"),
        by_sql<"SELECT count(*) AS n FROM events GROUP BY window(t, '5 seconds', '10 seconds')",
               weir::append_mode, timed_events>("window_slide_larger",
                                                "window slide \"10 seconds\" is longer than its size"),
        by_sql<"SELECT count(*) AS n FROM events GROUP BY window(t, '5 seconds', '5 seconds', '5 seconds')",
               weir::append_mode, timed_events>("window_start_too_large",
                                                "window start \"5 seconds\" is not shorter than the slide"),
        by_sql<"SELECT window_time(k) AS wt FROM events", weir::append_mode, timed_events>(
            "window_time_not_window", "window_time of string"),
        by_sql<"SELECT count(*) AS n FROM events GROUP BY window(t, '0 seconds')", weir::append_mode,
               timed_events>("window_zero_size", "window size \"0 seconds\" is not positive"),
    };
}

// What SQL cannot say.

using plan = events::plan_type;
using timed_plan = timed_events::plan_type;
using static_plan = dim::plan_type;
using columns = plan::schema;

struct counted {
    std::string k;
    std::int32_t n;
};
auto const count_rows = [](auto const&, auto rows, weir::group_state<std::int32_t>&) {
    return std::optional(counted{"", static_cast<std::int32_t>(rows.size())});
};
struct counter {
    weir::value_state<std::int32_t> n{"n"};
    counted handle_input_rows(auto const&, auto) { return {}; }
};
template <class Timeout, class FunctionMode>
auto counting(FunctionMode mode, Timeout timeout) {
    return weir::group_by_key("k"_c)
           | weir::flat_map_groups_with_state<std::int32_t>(mode, timeout, count_rows);
}
template <class Plan, class Operator>
using piped = decltype(std::declval<Plan const&>() | std::declval<Operator const&>());

using append_counts = piped<plan, decltype(counting(weir::append, weir::no_timeout))>;
using update_counts = piped<plan, decltype(counting(weir::update, weir::no_timeout))>;
using windowed_counts = piped<timed_plan, decltype(weir::group_by(weir::window<"t", "5 seconds">(), "k"_c)
                                                   | weir::agg(weir::count("*").as<"n">()))>;

std::vector<refused> in_cpp() {
    using namespace weir;
    using deduplicated = piped<windowed_counts, decltype(select("n"_c, window_time("window"_c).as<"wt">())
                                                         | drop_duplicates<>())>;
    return {
        by_mode<deduplicated, update_mode>("aggregation_then_dedup_update",
                                           "stateful operator above an aggregate in update mode"),
        by_verdict("collect_on_stream", detail::check_action<plan>("collect()"), "collect() on a stream"),
        by_verdict("count_on_stream", detail::check_action<plan>("count()"), "count() on a stream"),
        by_verdict("show_on_stream", detail::check_action<plan>("show()"), "show() on a stream"),
        by_mode<piped<plan, decltype(drop_duplicates<"k">())>, complete_mode>(
            "complete_dedup", "complete mode without an aggregate"),
        by_verdict("dedup_within_batch",
                   detail::check_within_watermark<static_plan::is_streaming, static_plan::event_time>(),
                   "drop_duplicates_within_watermark on a static table"),
        by_verdict("dedup_within_without_watermark",
                   detail::check_within_watermark<plan::is_streaming, plan::event_time>(),
                   "drop_duplicates_within_watermark without watermark"),
        by_verdict("map_distinct", detail::check_duplicates<row_of<"m map<string, int>">>(),
                   "distinct on column \"m\""),
        by_mode<update_counts, append_mode>(
            "map_state_append", "flat_map_groups_with_state in update mode, the query in append mode"),
        by_mode<append_counts, complete_mode>("map_state_complete", "complete mode without an aggregate"),
        by_mode<append_counts, update_mode>(
            "map_state_update", "flat_map_groups_with_state in append mode, the query in update mode"),
        by_mode<piped<windowed_counts, decltype(counting(append, no_timeout))>, append_mode>(
            "state_after_aggregation", "flat_map_groups_with_state above an aggregate"),
        by_verdict("state_timeout_without_watermark", detail::check_timeout<event_time_timeout_type, plan>(),
                   "event_time_timeout without watermark"),
        by_mode<piped<update_counts, decltype(group_by("k"_c) | agg(sum("n"_c).as<"s">()))>, update_mode>(
            "state_update_then_aggregation", "flat_map_groups_with_state in update mode with an aggregate"),
        by_mode<static_plan, append_mode>("static_write_stream", "static table in a streaming query"),
        by_mode<piped<append_counts, decltype(counting(append, no_timeout))>, append_mode>(
            "two_state_functions", "two functions with state"),
        by_mode<piped<plan, decltype(group_by_key("k"_c) | transform_with_state(counter{}))>, complete_mode>(
            "tws_complete", "complete mode without an aggregate"),
        by_verdict("watermark_bad_delay", detail::check_watermark<columns, detail::not_found, "t", "ten">(),
                   "\"ten\""),
        by_verdict("watermark_negative_delay",
                   detail::check_watermark<columns, detail::not_found, "t", "-10 seconds">(),
                   "watermark delay \"-10 seconds\" is negative"),
        by_verdict("watermark_twice_same_column",
                   detail::check_watermark<columns, timed_plan::event_time, "t", "20 seconds">(),
                   "watermark on \"t\" after one on \"t\""),
        by_verdict("watermark_type", detail::check_watermark<columns, detail::not_found, "v", "10 seconds">(),
                   "watermark on \"v\" of type int"),
        by_verdict("watermark_unknown_column",
                   detail::check_watermark<columns, detail::not_found, "zz", "10 seconds">(),
                   "no column \"zz\""),
    };
}

/// What weir has not, so that it cannot be written, or does on purpose; docs/differences.md has the reasons.
std::set<std::string> const other{// not a name of weir
                                  "approx_quantile", "avro_state_encoding", "bad_output_mode",
                                  "partition_by_foreach_batch", "pivot", "sample", "write_on_stream",
                                  // the reject test read_without_struct
                                  "source_without_schema",
                                  // triggers and sinks to come
                                  "continuous_aggregation", "continuous_file_source",
                                  "continuous_foreach_batch", "file_sink_complete", "file_sink_update",
                                  "real_time_append", "real_time_file_source",
                                  // runs here
                                  "memory_sink_without_name", "tws_without_rocksdb"};

} // namespace

TEST_CASE("rejected/every_query_that_Spark_rejects_is_refused") {
    std::set<std::string> known = other;
    std::vector<refused> all = in_sql();
    for (refused const& one : in_cpp()) all.push_back(one);
    for (refused const& one : all) {
        INFO(one.name << ": " << one.message);
        parity::json const recorded = parity::recorded_case("rejected/" + one.name).data();
        INFO("Spark: " << recorded["error"]["message"].string);
        CHECK(one.message.find(one.says) != std::string::npos);
        CHECK(one.message.size() < 300);
        CHECK((one.sql.empty() || one.sql == recorded["sql"].string));
        known.insert(one.name);
    }
    CHECK(known.size() == all.size() + other.size());
    for (auto const& file : std::filesystem::directory_iterator("streams/cases/rejected")) {
        INFO(file.path());
        CHECK(known.count(file.path().stem().string()) == 1);
    }
}
