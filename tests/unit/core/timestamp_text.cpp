// SPDX-License-Identifier: BSL-1.0
// Timestamps are read and written as Spark 4.3.0 does in UTC (recorded answers: casts_datetime.json).
#include <weir/core/timestamp_text.hpp>

#include "catch.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace {

struct example {
    std::string_view text;
    std::string_view value; // empty: not accepted
};

std::string written(weir::timestamp t) {
    std::string out;
    weir::append_timestamp(out, t);
    return out;
}

std::string written_iso(weir::timestamp t) {
    std::string out;
    weir::append_iso_timestamp(out, t);
    return out;
}

weir::timestamp at(std::string_view text) { return weir::parse_timestamp(text).value(); }

struct winter_zones {
    static constexpr std::optional<std::int64_t> to_utc(std::string_view region, std::int64_t local_seconds) {
        if (region == "Europe/Paris") return local_seconds - 3'600;
        if (region == "PST") return local_seconds + 28'800;
        return std::nullopt;
    }
};

} // namespace

TEST_CASE("text_to_timestamp_follows_spark") {
    // Spark 4.3.0, recorded.
    for (auto const& [text, value] : std::vector<example>{
             {"2024-01-15", "2024-01-15 00:00:00"},
             {"2024-01-15 12:30:45", "2024-01-15 12:30:45"},
             {"2024-01-15T12:30:45", "2024-01-15 12:30:45"},
             {"2024-01-15T12:30:45Z", "2024-01-15 12:30:45"},
             {"2024-01-15t12:30:45z", ""},
             {"2024-01-15 12:30", "2024-01-15 12:30:00"},
             {"2024-01-15 12", "2024-01-15 12:00:00"},
             {"2024-01-15T12:", ""},
             {"2024-1-5 1:2:3", "2024-01-05 01:02:03"},
             {"2024-01", "2024-01-01 00:00:00"},
             {"2024", "2024-01-01 00:00:00"},
             {"2024-01-15 12:30:45.1", "2024-01-15 12:30:45.1"},
             {"2024-01-15 12:30:45.123456", "2024-01-15 12:30:45.123456"},
             {"2024-01-15 12:30:45.1234567", "2024-01-15 12:30:45.123456"},
             {"2024-01-15 12:30:45.123456789", "2024-01-15 12:30:45.123456"},
             {"2024-01-15 12:30:45.9999999999", "2024-01-15 12:30:45.999999"},
             {"2024-01-15 12:30:45.", "2024-01-15 12:30:45"},
             {"2024-01-15 12:30:45,123", ""},
             {"2024-01-15 12:30:45+01:00", "2024-01-15 11:30:45"},
             {"2024-01-15 12:30:45 +01:00", "2024-01-15 11:30:45"},
             {"2024-01-15 12:30:45-08:00", "2024-01-15 20:30:45"},
             {"2024-01-15 12:30:45+1", "2024-01-15 11:30:45"},
             {"2024-01-15 12:30:45+01", "2024-01-15 11:30:45"},
             {"2024-01-15 12:30:45+1:5", "2024-01-15 11:25:45"},
             {"2024-01-15 12:30:45+0100", "2024-01-15 11:30:45"},
             {"2024-01-15 12:30:45+01:00:30", "2024-01-15 11:30:15"},
             {"2024-01-15 12:30:45+19:00", ""},
             {"2024-01-15 12:30:45 UTC", "2024-01-15 12:30:45"},
             {"2024-01-15 12:30:45UTC+2", "2024-01-15 10:30:45"},
             {"2024-01-15 12:30:45 GMT+01:00", "2024-01-15 11:30:45"},
             {"2024-01-15 12:30:45 UT", "2024-01-15 12:30:45"},
             {"2024-01-15 12:30:45 Nowhere/City", ""},
             {"2024-01-15 12:30:45 x", ""},
             {"2024-01-15 12:30:45 ", "2024-01-15 12:30:45"},
             {"  2024-01-15 12:30:45", "2024-01-15 12:30:45"},
             {"2024-01-15  12:30:45", ""},
             {"2024-01-15 24:00:00", ""},
             {"2024-01-15 23:59:60", ""},
             {"2024-01-15 12:60:00", ""},
             {"2024-01-15 12:5:7", "2024-01-15 12:05:07"},
             {"2024-01-15 123:00:00", ""},
             {"2024-02-30 00:00:00", ""},
             {"2024-01-15T12:30:45.5Z", "2024-01-15 12:30:45.5"},
             {"2024-01-15 12:30Z", ""},
             {"2024-01-15 12:30+05:30", ""},
             {"2024-01-15Z", ""},
             {"2024-01-15+01:00", ""},
             {"0001-01-01 00:00:00", "0001-01-01 00:00:00"},
             {"0000-01-01 00:00:00", "0000-01-01 00:00:00"},
             {"-0001-01-01 00:00:00", "-0001-01-01 00:00:00"},
             {"1582-10-10 00:00:00", "1582-10-10 00:00:00"},
             {"1969-12-31 23:59:59.999999", "1969-12-31 23:59:59.999999"},
             {"9999-12-31 23:59:59.999999", "9999-12-31 23:59:59.999999"},
             {"10000-01-01 00:00:00", "+10000-01-01 00:00:00"},
             {"294247-01-10 04:00:54.775807", "+294247-01-10 04:00:54.775807"},
             {"294248-01-01 00:00:00", ""},
             {"", ""},
             {"x", ""},
             {"epoch", "1970-01-01 00:00:00"},
             {"2024-01-15 12:30:45   UTC", "2024-01-15 12:30:45"},
             {"1705321845", ""},
             {"20240115", ""},
             {"2024-01-15 25:00:00", ""},
         }) {
        CAPTURE(text);
        auto const parsed = weir::parse_timestamp(text);
        CHECK((parsed.has_value() ? written(*parsed) : "") == value);
    }
}

