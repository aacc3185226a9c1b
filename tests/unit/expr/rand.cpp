// SPDX-License-Identifier: BSL-1.0
// Random columns lie where they should, repeat with their seed, and differ from each other.
#include <weir/expr/rand.hpp>

#include "catch.hpp"

#include <cmath>
#include <concepts>

namespace {

struct record {
    int n = 0;
};
constexpr record row;
constexpr weir::detail::struct_ref<record> flight{&row};

} // namespace

TEST_CASE("rand_is_spread_evenly_from_0_to_1") {
    auto const e = weir::rand(1);
    static_assert(std::same_as<decltype(e)::result<record>, double>);
    double sum = 0;
    int low = 0;
    for (int i = 0; i < 100'000; ++i) {
        double const x = e.eval<record>(flight);
        REQUIRE((x >= 0 && x < 1));
        sum += x;
        low += x < 0.25 ? 1 : 0;
    }
    CHECK(sum / 100'000 == test::approx(0.5).margin(0.01));
    CHECK(low / 100'000.0 == test::approx(0.25).margin(0.01));
}

TEST_CASE("randn_has_mean_0_and_deviation_1") {
    auto const e = weir::randn(7);
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < 100'000; ++i) {
        double const x = e.eval<record>(flight);
        sum += x;
        squares += x * x;
    }
    CHECK(sum / 100'000 == test::approx(0).margin(0.02));
    CHECK(squares / 100'000 == test::approx(1).margin(0.02));
}

TEST_CASE("rand_repeats_with_its_seed_only") {
    CHECK(weir::rand(5).eval<record>(flight) == weir::rand(5).eval<record>(flight));
    CHECK(weir::rand(5).eval<record>(flight) != weir::rand(6).eval<record>(flight));
    CHECK(weir::rand(-5).eval<record>(flight) != weir::rand(0).eval<record>(flight));
    CHECK(weir::rand().eval<record>(flight) != weir::rand().eval<record>(flight));
    CHECK(weir::randn().eval<record>(flight) != weir::randn().eval<record>(flight));
    auto const e = weir::rand();
    CHECK(e.eval<record>(flight) != e.eval<record>(flight));
}

TEST_CASE("rand_is_named_as_in_spark") {
    static_assert(weir::detail::name_of<decltype(weir::rand())>().view() == "rand()");
    static_assert(weir::detail::name_of<decltype(weir::randn(1))>().view() == "randn(?)");
    SUCCEED();
}
