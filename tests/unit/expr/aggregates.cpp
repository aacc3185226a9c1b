// SPDX-License-Identifier: BSL-1.0
// Aggregate functions: what the recordings do not reach, such as accumulators put together from panes.
#include <weir/testing.hpp>

#include "catch.hpp"

#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace {

using namespace weir::literals;

struct point {
    double x;
    double y;
};

struct item {
    std::string key;
    std::optional<std::int32_t> v;
};

template <class Accumulator, class Rows>
Accumulator fed(Rows const& rows) {
    Accumulator a;
    for (auto const& [x, y] : rows) a.add(x, y);
    return a;
}

std::string error_of(auto const& plan) {
    try {
        (void)plan.collect();
    } catch (weir::error const& e) {
        return e.condition();
    }
    return "none";
}

} // namespace

TEST_CASE("moments_of_parts_put_together_are_those_of_the_whole") {
    weir::detail::central_moments<4> whole;
    weir::detail::central_moments<4> first;
    weir::detail::central_moments<4> second;
    for (int i = 0; i < 20; ++i) {
        double const x = i * i * 0.5 - 3;
        whole.take(x);
        (i < 7 ? first : second).take(x);
    }
    first.join(second);
    CHECK(first.n == 20);
    CHECK(first.m2 == Approx(whole.m2).epsilon(1e-12));
    CHECK(first.m3 == Approx(whole.m3).epsilon(1e-12));
    CHECK(first.m4 == Approx(whole.m4).epsilon(1e-12));
}

TEST_CASE("regression_through_a_line_finds_the_line") {
    auto const rows =
        (weir::table<point>({{1, 5}, {2, 7}, {4, 11}})
         | weir::agg(weir::regr_slope("y"_c, "x"_c).as<"slope">(),
                     weir::regr_intercept("y"_c, "x"_c).as<"at">(), weir::regr_r2("y"_c, "x"_c).as<"r2">(),
                     weir::regr_avgx("y"_c, "x"_c).as<"mx">(), weir::regr_sxx("y"_c, "x"_c).as<"sxx">(),
                     weir::regr_sxy("y"_c, "x"_c).as<"sxy">()))
            .collect();
    CHECK(rows[0]["slope"_c].value() == Approx(2));
    CHECK(rows[0]["at"_c].value() == Approx(3));
    CHECK(rows[0]["r2"_c].value() == Approx(1));
    CHECK(rows[0]["mx"_c].value() == Approx(7.0 / 3));
    CHECK(rows[0]["sxx"_c].value() == Approx(14.0 / 3));
    CHECK(rows[0]["sxy"_c].value() == Approx(28.0 / 3));
}

TEST_CASE("modified_aggregates_see_some_of_the_values") {
    auto const rows =
        (weir::table<item>({{"a", 1}, {"b", 2}, {"a", 1}, {"b", std::nullopt}}) | weir::group_by("key"_c)
         | weir::agg(weir::sum("v"_c).distinct().as<"s">(), weir::count("*").where("v"_c > 1).as<"n">(),
                     weir::max("v"_c).where("key"_c == "a").as<"m">())
         | weir::order_by("key"_c))
            .collect();
    REQUIRE(rows.size() == 2);
    CHECK(rows[0]["s"_c] == 1);
    CHECK(rows[0]["n"_c] == 0);
    CHECK(rows[0]["m"_c] == 1);
    CHECK(rows[1]["s"_c] == 2);
    CHECK(rows[1]["n"_c] == 1);
    CHECK(rows[1]["m"_c] == std::nullopt);
}

TEST_CASE("of_rows_with_one_order_max_by_takes_the_last") {
    auto const rows =
        (weir::table<point>({{1, 5}, {2, 5}, {3, 4}})
         | weir::agg(weir::max_by("x"_c, "y"_c).as<"last">(), weir::max_by("x"_c, "y"_c, 2).as<"two">(),
                     weir::min_by("x"_c, "y"_c, 5).as<"all">()))
            .collect();
    CHECK(rows[0]["last"_c] == 2.0);
    CHECK(rows[0]["two"_c].value() == std::vector<double>{1, 2});
    CHECK(rows[0]["all"_c].value() == std::vector<double>{3, 1, 2});
}

TEST_CASE("constants_of_aggregates_are_checked_at_the_first_row") {
    auto const points = weir::table<point>({{1, 5}});
    CHECK(error_of(points | weir::agg(weir::percentile("x"_c, 1.5).as<"p">()))
          == "DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE");
    CHECK(error_of(points | weir::agg(weir::percentile_approx("x"_c, 0.5, 0).as<"p">()))
          == "DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE");
    CHECK(error_of(points | weir::agg(weir::max_by("x"_c, "y"_c, 0).as<"p">()))
          == "DATATYPE_MISMATCH.VALUE_OUT_OF_RANGE");
}

TEST_CASE("sliding_windows_put_ordered_values_together_from_panes") {
    struct tick {
        weir::timestamp at;
        std::int32_t v;
    };
    weir::memory_stream<tick> ticks;
    auto query =
        weir::write_stream(weir::read_stream(ticks) | weir::with_watermark<"at", "0 seconds">()
                           | weir::group_by(weir::window<"at", "10 seconds", "5 seconds">())
                           | weir::agg(weir::median("v"_c).as<"m">(), weir::mode("v"_c).as<"o">(),
                                       weir::skewness("v"_c).as<"s">(), weir::bit_or("v"_c).as<"b">()))
            .output_mode(weir::append)
            .trigger(weir::on_demand)
            .memory()
            .start();
    ticks.add({{"2024-01-01 00:00:01"_ts, 1},
               {"2024-01-01 00:00:02"_ts, 4},
               {"2024-01-01 00:00:06"_ts, 4},
               {"2024-01-01 00:00:30"_ts, 0}});
    query.process_all_available();
    auto const rows = query.table().collect();
    REQUIRE(rows.size() == 3);
    CHECK(rows[1]["m"_c] == 4.0);
    CHECK(rows[1]["o"_c] == 4);
    CHECK(rows[1]["s"_c].value() == Approx(-1 / std::sqrt(2.0)));
    CHECK(rows[1]["b"_c] == 5);
}
