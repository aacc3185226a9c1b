// SPDX-License-Identifier: BSL-1.0
// Intervals, alone and beside times, give what Spark 4.3.0 gave (datetime.json, casts_datetime.json).
#include <weir/expr/arithmetic.hpp>
#include <weir/expr/cast.hpp>
#include <weir/expr/comparison.hpp>

#include "catch.hpp"
#include "unit/expr/evaluate.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace {

using namespace weir::literals;
using test::name_of;
using test::value_of;

struct record {
    weir::timestamp t;
    weir::timestamp before;
    weir::date d;
    std::optional<weir::timestamp> none;
};
record const row{"2024-02-29 12:00:00"_ts, "2024-02-28 11:30:00.5"_ts, "2024-01-31"_date, std::nullopt};

// `type: value` of an expression.
template <class E>
std::string typed(E const& e) {
    std::string out(weir::type_name<typename E::template result<record>>().view());
    out.append(": ");
    weir::append_value<weir::text_form::cell>(out, value_of(e, row));
    return out;
}

using one_day = weir::day_time_interval<weir::interval_part::day, weir::interval_part::day>;

} // namespace

TEST_CASE("times_move_by_intervals") {
    CHECK(typed("t"_c + weir::interval<"1 day">) == "timestamp: 2024-03-01 12:00:00");
    CHECK(typed("t"_c + weir::interval<"1 month">) == "timestamp: 2024-03-29 12:00:00");
    CHECK(typed("t"_c - weir::interval<"90 minutes">) == "timestamp: 2024-02-29 10:30:00");
    CHECK(typed(weir::interval<"1.5 seconds"> + "t"_c) == "timestamp: 2024-02-29 12:00:01.5");
    CHECK(typed("none"_c + weir::interval<"1 day">) == "timestamp: NULL");
    CHECK(typed("d"_c + weir::interval<"1 day">) == "date: 2024-02-01");
    CHECK(typed("d"_c + weir::interval<"1 month">) == "date: 2024-02-29");
    CHECK(typed("d"_c + weir::interval<"1 hour">) == "timestamp: 2024-01-31 01:00:00");
    CHECK(typed("d"_c - weir::interval<"1 week">) == "date: 2024-01-24");
    CHECK(typed("d"_c + 1) == "date: 2024-02-01");
    CHECK(typed("2024-02-29" + weir::interval<"1 day">) == "string: 2024-03-01 00:00:00");
    CHECK(name_of("t"_c - weir::interval<"90 minutes">) == "t - INTERVAL '90' MINUTE");
}

TEST_CASE("differences_of_times_are_intervals") {
    CHECK(typed("t"_c - "before"_c) == "interval day to second: INTERVAL '1 00:29:59.5' DAY TO SECOND");
    CHECK(typed("t"_c - "d"_c) == "interval day to second: INTERVAL '29 12:00:00' DAY TO SECOND");
    CHECK(typed("d"_c - "d"_c) == "interval day: INTERVAL '0' DAY");
}

TEST_CASE("intervals_have_arithmetic_and_an_order") {
    CHECK(typed(weir::interval<"1 day"> + weir::interval<"2 hours">)
          == "interval day to hour: INTERVAL '1 02' DAY TO HOUR");
    CHECK(typed(weir::interval<"1 day"> * 2)
          == "interval day to second: INTERVAL '2 00:00:00' DAY TO SECOND");
    CHECK(typed(weir::interval<"3 days"> / 2)
          == "interval day to second: INTERVAL '1 12:00:00' DAY TO SECOND");
    CHECK(typed(2 * weir::interval<"14 months">) == "interval year to month: INTERVAL '2-4' YEAR TO MONTH");
    CHECK(typed(-weir::interval<"1 day">) == "interval day: INTERVAL '-1' DAY");
    CHECK(typed(weir::interval<"1 day"> > weir::interval<"23 hours">) == "boolean: true");
    CHECK(test::error_of(weir::interval<"1 day"> / 0) == "INTERVAL_DIVIDED_BY_ZERO");
}

TEST_CASE("intervals_are_cast") {
    CHECK(typed(weir::cast<one_day>("1")) == "interval day: INTERVAL '1' DAY");
    CHECK(typed(weir::cast<weir::day_time_interval<>>("interval '1 02:03:04.5' day to second"))
          == "interval day to second: INTERVAL '1 02:03:04.5' DAY TO SECOND");
    CHECK(typed(weir::cast<weir::interval_value>("1 day")) == "interval: 1 days");
    CHECK(typed(weir::cast<weir::interval_value>("x")) == "interval: NULL");
    CHECK(value_of(weir::cast<std::int64_t>(weir::interval<"90 seconds">)) == 90);
    CHECK(value_of(weir::cast<std::string>(weir::interval<"1 day">)) == "INTERVAL '1' DAY");
    CHECK(test::error_of(weir::cast<one_day>("x"))
          == "INVALID_INTERVAL_FORMAT.UNMATCHED_FORMAT_STRING_WITH_NOTICE");
}

TEST_CASE("a_timestamp_without_zone_is_what_the_clock_shows") {
    CHECK(typed(weir::cast<weir::timestamp_ntz>("2024-01-15 12:30:45+05:00"))
          == "timestamp_ntz: 2024-01-15 12:30:45");
    CHECK(typed(weir::cast<weir::timestamp_ntz>("t"_c)) == "timestamp_ntz: 2024-02-29 12:00:00");
}
