// SPDX-License-Identifier: BSL-1.0
// Decimals are read, rounded and computed with as Spark 4.3.0 does (casts.json, arithmetic.json).
#include <weir/core/decimal.hpp>

#include "catch.hpp"

#include <concepts>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>

namespace {

using weir::decimal;
namespace detail = weir::detail;

template <int P, int S>
std::string text(decimal<P, S> const& value) {
    std::string out;
    weir::append_number(out, value);
    return out;
}
template <int P, int S>
std::string text(std::optional<decimal<P, S>> const& value) {
    return value.has_value() ? text(*value) : "overflow";
}

template <int P, int S>
decimal<P, S> of(std::string_view digits) {
    return decimal<P, S>::parse(digits).value();
}

/// The text of a value and its type, such as `2.00 decimal(6,2)`.
template <int P, int S>
std::string typed(std::optional<decimal<P, S>> const& value) {
    return text(value) + " decimal(" + std::to_string(P) + "," + std::to_string(S) + ")";
}

} // namespace

TEST_CASE("text_to_decimal_rounds_half_up_to_the_scale") {
    // Spark 4.3.0, recorded.
    CHECK(text(decimal<10, 2>::parse("1.5")) == "1.50");
    CHECK(text(decimal<10, 2>::parse("1.555")) == "1.56");
    CHECK(text(decimal<10, 2>::parse("1.545")) == "1.55");
    CHECK(text(decimal<10, 2>::parse("-1.555")) == "-1.56");
    CHECK(text(decimal<10, 2>::parse(" 1.5 ")) == "1.50");
    CHECK(text(decimal<10, 2>::parse("1e2")) == "100.00");
    CHECK(text(decimal<10, 2>::parse("1e-5")) == "0.00");
    CHECK(text(decimal<10, 0>::parse("1.5")) == "2");
    CHECK(text(decimal<3, 0>::parse("1.5")) == "2");
}

TEST_CASE("text_that_is_no_decimal_or_too_large_is_told_apart") {
    // Spark 4.3.0, recorded: CAST_INVALID_INPUT and NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION.
    CHECK(detail::read_decimal("123456789.12", {10, 2}).outcome == detail::decimal_outcome::out_of_range);
    CHECK(detail::read_decimal("99999999.995", {10, 2}).outcome == detail::decimal_outcome::out_of_range);
    CHECK(detail::read_decimal("a", {10, 2}).outcome == detail::decimal_outcome::malformed);
    CHECK(detail::read_decimal("", {10, 2}).outcome == detail::decimal_outcome::malformed);
    CHECK(detail::read_decimal("NaN", {10, 2}).outcome == detail::decimal_outcome::malformed);
    CHECK_FALSE(decimal<10, 2>::parse("1e").has_value());
    CHECK_FALSE(decimal<10, 2>::parse(".").has_value());
    CHECK_FALSE(decimal<10, 2>::parse("1.2.3").has_value());
    CHECK_FALSE(decimal<10, 2>::parse("1e999999999").has_value());
    CHECK(text(decimal<10, 2>::parse("1e-999999999")) == "0.00");
    CHECK(text(decimal<38, 38>::parse("-.00000000000000000000000000000000000005"))
          == "-0.00000000000000000000000000000000000005");
    CHECK(text(decimal<38, 0>::parse("99999999999999999999999999999999999999.4"))
          == "99999999999999999999999999999999999999");
    CHECK_FALSE(decimal<38, 0>::parse("99999999999999999999999999999999999999.5").has_value());
    CHECK(text(decimal<5, 2>::parse("0.0049")) == "0.00");
    CHECK(text(decimal<5, 2>::parse("0.005")) == "0.01");
    CHECK(text(decimal<5, 2>::parse("00012.3e1")) == "123.00");
}

TEST_CASE("decimal_to_decimal_rounds_half_up") {
    // Spark 4.3.0, recorded.
    CHECK(text(decimal<3, 2>::from(of<2, 1>("1.5"))) == "1.50");
    CHECK(text(decimal<5, 2>::from(of<6, 3>("123.456"))) == "123.46");
    CHECK(text(decimal<4, 2>::from(of<6, 3>("123.456"))) == "overflow");
    CHECK(text(decimal<2, 0>::from(of<2, 1>("2.5"))) == "3");
    CHECK(text(decimal<2, 0>::from(of<2, 1>("3.5"))) == "4");
    CHECK(text(decimal<2, 0>::from(of<2, 1>("-2.5"))) == "-3");
    CHECK(text(decimal<2, 0>::from(100)) == "overflow");
    CHECK(text(decimal<5, 2>::from(100)) == "100.00");
    CHECK(text(decimal<38, 37>::from(of<38, 0>("99999999999999999999999999999999999999"))) == "overflow");
}

