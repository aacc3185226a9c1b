// SPDX-License-Identifier: BSL-1.0
// Numbers and booleans are read and written as Spark 4.3.0 does (recorded answers: casts.json).
#include <weir/core/number_text.hpp>

#include "catch.hpp"

#include <charconv>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace {

template <class T>
struct example {
    std::string_view text;
    std::optional<T> value;
};

template <class T>
std::string written(T value) {
    std::string out = ">";
    weir::append_number(out, value);
    return out.substr(1);
}

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double not_a_number = std::numeric_limits<double>::quiet_NaN();

template <class T>
bool same(std::optional<T> a, std::optional<T> b) {
    if (a.has_value() != b.has_value()) return false;
    if (!a.has_value() || (std::isnan(*a) && std::isnan(*b))) return true;
    return *a == *b && std::signbit(*a) == std::signbit(*b);
}

} // namespace

TEST_CASE("text_to_tinyint_takes_a_sign_and_digits_only") {
    // Spark 4.3.0, recorded.
    for (auto const& [text, value] : std::vector<example<std::int8_t>>{
             {"127", 127},
             {"128", std::nullopt},
         }) {
        CAPTURE(text);
        CHECK(weir::parse_integer<std::int8_t>(text) == value);
    }
}

TEST_CASE("text_to_smallint_takes_a_sign_and_digits_only") {
    // Spark 4.3.0, recorded.
    for (auto const& [text, value] : std::vector<example<std::int16_t>>{
             {"32767", 32767},
             {"32768", std::nullopt},
         }) {
        CAPTURE(text);
        CHECK(weir::parse_integer<std::int16_t>(text) == value);
    }
}

TEST_CASE("text_to_int_takes_a_sign_and_digits_only") {
    // Spark 4.3.0, recorded.
    for (auto const& [text, value] : std::vector<example<std::int32_t>>{
             {"1", 1},
             {" 1 ", 1},
             {"\t1\n", 1},
             {"+1", 1},
             {"-1", -1},
             {"01", 1},
             {"1.0", std::nullopt},
             {"1.9", std::nullopt},
             {"-1.9", std::nullopt},
             {".5", std::nullopt},
             {"5.", std::nullopt},
             {"1e2", std::nullopt},
             {"", std::nullopt},
             {" ", std::nullopt},
             {"a", std::nullopt},
             {"1a", std::nullopt},
             {"1 2", std::nullopt},
             {"--1", std::nullopt},
             {"+", std::nullopt},
             {"0x10", std::nullopt},
             {"1_000", std::nullopt},
             {"1,000", std::nullopt},
             {"2147483647", 2147483647},
             {"2147483648", std::nullopt},
             {"-2147483648", std::numeric_limits<std::int32_t>::min()},
             {"-2147483649", std::nullopt},
             {"\357\274\221", std::nullopt},
             {" 7 ", 7},
             {"abc", std::nullopt},
         }) {
        CAPTURE(text);
        CHECK(weir::parse_integer<std::int32_t>(text) == value);
    }
}

TEST_CASE("text_to_bigint_takes_a_sign_and_digits_only") {
    // Spark 4.3.0, recorded.
    for (auto const& [text, value] : std::vector<example<std::int64_t>>{
             {"2147483648", 2147483648},
             {"9223372036854775807", 9223372036854775807},
             {"9223372036854775808", std::nullopt},
             {"1L", std::nullopt},
         }) {
        CAPTURE(text);
        CHECK(weir::parse_integer<std::int64_t>(text) == value);
    }
}

TEST_CASE("text_to_double_follows_java") {
    // Spark 4.3.0, recorded.
    for (auto const& [text, value] : std::vector<example<double>>{
             {"1.5", 1.5},        {" 1.5 ", 1.5},        {"1e3", 1000.0},         {"1E-3", 0.001},
             {".5", 0.5},         {"5.", 5.0},           {"1.5d", 1.5},           {"1.5f", 1.5},
             {"1.5D", 1.5},       {"NaN", not_a_number}, {"nan", not_a_number},   {"Infinity", infinity},
             {"inf", infinity},   {"-inf", -infinity},   {"+Infinity", infinity}, {"INFINITY", infinity},
             {"1e400", infinity}, {"1e-400", 0.0},       {"0x1p3", 8.0},          {"-0", -0.0},
             {"a", std::nullopt}, {"", std::nullopt},    {"1,5", std::nullopt},
         }) {
        CAPTURE(text);
        CHECK(same(weir::parse_double(text), value));
    }
}

TEST_CASE("text_to_float_follows_java") {
    // Spark 4.3.0, recorded.
    for (auto const& [text, value] : std::vector<example<float>>{
             {"Inf", std::numeric_limits<float>::infinity()},
             {"1.5", 1.5F},
             {"0.1", 0.1F},
             {"16777217", 16777216.0F},
             {"1e39", std::numeric_limits<float>::infinity()},
         }) {
        CAPTURE(text);
        CHECK(same(weir::parse_float(text), value));
    }
}