TEST_CASE("regions_come_from_outside") {
    // Spark 4.3.0, recorded.
    CHECK(written(weir::parse_timestamp("2024-01-15 12:30:45 Europe/Paris", winter_zones{}).value())
          == "2024-01-15 11:30:45");
    CHECK(written(weir::parse_timestamp("2024-01-15 12:30:45 PST", winter_zones{}).value())
          == "2024-01-15 20:30:45");
    CHECK_FALSE(weir::parse_timestamp("2024-01-15 12:30:45 Nowhere/City", winter_zones{}).has_value());
    CHECK_FALSE(weir::parse_timestamp("2024-01-15 12:30:45 Europe/Paris").has_value());
}

TEST_CASE("zone_offsets_have_the_forms_of_java") {
    for (auto const& [zone, offset] : std::vector<std::pair<std::string, int>>{{"+1", 3600},
                                                                               {"-01", -3600},
                                                                               {"+0130", 5400},
                                                                               {"+013015", 5415},
                                                                               {"+1:30", 5400},
                                                                               {"+01:30:15", 5415},
                                                                               {"+1:5", 3900},
                                                                               {"+1:30:15", 5415},
                                                                               {"+18:00", 64800},
                                                                               {"-18:00", -64800},
                                                                               {"UT+1", 3600},
                                                                               {"GMT-2", -7200}}) {
        CAPTURE(zone);
        CHECK(at("2024-01-15 12:30:45" + zone) == at("2024-01-15 12:30:45") - std::chrono::seconds(offset));
    }
    for (std::string const zone : {"+", "+130", "+01:", "+01:60", "+1:5:30", "+18:01", "+01:30:60", "+01300",
                                   "+0130156", "UTC2", "+ 1", "Z1", "z", "utc", "+01:30:"}) {
        CAPTURE(zone);
        CHECK_FALSE(weir::parse_timestamp("2024-01-15 12:30:45" + zone).has_value());
    }
}

TEST_CASE("timestamp_is_written_without_trailing_zeros") {
    // Spark 4.3.0, recorded.
    CHECK(written(at("2024-01-15 12:30:45.120")) == "2024-01-15 12:30:45.12");
    CHECK(written(at("2024-01-15 12:30:45.000001")) == "2024-01-15 12:30:45.000001");
    CHECK(written(at("12024-01-15 12:30:45")) == "+12024-01-15 12:30:45");
    CHECK(written(weir::from_micros(-1)) == "1969-12-31 23:59:59.999999");
    CHECK(written(weir::from_micros(std::numeric_limits<std::int64_t>::max()))
          == "+294247-01-10 04:00:54.775807");
    CHECK(written(weir::from_micros(std::numeric_limits<std::int64_t>::min()))
          == "-290308-12-21 19:59:05.224192");
    CHECK(at("-290308-12-21 19:59:05.224192") == weir::from_micros(std::numeric_limits<std::int64_t>::min()));
    CHECK_FALSE(weir::parse_timestamp("-290308-12-21 19:59:05.224191").has_value());
    CHECK_FALSE(weir::parse_timestamp("294247-01-10 04:00:54.775808").has_value());
}

TEST_CASE("file_writers_write_three_digits_and_z") {
    // Spark 4.3.0, recorded (rules.md 3.3): `2024-02-29T12:00:00.123Z`.
    CHECK(written_iso(at("2024-02-29 12:00:00.123456")) == "2024-02-29T12:00:00.123Z");
    CHECK(written_iso(at("2024-02-29 12:00:00")) == "2024-02-29T12:00:00.000Z");
    CHECK(written_iso(at("2024-02-29 12:00:00.009999")) == "2024-02-29T12:00:00.009Z");
    CHECK(written_iso(weir::from_micros(-1)) == "1969-12-31T23:59:59.999Z");
}

TEST_CASE("every_timestamp_reads_back") {
    std::uint64_t bits = 0x9E3779B97F4A7C15U;
    for (int i = 0; i < 300'000; ++i) {
        bits ^= bits << 13U;
        bits ^= bits >> 7U;
        bits ^= bits << 17U;
        auto const t = weir::from_micros(static_cast<std::int64_t>(bits) >> (i % 32));
        if (weir::parse_timestamp(written(t)) != t) FAIL(weir::micros(t));
    }
}

TEST_CASE("fast_and_general_reader_agree") {
    // One byte of a good text is replaced by every other byte.
    std::string_view const good = "2024-02-29 12:30:45.123456Z";
    for (std::size_t length : {19U, 23U, 26U, 27U}) {
        for (std::size_t i = 0; i < length; ++i) {
            for (int c = 0; c < 256; ++c) {
                std::string text(good.substr(0, length));
                text[i] = static_cast<char>(c);
                if (weir::parse_timestamp(text)
                    != weir::detail::parse_timestamp_slowly(text, weir::no_regions{}))
                    FAIL(text);
                std::string day(good.substr(0, 10));
                day[i % 10] = static_cast<char>(c);
                if (weir::parse_date(day) != weir::detail::parse_date_slowly(day)) FAIL(day);
            }
        }
    }
}