TEST_CASE("double_to_decimal_goes_by_the_shortest_text") {
    // Spark 4.3.0, recorded.
    CHECK(text(decimal<10, 2>::from(1.5)) == "1.50");
    CHECK(text(decimal<10, 2>::from(1.005)) == "1.01");
    CHECK(text(decimal<10, 2>::from(1e20)) == "overflow");
    CHECK(text(decimal<10, 2>::from(std::numeric_limits<double>::quiet_NaN())) == "overflow");
    CHECK(text(decimal<10, 2>::from(-std::numeric_limits<double>::infinity())) == "overflow");
}

TEST_CASE("decimal_to_double_and_to_whole_numbers") {
    CHECK(of<10, 2>("-1234.56").to_double() == -1234.56);
    CHECK(of<38, 37>("0.1").to_double() == 0.1);
    CHECK(of<38, 0>("12345678901234567890123456789012345678").to_double()
          == 12345678901234567890123456789012345678.0);
    // Spark 4.3.0, recorded: cast(1.9 as int), cast(-1.9 as int), cast(1e10BD as int).
    CHECK(of<2, 1>("1.9").to_integer<std::int32_t>() == 1);
    CHECK(of<2, 1>("-1.9").to_integer<std::int32_t>() == -1);
    CHECK_FALSE(of<11, 0>("1e10").to_integer<std::int32_t>().has_value());
}

TEST_CASE("decimals_compare_by_value") {
    CHECK(of<3, 2>("1.50") == of<2, 1>("1.5"));
    CHECK(of<3, 2>("1.51") > of<2, 1>("1.5"));
    CHECK(of<2, 1>("-1.5") > of<3, 2>("-1.51"));
    CHECK(of<38, 0>("99999999999999999999999999999999999999") > of<38, 38>("0.9"));
    CHECK(of<38, 38>("-0.1") < of<38, 0>("0"));
}

