// SPDX-License-Identifier: BSL-1.0
// The functions of arrays give what Spark 4.3.0 gave (collections.json).
#include <weir/expr/array_access.hpp>
#include <weir/expr/array_edit.hpp>
#include <weir/expr/array_search.hpp>
#include <weir/expr/array_sets.hpp>
#include <weir/expr/arrays_zip.hpp>
#include <weir/expr/concat.hpp>
#include <weir/expr/maps.hpp>
#include <weir/expr/sequence.hpp>
#include <weir/expr/text_parts.hpp>

#include "catch.hpp"
#include "unit/expr/evaluate.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace {

using namespace weir::literals;
using test::error_of;
using test::name_of;
using test::shown;
using weir::array;

struct record {
    std::vector<std::int32_t> scores{5, 7};
    std::vector<std::string> names{"Ann", "a text that is longer than a small string"};
    std::optional<std::vector<std::int32_t>> maybe{};
};
record const row{};

} // namespace

TEST_CASE("an_array_has_the_type_in_which_its_values_meet") {
    CHECK(shown(array()) == "array<void> []");
    CHECK(shown(array(1, nullptr)) == "array<int> [1, NULL]");
    CHECK(shown(array(nullptr)) == "array<void> [NULL]");
    CHECK(shown(array(1, std::int64_t{2})) == "array<bigint> [1, 2]");
    CHECK(shown(array(array(1), array(2, 3))) == "array<array<int>> [[1], [2, 3]]");
    CHECK(shown(array(array(1), nullptr)) == "array<array<int>> [[1], NULL]");
    CHECK(name_of(array("scores"_c, "maybe"_c)) == "array(scores, maybe)");
}

TEST_CASE("an_index_counts_from_0_and_element_at_from_1") {
    CHECK(shown(get_item(array(1, 2), 0)) == "int 1");
    CHECK(error_of(get_item(array(1, 2), 2)) == "INVALID_ARRAY_INDEX");
    CHECK(error_of(get_item(array(1, 2), -1)) == "INVALID_ARRAY_INDEX");
    CHECK(shown(get(array(1, 2), 5)) == "int NULL");
    CHECK(shown(get(array(1, 2), -1)) == "int NULL");
    CHECK(shown(weir::element_at(array(1, 2, 3), -1)) == "int 3");
    CHECK(error_of(weir::element_at(array(1, 2, 3), 4)) == "INVALID_ARRAY_INDEX_IN_ELEMENT_AT");
    CHECK(error_of(weir::element_at(array(1, 2, 3), 0)) == "INVALID_INDEX_OF_ZERO");
    CHECK(shown(weir::try_element_at(array(1, 2, 3), 4)) == "int NULL");
    CHECK(name_of(weir::get_item("scores"_c, "n"_c)) == "scores[n]");
}

TEST_CASE("an_element_of_a_column_is_read_in_place_and_one_of_a_computed_array_is_kept") {
    auto const element = weir::element_at("names"_c, 2);
    auto const lent = element.eval<record>(weir::detail::struct_ref<record>{&row});
    STATIC_REQUIRE(std::is_same_v<decltype(lent), std::string_view const>);
    CHECK(lent.data() == row.names[1].data());
    CHECK(shown(weir::element_at(weir::reverse("names"_c), 1), row)
          == "string a text that is longer than a small string");
}

TEST_CASE("size_of_null_is_null") {
    CHECK(shown(weir::size(array(1, 2))) == "int 2");
    CHECK(shown(weir::size(nullptr)) == "int NULL");
    CHECK(shown(weir::size("maybe"_c), row) == "int NULL");
    CHECK(shown(weir::cardinality(array(1))) == "int 1");
    CHECK(shown(weir::array_size(array())) == "int 0");
}

TEST_CASE("a_null_element_makes_a_search_unsure") {
    CHECK(shown(weir::array_contains(array(1, 2), 1)) == "boolean true");
    CHECK(shown(weir::array_contains(array(1, nullptr), 3)) == "boolean NULL");
    CHECK(shown(weir::array_contains(array(1, nullptr), 1)) == "boolean true");
    CHECK(shown(weir::array_position(array(3, 2, 1), 2)) == "bigint 2");
    CHECK(shown(weir::array_position(array(3, 2, 1), 5)) == "bigint 0");
    CHECK(shown(weir::arrays_overlap(array(1, 2), array(2, 3))) == "boolean true");
    CHECK(shown(weir::arrays_overlap(array(1, nullptr), array(3))) == "boolean NULL");
}

TEST_CASE("sort_array_puts_nulls_first_going_up_and_last_going_down") {
    CHECK(shown(weir::sort_array(array(3, nullptr, 1))) == "array<int> [NULL, 1, 3]");
    CHECK(shown(weir::sort_array(array(3, nullptr, 1), false)) == "array<int> [3, 1, NULL]");
    CHECK(shown(weir::sort_array(array("b", "B", "a"))) == "array<string> [B, a, b]");
    double const nan = std::numeric_limits<double>::quiet_NaN();
    CHECK(shown(weir::sort_array(array(2.0, nan, 1.0))) == "array<double> [1.0, 2.0, NaN]");
    CHECK(shown(weir::array_max(array(1.0, nan))) == "double NaN");
    CHECK(shown(weir::array_distinct(array(0.0, -0.0, nan, nan))) == "array<double> [0.0, NaN]");
    CHECK(name_of(weir::sort_array("scores"_c)) == "sort_array(scores, true)");
}

