// SPDX-License-Identifier: BSL-1.0
// Dates are read and written as Spark 4.3.0 does (recorded answers: casts_datetime.json).
#include <weir/core/date_text.hpp>

#include "catch.hpp"

#include <chrono>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace {

struct example {
    std::string_view text;
    std::string_view value; // empty: not accepted
};

std::string written(weir::date d) {
    std::string out;
    weir::append_date(out, d);
    return out;
}

} // namespace

TEST_CASE("text_to_date_follows_spark") {
    // Spark 4.3.0, recorded.
    for (auto const& [text, value] : std::vector<example>{
             {"2024-01-15", "2024-01-15"},
             {" 2024-01-15 ", "2024-01-15"},
             {"2024-1-5", "2024-01-05"},
             {"2024-01", "2024-01-01"},
             {"2024", "2024-01-01"},
             {"2024-01-15T", "2024-01-15"},
             {"2024-01-15 ", "2024-01-15"},
             {"2024-01-15 12:30:00", "2024-01-15"},
             {"2024-01-15T12:30:00", "2024-01-15"},
             {"2024-01-15abc", ""},
             {"2024-01-15 abc", "2024-01-15"},
             {"2024/01/15", ""},
             {"15-01-2024", ""},
             {"20240115", ""},
             {"2024-13-01", ""},
             {"2024-02-30", ""},
             {"2023-02-29", ""},
             {"2024-02-29", "2024-02-29"},
             {"1900-02-29", ""},
             {"2000-02-29", "2000-02-29"},
             {"0000-01-01", "0000-01-01"},
             {"0001-01-01", "0001-01-01"},
             {"-0001-01-01", "-0001-01-01"},
             {"+2024-01-15", "2024-01-15"},
             {"10000-01-01", "+10000-01-01"},
             {"999999-12-31", "+999999-12-31"},
             {"24-01-15", ""},
             {"202-01-15", ""},
             {"2024-001-15", ""},
             {"2024-01-015", ""},
             {"2024-", ""},
             {"2024-01-", ""},
             {"", ""},
             {"x", ""},
             {"epoch", "1970-01-01"},
             {"9999999-01-01", ""},
         }) {
        CAPTURE(text);
        auto const parsed = weir::parse_date(text);
        CHECK((parsed.has_value() ? written(*parsed) : "") == value);
    }
}

TEST_CASE("dates_before_year_0_and_after_9999_have_a_sign") {
    // Spark 4.3.0, recorded.
    CHECK(written(weir::parse_date("-0044-03-15").value()) == "-0044-03-15");
    CHECK(written(weir::parse_date("10000-01-01").value()) == "+10000-01-01");
    CHECK(written(weir::parse_date("999999-12-31").value()) == "+999999-12-31");
}

TEST_CASE("every_day_reads_back") {
    for (std::int64_t day = -800'000; day < 3'000'000; day += 7) {
        weir::date const d = weir::from_days(day);
        if (weir::parse_date(written(d)) != d) FAIL(day);
    }
    for (std::int64_t const day : {std::int64_t{std::numeric_limits<std::int32_t>::min()},
                                   std::int64_t{std::numeric_limits<std::int32_t>::max()}}) {
        CHECK(weir::parse_date(written(weir::from_days(day))) == weir::from_days(day));
    }
}

TEST_CASE("calendar_agrees_with_chrono") {
    for (std::int64_t day = -800'000; day < 3'000'000; ++day) {
        auto const civil = weir::detail::civil_from_days(day);
        std::chrono::year_month_day const expected{weir::from_days(day)};
        if (civil.year != int{expected.year()} || civil.month != unsigned{expected.month()}
            || civil.day != unsigned{expected.day()}
            || weir::detail::days_from_civil(civil.year, civil.month, civil.day) != day) {
            FAIL(day);
        }
    }
}
