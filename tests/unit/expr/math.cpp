// SPDX-License-Identifier: BSL-1.0
// The functions of numbers give what Spark 4.3.0 gave (math.json, arithmetic.json, number_columns.json).
#include <weir/expr/column.hpp>
#include <weir/expr/math.hpp>

#include "catch.hpp"
#include "unit/expr/evaluate.hpp"

#include <cmath>
#include <concepts>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>

namespace {

using namespace weir::literals;
using test::error_of;
using test::name_of;
using test::value_of;
using weir::decimal;

struct record {
    std::int32_t i = 7;
    std::optional<std::int32_t> maybe;
    double d = 1.5;
    std::string s = "text";
    decimal<10, 2> c;
};

template <int P, int S>
decimal<P, S> dec(char const* text) {
    return *decimal<P, S>::parse(text);
}
double const not_a_number = std::numeric_limits<double>::quiet_NaN();
double const infinity = std::numeric_limits<double>::infinity();
constexpr auto most_int = std::numeric_limits<std::int32_t>::max();
constexpr auto least_int = std::numeric_limits<std::int32_t>::min();

} // namespace

TEST_CASE("round_takes_halves_away_from_zero") {
    CHECK(value_of(weir::round(0.5)) == 1);
    CHECK(value_of(weir::round(2.5)) == 3);
    CHECK(value_of(weir::round(-0.5)) == -1);
    CHECK(value_of(weir::round(-2.5)) == -3);
    CHECK(value_of(weir::round<2>(1.005)) == 1.01);
    CHECK(value_of(weir::round<2>(1.115)) == 1.12);
    CHECK(value_of(weir::round(2.675, 2)) == 2.68);
    CHECK(value_of(weir::round(1234.5678, -2)) == 1200);
    CHECK(value_of(weir::round(1e300, 2)) == 1e300);
    CHECK(std::isnan(value_of(weir::round<2>(not_a_number))));
    CHECK(value_of(weir::round<1>(infinity)) == infinity);
    CHECK(std::signbit(value_of(weir::round(-0.0))) == false);
    CHECK(value_of(weir::round(2.5F)) == 3);
    CHECK(value_of(weir::round<1>(1.15F)) == 1.1F);
    CHECK(value_of(weir::round(15, -1)) == 20);
    CHECK(value_of(weir::round(-15, -1)) == -20);
    CHECK(value_of(weir::round<-1>(14)) == 10);
    CHECK(value_of(weir::round(5, 2)) == 5);
    CHECK(error_of(weir::round(most_int, -1)) == "ARITHMETIC_OVERFLOW");
    CHECK(error_of(weir::round<-1>(std::int8_t{127})) == "ARITHMETIC_OVERFLOW");
    CHECK(name_of(weir::round("d"_c)) == "round(d, 0)");
}

TEST_CASE("round_gives_a_double_as_its_text_says") {
    for (int n = -2000; n <= 2000; ++n) { // every half of two digits, written as three
        double const half = n / 1000.0;
        char text[16];
        std::snprintf(text, sizeof text, "%.3f", half);
        auto const exact = *decimal<10, 2>::parse(text);
        CHECK(value_of(weir::round<2>(half)) == exact.to_double());
    }
}

TEST_CASE("round_of_a_decimal_has_a_type_of_its_own") {
    CHECK(value_of(weir::round(dec<2, 1>("2.5"))) == dec<2, 0>("3"));
    CHECK(value_of(weir::round<2>(dec<4, 3>("-1.255"))) == dec<4, 2>("-1.26"));
    CHECK(value_of(weir::round<1>(dec<6, 3>("123.456"))) == dec<5, 1>("123.5"));
    CHECK(value_of(weir::round<5>(dec<6, 3>("123.456"))) == dec<7, 3>("123.456"));
    CHECK(value_of(weir::round<-1>(dec<6, 3>("123.456"))) == dec<4, 0>("120"));
    CHECK(value_of(weir::round<-3>(dec<5, 2>("999.99"))) == dec<4, 0>("1000"));
    static_assert(std::same_as<decltype(weir::round("c"_c))::result<record>, decimal<9, 0>>);
    static_assert(std::same_as<decltype(weir::round<1>("c"_c))::result<record>, decimal<10, 1>>);
    static_assert(std::same_as<decltype(weir::round<-3>(dec<5, 2>("1")))::result<record>, decimal<4, 0>>);
}

