// SPDX-License-Identifier: BSL-1.0
// Durations are read as Spark reads them, and a misspelt one says what to write instead.
#include <weir/core/interval.hpp>
#include <weir/core/interval_text.hpp>

#include <cstdint>
#include <limits>
#include <string_view>

namespace {

using weir::interval_value;
using weir::parse_interval;

consteval bool reads(std::string_view text, interval_value expected) {
    auto const parsed = parse_interval(text);
    return !parsed.failed() && parsed.value == expected;
}

consteval bool says(std::string_view text, std::string_view message) {
    auto const parsed = parse_interval(text);
    return parsed.outcome == message && message.size() < 300;
}

constexpr std::int64_t second = 1'000'000;
constexpr std::int64_t minute = 60 * second;
constexpr std::int64_t hour = 60 * minute;

// The spellings of Spark's own IntervalUtilsSuite and of the recorded queries.
static_assert(reads("10 minutes", {0, 0, 10 * minute}));
static_assert(reads("1 minute", {0, 0, minute}));
static_assert(reads("10 seconds", {0, 0, 10 * second}));
static_assert(reads("1500 milliseconds", {0, 0, 1'500'000}));
static_assert(reads("10 microseconds", {0, 0, 10}));
static_assert(reads("1 week", {0, 7, 0}));
static_assert(reads("2 weeks", {0, 14, 0}));
static_assert(reads("1 day 2 hours", {0, 1, 2 * hour}));
static_assert(reads("1 year 2 months", {14, 0, 0}));
static_assert(reads("interval 1 day", {0, 1, 0}));
static_assert(reads("INTERVAL 2 HOURS", {0, 0, 2 * hour}));
static_assert(reads("  interval  \t2   Hours \n", {0, 0, 2 * hour}));
static_assert(reads("-2 seconds", {0, 0, -2 * second}));
static_assert(reads("+2 seconds", {0, 0, 2 * second}));
static_assert(reads("- 2 seconds", {0, 0, -2 * second}));
static_assert(reads("1.5 seconds", {0, 0, 1'500'000}));
static_assert(reads("-1.5 seconds", {0, 0, -1'500'000}));
static_assert(reads(".5 seconds", {0, 0, 500'000}));
static_assert(reads("5. seconds", {0, 0, 5 * second}));
static_assert(reads("0.123456789 seconds", {0, 0, 123'456}));
static_assert(reads("-0.0000019 seconds", {0, 0, -1}));
static_assert(reads("1 day -1 day", {0, 0, 0}));
static_assert(reads("1 day 2 hours 3 minutes 4.5 seconds", {0, 1, 2 * hour + 3 * minute + 4'500'000}));
static_assert(reads("9223372036854775807 microseconds", {0, 0, std::numeric_limits<std::int64_t>::max()}));
static_assert(reads("2147483647 days", {0, std::numeric_limits<std::int32_t>::max(), 0}));
static_assert(reads("178956970 years 7 months", {std::numeric_limits<std::int32_t>::max(), 0, 0}));

static_assert(says("10 mintues", R"(unknown unit "mintues" in "10 mintues"; did you mean "minutes"?)"));
static_assert(says("1 secnd", R"(unknown unit "secnd" in "1 secnd"; did you mean "second"?)"));
static_assert(says("5 min", R"(unknown unit "min" in "5 min"; did you mean "minutes"?)"));
static_assert(says("5 ms", R"(unknown unit "ms" in "5 ms"; did you mean "milliseconds"?)"));
static_assert(says("1 parsec",
                   R"(unknown unit "parsec" in "1 parsec"; write year, month, week, day, hour, minute, )"
                   R"(second, millisecond or microsecond)"));
static_assert(says("minutes",
                   R"(no number before "minutes" in "minutes"; write a duration like "10 minutes")"));
static_assert(says("1 day hours",
                   R"(no number before "hours" in "1 day hours"; write a duration like "10 minutes")"));
static_assert(says("10", R"(no unit after "10" in "10"; write a duration like "10 minutes")"));
static_assert(says("1 day 5", R"(no unit after "5" in "1 day 5"; write a duration like "10 minutes")"));
static_assert(says("10minutes", R"(no space after "10" in "10minutes"; write a duration like "10 minutes")"));
static_assert(says("5s", R"(no space after "5" in "5s"; write a duration like "10 minutes")"));
static_assert(says("", R"(no duration in ""; write a duration like "10 minutes")"));
static_assert(says("  ", R"(no duration in "  "; write a duration like "10 minutes")"));
static_assert(says("interval",
                   R"(no number after "interval" in "interval"; write a duration like "10 minutes")"));
static_assert(says("1 day -", R"(no number after "-" in "1 day -"; write a duration like "10 minutes")"));
static_assert(says("1,5 seconds",
                   R"(not a number "1,5" in "1,5 seconds"; write a duration like "10 minutes")"));
static_assert(says("+-5 seconds",
                   R"(not a number "-5" in "+-5 seconds"; write a duration like "10 minutes")"));
static_assert(says("1.2.3 seconds",
                   R"(not a number "1.2.3" in "1.2.3 seconds"; write a duration like "10 minutes")"));
static_assert(says("1.5 minutes",
                   R"(a fraction "1.5 minutes" in "1.5 minutes"; only seconds take a fraction)"));
static_assert(says("1.5 days", R"(a fraction "1.5 days" in "1.5 days"; only seconds take a fraction)"));
static_assert(
    says("0.1234567890 seconds",
         R"(too many digits "0.1234567890" in "0.1234567890 seconds"; write at most 9 after the point)"));
static_assert(says(
    "9223372036854775808 microseconds",
    R"(out of range "9223372036854775808" in "9223372036854775808 microseconds"; write a smaller number)"));
static_assert(says(
    "9223372036854775807 hours",
    R"(out of range "9223372036854775807 hours" in "9223372036854775807 hours"; write a smaller number)"));
static_assert(says("2147483648 days",
                   R"(out of range "2147483648 days" in "2147483648 days"; write a smaller number)"));
static_assert(says("2147483647 days 1 day",
                   R"(out of range "1 day" in "2147483647 days 1 day"; write a smaller number)"));
static_assert(says("9223372036854.775808 seconds",
                   R"(out of range "9223372036854.775808 seconds" in )"
                   R"("9223372036854.775808 seconds"; write a smaller number)"));

// A message stays short whatever the text.
static_assert(
    parse_interval(
        "1 aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
        "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")
        .outcome.message.size()
    < 300);

static_assert(weir::detail::interval_micros({0, 1, 5}, 31) == 86'400'000'005);
static_assert(weir::detail::interval_micros({1, 0, 0}, 31) == std::int64_t{31} * 86'400'000'000);
static_assert(!weir::detail::interval_micros({2147483647, 0, 0}, 31).has_value());

// A literal is of months, or of days and less.
static_assert(weir::detail::read_interval_terms("1 month 2 days").outcome
              == R"(months and days in one interval "1 month 2 days"; add them one after the other)");
static_assert(weir::detail::read_interval_terms("200000000 days").outcome
              == R"(out of range "200000000 days"; write a shorter interval)");

} // namespace
