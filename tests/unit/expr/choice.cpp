// SPDX-License-Identifier: BSL-1.0
// Choices and tests give what Spark 4.3.0 gave (conditional.json, comparison.json, number_columns.json).
#include <weir/core/date_text.hpp>
#include <weir/core/timestamp_text.hpp>
#include <weir/expr/choice.hpp>
#include <weir/expr/column.hpp>
#include <weir/expr/text_case.hpp>

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
using test::name_of;
using test::value_of;
using weir::decimal;

struct record {
    std::int32_t i = 7;
    std::int64_t l = 9;
    std::optional<std::int32_t> maybe;
    double d = 1.5;
    std::string s = "text";
    std::optional<std::string> t;
    decimal<10, 2> c;
};
double const not_a_number = std::numeric_limits<double>::quiet_NaN();

} // namespace

TEST_CASE("greatest_and_least_leave_nulls_out") {
    CHECK(value_of(weir::greatest(1, nullptr, 3)) == 3);
    CHECK(value_of(weir::least(1, nullptr, 3)) == 1);
    CHECK(value_of(weir::greatest("i"_c, "l"_c, "d"_c), record{}) == 9.0);
    CHECK(value_of(weir::greatest("maybe"_c, "maybe"_c), record{}) == std::nullopt);
    CHECK(value_of(weir::greatest("maybe"_c, 4), record{}) == 4);
    CHECK(std::isnan(value_of(weir::greatest("d"_c, not_a_number), record{})));
    CHECK(value_of(weir::least("d"_c, not_a_number), record{}) == 1.5);
    CHECK(value_of(weir::greatest("s"_c, "t"_c, "abc"), record{}) == "text");
    CHECK(value_of(weir::least(weir::upper("s"_c), "s"_c), record{}) == "TEXT");
    CHECK(value_of(weir::least(std::int8_t{-128}, *decimal<10, 2>::parse("-0.05")))
          == *decimal<10, 2>::parse("-128"));
    static_assert(
        std::same_as<decltype(weir::greatest("i"_c, "l"_c, "maybe"_c))::result<record>, std::int64_t>);
    static_assert(decltype(weir::greatest("i"_c, "s"_c))::check<record>().failed());
    CHECK(name_of(weir::least("i"_c, "l"_c)) == "least(i, l)");
}

TEST_CASE("nullif_nvl_and_ifnull") {
    CHECK(value_of(weir::nullif("i"_c, 7), record{}) == std::nullopt);
    CHECK(value_of(weir::nullif("i"_c, 2), record{}) == 7);
    CHECK(value_of(weir::nullif("i"_c, nullptr), record{}) == 7);
    CHECK(value_of(weir::nullif("i"_c, 7.0), record{}) == std::nullopt);
    CHECK(value_of(weir::nullif("s"_c, "x"), record{}) == "text");
    CHECK(value_of(weir::nullif(weir::upper("s"_c), "x"), record{}) == "TEXT");
    CHECK(value_of(weir::nvl("maybe"_c, 1), record{}) == 1);
    CHECK(value_of(weir::ifnull(nullptr, "x")) == "x");
    CHECK(value_of(weir::nvl("maybe"_c, 1).with_operands("i"_c, "l"_c), record{}) == 7);
    CHECK(value_of(weir::coalesce("maybe"_c, *decimal<2, 1>::parse("2.5")), record{})
          == *decimal<11, 1>::parse("2.5"));
    static_assert(std::same_as<decltype(weir::nvl("maybe"_c, 1))::result<record>, std::int32_t>);
    static_assert(
        std::same_as<decltype(weir::nullif("i"_c, "l"_c))::result<record>, std::optional<std::int32_t>>);
    CHECK(name_of(weir::nvl("maybe"_c, "i"_c)) == "nvl(maybe, i)");
    CHECK(name_of(weir::nullif("i"_c, "l"_c)) == "nullif(i, l)");
}

TEST_CASE("between_is_closed_and_three_valued") {
    CHECK(value_of(weir::between(2, 1, 3)));
    CHECK(value_of(weir::between(1, 1, 1)));
    CHECK_FALSE(value_of(weir::between(2, 3, 1)));
    CHECK(value_of(weir::between(nullptr, 1, 2)) == std::nullopt);
    CHECK(value_of(weir::between(2, nullptr, 1)) == false);
    CHECK(value_of(weir::between(2, nullptr, 3)) == std::nullopt);
    CHECK(value_of(weir::between("b", "a", "c")));
    CHECK(value_of(weir::between(*decimal<2, 1>::parse("1.5"), 1, std::int64_t{2})));
    CHECK(value_of(weir::between("2024-01-15"_date, "2024-01-01"_date, "2024-01-31 00:00:00"_ts)));
    static_assert(std::same_as<decltype(weir::between("i"_c, 1, 2))::result<record>, bool>);
    static_assert(decltype(weir::between("i"_c, 1, 2))::total<record>);
    static_assert(decltype(weir::between("i"_c, "s"_c, 2))::check<record>().failed());
    CHECK(name_of(weir::between("i"_c, "l"_c, "d"_c)) == "between(i, l, d)");
}

TEST_CASE("isin_is_three_valued") {
    CHECK(value_of(weir::isin(1, 1, 2)));
    CHECK_FALSE(value_of(weir::isin(3, 1, 2)));
    CHECK(value_of(weir::isin(3, 1, nullptr)) == std::nullopt);
    CHECK(value_of(weir::isin(1, 1, nullptr)) == true);
    CHECK(value_of(weir::isin(nullptr, 1, 2)) == std::nullopt);
    CHECK(value_of(weir::isin("a", "a", "b")));
    CHECK(value_of(weir::isin(not_a_number, 1.0, not_a_number)));
    CHECK(value_of(weir::isin("t"_c, "a"), record{}) == std::nullopt);
    static_assert(std::same_as<decltype(weir::isin("i"_c, 1, 2))::result<record>, bool>);
    static_assert(
        decltype(weir::isin("i"_c, "s"_c))::check<record>()
        == R"--(cannot compare int IN string; cast one side to the type of the other in "(i IN (s))")--");
    CHECK(name_of(weir::isin("i"_c, "l"_c, "d"_c)) == "(i IN (l, d))");
}
