// SPDX-License-Identifier: BSL-1.0
// The functions with lambdas give what Spark 4.3.0 gave (collections.json).
#include <weir/expr/arithmetic.hpp>
#include <weir/expr/array_edit.hpp>
#include <weir/expr/array_fold.hpp>
#include <weir/expr/array_lambdas.hpp>
#include <weir/expr/logic.hpp>
#include <weir/expr/map_lambdas.hpp>
#include <weir/expr/text_case.hpp>

#include "catch.hpp"
#include "unit/expr/evaluate.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace {

using namespace weir::literals;
using test::error_of;
using test::name_of;
using test::shown;
using weir::array;
using weir::create_map;

struct record {
    std::vector<std::int32_t> a{1, 2, 3};
    std::int32_t k = 10;
    std::optional<std::vector<std::int32_t>> maybe{};
};
record const row{};

constexpr auto sum = [](auto acc, auto x) { return acc + x; };
constexpr auto above_two = [](auto x) { return x > 2; };
constexpr auto above_zero = [](auto x) { return x > 0; };

} // namespace

TEST_CASE("transform_gives_the_element_and_its_place") {
    CHECK(shown(weir::transform(array(1, 2, 3), [](auto x) { return x * 2; })) == "array<int> [2, 4, 6]");
    CHECK(shown(weir::transform(array(1, 2, 3), [](auto x, auto i) { return x + i; }))
          == "array<int> [1, 3, 5]");
    CHECK(shown(weir::transform(array(1, nullptr), [](auto x) { return x + 1; })) == "array<int> [2, NULL]");
    CHECK(shown(weir::transform(array(), [](auto x) { return x; })) == "array<void> []");
    CHECK(shown(weir::transform("maybe"_c, [](auto x) { return x; }), row) == "array<int> NULL");
    CHECK(name_of(weir::transform("a"_c, [](auto x) { return x + "k"_c; }))
          == "transform(a, lambdafunction((namedlambdavariable() + k), namedlambdavariable()))");
}

TEST_CASE("a_lambda_reads_columns_and_the_variables_around_it") {
    CHECK(shown(weir::transform("a"_c, [](auto x) { return x * "k"_c; }), row) == "array<int> [10, 20, 30]");
    auto const nested = weir::transform(
        "a"_c, [](auto x) { return weir::transform("a"_c, [x](auto y) { return x * y + "k"_c; }); });
    CHECK(shown(nested, row) == "array<array<int>> [[11, 12, 13], [12, 14, 16], [13, 16, 19]]");
    CHECK(nested.reads<record>() == (weir::detail::one_column(0) | weir::detail::one_column(1)));
    CHECK(shown(weir::transform(array(array(1, 2), array(3)),
                                [](auto a) { return weir::aggregate(a, 0, sum); }))
          == "array<int> [3, 3]");
}

TEST_CASE("filter_keeps_what_is_true") {
    CHECK(shown(weir::filter(array(1, 2, 3, nullptr), [](auto x) { return x > 1; })) == "array<int> [2, 3]");
    CHECK(shown(weir::filter(array(1, 2, 3), [](auto, auto i) { return i > 0; })) == "array<int> [2, 3]");
}

TEST_CASE("exists_and_forall_are_unsure_about_nulls") {
    CHECK(shown(weir::exists(array(1, 2, 3), above_two)) == "boolean true");
    CHECK(shown(weir::exists(array(1, nullptr), above_two)) == "boolean NULL");
    CHECK(shown(weir::forall(array(1, 2, 3), above_zero)) == "boolean true");
    CHECK(shown(weir::forall(array(1, nullptr), above_zero)) == "boolean NULL");
    CHECK(shown(weir::forall(array(), [](auto) { return false; })) == "boolean true");
}

TEST_CASE("aggregate_folds_and_finishes") {
    CHECK(shown(weir::aggregate(array(1, 2, 3), 0, sum)) == "int 6");
    CHECK(shown(weir::aggregate(array(1, 2, 3), 0, sum, [](auto acc) { return acc * 10; })) == "int 60");
    CHECK(shown(weir::aggregate(array(1, nullptr), 0, sum)) == "int NULL");
    CHECK(shown(weir::aggregate(array(1, 2), 0.0, sum)) == "double 3.0");
    CHECK(shown(weir::reduce(array(1, 2, 3), 0, sum)) == "int 6");
}

TEST_CASE("the_shorter_array_goes_on_with_nulls") {
    CHECK(shown(weir::zip_with(array(1, 2), array(3, 4), sum)) == "array<int> [4, 6]");
    CHECK(shown(weir::zip_with(array(1, 2), array(3), sum)) == "array<int> [4, NULL]");
}

TEST_CASE("array_sort_puts_nulls_last_or_does_as_its_lambda_says") {
    CHECK(shown(weir::array_sort(array(3, nullptr, 1))) == "array<int> [1, 3, NULL]");
    CHECK(shown(weir::array_sort(array(3, 1, 2), [](auto x, auto y) { return y - x; }))
          == "array<int> [3, 2, 1]");
    CHECK(error_of(weir::array_sort(array(3, nullptr), [](auto x, auto y) { return y - x; }))
          == "COMPARATOR_RETURNS_NULL");
}

TEST_CASE("maps_go_through_lambdas_of_key_and_value") {
    CHECK(shown(weir::map_filter(create_map("a", 1, "b", 2), [](auto, auto v) { return v > 1; }))
          == "map<string,int> {b -> 2}");
    CHECK(shown(weir::transform_keys(create_map("a", 1), [](auto k, auto) { return weir::upper(k); }))
          == "map<string,int> {A -> 1}");
    CHECK(error_of(weir::transform_keys(create_map("a", 1, "b", 2), [](auto, auto) { return 1; }))
          == "DUPLICATED_MAP_KEY");
    CHECK(shown(weir::transform_values(create_map("a", 1), [](auto, auto v) { return v + 1; }))
          == "map<string,int> {a -> 2}");
    CHECK(shown(weir::map_zip_with(create_map("a", 1), create_map("a", 2, "b", 3),
                                   [](auto, auto x, auto y) { return x + y; }))
          == "map<string,int> {a -> 3, b -> NULL}");
}
