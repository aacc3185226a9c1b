// SPDX-License-Identifier: BSL-1.0
// Errors carry Spark's condition and say where they happened.
#include <weir/core/error.hpp>

#include "catch.hpp"

#include <stdexcept>
#include <string>

namespace {

template <class Error, class Throw>
std::string condition_of(Throw const& raise) {
    try {
        raise();
    } catch (Error const& e) {
        return e.condition();
    }
    return "";
}

} // namespace

TEST_CASE("error_names_condition_and_message") {
    weir::error const e("DIVIDE_BY_ZERO", "division by zero");
    CHECK(e.condition() == "DIVIDE_BY_ZERO");
    CHECK(e.message() == "division by zero");
    CHECK(e.context().empty());
    CHECK(std::string(e.what()) == "[DIVIDE_BY_ZERO] division by zero");
}

TEST_CASE("context_is_added_on_the_way_up_and_keeps_the_type") {
    try {
        try {
            try {
                weir::detail::throw_cast_invalid_input("x1", "string", "int");
            } catch (weir::error& e) {
                e.with_context("file", "a.csv").with_context("line", 3).with_context("column", "price");
                throw;
            }
        } catch (weir::error& e) {
            e.with_context("batch", 7);
            throw;
        }
    } catch (weir::cast_error const& e) {
        CHECK(e.context() == R"(file "a.csv", line 3, column "price", batch 7)");
        CHECK(
            std::string(static_cast<std::runtime_error const&>(e).what())
            == R"([CAST_INVALID_INPUT] cannot cast "x1" from string to int; use try_cast to get null instead )"
               R"((file "a.csv", line 3, column "price", batch 7))");
    }
}

TEST_CASE("helpers_throw_the_conditions_of_spark") {
    using namespace weir;
    CHECK(condition_of<arithmetic_error>([] { detail::throw_divide_by_zero(); }) == "DIVIDE_BY_ZERO");
    CHECK(condition_of<arithmetic_error>([] { detail::throw_remainder_by_zero(); }) == "REMAINDER_BY_ZERO");
    CHECK(condition_of<arithmetic_error>([] { detail::throw_arithmetic_overflow("int", "try_add"); })
          == "ARITHMETIC_OVERFLOW");
    CHECK(condition_of<arithmetic_error>(
              [] { detail::throw_binary_arithmetic_overflow(127, "+", 1, "tinyint"); })
          == "BINARY_ARITHMETIC_OVERFLOW");
    CHECK(condition_of<cast_error>([] { detail::throw_cast_invalid_input("x", "string", "int"); })
          == "CAST_INVALID_INPUT");
    CHECK(condition_of<cast_error>([] { detail::throw_cast_overflow("300", "int", "tinyint"); })
          == "CAST_OVERFLOW");
    CHECK(condition_of<arithmetic_error>([] { detail::throw_numeric_value_out_of_range("123.46", 4, 2); })
          == "NUMERIC_VALUE_OUT_OF_RANGE.WITH_SUGGESTION");
}