TEST_CASE("decimal_arithmetic_has_the_types_and_values_of_spark") {
    // Spark 4.3.0, recorded. A literal has as many digits as it shows: 1.5 is decimal(2,1), 100 decimal(3,0).
    CHECK(typed(detail::remainder_of_decimals(of<2, 1>("7.5"), of<1, 0>("2"))) == "1.5 decimal(2,1)");
    CHECK(typed(detail::add_decimals(of<19, 0>("9223372036854775808"), of<1, 0>("1")))
          == "9223372036854775809 decimal(20,0)");
    CHECK(typed(detail::add_decimals(of<1, 1>("0.1"), of<1, 1>("0.2"))) == "0.3 decimal(2,1)");
    CHECK(typed(detail::add_decimals(of<2, 1>("1.1"), of<1, 0>("2"))) == "3.1 decimal(3,1)");
    CHECK(typed(detail::add_decimals(of<3, 2>("1.10"), of<4, 3>("2.200"))) == "3.300 decimal(5,3)");
    CHECK(typed(detail::multiply_decimals(of<2, 1>("1.5"), of<2, 1>("1.5"))) == "2.25 decimal(5,2)");
    CHECK(typed(detail::divide_decimals(of<2, 1>("1.5"), of<1, 1>("0.3"))) == "5.000000 decimal(8,6)");
    CHECK(typed(detail::divide_decimals(of<1, 0>("1"), of<2, 1>("3.0"))) == "0.333333 decimal(8,6)");
    CHECK(typed(detail::divide_decimals(of<3, 1>("10.0"), of<1, 0>("3"))) == "3.333333 decimal(8,6)");
    CHECK(typed(detail::divide_decimals(of<3, 2>("1.00"), of<4, 3>("3.000"))) == "0.3333333 decimal(11,7)");
    CHECK(typed(detail::subtract_decimals(of<2, 1>("1.0"), of<2, 1>("1.0"))) == "0.0 decimal(3,1)");
    CHECK(typed(detail::add_decimals(of<5, 2>("1"), of<1, 0>("1"))) == "2.00 decimal(6,2)");
    CHECK(typed(detail::multiply_decimals(of<5, 2>("1"), of<5, 2>("1"))) == "1.0000 decimal(11,4)");
    CHECK(typed(detail::multiply_decimals(of<10, 4>("1"), of<10, 4>("1"))) == "1.00000000 decimal(21,8)");
    CHECK(typed(detail::multiply_decimals(of<38, 10>("1"), of<38, 10>("1"))) == "1.000000 decimal(38,6)");
    CHECK(typed(detail::add_decimals(of<38, 18>("1"), of<38, 18>("1")))
          == "2.00000000000000000 decimal(38,17)");
    CHECK(typed(detail::divide_decimals(of<38, 0>("1"), of<38, 0>("3"))) == "0.333333 decimal(38,6)");
    CHECK(typed(detail::divide_decimals(of<38, 10>("1"), of<38, 10>("3"))) == "0.333333 decimal(38,6)");
    CHECK(typed(detail::divide_decimals(of<10, 2>("1"), of<10, 2>("3"))) == "0.3333333333333 decimal(23,13)");
    CHECK(typed(detail::remainder_of_decimals(of<10, 2>("1"), of<5, 1>("3"))) == "1.00 decimal(6,2)");
    CHECK(typed(detail::add_decimals(of<38, 0>("99999999999999999999999999999999999999"), of<1, 0>("1")))
          == "overflow decimal(38,0)");
    CHECK(
        typed(detail::multiply_decimals(of<38, 0>("99999999999999999999999999999999999999"), of<2, 0>("10")))
        == "overflow decimal(38,0)");
    CHECK(typed(detail::add_decimals(of<5, 4>("9.9999"), of<5, 4>("9.9999"))) == "19.9998 decimal(6,4)");
    CHECK(typed(detail::add_decimals(of<2, 1>("1.5"), of<1, 0>("1"))) == "2.5 decimal(3,1)");
    CHECK(detail::whole_quotient_of_decimals(of<2, 1>("7.9"), of<1, 0>("2")) == 3);
    CHECK(detail::whole_quotient_of_decimals(of<10, 2>("7.5"), of<5, 1>("2")) == 3);
}

TEST_CASE("wide_intermediates_keep_every_digit") {
    // Worked by hand; the products and quotients need more than 128 bits on the way.
    auto const largest = of<38, 0>("99999999999999999999999999999999999999");
    CHECK(text(detail::add_decimals(largest, -largest)) == "0");
    CHECK(text(detail::subtract_decimals(-largest, largest)) == "overflow");
    CHECK(text(detail::multiply_decimals(of<38, 19>("1.5"), of<38, 19>("-1.5"))) == "-2.250000");
    CHECK(text(detail::multiply_decimals(of<38, 38>("0.1"), of<38, 38>("0.1")))
          == "0.0100000000000000000000000000000000000");
    CHECK(text(detail::multiply_decimals(of<38, 38>("0.99999999999999999999999999999999999999"),
                                         of<38, 38>("0.99999999999999999999999999999999999999")))
          == "1.0000000000000000000000000000000000000");
    CHECK(text(detail::divide_decimals(of<38, 0>("1"), of<38, 38>("0.0000000000000000000000000000001")))
          == "10000000000000000000000000000000.000000");
    CHECK(text(detail::divide_decimals(of<38, 0>("1"), of<38, 38>("0.00000000000000000000000000000001")))
          == "overflow");
    CHECK(text(detail::divide_decimals(of<38, 0>("2"), of<38, 0>("-3"))) == "-0.666667");
    CHECK(text(detail::remainder_of_decimals(of<38, 0>("12345678901234567890123456789012345678"),
                                             of<38, 1>("0.7")))
          == "0.6");
    CHECK(text(detail::remainder_of_decimals(of<10, 2>("-7.50"), of<2, 1>("2.0"))) == "-1.50");
    CHECK(text(detail::remainder_of_decimals(of<38, 38>("0.5"), of<38, 0>("3")))
          == "0.50000000000000000000000000000000000000");
    CHECK_FALSE(detail::whole_quotient_of_decimals(largest, of<38, 38>("0.1")).has_value());
    CHECK(detail::whole_quotient_of_decimals(of<19, 0>("-9223372036854775808"), of<1, 0>("1"))
          == std::numeric_limits<std::int64_t>::min());
}