TEST_CASE("text_to_boolean_takes_ten_words") {
    // Spark 4.3.0, recorded.
    for (auto const& [text, value] : std::vector<example<bool>>{
             {"true", true},
             {"TRUE", true},
             {" true ", true},
             {"t", true},
             {"y", true},
             {"yes", true},
             {"Yes", true},
             {"1", true},
             {"on", std::nullopt},
             {"false", false},
             {"f", false},
             {"n", false},
             {"no", false},
             {"0", false},
             {"off", std::nullopt},
             {"2", std::nullopt},
             {"", std::nullopt},
             {"tru", std::nullopt},
             {"maybe", std::nullopt},
         }) {
        CAPTURE(text);
        CHECK(weir::parse_boolean(text) == value);
    }
}

TEST_CASE("double_is_written_as_java_writes_it") {
    // Spark 4.3.0, recorded.
    CHECK(written(1.0) == "1.0");
    CHECK(written(1e7) == "1.0E7");
    CHECK(written(1e6) == "1000000.0");
    CHECK(written(12345678.9) == "1.23456789E7");
    CHECK(written(0.001) == "0.001");
    CHECK(written(0.0001) == "1.0E-4");
    CHECK(written(1e-10) == "1.0E-10");
    CHECK(written(1e100) == "1.0E100");
    CHECK(written(100.0) == "100.0");
    CHECK(written(123456789012.0) == "1.23456789012E11");
    CHECK(written(-0.0) == "-0.0");
    CHECK(written(2e-3) == "0.002");
    CHECK(written(2.2250738585072014e-308) == "2.2250738585072014E-308");
    CHECK(written(4.9e-324) == "4.9E-324");
    CHECK(written(1.7976931348623157e308) == "1.7976931348623157E308");
    CHECK(written(not_a_number) == "NaN");
    CHECK(written(-infinity) == "-Infinity");
    CHECK(written(0.1 + 0.2) == "0.30000000000000004");
    CHECK(written(1.0 / 3.0) == "0.3333333333333333");
}

TEST_CASE("float_is_written_with_the_digits_of_a_float") {
    // Spark 4.3.0, recorded.
    CHECK(written(0.1F) == "0.1");
    CHECK(written(1e10F) == "1.0E10");
    CHECK(written(3.4028235e38F) == "3.4028235E38");
    CHECK(written(16777216.0F) == "1.6777216E7");
    CHECK(written(1.23F) == "1.23");
}

TEST_CASE("whole_number_is_written_plain") {
    CHECK(written(std::int8_t{-128}) == "-128");
    CHECK(written(std::int64_t{-9223372036854775807} - 1) == "-9223372036854775808");
    CHECK(written(0) == "0");
}

TEST_CASE("double_is_written_with_the_fewest_digits_where_java_17_is_not") {
    // Java 17 gives 9.999999999999999E22 for this one; later ones and weir give the shortest text.
    CHECK(written(1e23) == "1.0E23");
}

TEST_CASE("borders_between_plain_and_exponent_form") {
    // Java's Double.toString: plain from 1e-3 on and below 1e7.
    CHECK(written(9999999.0) == "9999999.0");
    CHECK(written(9999999.999999998) == "9999999.999999998");
    CHECK(written(0.0009999999999999998) == "9.999999999999998E-4");
    CHECK(written(0.001F) == "0.001");
    CHECK(written(9999999.0F) == "9999999.0");
    CHECK(written(1.0E-321) == "1.0E-321");
    CHECK(written(1.4e-45F) == "1.4E-45");
}

TEST_CASE("long_numbers_are_rounded_correctly") {
    // The digits of halves between two doubles, and more digits than a mantissa holds.
    CHECK(weir::parse_double("9007199254740993") == 9007199254740992.0);
    CHECK(weir::parse_double("9007199254740993.0000000000000000000000001") == 9007199254740994.0);
    CHECK(weir::parse_double("1.00000000000000011102230246251565404236316680908203125") == 1.0);
    CHECK(weir::parse_double("1.00000000000000011102230246251565404236316680908203126")
          == 1.0000000000000002);
    CHECK(weir::parse_double("123456789012345678901234567890") == 123456789012345678901234567890.0);
    CHECK(weir::parse_double("100000000000000000000000000000000000000000") == 1e41);
    CHECK(weir::parse_double("0.000000000000000000000000000000000000001") == 1e-39);
    CHECK(weir::parse_double("2.2250738585072011e-308") == 2.2250738585072011e-308);
    CHECK(weir::parse_double("17976931348623157e292") == std::numeric_limits<double>::max());
    CHECK(weir::parse_double("17976931348623159e292") == infinity);
    CHECK(weir::parse_double("0e999999999999") == 0.0);
    CHECK(weir::parse_double("1e-99999999999999999999") == 0.0);
    CHECK(weir::parse_double("1e99999999999999999999") == infinity);
    CHECK(weir::parse_float("16777217") == 16777216.0F);
    CHECK(weir::parse_float("1.00000017881393432617187499") == 1.0000001F);
}

