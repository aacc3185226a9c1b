// SPDX-License-Identifier: BSL-1.0
// The functions of maps and structs give what Spark 4.3.0 gave (collections.json).
#include <weir/expr/array_edit.hpp>
#include <weir/expr/maps.hpp>
#include <weir/expr/str_to_map.hpp>
#include <weir/expr/structs.hpp>

#include "catch.hpp"
#include "unit/expr/evaluate.hpp"

#include <cstdint>
#include <map>
#include <string>

namespace {

using namespace weir::literals;
using test::error_of;
using test::name_of;
using test::shown;
using weir::array;
using weir::create_map;

struct place {
    std::string city;
    double height;
};
struct record {
    std::map<std::string, std::int32_t> counts{{"x", 1}, {"y", 2}};
    place home{"Ulm", 478.0};
};
record const row{};

} // namespace

TEST_CASE("a_map_keeps_the_order_of_its_entries") {
    CHECK(shown(create_map()) == "map<void,void> {}");
    CHECK(shown(create_map("b", 2, "a", 1)) == "map<string,int> {b -> 2, a -> 1}");
    CHECK(shown(create_map("a", nullptr)) == "map<string,void> {a -> NULL}");
    CHECK(shown(create_map(1, "x", std::int64_t{2}, "y")) == "map<bigint,string> {1 -> x, 2 -> y}");
    CHECK(error_of(create_map("a", 1, "a", 2)) == "DUPLICATED_MAP_KEY");
    CHECK(error_of(create_map(nullptr, 1)) == "NULL_MAP_KEY");
}

TEST_CASE("a_missing_key_gives_null") {
    CHECK(shown(weir::get_item(create_map("a", 1), "a")) == "int 1");
    CHECK(shown(weir::get_item(create_map("a", 1), "b")) == "int NULL");
    CHECK(shown(weir::element_at("counts"_c, "y"), row) == "int 2");
    CHECK(shown(weir::try_element_at("counts"_c, "z"), row) == "int NULL");
    CHECK(shown(weir::map_contains_key("counts"_c, "x"), row) == "boolean true");
    CHECK(shown(weir::size("counts"_c), row) == "int 2");
}

TEST_CASE("maps_are_taken_apart_and_put_together") {
    CHECK(shown(weir::map_keys("counts"_c), row) == "array<string> [x, y]");
    CHECK(shown(weir::map_values(create_map("a", 1, "b", nullptr))) == "array<int> [1, NULL]");
    CHECK(shown(weir::map_entries(create_map("a", 1))) == "array<struct<key:string,value:int>> [{a, 1}]");
    CHECK(shown(weir::map_from_arrays(array("a", "b"), array(1, 2))) == "map<string,int> {a -> 1, b -> 2}");
    CHECK(error_of(weir::map_from_arrays(array("a", "b"), array(1))) == "_LEGACY_ERROR_TEMP_2128");
    CHECK(error_of(weir::map_from_arrays(array("a", nullptr), array(1, 2))) == "NULL_MAP_KEY");
    CHECK(shown(weir::map_from_entries(array(weir::struct_("a", 1), weir::struct_("b", 2))))
          == "map<string,int> {a -> 1, b -> 2}");
    CHECK(shown(weir::map_concat(create_map("a", 1), create_map("b", 2)))
          == "map<string,int> {a -> 1, b -> 2}");
    CHECK(error_of(weir::map_concat(create_map("a", 1), create_map("a", 2))) == "DUPLICATED_MAP_KEY");
}

TEST_CASE("a_struct_names_its_fields_by_columns_aliases_and_places") {
    CHECK(shown(weir::struct_(1, "a")) == "struct<col1:int,col2:string> {1, a}");
    CHECK(shown(weir::struct_("home.city"_c, weir::lit(1).as<"n">(), 2), row)
          == "struct<city:string,n:int,col3:int> {Ulm, 1, 2}");
    CHECK(shown(weir::named_struct<"a", "b">(1, "x")) == "struct<a:int,b:string> {1, x}");
    CHECK(name_of(weir::struct_("counts"_c, "home"_c.as<"h">())) == "struct(counts, home AS h)");
    CHECK(name_of(weir::named_struct<"a", "b">("counts"_c, "home"_c)) == "named_struct(a, counts, b, home)");
}

TEST_CASE("a_field_is_found_whatever_its_case") {
    CHECK(shown(weir::get_field<"a">(weir::named_struct<"A">(1))) == "int 1");
    CHECK(
        shown(weir::get_field<"b">(weir::get_field<"a">(weir::named_struct<"a">(weir::named_struct<"b">(2)))))
        == "int 2");
    CHECK(shown(weir::get_field<"city">("home"_c), row) == "string Ulm");
    CHECK(shown(weir::get_field<"a">(array(weir::named_struct<"a">(1), nullptr))) == "array<int> [1, NULL]");
    CHECK(shown(weir::get_field<"col2">(weir::get_item(array(weir::struct_(1, 2), weir::struct_(3, 4)), 1)))
          == "int 4");
}

TEST_CASE("str_to_map_cuts_pairs_and_keys") {
    CHECK(shown(weir::str_to_map("a:1,b:2")) == "map<string,string> {a -> 1, b -> 2}");
    CHECK(shown(weir::str_to_map("a=1;b", ";", "=")) == "map<string,string> {a -> 1, b -> NULL}");
    CHECK(name_of(weir::str_to_map("s"_c)) == "str_to_map(s, ,, :)");
}