TEST_CASE("null_is_a_value_of_a_set") {
    CHECK(shown(weir::array_distinct(array(1, 2, 1, nullptr, nullptr))) == "array<int> [1, 2, NULL]");
    CHECK(shown(weir::array_union(array(1, 2), array(2, 3))) == "array<int> [1, 2, 3]");
    CHECK(shown(weir::array_intersect(array(1, 2, 2), array(2, 3))) == "array<int> [2]");
    CHECK(shown(weir::array_except(array(1, 2, 2, 3), array(2))) == "array<int> [1, 3]");
}

TEST_CASE("many_values_are_told_apart_as_few_are") {
    auto const twice = weir::concat(weir::sequence(1, 1'000), weir::sequence(1'000, 1));
    CHECK(test::value_of(weir::array_distinct(twice)) == test::value_of(weir::sequence(1, 1'000)));
    CHECK(test::value_of(weir::array_except(twice, weir::sequence(2, 1'000)))
          == std::vector<std::int32_t>{1});
}

TEST_CASE("array_join_leaves_nulls_out_or_writes_them") {
    CHECK(shown(weir::array_join(array("a", nullptr, "b"), ",")) == "string a,b");
    CHECK(shown(weir::array_join(array("a", nullptr, "b"), ",", "?")) == "string a,?,b");
    CHECK(shown(weir::array_join(array(1, 2), ",")) == "string 1,2");
    CHECK(shown(weir::array_join(array(), ",")) == "string ");
}

TEST_CASE("elements_are_put_in_and_taken_out") {
    CHECK(shown(weir::array_remove(array(1, 2, 1, nullptr), 1)) == "array<int> [2, NULL]");
    CHECK(shown(weir::array_repeat("a", 3)) == "array<string> [a, a, a]");
    CHECK(shown(weir::array_repeat("a", 0)) == "array<string> []");
    CHECK(shown(weir::array_append(array(1, 2), 3)) == "array<int> [1, 2, 3]");
    CHECK(shown(weir::array_append("maybe"_c, 3), row) == "array<int> NULL");
    CHECK(shown(weir::array_prepend(array(1, 2), 0)) == "array<int> [0, 1, 2]");
    CHECK(shown(weir::array_insert(array(1, 2), 1, 0)) == "array<int> [0, 1, 2]");
    CHECK(shown(weir::array_insert(array(1, 2), -1, 9)) == "array<int> [1, 2, 9]");
    CHECK(shown(weir::array_insert(array(1, 2), 5, 9)) == "array<int> [1, 2, NULL, NULL, 9]");
    CHECK(shown(weir::array_insert(array(1, 2), -5, 9)) == "array<int> [9, NULL, NULL, 1, 2]");
    CHECK(error_of(weir::array_insert(array(1, 2), 0, 9)) == "INVALID_INDEX_OF_ZERO");
    CHECK(shown(weir::array_compact(array(1, nullptr, 2))) == "array<int> [1, 2]");
}

TEST_CASE("arrays_are_cut_and_joined") {
    CHECK(shown(weir::slice(array(1, 2, 3, 4), 2, 10)) == "array<int> [2, 3, 4]");
    CHECK(shown(weir::slice(array(1, 2, 3, 4), -2, 2)) == "array<int> [3, 4]");
    CHECK(shown(weir::slice(array(1, 2, 3, 4), 5, 2)) == "array<int> []");
    CHECK(error_of(weir::slice(array(1), 0, 2)) == "INVALID_PARAMETER_VALUE.START");
    CHECK(error_of(weir::slice(array(1), 1, -1)) == "INVALID_PARAMETER_VALUE.LENGTH");
    CHECK(shown(weir::flatten(array(array(1, 2), array(3)))) == "array<int> [1, 2, 3]");
    CHECK(shown(weir::flatten(array(array(1), nullptr))) == "array<int> NULL");
    CHECK(shown(weir::concat(array(1, 2), array(3))) == "array<int> [1, 2, 3]");
    CHECK(shown(weir::reverse(array("a", "b"))) == "array<string> [b, a]");
    CHECK(shown(weir::arrays_zip(array(1, 2), array("a")))
          == "array<struct<0:int,1:string>> [{1, a}, {2, NULL}]");
    CHECK(shown(weir::arrays_zip("scores"_c, array(true)), row)
          == "array<struct<scores:int,1:boolean>> [{5, true}, {7, NULL}]");
}

TEST_CASE("a_sequence_goes_up_or_down_to_its_last_value") {
    CHECK(shown(weir::sequence(1, 5)) == "array<int> [1, 2, 3, 4, 5]");
    CHECK(shown(weir::sequence(5, 1, -2)) == "array<int> [5, 3, 1]");
    CHECK(shown(weir::sequence(1, 10, 3)) == "array<int> [1, 4, 7, 10]");
    CHECK(error_of(weir::sequence(1, 5, -1)) == "java.lang.IllegalArgumentException");
    CHECK(error_of(weir::sequence(1, 5, 0)) == "java.lang.IllegalArgumentException");
    CHECK(shown(weir::sequence("2024-01-31"_date, "2024-04-30"_date, weir::interval<"1 month">))
          == "array<date> [2024-01-31, 2024-02-29, 2024-03-31, 2024-04-30]");
    CHECK(shown(weir::shuffle(array(1))) == "array<int> [1]");
    CHECK(test::value_of(weir::sort_array(weir::shuffle(weir::sequence(1, 50), 7)))
          == test::value_of(weir::sequence(1, 50)));
}
