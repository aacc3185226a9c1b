// SPDX-License-Identifier: BSL-1.0
// The user's function gets values in flight, is kept from nulls that it does not take, and may throw.
#include <weir/expr/call.hpp>
#include <weir/expr/cast.hpp>

#include "catch.hpp"

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace weir::literals;

struct record {
    double price = 1.5;
    std::int32_t n = 3;
    std::string name = "text";
    std::optional<double> maybe;
    std::vector<std::int32_t> list = {1, 2, 3};
};

template <class E>
auto value_of(E const& e, record const& row = {}) {
    static_assert(!E::template check<record>().failed());
    return weir::detail::own<typename E::template result<record>>(
        e.template eval<record>(weir::detail::struct_ref<record>{&row}));
}

double twice(double x) { return 2 * x; }

} // namespace

TEST_CASE("call_applies_a_function_to_the_values_of_a_row") {
    CHECK(value_of(weir::call([](double price, std::int32_t n) { return price * n; }, "price"_c, "n"_c))
          == 4.5);
    CHECK(value_of(weir::call(twice, "price"_c)) == 3.0);
    CHECK(value_of(weir::call(&twice, 4)) == 8.0);
    CHECK(value_of(weir::call([] { return std::int64_t{7}; })) == 7);
    CHECK(value_of(weir::call([](std::vector<std::int32_t> const& l) { return l.back(); }, "list"_c)) == 3);
}

TEST_CASE("call_passes_text_as_a_view_and_keeps_what_it_returns") {
    auto const tail = [](std::string_view s) { return s.substr(1); };
    CHECK(value_of(weir::call(tail, "name"_c)) == "ext");
    CHECK(value_of(weir::call(tail, "price"_c.cast<std::string>())) == ".5");
    CHECK(value_of(weir::call(tail, weir::call(tail, "price"_c.cast<std::string>()))) == "5");
    CHECK(value_of(weir::call([](std::string_view s) { return std::string(s) + "!"; }, "name"_c)) == "text!");
    CHECK(value_of(weir::call([](double) { return "constant"; }, "price"_c)) == "constant");
}

TEST_CASE("call_is_null_for_a_null_that_the_function_does_not_take") {
    int calls = 0;
    auto const e = weir::call([&calls](double x) { return ++calls, x; }, "maybe"_c);
    CHECK(value_of(e) == std::nullopt);
    CHECK(calls == 0);
    record row;
    row.maybe = 2;
    CHECK(value_of(e, row) == 2.0);
    CHECK(calls == 1);
}

TEST_CASE("call_hands_over_a_null_that_the_function_takes") {
    auto const e = weir::call([](std::optional<double> x) { return x.value_or(-1); }, "maybe"_c);
    CHECK(value_of(e) == -1);
    CHECK(value_of(weir::call([](std::optional<double> x) { return x; }, "price"_c)) == 1.5);
}

TEST_CASE("what_a_called_function_throws_passes_through") {
    auto const e = weir::call([](double) -> double { throw std::invalid_argument("no"); }, "price"_c);
    CHECK_THROWS_AS(value_of(e), std::invalid_argument);
}

TEST_CASE("call_keeps_its_function_over_other_operands") {
    auto const e = weir::call(twice, "price"_c).with_operands("n"_c);
    CHECK(value_of(e) == 6.0);
}