TEST_CASE("short_and_general_reader_agree") {
    // Every text of up to nine of these characters that a shift register comes by.
    std::string_view const characters = "0123456789.-e";
    std::uint64_t bits = 0x9E3779B97F4A7C15U;
    for (int i = 0; i < 300'000; ++i) {
        bits ^= bits << 13U;
        bits ^= bits >> 7U;
        bits ^= bits << 17U;
        std::string text;
        std::uint64_t rest = bits;
        for (std::uint64_t n = 1 + bits % 9; n > 0; --n, rest /= 13) text += characters[rest % 13];
        // Zeros in front take the long way and change nothing.
        std::string const sign = text[0] == '-' ? "-" : "";
        std::string const longer = sign + "0000000000" + text.substr(sign.size());
        if (text[sign.size()] == 'e' || text == "." || text == "-." || text == "-") continue;
        if (text.find('-', 1) != std::string::npos && text[text.find('-', 1) - 1] != 'e') continue;
        if (text.starts_with(sign + ".e")) continue;
        if (!same(weir::parse_double(text), weir::parse_double(longer))) FAIL(text);
        if (!same(weir::parse_float(text), weir::parse_float(longer))) FAIL(text);
        if (weir::parse_integer<std::int64_t>(text) != weir::parse_integer<std::int64_t>(longer)) FAIL(text);
        if (weir::parse_integer<std::int16_t>(text) != weir::parse_integer<std::int16_t>(longer)) FAIL(text);
    }
}

TEST_CASE("malformed_numbers_are_not_numbers") {
    for (std::string_view const text :
         {".",    "+",    "-",   "+.", "e5",  "1e",   "1e+",  "1.5.2", "1 5",   "1ff", "1fd",
          "infd", "nand", "--1", "0x", "0x1", "0x1p", "0xp3", "0x1pd", "1e5.5", "+-1", "1x"}) {
        CAPTURE(text);
        CHECK_FALSE(weir::parse_double(text).has_value());
    }
    CHECK(weir::parse_double("-0x1.8p1d") == -3.0);
    CHECK(weir::parse_double("0x1p5000") == infinity);
    CHECK(same(weir::parse_double("-NaN"), std::optional(not_a_number)));
    CHECK_FALSE(weir::parse_double("-nan").has_value());
}

TEST_CASE("every_written_double_reads_back") {
    std::uint64_t bits = 0x9E3779B97F4A7C15U;
    for (int i = 0; i < 200'000; ++i) {
        bits ^= bits << 13U;
        bits ^= bits >> 7U;
        bits ^= bits << 17U;
        double value = 0;
        static_assert(sizeof value == sizeof bits);
        std::memcpy(&value, &bits, sizeof value);
        if (std::isnan(value)) continue;
        if (!same(weir::parse_double(written(value)), std::optional(value))) FAIL(written(value));
        auto const narrow = static_cast<float>(value);
        if (!same(weir::parse_float(written(narrow)), std::optional(narrow))) FAIL(written(narrow));
        double const price = static_cast<double>(bits % 100'000'000) / 100;
        if (!same(weir::parse_double(written(price)), std::optional(price))) FAIL(written(price));
        // The digits are the fewest: what to_chars finds has the same value and length.
        char shortest[40];
        double const number =
            static_cast<double>(bits % 10'000'000'000) / 1e6 * (i % 2 == 0 ? 1.0 : 1.0 + 1e-15);
        char const* const end = std::to_chars(shortest, shortest + 40, number, std::chars_format::fixed).ptr;
        std::string expected(static_cast<char const*>(shortest), end);
        if (expected.find('.') == std::string::npos) expected += ".0";
        if (number >= 1e-3 && written(number) != expected) FAIL(expected);
    }
}

TEST_CASE("whole_numbers_of_every_length_read_back") {
    std::uint64_t bits = 0x9E3779B97F4A7C15U;
    for (int i = 0; i < 100'000; ++i) {
        bits ^= bits << 13U;
        bits ^= bits >> 7U;
        bits ^= bits << 17U;
        auto const value = static_cast<std::int64_t>(bits) >> (i % 64);
        if (weir::parse_integer<std::int64_t>(written(value)) != value) FAIL(value);
    }
    CHECK(weir::parse_integer<std::int64_t>("-9223372036854775808")
          == std::numeric_limits<std::int64_t>::min());
    CHECK_FALSE(weir::parse_integer<std::int64_t>("-9223372036854775809").has_value());
    CHECK_FALSE(weir::parse_integer<std::int64_t>("99999999999999999999").has_value());
    CHECK(weir::parse_integer<std::int64_t>("+00000000000000000000000000000042") == 42);
    CHECK(weir::parse_integer<std::uint64_t>("18446744073709551615")
          == std::numeric_limits<std::uint64_t>::max());
    CHECK_FALSE(weir::parse_integer<std::uint64_t>("18446744073709551616").has_value());
    CHECK_FALSE(weir::parse_integer<std::int64_t>("12345678x0123456").has_value());
}
