// SPDX-License-Identifier: BSL-1.0
// The functions of times give what Spark 4.3.0 gave (datetime.json, time_columns.json).
#include <weir/expr/times.hpp>

#include "catch.hpp"
#include "unit/expr/evaluate.hpp"

#include <concepts>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

namespace {

using namespace weir::literals;
using test::error_of;
using test::name_of;
using test::value_of;

struct record {
    std::optional<weir::timestamp> t;
    std::optional<weir::date> d;
    std::optional<std::string> s;
    std::optional<std::int32_t> n;
    weir::timestamp certain;
};

template <class E>
auto over_rows(E const& e) {
    std::vector<record> const rows = {
        {"2024-02-29 13:14:15.678912"_ts, "2024-02-29"_date, "2024-02-29 13:14:15", 1, {}},
        {"1969-12-31 23:59:59.5"_ts, "1969-12-31"_date, "1999-12-31", -1, {}},
        {"2023-01-01 00:00:00"_ts, "2023-01-01"_date, "2023-01-01T00:00:00+02:00", 31, {}},
        {},
        {"2024-12-31 23:59:59.999999"_ts, "2000-01-31"_date, " 2024-1-2 3:4:5 ", 12, {}},
    };
    std::vector<decltype(value_of(e, rows[0]))> values;
    for (record const& row : rows) values.push_back(value_of(e, row));
    return values;
}
using integers = std::vector<std::optional<std::int32_t>>;
using longs = std::vector<std::optional<std::int64_t>>;
using times = std::vector<std::optional<weir::timestamp>>;
using dates = std::vector<std::optional<weir::date>>;
using texts = std::vector<std::optional<std::string>>;
constexpr std::nullopt_t null = std::nullopt;

} // namespace

TEST_CASE("times_have_fields") {
    CHECK(over_rows(weir::year("t"_c)) == integers{2024, 1969, 2023, null, 2024});
    CHECK(over_rows(weir::month("d"_c)) == integers{2, 12, 1, null, 1});
    CHECK(over_rows(weir::dayofmonth("t"_c)) == integers{29, 31, 1, null, 31});
    CHECK(over_rows(weir::hour("t"_c)) == integers{13, 23, 0, null, 23});
    CHECK(over_rows(weir::minute("t"_c)) == integers{14, 59, 0, null, 59});
    CHECK(over_rows(weir::second("t"_c)) == integers{15, 59, 0, null, 59});
    CHECK(over_rows(weir::hour("d"_c)) == integers{0, 0, 0, null, 0});
    CHECK(over_rows(weir::dayofweek("d"_c)) == integers{5, 4, 1, null, 2});
    CHECK(over_rows(weir::weekday("d"_c)) == integers{3, 2, 6, null, 0});
    CHECK(over_rows(weir::weekofyear("d"_c)) == integers{9, 1, 52, null, 5});
    CHECK(over_rows(weir::dayofyear("t"_c)) == integers{60, 365, 1, null, 366});
    CHECK(over_rows(weir::quarter("d"_c)) == integers{1, 4, 1, null, 1});
    CHECK(value_of(weir::weekofyear(weir::lit("2020-12-31"_date))) == 53);
    CHECK(value_of(weir::weekofyear(weir::lit("2021-01-03"_date))) == 53);
}

TEST_CASE("date_trunc_cuts_a_time_down_to_a_unit") {
    auto const t = weir::lit("2024-05-17 13:14:15.678912"_ts);
    CHECK(value_of(weir::date_trunc("YEAR", t)) == "2024-01-01 00:00:00"_ts);
    CHECK(value_of(weir::date_trunc("quarter", t)) == "2024-04-01 00:00:00"_ts);
    CHECK(value_of(weir::date_trunc("mon", t)) == "2024-05-01 00:00:00"_ts);
    CHECK(value_of(weir::date_trunc("week", t)) == "2024-05-13 00:00:00"_ts);
    CHECK(value_of(weir::date_trunc("DD", t)) == "2024-05-17 00:00:00"_ts);
    CHECK(value_of(weir::date_trunc("hour", t)) == "2024-05-17 13:00:00"_ts);
    CHECK(value_of(weir::date_trunc("minute", t)) == "2024-05-17 13:14:00"_ts);
    CHECK(value_of(weir::date_trunc("second", t)) == "2024-05-17 13:14:15"_ts);
    CHECK(value_of(weir::date_trunc("millisecond", t)) == "2024-05-17 13:14:15.678"_ts);
    CHECK(value_of(weir::date_trunc("microsecond", t)) == "2024-05-17 13:14:15.678912"_ts);
    CHECK(value_of(weir::date_trunc("century", t)) == null);
    CHECK(over_rows(weir::date_trunc("hour", "t"_c))
          == times{"2024-02-29 13:00:00"_ts, "1969-12-31 23:00:00"_ts, "2023-01-01 00:00:00"_ts, null,
                   "2024-12-31 23:00:00"_ts});
    CHECK(over_rows(weir::date_trunc<"week">("t"_c))
          == times{"2024-02-26 00:00:00"_ts, "1969-12-29 00:00:00"_ts, "2022-12-26 00:00:00"_ts, null,
                   "2024-12-30 00:00:00"_ts});
    CHECK(over_rows(weir::trunc("d"_c, "month"))
          == dates{"2024-02-01"_date, "1969-12-01"_date, "2023-01-01"_date, null, "2000-01-01"_date});
    CHECK(value_of(weir::trunc(weir::lit("2024-05-19"_date), "week")) == "2024-05-13"_date);
    CHECK(value_of(weir::trunc(weir::lit("2024-05-17"_date), "day")) == null);
    CHECK(name_of(weir::date_trunc<"hour">("t"_c)) == "date_trunc(hour, t)");
}