TEST_CASE("bround_takes_halves_to_the_even_neighbour") {
    CHECK(value_of(weir::bround(0.5)) == 0);
    CHECK(value_of(weir::bround(1.5)) == 2);
    CHECK(value_of(weir::bround(2.5)) == 2);
    CHECK(value_of(weir::bround(25, -1)) == 20);
    CHECK(value_of(weir::bround(35, -1)) == 40);
    CHECK(value_of(weir::bround<1>(1.25)) == 1.2);
    CHECK(value_of(weir::bround<1>(1.35)) == 1.4);
    CHECK(value_of(weir::bround<2>(dec<4, 3>("1.245"))) == dec<4, 2>("1.24"));
    CHECK(value_of(weir::bround(dec<2, 1>("-2.5"))) == dec<2, 0>("-2"));
}

TEST_CASE("floor_and_ceil_give_whole_numbers") {
    CHECK(value_of(weir::ceil(1.2)) == 2);
    CHECK(value_of(weir::ceil(-0.5)) == 0);
    CHECK(value_of(weir::ceil(5)) == 5);
    CHECK(value_of(weir::ceil(dec<2, 1>("-1.2"))) == dec<2, 0>("-1"));
    CHECK(value_of(weir::floor(dec<2, 1>("-1.2"))) == dec<2, 0>("-2"));
    CHECK(value_of(weir::floor(-1.2)) == -2);
    CHECK(value_of(weir::ceil(not_a_number)) == 0);
    CHECK(error_of(weir::ceil(1e20)) == "ARITHMETIC_OVERFLOW");
    CHECK(error_of(weir::floor(-1e20)) == "ARITHMETIC_OVERFLOW");
    static_assert(std::same_as<decltype(weir::ceil("c"_c))::result<record>, decimal<9, 0>>);
    static_assert(std::same_as<decltype(weir::floor("i"_c))::result<record>, std::int64_t>);
    CHECK(name_of(weir::floor("d"_c)) == "FLOOR(d)");
}

TEST_CASE("abs_keeps_the_type_and_overflows") {
    CHECK(value_of(weir::abs(-5)) == 5);
    CHECK(value_of(weir::abs(-5.5)) == 5.5);
    CHECK(value_of(weir::abs(dec<3, 2>("-1.50"))) == dec<3, 2>("1.50"));
    CHECK(error_of(weir::abs(least_int)) == "ARITHMETIC_OVERFLOW");
    CHECK(error_of(weir::abs(std::int8_t{-128})) == "ARITHMETIC_OVERFLOW");
    CHECK_FALSE(std::signbit(value_of(weir::abs(-0.0))));
}

TEST_CASE("powers_and_logarithms") {
    CHECK(value_of(weir::sqrt(4)) == 2);
    CHECK(std::isnan(value_of(weir::sqrt(-1))));
    CHECK(value_of(weir::cbrt(-8)) == -2);
    CHECK(value_of(weir::pow(2, 10)) == 1024);
    CHECK(value_of(weir::pow(0, -1)) == infinity);
    CHECK(value_of(weir::pow(not_a_number, 0)) == 1);
    CHECK(std::isnan(value_of(weir::pow(1, not_a_number))));
    CHECK(value_of(weir::exp(1)) == test::approx(2.718281828459045));
    CHECK(value_of(weir::exp(1000)) == infinity);
    CHECK(value_of(weir::ln(1)) == 0.0);
    CHECK(value_of(weir::ln(0)) == std::nullopt);
    CHECK(value_of(weir::ln(-1)) == std::nullopt);
    CHECK(value_of(weir::log(2, 8)) == 3.0);
    CHECK(value_of(weir::log(0, 1)) == std::nullopt);
    CHECK(std::isnan(*value_of(weir::log(1, 1))));
    CHECK(value_of(weir::log10(1000)) == 3.0);
    CHECK(value_of(weir::log2(8)) == 3.0);
    CHECK(name_of(weir::log("d"_c)) == "LOG(E(), d)");
    CHECK(value_of(weir::isnan(not_a_number)));
    CHECK_FALSE(value_of(weir::isnan(1)));
    CHECK_FALSE(value_of(weir::isnan(nullptr)));
    CHECK_FALSE(value_of(weir::isnan("maybe"_c), record{}));
}

