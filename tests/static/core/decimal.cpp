// SPDX-License-Identifier: BSL-1.0
// Result types of decimal arithmetic, and decimals at compile time.
#include <weir/core/decimal.hpp>
#include <weir/core/number_text.hpp>

#include <cstdint>

namespace {

using weir::detail::decimal_shape;

// Spark 4.3.0, recorded (arithmetic.json).
static_assert(weir::detail::sum_shape({1, 1}, {1, 1}) == decimal_shape{2, 1});
static_assert(weir::detail::sum_shape({38, 18}, {38, 18}) == decimal_shape{38, 17});
static_assert(weir::detail::sum_shape({5, 2}, {1, 0}) == decimal_shape{6, 2});
static_assert(weir::detail::product_shape({5, 2}, {5, 2}) == decimal_shape{11, 4});
static_assert(weir::detail::product_shape({10, 4}, {10, 4}) == decimal_shape{21, 8});
static_assert(weir::detail::product_shape({38, 10}, {38, 10}) == decimal_shape{38, 6});
static_assert(weir::detail::quotient_shape({38, 0}, {38, 0}) == decimal_shape{38, 6});
static_assert(weir::detail::quotient_shape({10, 2}, {10, 2}) == decimal_shape{23, 13});
static_assert(weir::detail::quotient_shape({2, 1}, {1, 0}) == decimal_shape{7, 6});
static_assert(weir::detail::remainder_shape({10, 2}, {5, 1}) == decimal_shape{6, 2});
static_assert(weir::detail::remainder_shape({2, 1}, {1, 0}) == decimal_shape{2, 1});

static_assert(weir::decimal<10, 2>::parse("1.545")->unscaled() == 155);
static_assert(weir::decimal<10, 2>::parse("-1.555")->unscaled() == -156);
static_assert(!weir::decimal<10, 2>::parse("99999999.995").has_value());
static_assert(*weir::decimal<3, 2>::parse("1.50") == *weir::decimal<2, 1>::parse("1.5"));

static_assert(weir::parse_integer<std::int32_t>(" -12345678 ") == -12'345'678);
static_assert(!weir::parse_integer<std::int8_t>("128").has_value());
static_assert(weir::parse_boolean("Yes") == true && weir::parse_boolean("0") == false);
static_assert(!weir::parse_boolean("on").has_value());

} // namespace
