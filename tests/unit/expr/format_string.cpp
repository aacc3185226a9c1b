// SPDX-License-Identifier: BSL-1.0
// format_string, format_number and the functions of addresses give what Spark 4.3.0 gave (strings.json and
// answers of the same kinds).
#include <weir/expr/strings.hpp>

#include "catch.hpp"
#include "unit/expr/evaluate.hpp"

#include <cstdint>
#include <limits>
#include <optional>
#include <string>

namespace {

using test::error_of;
using test::name_of;
using test::value_of;
constexpr std::nullopt_t null = std::nullopt;

constexpr auto written = [](auto const&... a) { return value_of(weir::format_string(a...)); };

} // namespace

TEST_CASE("formats_of_whole_numbers") {
    CHECK(written("%05d|%-5s|%5s", 42, "ab", "cd") == "00042|ab   |   cd");
    CHECK(written("%x %X %o", 255, 255, 8) == "ff FF 10");
    CHECK(written("%x", std::int8_t{-1}) == "ff");
    CHECK(written("%,d", 1234567) == "1,234,567");
    CHECK(written("%+d % d", 5, 5) == "+5  5");
    CHECK(written("%(d", -5) == "(5)");
    CHECK(written("%#x %#o", 255, 8) == "0xff 010");
    CHECK(written("%05d %05d", -42, 123456) == "-0042 123456");
    CHECK(written("%c", 128512) == "😀");
}

TEST_CASE("formats_of_floating_numbers") {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    CHECK(written("%.2f", 3.14159) == "3.14");
    CHECK(written("%.1f %.1f %.0f %.0f", 0.25, 0.35, 0.5, 2.5) == "0.3 0.4 1 3");
    CHECK(written("%e", 12345.678) == "1.234568e+04");
    CHECK(written("%10.3f|%-10.2e|%g|%G|%a", 3.14159, 12345.678, 0.0001, 1e20, 1.0)
          == "     3.142|1.23e+04  |0.000100000|1.00000E+20|0x1.0p0");
    CHECK(written("%(,.2f", -1234.5) == "(1,234.50)");
    CHECK(written("%08.2f|%+.1f|% .1f", 3.14159, 2.0, 2.0) == "00003.14|+2.0| 2.0");
    CHECK(written("%10f|%-10f", infinity, -infinity) == "  Infinity|-Infinity ");
    CHECK(written("%.20f", 0.1) == "0.10000000000000000000");
    CHECK(written("%f", 1e20) == "100000000000000000000.000000");
}

TEST_CASE("formats_of_other_values") {
    CHECK(written("Hello %s %d", "x", 5) == "Hello x 5");
    CHECK(written("%s %S %10s %-10s| %.2s", "abc", "abc", "abc", "abc", "abc")
          == "abc ABC        abc abc       | ab");
    CHECK(written("%b %B %h", true, nullptr, "abc") == "true FALSE 4ed2cbb4");
    CHECK(written("%2$s %1$s", "a", "b") == "b a");
    CHECK(written("%s %<s%%", "a") == "a a%");
    CHECK(written("%s %5s| %.2f", nullptr, nullptr, nullptr) == "null  null| nu");
    CHECK(name_of(weir::printf(nullptr, nullptr)) == "printf(NULL, NULL)");
}

TEST_CASE("formats_that_do_not_fit") {
    CHECK(error_of(weir::format_string("%d", "a")) == "java.util.IllegalFormatConversionException");
    CHECK(error_of(weir::format_string("%s %s", "a")) == "java.util.MissingFormatArgumentException");
    CHECK(error_of(weir::format_string("%q", 1)) == "java.util.UnknownFormatConversionException");
    CHECK(error_of(weir::format_string("%-d", 1)) == "java.util.MissingFormatWidthException");
    CHECK(error_of(weir::format_string("%+s", "a")) == "java.util.FormatFlagsConversionMismatchException");
    CHECK(error_of(weir::format_string("%.3d", 1)) == "java.util.IllegalFormatPrecisionException");
}

