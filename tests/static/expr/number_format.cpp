// SPDX-License-Identifier: BSL-1.0
// Formats of numbers that are refused at compile time.
#include <weir/expr/column.hpp>
#include <weir/expr/number_format.hpp>

#include <string>

namespace {

using namespace weir::literals;

struct row {
    std::string text;
};

template <weir::fixed_string Format>
constexpr auto verdict_on = decltype(weir::to_number<Format>("text"_c))::template check<row>();

static_assert(!verdict_on<"$99,999.99S">.failed());
static_assert(
    verdict_on<"x">
    == R"--(the format "x" of to_number has a sign in a wrong place; write it like $99,999.99 or S999 in "to_number(text, x)")--");
static_assert(verdict_on<"S">.view().starts_with(R"--(the format "S" of to_number has no digit)--"));
static_assert(verdict_on<"9,">.view().starts_with(
    R"--(the format "9," of to_number has a separator without digits beside it)--"));
static_assert(verdict_on<"">.view().starts_with(R"--(the format "" of to_number is empty)--"));

} // namespace
