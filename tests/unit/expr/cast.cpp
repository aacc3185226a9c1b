// SPDX-License-Identifier: BSL-1.0
// Casts give what Spark 4.3.0 gave (casts.json, casts_datetime.json, number_columns.json).
#include <weir/expr/aggregates.hpp>
#include <weir/expr/cast.hpp>

#include "catch.hpp"

#include <cmath>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace weir::literals;
using weir::decimal;

struct item {
    std::int32_t a;
    std::optional<std::string> b;
};
struct record {
    std::int32_t i;
    std::string s;
    std::optional<std::string> maybe;
    std::vector<std::optional<std::string>> names;
    std::map<std::string, std::optional<std::int32_t>> counts;
    item nested;
};

template <class E>
auto value_of(E const& e) {
    record const row{
        3, "text", std::nullopt, {"a", std::nullopt}, {{"a", 1}, {"b", std::nullopt}}, {1, std::nullopt}};
    static_assert(!E::template check<record>().failed());
    return weir::detail::own<typename E::template result<record>>(
        e.template eval<record>(weir::detail::struct_ref<record>{&row}));
}
template <class To, class From>
auto cast_to(From const& value) {
    return value_of(weir::cast<To>(weir::lit(value)));
}
template <class To, class From>
auto try_cast_to(From const& value) {
    return value_of(weir::try_cast<To>(weir::lit(value)));
}
template <class F>
std::string error_of(F&& f) {
    try {
        f();
    } catch (weir::error const& e) {
        return e.condition();
    }
    return "none";
}
template <class To, class From>
std::string cast_error(From const& value) {
    return error_of([&] { return cast_to<To>(value); });
}

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();
std::string const invalid = "CAST_INVALID_INPUT";
std::string const overflow = "CAST_OVERFLOW";
std::string const out_of_range = "NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION";

} // namespace

TEST_CASE("text_becomes_an_integer_or_fails_as_in_spark") {
    CHECK(cast_to<std::int32_t>("1") == 1);
    CHECK(cast_to<std::int32_t>("\t1\n") == 1);
    CHECK(cast_to<std::int32_t>("+1") == 1);
    CHECK(cast_to<std::int32_t>("01") == 1);
    CHECK(cast_to<std::int32_t>("-2147483648") == std::numeric_limits<std::int32_t>::min());
    CHECK(cast_to<std::int64_t>("9223372036854775807") == std::numeric_limits<std::int64_t>::max());
    for (char const* bad :
         {"1.0", ".5", "1e2", "", " ", "a", "1a", "1 2", "--1", "+", "0x10", "1_000", "2147483648"}) {
        CHECK(cast_error<std::int32_t>(bad) == invalid);
        CHECK(try_cast_to<std::int32_t>(bad) == std::nullopt);
    }
    CHECK(cast_error<std::int8_t>("128") == invalid);
    CHECK(cast_error<std::int16_t>("32768") == invalid);
    CHECK(cast_error<std::int64_t>("1L") == invalid);
    CHECK(try_cast_to<std::int32_t>(" 7 ") == 7);
}

TEST_CASE("text_becomes_a_double_or_a_float") {
    CHECK(cast_to<double>(" 1.5 ") == 1.5);
    CHECK(cast_to<double>("1E-3") == 0.001);
    CHECK(cast_to<double>("1.5d") == 1.5);
    CHECK(std::isnan(cast_to<double>("nan")));
    CHECK(cast_to<double>("-inf") == -infinity);
    CHECK(cast_to<double>("1e400") == infinity);
    CHECK(cast_to<double>("0x1p3") == 8);
    CHECK(cast_to<float>("0.1") == 0.1F);
    CHECK(cast_to<float>("1e39") == std::numeric_limits<float>::infinity());
    CHECK(cast_error<double>("a") == invalid);
    CHECK(cast_error<double>("1,5") == invalid);
    CHECK(try_cast_to<double>("a") == std::nullopt);
    CHECK(try_cast_to<double>("1e400") == infinity);
}

