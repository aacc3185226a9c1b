// SPDX-License-Identifier: BSL-1.0
// Static tables, their actions, and streams over ranges.
#include <weir/testing.hpp>

#include "catch.hpp"

#include <chrono>
#include <cstdint>
#include <list>
#include <memory>
#include <optional>
#include <ranges>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace {

using namespace weir::literals;

struct person {
    std::string name;
    std::int32_t age;
    std::optional<double> score;
};

auto people() {
    return weir::table<person>({{"LiLei", 12, 75.5}, {"Hanmeimei", 16, std::nullopt}, {"Lily", 15, 68.0}});
}

/// The sum of the column `v` of a stream that is run to its end.
template <class Plan>
std::int64_t sum_of(Plan const& plan) {
    std::int64_t sum = 0;
    auto query = weir::write_stream(plan)
                     .trigger(weir::on_demand)
                     .foreach([&](auto const& row) { sum += row["v"_c]; })
                     .start();
    query.process_all_available();
    return sum;
}

struct value {
    std::int64_t v;
};

/// Can be moved only.
struct only_movable {
    std::unique_ptr<std::vector<value>> values =
        std::make_unique<std::vector<value>>(std::vector<value>{{1}, {2}, {3}});
    auto begin() { return values->begin(); }
    auto end() { return values->end(); }
};

} // namespace

TEST_CASE("collect_gives_the_rows_in_order") {
    auto const rows =
        (people() | weir::where("age"_c > 12) | weir::select("name"_c, ("age"_c + 1).as<"next">())).collect();
    REQUIRE(rows.size() == 2);
    CHECK(rows[0]["name"_c] == "Hanmeimei");
    CHECK(rows[0]["next"_c] == 17);
    auto const& [name, next] = rows[1];
    CHECK(name == "Lily");
    CHECK(next == 16);
    CHECK(rows.count() == 2);
}

TEST_CASE("count_counts_rows") {
    CHECK(people().count() == 3);
    CHECK((people() | weir::where("age"_c > 99)).count() == 0);
    CHECK((people() | weir::limit<2>()).count() == 2);
}

TEST_CASE("to_json_leaves_nulls_out") {
    CHECK(people().to_json()
          == std::vector<std::string>{R"({"name":"LiLei","age":12,"score":75.5})",
                                      R"({"name":"Hanmeimei","age":16})",
                                      R"({"name":"Lily","age":15,"score":68.0})"});
}

TEST_CASE("show_string_is_the_table_of_spark") {
    CHECK((people() | weir::select("name"_c, "score"_c)).show_string({.num_rows = 2, .truncate = 5})
          == "+-----+-----+\n"
             "| name|score|\n"
             "+-----+-----+\n"
             "|LiLei| 75.5|\n"
             "|Ha...| NULL|\n"
             "+-----+-----+\n"
             "only showing top 2 rows\n");
}

TEST_CASE("aggregate_of_a_static_table") {
    auto const totals = people()
                        | weir::agg(weir::count("*").as<"n">(), weir::count("score"_c).as<"scored">(),
                                    weir::avg("age"_c).as<"a">());
    auto const rows = totals.collect();
    REQUIRE(rows.size() == 1);
    CHECK(rows[0]["n"_c] == 3);
    CHECK(rows[0]["scored"_c] == 2);
    CHECK(rows[0]["a"_c].value() == test::approx(43.0 / 3));
}

TEST_CASE("aggregate_of_an_empty_table_is_one_row_without_keys_and_none_with") {
    auto const nobody = weir::table<person>({});
    CHECK((nobody | weir::agg(weir::count("*").as<"n">(), weir::sum("age"_c).as<"s">())).to_json()
          == std::vector<std::string>{R"({"n":0})"});
    CHECK((nobody | weir::group_by("name"_c) | weir::count()).count() == 0);
}

