// SPDX-License-Identifier: BSL-1.0
// The column type of a called function, and what is said of a function that cannot be called.
#include <weir/expr/aggregates.hpp>
#include <weir/expr/call.hpp>

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace {

using namespace weir::literals;
using weir::call;

struct record {
    double price;
    std::int32_t n;
    std::string name;
    std::optional<std::string> maybe;
};
struct point {
    double x;
    double y;
};

constexpr auto length = [](std::string_view s) { return static_cast<std::int64_t>(s.size()); };
constexpr auto tail = [](std::string_view s) { return s.substr(1); };

template <class E, class T>
constexpr bool gives = std::same_as<typename E::template result<record>, T>;

static_assert(gives<decltype(call(length, "name"_c)), std::int64_t>);
static_assert(gives<decltype(call(length, "maybe"_c)), std::optional<std::int64_t>>);
static_assert(gives<decltype(call(tail, "name"_c)), std::string>);
static_assert(gives<decltype(call(tail, "maybe"_c)), std::optional<std::string>>);
static_assert(
    gives<decltype(call([](std::optional<std::string_view>) { return 1; }, "maybe"_c)), std::int32_t>);
static_assert(
    gives<decltype(call([](double) { return std::optional<double>(); }, "price"_c)), std::optional<double>>);
static_assert(gives<decltype(call([](double x) { return point{x, x}; }, "price"_c)), point>);
static_assert(gives<decltype(call(length, "price"_c)), weir::unknown_type>);

static_assert(weir::detail::name_of<decltype(call(length, "name"_c))>().view() == "call(name)");
static_assert(weir::detail::has_aggregate<decltype(call(length, weir::max("name"_c)))>());
static_assert(decltype(call(length, "name"_c))::reads<record>() == weir::detail::one_column(2));

template <class E>
constexpr weir::verdict verdict_of(E const&) {
    return E::template check<record>();
}

static_assert(!verdict_of(call(length, "maybe"_c)).failed());
static_assert(verdict_of(call(length, "price"_c, "n"_c))
              == R"--(cannot call a function with (double, int) in "call(price, n)"; )--"
                 R"--(it has to be const and take as many, text as std::string_view)--");
static_assert(verdict_of(call([](double) {}, "price"_c))
              == R"--(function returns nothing in "call(price)"; return the value of the column)--");
static_assert(verdict_of(call([](double) { return 1U; }, "price"_c))
              == R"--(unsigned column "call(price)": Spark has no unsigned type; use std::int64_t)--");
static_assert(verdict_of(call(length, "nam"_c)).failed());

} // namespace