TEST_CASE("addresses_are_encoded_and_decoded") {
    CHECK(value_of(weir::url_encode("a b&c=é")) == "a+b%26c%3D%C3%A9");
    CHECK(value_of(weir::url_encode("~!*()'-_.")) == "%7E%21*%28%29%27-_.");
    CHECK(value_of(weir::url_decode("a+b%26c")) == "a b&c");
    CHECK(value_of(weir::url_decode("%E6")) == "\uFFFD");
    CHECK(error_of(weir::url_decode("%zz")) == "CANNOT_DECODE_URL");
    CHECK(value_of(weir::try_url_decode("%4")) == null);
}

TEST_CASE("addresses_have_parts") {
    auto const part = [](std::string_view what) {
        return value_of(weir::parse_url("http://user:pw@host.com:8080/p/a/t/h.php?k1=v1&k2=v2#Ref1", what))
            .value_or("none");
    };
    CHECK(part("PROTOCOL") == "http");
    CHECK(part("AUTHORITY") == "user:pw@host.com:8080");
    CHECK(part("USERINFO") == "user:pw");
    CHECK(part("HOST") == "host.com");
    CHECK(part("PATH") == "/p/a/t/h.php");
    CHECK(part("QUERY") == "k1=v1&k2=v2");
    CHECK(part("FILE") == "/p/a/t/h.php?k1=v1&k2=v2");
    CHECK(part("REF") == "Ref1");
    CHECK(part("host") == "none");
    CHECK(value_of(weir::parse_url("http://host?a=1&b=", "QUERY", "b")) == "");
    CHECK(value_of(weir::parse_url("http://host?a=1&b", "QUERY", "b")) == null);
    CHECK(value_of(weir::parse_url("http://[::1]:80/x", "HOST")) == "[::1]");
    CHECK(value_of(weir::parse_url("http://a_b.com/x", "HOST")) == null);
    CHECK(value_of(weir::parse_url("mailto:a@b.c", "PATH")) == null);
    CHECK(value_of(weir::parse_url("", "HOST")) == null);
    CHECK(error_of(weir::parse_url("http://host/a b", "HOST")) == "INVALID_URL");
    CHECK(error_of(weir::parse_url("inva lid://x", "HOST")) == "INVALID_URL");
    CHECK(value_of(weir::try_parse_url("http://host/%zz", "HOST")) == null);
}

TEST_CASE("numbers_by_decimals") {
    auto const formatted = [](auto value, auto form) {
        return value_of(weir::format_number(value, form)).value_or("null");
    };
    CHECK(formatted(12332.123456, 4) == "12,332.1235");
    CHECK(formatted(0.5, 0) == "0");
    CHECK(formatted(1.5, 0) == "2");
    CHECK(formatted(2.5, 0) == "2");
    CHECK(formatted(0.125, 2) == "0.12");
    CHECK(formatted(0.135, 2) == "0.14");
    CHECK(formatted(1.005, 2) == "1.00");
    CHECK(formatted(-1234567.891, 2) == "-1,234,567.89");
    CHECK(formatted(-0.5, 0) == "-0");
    CHECK(formatted(1e15, 2) == "1,000,000,000,000,000.00");
    CHECK(formatted(0.1F, 10) == "0.1000000015");
    CHECK(formatted(1234567, 0) == "1,234,567");
    CHECK(formatted(weir::decimal<10, 3>::parse("1.005").value(), 2) == "1.00");
    CHECK(formatted(std::numeric_limits<double>::infinity(), 2) == "∞");
    CHECK(formatted(5, -1) == "null");
}

TEST_CASE("numbers_by_patterns") {
    auto const formatted = [](auto value, auto form) {
        return value_of(weir::format_number(value, form)).value_or("null");
    };
    CHECK(formatted(12332.123456, "##################.###") == "12332.123");
    CHECK(formatted(123.456, "000,000.0") == "000,123.5");
    CHECK(formatted(5, "#.##%") == "500%");
    CHECK(formatted(-1234.5, "#,##0.00;(#)") == "(1,234.50)");
    CHECK(formatted(0.25, "#.##") == "0.25");
    CHECK(formatted(0.25, ".##") == ".25");
    CHECK(formatted(0.0, "#") == "0");
    CHECK(formatted(5.5, "#.") == "6.");
    CHECK(formatted(12345.678, "#,##0.00 EUR") == "12,345.68 EUR");
    CHECK(formatted(0.5, "'#'0.0") == "#0.5");
    CHECK(formatted(1, "abc") == "abc1");
    CHECK(error_of(weir::format_number(1, "0#")) == "java.lang.IllegalArgumentException");
}
