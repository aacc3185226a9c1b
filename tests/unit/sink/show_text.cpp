// SPDX-License-Identifier: BSL-1.0
// Tables hold as many rows as asked for and can be filled again; their looks are in tests/parity/show.
#include <weir/plan/relation.hpp>
#include <weir/sink/show_text.hpp>

#include "catch.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace {

struct student {
    std::int32_t id;
    std::optional<std::string> name;
};

constexpr auto const& names = weir::schema_of<student>::names;

} // namespace

TEST_CASE("rows_beyond_the_first_make_the_footer") {
    weir::table_text table(names, weir::show_options{.num_rows = 1});
    CHECK(table.wants_rows());
    table.add_row<student>(student{1, "a"});
    CHECK_FALSE(table.wants_rows());
    table.add_row<student>(student{2, "b"});
    CHECK(table.finish()
          == "+---+----+\n| id|name|\n+---+----+\n|  1|   a|\n+---+----+\nonly showing top 1 row\n");
}

TEST_CASE("caller_can_say_that_there_is_more") {
    weir::table_text table(names, weir::show_options{.num_rows = 0, .vertical = true});
    CHECK(table.finish(true) == "(0 rows)\n");
    weir::table_text empty(names, weir::show_options{.num_rows = -1});
    CHECK(empty.finish(true) == "+---+----+\n| id|name|\n+---+----+\n+---+----+\nonly showing top 0 rows\n");
}

TEST_CASE("table_is_empty_after_finish") {
    weir::table_text table(names, weir::show_options{.num_rows = 1});
    table.add_row<student>(student{1, "a long name"});
    table.add_row<student>(student{2, "b"});
    (void)table.finish();
    table.add_row<student>(student{3, std::nullopt});
    CHECK(table.finish() == "+---+----+\n| id|name|\n+---+----+\n|  3|NULL|\n+---+----+\n\n");
}

TEST_CASE("rows_in_flight_are_shown_like_owned_ones") {
    weir::table_text table(names, weir::show_options{.truncate = 0});
    using flight = weir::detail::flight_row<std::int32_t, std::optional<std::string_view>>;
    student const owned{1, "a"};
    table.add_row<student>(weir::detail::struct_ref<student>{&owned});
    table.add_row<student>(
        flight{weir::detail::value_tuple<std::int32_t, std::optional<std::string_view>>(22, "bb")});
    CHECK(table.finish() == "+---+----+\n|id |name|\n+---+----+\n|1  |a   |\n|22 |bb  |\n+---+----+\n\n");
}

TEST_CASE("bytes_that_are_not_utf8_print_as_replacement_characters") {
    weir::table_text table(names, weir::show_options{.truncate = 4});
    table.add_row<student>(student{1, "a\xFF\xFE"});
    table.add_row<student>(student{2, "\xFF\xFF\xFF\xFF\xFF"});
    CHECK(table.finish()
          == "+---+----+\n| id|name|\n+---+----+\n|  1| a\uFFFD\uFFFD|\n|  2|\uFFFD...|\n+---+----+\n\n");
}
