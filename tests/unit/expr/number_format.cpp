// SPDX-License-Identifier: BSL-1.0
// Numbers read and written by a format are what Spark 4.3.0 gave (strings.json and answers of the same
// kinds).
#include <weir/expr/cast.hpp>
#include <weir/expr/column.hpp>
#include <weir/expr/number_format.hpp>

#include "catch.hpp"
#include "unit/expr/evaluate.hpp"

#include <concepts>
#include <optional>
#include <string>

namespace {

using namespace weir::literals;
using test::error_of;
using test::name_of;
using test::value_of;

template <weir::fixed_string Format>
std::string number(char const* text) {
    return value_of(weir::cast<std::string>(weir::to_number<Format>(text)));
}
template <weir::fixed_string Format, class T>
std::string written(T value) {
    return value_of(weir::to_char<Format>(value));
}

} // namespace

TEST_CASE("to_number_reads_a_format") {
    CHECK(number<"999">("454") == "454");
    CHECK(number<"000.00">("454.00") == "454.00");
    CHECK(number<"99,999">("12,454") == "12454");
    CHECK(number<"$99.99">("$78.12") == "78.12");
    CHECK(number<"99,999.9S">("12,454.8-") == "-12454.8");
    CHECK(number<"99PR">("<12>") == "-12");
    CHECK(number<"MI99">("-12") == "-12");
    CHECK(number<"9.9">(".5") == "0.5");
    CHECK(number<"9.9">("5") == "5.0");
    CHECK(number<"999,999">("12,345") == "12345");
    CHECK(number<"0999">("0123") == "123");
    CHECK(value_of(weir::try_to_number<"999">("abc")) == std::nullopt);
    static_assert(std::same_as<decltype(value_of(weir::to_number<"99.9">("1"))), weir::decimal<3, 1>>);
}

TEST_CASE("to_number_rejects_what_is_not_of_the_format") {
    constexpr auto mismatch = "INVALID_FORMAT.MISMATCH_INPUT";
    CHECK(error_of(weir::to_number<"999">("1234")) == mismatch);
    CHECK(error_of(weir::to_number<"000">("12")) == mismatch);
    CHECK(error_of(weir::to_number<"9G999">("1234")) == mismatch);
    CHECK(error_of(weir::to_number<"MI99">(" -12")) == mismatch);
    CHECK(error_of(weir::to_number<"$9">("5")) == mismatch);
    CHECK(error_of(weir::to_number<".9">("0.5")) == mismatch);
    CHECK(error_of(weir::to_number<"999">("")) == mismatch);
}

TEST_CASE("to_char_writes_a_format") {
    CHECK(written<"999">(123) == "123");
    CHECK(written<"999">(5) == "  5");
    CHECK(written<"0999">(5) == "0005");
    CHECK(written<"999">(0) == "   ");
    CHECK(written<"9,999">(5) == "    5");
    CHECK(written<"999">(1234) == "###");
    CHECK(written<"99G999D9S">(weir::decimal<7, 1>::parse("-12454.8").value()) == "12,454.8-");
    CHECK(written<"9.9">(weir::decimal<3, 2>::parse("1.25").value()) == "#.#");
    CHECK(written<"S9.9">(weir::decimal<2, 1>::parse("-0.5").value()) == " -.5");
    CHECK(written<"S999">(-5) == "  -5");
    CHECK(written<"S$999">(-5) == "-$  5");
    CHECK(written<"99PR">(-12) == "<12>");
    CHECK(written<"99PR">(12) == "12  ");
    CHECK(written<"S999,999.00">(100) == "    +100.00");
    CHECK(value_of(weir::to_char<"9.9">(1.5)) == "1.5");
    CHECK(name_of(weir::to_char<"999">(nullptr)) == "to_char(NULL, 999)");
}
