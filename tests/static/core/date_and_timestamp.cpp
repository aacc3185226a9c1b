// SPDX-License-Identifier: BSL-1.0
// Literals of dates and timestamps are read at compile time, and a bad one says what to write.
#include <weir/core/timestamp_text.hpp>

#include <string_view>

namespace {

using namespace weir::literals;
using weir::parse_date;
using weir::parse_timestamp;

// The calendar.
static_assert(weir::detail::days_from_civil(1970, 1, 1) == 0);
static_assert(weir::detail::days_from_civil(2000, 3, 1) == 11'017);
static_assert(weir::detail::days_from_civil(-1, 12, 31) == weir::detail::days_from_civil(0, 1, 1) - 1);
static_assert(weir::detail::civil_from_days(-1) == weir::detail::civil_date{1969, 12, 31});
static_assert(weir::detail::civil_from_days(19'782) == weir::detail::civil_date{2024, 2, 29});
static_assert(weir::detail::days_in_month(1900, 2) == 28 && weir::detail::days_in_month(2000, 2) == 29);
static_assert(weir::detail::days_in_month(2023, 7) == 31 && weir::detail::days_in_month(2023, 8) == 31);
static_assert(weir::detail::days_in_month(2023, 9) == 30 && weir::detail::days_in_month(2023, 12) == 31);

static_assert(weir::micros("1970-01-01 00:00:01"_ts) == 1'000'000);
static_assert("2024-01-01 00:00:10"_ts == "2024-01-01T00:00:10Z"_ts);
static_assert("2024-01-15 12:30:45.5 +01:00"_ts == "2024-01-15 11:30:45.500000"_ts);
static_assert(weir::days("1970-01-02"_date) == 1);
static_assert("2024-1-5"_date == "2024-01-05"_date);
static_assert("epoch"_ts == weir::timestamp{} && "EPOCH"_date == weir::date{});

static_assert(!parse_date("2024-02-30").has_value());
static_assert(!parse_timestamp("2024-01-15 24:00:00").has_value());

static_assert(!weir::detail::check_timestamp_literal("2024-01-01 00:00:10").failed());
static_assert(weir::detail::check_timestamp_literal("12:30")
              == R"(not a timestamp "12:30"; write a timestamp like "2024-01-31 12:30:00")");
static_assert(weir::detail::check_date_literal("2024-13-01")
              == R"(not a date "2024-13-01"; write a date like "2024-01-31")");

constexpr bool is_written(weir::timestamp t, std::string_view plain, std::string_view iso) {
    char buffer[40]{};
    if (std::string_view(buffer, static_cast<std::size_t>(weir::detail::write_timestamp(buffer, t) - buffer))
        != plain) {
        return false;
    }
    return std::string_view(buffer,
                            static_cast<std::size_t>(weir::detail::write_iso_timestamp(buffer, t) - buffer))
           == iso;
}
static_assert(is_written("2024-02-29 12:00:00.5"_ts, "2024-02-29 12:00:00.5", "2024-02-29T12:00:00.500Z"));
static_assert(is_written("10000-01-01"_ts, "+10000-01-01 00:00:00", "+10000-01-01T00:00:00.000Z"));

} // namespace