TEST_CASE("int_div_cuts_and_pmod_is_never_negative_for_a_positive_divisor") {
    CHECK(value_of(weir::int_div(7, 2)) == 3);
    CHECK(value_of(weir::int_div(-7, 2)) == -3);
    CHECK(value_of(weir::int_div(dec<2, 1>("7.9"), 2)) == 3);
    CHECK(value_of(weir::int_div(dec<10, 2>("7.5"), dec<5, 1>("2"))) == 3);
    CHECK(error_of(weir::int_div(7, 0)) == "DIVIDE_BY_ZERO");
    CHECK(error_of(weir::int_div(std::numeric_limits<std::int64_t>::min(), -1)) == "ARITHMETIC_OVERFLOW");
    CHECK(value_of(weir::pmod(7, 3)) == 1);
    CHECK(value_of(weir::pmod(-7, 3)) == 2);
    CHECK(value_of(weir::pmod(7, -3)) == 1);
    CHECK(value_of(weir::pmod(-7, -3)) == -1);
    CHECK(value_of(weir::pmod(-7.5, 2.0)) == 0.5);
    CHECK(value_of(weir::pmod(dec<3, 1>("-7.5"), dec<2, 1>("2.0"))) == dec<2, 1>("0.5"));
    CHECK(error_of(weir::pmod(1, 0)) == "REMAINDER_BY_ZERO");
    CHECK(name_of(weir::int_div("i"_c, "i"_c)) == "(i div i)");
    static_assert(decltype(weir::int_div("d"_c, "i"_c))::check<record>()
                  == R"--(cannot int_div double by int; divide by / and cast the quotient in "(d div i)")--");
}

TEST_CASE("try_functions_give_null_instead_of_an_error") {
    CHECK(value_of(weir::try_add(most_int, 1)) == std::nullopt);
    CHECK(value_of(weir::try_add(1, 2)) == 3);
    CHECK(value_of(weir::try_add(std::int8_t{127}, std::int8_t{1})) == std::nullopt);
    CHECK(value_of(weir::try_subtract(least_int, 1)) == std::nullopt);
    CHECK(value_of(weir::try_multiply(most_int, 2)) == std::nullopt);
    CHECK(value_of(weir::try_multiply(dec<38, 0>("99999999999999999999999999999999999999"), dec<2, 0>("10")))
          == std::nullopt);
    CHECK(value_of(weir::try_divide(1, 0)) == std::nullopt);
    CHECK(value_of(weir::try_divide(3, 2)) == 1.5);
    CHECK(value_of(weir::try_mod(7, 0)) == std::nullopt);
    CHECK(value_of(weir::try_mod(7, 3)) == 1);
    CHECK(value_of(weir::try_add("maybe"_c, 1), record{}) == std::nullopt);
    CHECK(name_of(weir::try_add("i"_c, "d"_c)) == "try_add(i, d)");
    static_assert(
        std::same_as<decltype(weir::try_add("i"_c, "i"_c))::result<record>, std::optional<std::int32_t>>);
    static_assert(decltype(weir::try_add("i"_c, "s"_c))::check<record>()
                  == R"--(argument 2 of try_add is string; it has to be a number in "try_add(i, s)")--");
}
