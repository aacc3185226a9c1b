// SPDX-License-Identifier: BSL-1.0
// Patterns of times write and read as Spark 4.3.0 does; zones have the rules of the system's database.
#include <weir/core/time_pattern_reader.hpp>
#include <weir/core/time_pattern_writer.hpp>
#include <weir/core/time_zone.hpp>

#include "catch.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace {

using weir::detail::pattern_use;

std::string written(std::string_view time, std::string_view pattern) {
    weir::detail::require_pattern(pattern, pattern_use::write);
    weir::timestamp const t = *weir::parse_timestamp(time);
    std::int64_t const day = weir::detail::floor_div(weir::micros(t), weir::detail::micros_per_day);
    std::string out;
    weir::detail::pattern_writer(day, weir::micros(t) - day * weir::detail::micros_per_day)
        .write(out, pattern);
    return out;
}

std::string read(std::string_view text, std::string_view pattern) {
    weir::detail::require_pattern(pattern, pattern_use::read);
    weir::detail::pattern_reader reader;
    std::string out;
    std::optional<weir::timestamp> found;
    if (reader.read(text, pattern)) found = reader.instant();
    if (found) weir::append_timestamp(out, *found);
    return out;
}

std::string condition(std::string_view pattern, pattern_use use) {
    try {
        weir::detail::require_pattern(pattern, use);
    } catch (weir::error const& e) {
        return e.condition();
    }
    return "none";
}

std::int64_t seconds(std::string_view time) { return weir::micros(*weir::parse_timestamp(time)) / 1'000'000; }

} // namespace

TEST_CASE("letters_of_a_pattern_are_written_as_in_java") {
    constexpr std::string_view t = "2024-02-15 03:04:05.678912";
    CHECK(written(t, "G GGGG y yy yyyyy") == "AD Anno Domini 2024 24 02024");
    CHECK(written("12024-11-09 12:00:00", "yyyy yyyyy") == "+12024 12024");
    CHECK(written("-0044-12-31 00:00:00", "yyyy G yy") == "0045 BC 45");
    CHECK(written(t, "L LL LLL LLLL QQQQ qq") == "2 02 Feb February 1st quarter 01");
    CHECK(written(t, "F D E EEEE") == "1 46 Thu Thursday");
    CHECK(written(t, "S SSSSSSSSS") == "6 678912000");
    CHECK(written(t, "VV z zzzz O OOOO") == "UTC UTC Coordinated Universal Time GMT GMT");
    CHECK(written(t, "X XXXXX x xx xxx Z ZZZZ ZZZZZ") == "Z Z +00 +0000 +00:00 +0000 GMT Z");
    CHECK(written(t, "yyyy[-MM] 'o''clock' ''") == "2024-02 o'clock '");
}

TEST_CASE("a_pattern_that_spark_refuses_is_refused_for_its_reason") {
    CHECK(condition("u", pattern_use::write)
          == "INCONSISTENT_BEHAVIOR_CROSS_VERSION.DATETIME_PATTERN_RECOGNITION");
    CHECK(condition("e", pattern_use::write)
          == "INCONSISTENT_BEHAVIOR_CROSS_VERSION.DATETIME_WEEK_BASED_PATTERN");
    CHECK(condition("QQQQQ", pattern_use::write) == "INVALID_DATETIME_PATTERN.LENGTH");
    CHECK(condition("n", pattern_use::write) == "INVALID_DATETIME_PATTERN.ILLEGAL_CHARACTER");
    CHECK(condition("b", pattern_use::write) == "INVALID_DATETIME_PATTERN.WITH_SUGGESTION");
    CHECK(condition("yyyy-Q", pattern_use::read) == "INVALID_DATETIME_PATTERN.ILLEGAL_CHARACTER");
    CHECK(condition("'open", pattern_use::write) == "INVALID_DATETIME_PATTERN.WITH_SUGGESTION");
    CHECK(condition("EEE", pattern_use::write) == "none");
}

TEST_CASE("texts_are_read_by_a_pattern_strictly") {
    CHECK(read("20240229", "yyyyMMdd") == "2024-02-29 00:00:00");
    CHECK(read("+120240229", "yyyyMMdd") == "+12024-02-29 00:00:00");
    CHECK(read("20240", "yyyy").empty());
    CHECK(read("2024-2-9", "yyyy-MM-dd").empty());
    CHECK(read("2024-02-09", "yyyy-M-d") == "2024-02-09 00:00:00");
    CHECK(read("31415", "Hmmss") == "1970-01-01 03:14:15");
    CHECK(read("131415678", "HHmmssSSS") == "1970-01-01 13:14:15.678");
    CHECK(read("feb 29 2024", "MMM d yyyy") == "2024-02-29 00:00:00");
    CHECK(read("2023-366", "yyyy-DDD").empty());
    CHECK(read("12 pm", "h a") == "1970-01-01 12:00:00");
    CHECK(read("12", "hh") == "1970-01-01 00:00:00");
    CHECK(read("13 AM", "HH a").empty());
    CHECK(read("0044 BC", "yyyy G") == "-0043-01-01 00:00:00");
    CHECK(read("12+0130", "HHX") == "1970-01-01 10:30:00");
    CHECK(read("12+01", "HHXX").empty());
    CHECK(read("12GMT+1", "HHO") == "1970-01-01 11:00:00");
    CHECK(read("2024-02-29T05:06", "yyyy-MM-dd['T'HH:mm[:ss]]") == "2024-02-29 05:06:00");
    CHECK(read("2024-03-31 02:30 Europe/Paris", "yyyy-MM-dd HH:mm VV") == "2024-03-31 01:30:00");
    CHECK(read("12 PST", "HH z") == "1970-01-01 20:00:00");
    CHECK(read("2024 2023", "yyyy yyyy").empty());
    CHECK(read("2024-02-01 ", "yyyy-MM-dd").empty());
}

TEST_CASE("a_zone_has_its_offset_at_any_time") {
    auto const offset = [](std::string_view zone, std::string_view at) {
        return weir::detail::time_zone::find(zone)->offset_at(seconds(at));
    };
    CHECK(offset("Europe/Paris", "2024-01-15 00:00:00") == 3'600);
    CHECK(offset("Europe/Paris", "2024-07-15 00:00:00") == 7'200);
    CHECK(offset("Europe/Paris", "2060-07-01 00:00:00") == 7'200);
    CHECK(offset("Europe/Paris", "1880-01-01 00:00:00") == 561);
    CHECK(offset("Australia/Sydney", "2050-01-01 00:00:00") == 39'600);
    CHECK(offset("EST", "2024-07-01 00:00:00") == -18'000);
    CHECK(offset("+05:30", "2024-07-01 00:00:00") == 19'800);
    CHECK_FALSE(weir::detail::time_zone::find("Nowhere").has_value());
    CHECK_FALSE(weir::detail::time_zone::find("../../etc/passwd").has_value());
    CHECK_FALSE(weir::detail::time_zone::find("").has_value());
}

TEST_CASE("a_local_time_in_a_gap_moves_on_and_of_two_the_earlier_is_meant") {
    auto const paris = *weir::detail::time_zone::find("Europe/Paris");
    CHECK(paris.to_utc(seconds("2024-03-31 02:30:00")) == seconds("2024-03-31 01:30:00"));
    CHECK(paris.to_utc(seconds("2024-10-27 02:30:00")) == seconds("2024-10-27 00:30:00"));
}