TEST_CASE("days_and_months_are_added_and_counted") {
    CHECK(over_rows(weir::date_add("d"_c, "n"_c))
          == dates{"2024-03-01"_date, "1969-12-30"_date, "2023-02-01"_date, null, "2000-02-12"_date});
    CHECK(over_rows(weir::date_sub("d"_c, "n"_c))
          == dates{"2024-02-28"_date, "1970-01-01"_date, "2022-12-01"_date, null, "2000-01-19"_date});
    CHECK(over_rows(weir::add_months("d"_c, "n"_c))
          == dates{"2024-03-29"_date, "1969-11-30"_date, "2025-08-01"_date, null, "2001-01-31"_date});
    CHECK(over_rows(weir::datediff("t"_c, "d"_c)) == integers{0, 0, 0, null, 9101});
    CHECK(over_rows(weir::last_day("d"_c))
          == dates{"2024-02-29"_date, "1969-12-31"_date, "2023-01-31"_date, null, "2000-01-31"_date});
    CHECK(value_of(weir::add_months("2024-02-29"_date, 12)) == "2025-02-28"_date);
    CHECK(value_of(weir::date_add("2024-02-28 23:00:00"_ts, 1)) == "2024-02-29"_date);
    // As in Spark, days beyond 32 bits begin again at the other end.
    CHECK(value_of(weir::datediff(weir::date_add("2024-02-28"_date, std::numeric_limits<std::int32_t>::max()),
                                  "1970-01-01"_date))
          == -2'147'463'868);
}

TEST_CASE("times_are_numbers_since_1970") {
    CHECK(over_rows(weir::unix_seconds("t"_c)) == longs{1709212455, -1, 1672531200, null, 1735689599});
    CHECK(over_rows(weir::unix_millis("t"_c))
          == longs{1709212455678, -500, 1672531200000, null, 1735689599999});
    CHECK(over_rows(weir::unix_micros("t"_c))
          == longs{1709212455678912, -500000, 1672531200000000, null, 1735689599999999});
    CHECK(over_rows(weir::unix_timestamp("t"_c)) == longs{1709212455, 0, 1672531200, null, 1735689599});
    CHECK(over_rows(weir::timestamp_seconds("n"_c))
          == times{"1970-01-01 00:00:01"_ts, "1969-12-31 23:59:59"_ts, "1970-01-01 00:00:31"_ts, null,
                   "1970-01-01 00:00:12"_ts});
    CHECK(over_rows(weir::timestamp_millis("n"_c))
          == times{"1970-01-01 00:00:00.001"_ts, "1969-12-31 23:59:59.999"_ts, "1970-01-01 00:00:00.031"_ts,
                   null, "1970-01-01 00:00:00.012"_ts});
    CHECK(value_of(weir::timestamp_micros(weir::lit(std::int64_t{-1}))) == "1969-12-31 23:59:59.999999"_ts);
    CHECK(value_of(weir::timestamp_seconds(weir::lit(1.5))) == "1970-01-01 00:00:01.5"_ts);
    CHECK(value_of(weir::timestamp_seconds(weir::lit(*weir::decimal<13, 3>::parse("1709212455.678"))))
          == "2024-02-29 13:14:15.678"_ts);
    CHECK(error_of(weir::timestamp_seconds(weir::lit(std::numeric_limits<std::int64_t>::max())))
          == "DATETIME_OVERFLOW");
    CHECK(value_of(weir::unix_date(weir::lit("1970-01-02"_date))) == 1);
    CHECK(value_of(weir::date_from_unix_date(weir::lit(-1))) == "1969-12-31"_date);
}

TEST_CASE("to_date_and_to_timestamp_are_casts") {
    CHECK(value_of(weir::to_date("2024-02-29 12:00:00")) == "2024-02-29"_date);
    CHECK(value_of(weir::to_timestamp(1709212455)) == "2024-02-29 13:14:15"_ts);
    CHECK(error_of(weir::to_timestamp("x")) == "CAST_INVALID_INPUT");
    CHECK(over_rows(weir::to_timestamp("s"_c))
          == times{"2024-02-29 13:14:15"_ts, "1999-12-31 00:00:00"_ts, "2022-12-31 22:00:00"_ts, null,
                   "2024-01-02 03:04:05"_ts});
    CHECK(value_of(weir::to_date("certain"_c), record{}) == weir::date{});
    CHECK(value_of(weir::to_timestamp("certain"_c), record{}) == weir::timestamp{});
    CHECK(name_of(weir::to_date("s"_c)) == "to_date(s)");
}

TEST_CASE("date_format_writes_by_a_pattern") {
    auto const at = [](weir::timestamp t, std::string const& pattern) {
        return value_of(weir::date_format(weir::lit(t), pattern));
    };
    auto const t = "2024-02-09 03:04:05.678912"_ts;
    CHECK(at(t, "yyyy-MM-dd HH:mm:ss") == "2024-02-09 03:04:05");
    CHECK(at(t, "y-M-d H:m:s") == "2024-2-9 3:4:5");
    CHECK(at(t, "yy/MM/dd") == "24/02/09");
    CHECK(at(t, "SSS") == "678");
    CHECK(at(t, "SSSSSS") == "678912");
    CHECK(at(t, "S") == "6");
    CHECK(at("2024-02-09 15:04:05"_ts, "hh:mm a") == "03:04 PM");
    CHECK(at("2024-02-09 00:04:05"_ts, "h K k") == "12 0 24");
    CHECK(at(t, "EEE EEEE") == "Fri Friday");
    CHECK(at(t, "MMM MMMM") == "Feb February");
    CHECK(at(t, "D DDD") == "40 040");
    CHECK(at(t, "Q QQQ") == "1 Q1");
    CHECK(at(t, "X XX XXX Z") == "Z Z Z +0000");
    CHECK(at(t, "yyyy'T'HH 'o''clock'") == "2024T03 o'clock");
    CHECK(at(t, "").empty());
    CHECK(at(t, "''yy''") == "'24'");
    CHECK(error_of(weir::date_format(weir::lit(t), "b")) == "INVALID_DATETIME_PATTERN.WITH_SUGGESTION");
    CHECK(error_of(weir::date_format(weir::lit(t), "yyyyyyy"))
          == "INCONSISTENT_BEHAVIOR_CROSS_VERSION.DATETIME_PATTERN_RECOGNITION");
    CHECK(error_of(weir::date_format(weir::lit(t), "u"))
          == "INCONSISTENT_BEHAVIOR_CROSS_VERSION.DATETIME_PATTERN_RECOGNITION");
    CHECK(over_rows(weir::date_format("t"_c, "yyyy-MM-dd HH:mm"))
          == texts{"2024-02-29 13:14", "1969-12-31 23:59", "2023-01-01 00:00", null, "2024-12-31 23:59"});
    CHECK(over_rows(weir::date_format("d"_c, "EEE d MMM"))
          == texts{"Thu 29 Feb", "Wed 31 Dec", "Sun 1 Jan", null, "Mon 31 Jan"});
}

TEST_CASE("time_functions_know_their_types") {
    static_assert(std::same_as<decltype(weir::year("certain"_c))::result<record>, std::int32_t>);
    static_assert(
        std::same_as<decltype(weir::date_trunc<"hour">("certain"_c))::result<record>, weir::timestamp>);
    static_assert(std::same_as<decltype(weir::date_trunc("hour", "certain"_c))::result<record>,
                               std::optional<weir::timestamp>>);
    static_assert(std::same_as<decltype(weir::timestamp_seconds("n"_c))::result<record>,
                               std::optional<weir::timestamp>>);
    static_assert(decltype(weir::hour("certain"_c))::total<record>);
    static_assert(decltype(weir::year("n"_c))::check<record>()
                  == R"--(argument 1 of year is int; cast it to date or timestamp in "year(n)")--");
    static_assert(decltype(weir::date_trunc<"hours">("t"_c))::check<record>()
                  == R"--(no unit of time "hours" in date_trunc; write one like "hour" or "month")--");
    static_assert(decltype(weir::to_date("n"_c))::check<record>()
                  == R"--(cannot make a date of int; use date_from_unix_date in "to_date(n)")--");
    SUCCEED();
}