TEST_CASE("text_and_numbers_become_decimals_rounded_half_up") {
    using money = decimal<10, 2>;
    CHECK(cast_to<money>("1.555") == *money::parse("1.56"));
    CHECK(cast_to<money>("-1.555") == *money::parse("-1.56"));
    CHECK(cast_to<money>("1e2") == *money::parse("100"));
    CHECK(cast_to<decimal<10, 0>>("1.5") == *decimal<10, 0>::parse("2"));
    CHECK(cast_error<money>("123456789.12") == out_of_range);
    CHECK(cast_error<money>("99999999.995") == out_of_range);
    CHECK(cast_error<money>("NaN") == invalid);
    CHECK(try_cast_to<money>("123456789.12") == std::nullopt);
    auto const d = *decimal<6, 3>::parse("123.456");
    CHECK(cast_to<decimal<5, 2>>(d) == *decimal<5, 2>::parse("123.46"));
    CHECK(cast_error<decimal<4, 2>>(d) == out_of_range);
    CHECK(try_cast_to<decimal<4, 2>>(d) == std::nullopt);
    CHECK(cast_error<decimal<2, 0>>(100) == out_of_range);
    CHECK(cast_to<decimal<5, 2>>(100) == *decimal<5, 2>::parse("100"));
    CHECK(cast_to<money>(1.005) == *money::parse("1.01"));
    CHECK(cast_error<money>(1e20) == out_of_range);
    CHECK(cast_to<money>(not_a_number) == std::nullopt);
    CHECK(cast_to<decimal<3, 1>>(true) == *decimal<3, 1>::parse("1.0"));
}

TEST_CASE("booleans_come_from_words_and_numbers") {
    for (char const* yes : {"true", "TRUE", " true ", "t", "y", "yes", "Yes", "1"}) CHECK(cast_to<bool>(yes));
    for (char const* no : {"false", "f", "n", "no", "0"}) CHECK_FALSE(cast_to<bool>(no));
    for (char const* bad : {"on", "off", "2", "", "tru"}) CHECK(cast_error<bool>(bad) == invalid);
    CHECK(try_cast_to<bool>("maybe") == std::nullopt);
    CHECK(cast_to<bool>(-1));
    CHECK_FALSE(cast_to<bool>(0.0));
    CHECK(cast_to<bool>(not_a_number));
    CHECK(cast_to<bool>(*decimal<2, 1>::parse("0.5")));
    CHECK(cast_to<std::int32_t>(true) == 1);
    CHECK(cast_to<double>(true) == 1.0);
}

TEST_CASE("numbers_with_a_fraction_are_cut_towards_zero") {
    CHECK(cast_to<std::int32_t>(1.9) == 1);
    CHECK(cast_to<std::int32_t>(-1.9) == -1);
    CHECK(cast_to<std::int32_t>(2147483647.9) == 2147483647);
    CHECK(cast_error<std::int32_t>(2147483648.0) == overflow);
    CHECK(cast_to<std::int32_t>(-2147483648.9) == std::numeric_limits<std::int32_t>::min());
    CHECK(cast_error<std::int64_t>(1e20) == overflow);
    CHECK(cast_to<std::int64_t>(9.223372036854775807e18) == std::numeric_limits<std::int64_t>::max());
    CHECK(cast_error<std::int32_t>(not_a_number) == overflow);
    CHECK(cast_error<std::int64_t>(infinity) == overflow);
    CHECK(cast_error<std::int8_t>(300.5) == overflow);
    CHECK(try_cast_to<std::int32_t>(1e20) == std::nullopt);
    CHECK(cast_to<std::int32_t>(*decimal<2, 1>::parse("-1.9")) == -1);
    CHECK(cast_error<std::int32_t>(*decimal<11, 0>::parse("1e10")) == overflow);
}

TEST_CASE("integers_that_do_not_fit_overflow") {
    CHECK(cast_error<std::int8_t>(300) == overflow);
    CHECK(cast_to<std::int8_t>(-128) == -128);
    CHECK(cast_error<std::int8_t>(-129) == overflow);
    CHECK(cast_error<std::int16_t>(40000) == overflow);
    CHECK(cast_error<std::int32_t>(std::int64_t{2147483648}) == overflow);
    CHECK(cast_to<std::int32_t>(std::int64_t{2147483647}) == 2147483647);
    CHECK(try_cast_to<std::int8_t>(300) == std::nullopt);
    CHECK(cast_to<double>(std::int64_t{9223372036854775807}) == 9223372036854775808.0);
    CHECK(cast_to<float>(1e40) == std::numeric_limits<float>::infinity());
    CHECK(cast_to<double>(0.1F) == 0.10000000149011612);
}

TEST_CASE("every_value_has_a_text") {
    CHECK(cast_to<std::string>(true) == "true");
    CHECK(cast_to<std::string>(-1) == "-1");
    CHECK(cast_to<std::string>(1e7) == "1.0E7");
    CHECK(cast_to<std::string>(-0.0) == "-0.0");
    CHECK(cast_to<std::string>(not_a_number) == "NaN");
    CHECK(cast_to<std::string>(*decimal<3, 2>::parse("1.50")) == "1.50");
    CHECK(cast_to<std::string>("-0044-03-15"_date) == "-0044-03-15");
    CHECK(cast_to<std::string>("2024-01-15 12:30:45.120"_ts) == "2024-01-15 12:30:45.12");
    CHECK(cast_to<std::string>(weir::binary{"abc"}) == "abc");
    CHECK(cast_to<weir::binary>("abc") == weir::binary{"abc"});
    CHECK(value_of("names"_c.cast<std::string>()) == "[a, null]");
    CHECK(value_of("counts"_c.cast<std::string>()) == "{a -> 1, b -> null}");
    CHECK(value_of("nested"_c.cast<std::string>()) == "{1, null}");
    CHECK(value_of("maybe"_c.cast<std::string>()) == std::nullopt);
    CHECK(value_of("maybe"_c.cast<std::int32_t>()) == std::nullopt);
    CHECK(value_of(weir::cast<std::int32_t>(nullptr)) == std::nullopt);
    CHECK(value_of("i"_c.cast<std::string>().cast<std::int32_t>()) == 3);
}