TEST_CASE("order_by_distinct_and_union_of_static_tables") {
    auto const twice = people() | weir::union_with(people());
    CHECK(twice.count() == 6);
    auto const rows =
        (twice | weir::distinct() | weir::order_by("score"_c.desc(), "name"_c) | weir::select("name"_c))
            .to_json();
    CHECK(
        rows
        == std::vector<std::string>{R"({"name":"LiLei"})", R"({"name":"Lily"})", R"({"name":"Hanmeimei"})"});
}

TEST_CASE("watermark_of_a_static_table_changes_nothing") {
    struct timed {
        weir::timestamp t;
        int v;
    };
    auto const table = weir::table<timed>({{"2024-01-01 00:10:00"_ts, 1}, {"2024-01-01 00:00:00"_ts, 2}});
    auto const sums = table | weir::with_watermark<"t", "1 second">()
                      | weir::group_by(weir::window<"t", "1 minute">())
                      | weir::agg(weir::sum("v"_c).as<"s">());
    CHECK(sums.count() == 2);
}

TEST_CASE("rows_are_converted_to_a_struct_by_name") {
    struct named {
        std::int64_t age;
        std::string name;
    };
    auto const rows = (people() | weir::as<named>()).collect();
    REQUIRE(rows.size() == 3);
    CHECK(weir::to<named>(rows[0]).age == 12);
    CHECK(weir::to<named>(people().collect()[2]).name == "Lily");
}

TEST_CASE("range_given_as_an_lvalue_is_referred_to") {
    std::vector<value> values{{1}, {2}, {3}};
    auto const plan = weir::from(values);
    values.push_back({4});
    CHECK(sum_of(plan) == 10);
    CHECK(sum_of(plan) == 10); // each query reads it anew
}

TEST_CASE("range_given_as_an_rvalue_is_moved_into_the_plan") {
    auto const plan = [] { return weir::from(std::vector<value>{{1}, {2}, {3}}) | weir::where("v"_c > 1); }();
    CHECK(sum_of(plan) == 5);
    CHECK(sum_of(weir::from(only_movable{})) == 6);
}

TEST_CASE("constant_range_and_list_are_ranges") {
    std::vector<value> const values{{5}, {6}};
    CHECK(sum_of(weir::from(values)) == 11);
    CHECK(sum_of(weir::from(std::list<value>{{7}, {8}})) == 15);
}

TEST_CASE("views_are_ranges") {
    std::vector<value> values{{1}, {2}, {3}, {4}};
    auto even = values | std::views::filter([](value const& x) { return x.v % 2 == 0; });
    CHECK(sum_of(weir::from(even)) == 6);
    CHECK(sum_of(weir::from(values | std::views::transform([](value const& x) { return value{x.v * 10}; })))
          == 100);
    CHECK(sum_of(weir::from(std::views::iota(std::int64_t{1}, std::int64_t{101})
                            | std::views::transform([](std::int64_t i) { return value{i}; })))
          == 5050);
    CHECK(sum_of(weir::from(values | std::views::take(2))) == 3);
}

TEST_CASE("empty_range_gives_no_batch") {
    auto query =
        weir::write_stream(weir::from(std::vector<value>{})).trigger(weir::on_demand).memory().start();
    query.process_all_available();
    CHECK_FALSE(query.last_progress());
}

TEST_CASE("current_timestamp_is_one_for_the_rows_of_a_statement") {
    auto const stamped = weir::table<value>({{1}, {2}, {3}}) | weir::map([](value const& x) {
                             std::this_thread::sleep_for(std::chrono::milliseconds(2));
                             return x;
                         })
                         | weir::select("v"_c, weir::current_timestamp().as<"now">());
    auto const rows = (stamped | weir::select("now"_c) | weir::distinct()).count();
    CHECK(rows == 1);
    auto const other = stamped | weir::select(("v"_c + 1).as<"w">(), "now"_c.as<"then">());
    CHECK((stamped | weir::join(other, "v"_c == "w"_c && "now"_c == "then"_c)).count() == 2);
}