TEST_CASE("times_come_from_text_and_from_seconds") {
    CHECK(cast_to<weir::timestamp>("2024-01-15 12:30:45+01:00") == "2024-01-15 11:30:45"_ts);
    CHECK(cast_to<weir::timestamp>("2024-01") == "2024-01-01 00:00:00"_ts);
    CHECK(cast_error<weir::timestamp>("2024-01-15 24:00:00") == invalid);
    CHECK(cast_error<weir::timestamp>("x") == invalid);
    CHECK(try_cast_to<weir::timestamp>("2024-01-15 25:00:00") == std::nullopt);
    CHECK(cast_to<weir::date>("2024-01-15 abc") == "2024-01-15"_date);
    CHECK(cast_error<weir::date>("2023-02-29") == invalid);
    CHECK(cast_to<weir::timestamp>(1705321845) == "2024-01-15 12:30:45"_ts);
    CHECK(cast_to<weir::timestamp>(-1.5) == "1969-12-31 23:59:58.5"_ts);
    CHECK(cast_to<weir::timestamp>(1.1234567) == "1970-01-01 00:00:01.123456"_ts);
    CHECK(cast_to<weir::timestamp>(-0.0000005) == weir::timestamp{});
    CHECK(cast_to<weir::timestamp>(*decimal<8, 7>::parse("-1.1234567")) == "1969-12-31 23:59:58.876544"_ts);
    CHECK(cast_to<weir::timestamp>(*decimal<2, 1>::parse("1.5")) == "1970-01-01 00:00:01.5"_ts);
    CHECK(cast_error<weir::timestamp>(not_a_number) == invalid);
    CHECK(try_cast_to<weir::timestamp>(not_a_number) == std::nullopt);
    CHECK(cast_to<weir::timestamp>(std::int64_t{9223372036854775807}) == "294247-01-10 04:00:54.775807"_ts);
}

TEST_CASE("times_become_seconds_days_and_each_other") {
    CHECK(cast_to<std::int64_t>("2024-01-15 12:30:45.678"_ts) == 1705321845);
    CHECK(cast_to<std::int64_t>("1969-12-31 23:59:58.5"_ts) == -2);
    CHECK(cast_to<double>("2024-01-15 12:30:45.678"_ts) == 1705321845.678);
    CHECK(cast_to<decimal<20, 6>>("2024-01-15 12:30:45.678"_ts) == *decimal<20, 6>::parse("1705321845.678"));
    CHECK(cast_to<decimal<12, 1>>("2024-01-15 12:30:45.678"_ts) == *decimal<12, 1>::parse("1705321845.7"));
    CHECK(cast_to<std::int32_t>("2024-01-15 12:30:45"_ts) == 1705321845);
    CHECK(cast_error<std::int32_t>("2040-01-15 12:30:45"_ts) == overflow);
    CHECK(cast_to<weir::date>("1969-12-31 23:59:59"_ts) == "1969-12-31"_date);
    CHECK(cast_to<weir::timestamp>("2024-01-15"_date) == "2024-01-15 00:00:00"_ts);
}

TEST_CASE("a_failed_cast_says_what_it_could_not_cast") {
    CHECK_THROWS_WITH(cast_to<std::int32_t>("1.0"), test::contains("cannot cast \"1.0\" from string to int"));
    CHECK_THROWS_WITH(cast_to<std::int8_t>(300), test::contains("cannot cast 300 from int to tinyint"));
    CHECK_THROWS_WITH((cast_to<decimal<2, 0>>(100)), test::contains("100 does not fit decimal(2,0)"));
}

TEST_CASE("a_cast_is_seen_through_by_a_plan") {
    auto const e = weir::cast<std::string>(weir::sum("i"_c));
    static_assert(weir::detail::has_aggregate<decltype(e)>());
    CHECK(e.visit_operands([](auto const& operand) {
        return weir::detail::is_aggregate_call<std::decay_t<decltype(operand)>>;
    }));
    CHECK(value_of(e.with_operands("i"_c)) == "3");
    CHECK(value_of(weir::try_cast<std::int8_t>("s"_c).with_operands("i"_c)) == 3);
}
